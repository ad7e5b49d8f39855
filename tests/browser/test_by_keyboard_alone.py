"""Everything can be done with Tab, Space, Enter and the arrows, and where one is can be seen all the way."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Enter, House, shot

pytestmark = pytest.mark.browser

# Where the focus is, what shows it, and what lies over it.
FOCUS = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const mark = at.matches('[type=radio], [type=checkbox]') ? at.closest('label') || at : at;
    const box = at.getBoundingClientRect(), style = getComputedStyle(at);
    const points = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]].map(
        ([x, y]) => document.elementFromPoint(box.x + box.width * x, box.y + box.height * y));
    return {
        name: (at.textContent.trim() || at.name || at.id || at.tagName).slice(0, 40),
        marked: at.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 1,
        seen: points.some(there => there && (at.contains(there) || mark.contains(there))),
    };
}"""


def tab_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Press Tab until something has the focus, and see to it that every stop on the way can be seen."""
    for _ in range(120):
        page.keyboard.press(key)
        stop: dict[str, Any] | None = page.evaluate(FOCUS)
        assert stop is None or stop["marked"], f"nothing shows the focus on {stop}"
        assert stop is None or stop["seen"], f"something lies over {stop}"
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not get to {wanted}")


def press(page: Page, role: Any, name: str | re.Pattern[str]) -> None:
    """Go to a link or button and press it."""
    tab_to(page, page.get_by_role(role, name=name).locator("visible=true").first)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, label: str, words: str) -> None:
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.type(words)


def pick(page: Page, group: str | re.Pattern[str], down: int) -> None:
    """Take an answer of a row of radio buttons: in with Tab, along with the arrows."""
    radios = page.get_by_role("group", name=group).first.get_by_role("radio")
    tab_to(page, radios.first)
    page.keyboard.press("Space")
    for _ in range(down):
        page.keyboard.press("ArrowRight")
    expect(radios.nth(down)).to_be_checked()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_moment(enter: Enter, made_up: House, size: dict[str, int]) -> None:
    page = enter(viewport=size)
    page.goto(made_up.address)
    press(page, "link", "Write it down")
    pick(page, "What did you do?", 2)
    write(page, "In a line", "Written without a mouse")
    pick(page, "Did you have to, or did you choose to?", 4)
    tab_to(page, page.locator("summary", has_text="A little more"))
    page.keyboard.press("Enter")
    write(page, "What did the whisper say?", "You are in the way")
    pick(page, "How was your body?", 1)
    tab_to(page, page.get_by_role("checkbox").first)
    page.keyboard.press("Space")
    shot(page, f"keyboard-{size['width']}")
    press(page, "button", "Keep")
    expect(page.get_by_text("Written without a mouse").first).to_be_visible()
    expect(page.get_by_text("You are in the way").first).to_be_visible()


def test_someone_and_the_five_questions_and_a_plan(enter: Enter, made_up: House) -> None:
    page = enter()
    page.goto(f"{made_up.address}/circle/new/?draft=none")
    write(page, "What do you call them?", "Kit")
    pick(page, "What are they to you?", 2)
    press(page, "button", "Keep")
    press(page, "button", "No to all five")
    tab_to(page, page.get_by_role("group", name="What are they safe for?").get_by_role("checkbox").nth(1))
    page.keyboard.press("Space")
    press(page, "button", "Keep")
    press(page, "link", "Plan a step with them")
    tab_to(page, page.locator("summary", has_text="Small"))
    page.keyboard.press("Enter")
    press(page, "link", re.compile("^Choose"))
    pick(page, "How hard does it look?", 3)
    pick(page, re.compile("^Will "), 5)
    press(page, "button", "Keep and go on")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_skip_link_goes_past_the_rooms(enter: Enter, made_up: House) -> None:
    page = enter()
    page.goto(f"{made_up.address}/name/")
    tab_to(page, page.get_by_role("link", name="Skip to the page itself"))
    expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_refusal_takes_the_focus_and_its_links_lead_to_the_fields(enter: Enter, made_up: House) -> None:
    page = enter()
    page.goto(f"{made_up.address}/name/new/?draft=none")
    page.evaluate("document.querySelector('form[data-draft]').noValidate = true")
    press(page, "button", "Keep")
    expect(page.locator(".error")).to_be_focused()
    tab_to(page, page.locator(".error a").first)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focused = page.locator("fieldset", has_text="What did you do?").locator(":focus")
    expect(focused).to_have_count(1)


@pytest.mark.parametrize(
    "address", ["/", "/name/new/?draft=none", "/practise/?domain=work", "/evidence/", "/help/"]
)
@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_nothing_holds_the_keyboard(enter: Enter, made_up: House, address: str, key: str) -> None:
    page = enter(viewport=PHONE)
    page.goto(made_up.address + address)
    stops = 0
    for _ in range(400):
        page.keyboard.press(key)
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        assert stop["marked"], stop
        assert stop["seen"], stop
        stops += 1
    else:
        raise AssertionError("the keyboard does not get out again")
    assert stops > 8
