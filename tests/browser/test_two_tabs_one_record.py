"""Two windows change one record: the second sees both versions, and what it then keeps is a choice."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Enter, House
from tests.browser.test_life import keep

pytestmark = pytest.mark.browser

FIRST, SECOND = "From the first window", "From the second window"


def found(page: Page, house: House, *ways: str) -> str:
    """Follow the first link of each kind; where the last one leads."""
    address = ways[0]
    for way in ways[1:]:
        page.goto(house.address + address)
        hrefs = page.eval_on_selector_all("main a", "links => links.map(link => link.getAttribute('href'))")
        address = next(href for href in hrefs if re.fullmatch(way, href))
    return house.address + address


ID = "[0-9a-f]{32}"
RECORDS = {
    "moment": (["/name/", f"/name/{ID}/"], "In a line", "Keep"),
    "person": (["/circle/", f"/circle/{ID}/", f"/circle/{ID}/edit/"], "What do you call them?", "Keep"),
    "lesson": (["/explore/", f"/explore/{ID}/", f"/explore/{ID}/edit/"], "What is the old rule?", "Keep"),
    "rule": (["/redefine/", f"/redefine/{ID}/", f"/redefine/{ID}/edit/"], "What could be truer now?", "Keep"),
    "plan": (
        ["/practise/asks/", f"/practise/asks/{ID}/", f"/practise/asks/{ID}/guess/"],
        "The step, made yours",
        "Keep and go on",
    ),
    "words": (
        ["/practise/asks/", f"/practise/asks/{ID}/", f"/practise/asks/{ID}/words/"],
        "Your words",
        "Keep",
    ),
    "outcome": (
        ["/practise/asks/", f"/practise/asks/{ID}/outcome/"],
        "What did you learn?",
        "Keep",
    ),
    "preferences": (["/privacy/preferences/"], "What this place calls itself", "Keep"),
}


@pytest.mark.parametrize("kind", RECORDS)
def test_the_second_sees_both(enter: Enter, made_up: House, kind: str) -> None:
    ways, label, button = RECORDS[kind]
    page = enter(viewport=NARROW)
    address = found(page, made_up, *ways)
    other = page.context.new_page()
    for window in (page, other):
        window.goto(address)
        if kind == "outcome":
            window.get_by_role("radio", name="partly").first.check(force=True)
    page.get_by_label(label).fill(FIRST)
    keep(page, button)
    other.get_by_label(label).fill(SECOND)
    keep(other, button)
    notice = other.get_by_role("alert").filter(has_text="changed")
    expect(notice).to_be_focused()
    expect(notice.get_by_text(FIRST)).to_be_visible()
    expect(other.get_by_label(label)).to_have_value(SECOND)
    keep(other, button)
    page.goto(address)
    expect(page.get_by_label(label)).to_have_value(SECOND)


def test_the_same_change_in_both_is_no_conflict(enter: Enter, made_up: House) -> None:
    page = enter()
    address = found(page, made_up, "/name/", f"/name/{ID}/")
    other = page.context.new_page()
    for window in (page, other):
        window.goto(address)
        window.get_by_label("In a line").fill("The same in both")
    for window in (page, other):
        keep(window)
        expect(window.get_by_text("Changed.")).to_be_visible()


def test_what_another_page_added_stays(enter: Enter, made_up: House) -> None:
    """Back to the first page of a plan, after the others: sending it again takes nothing away."""
    page = enter()
    page.goto(f"{made_up.address}/practise/plan/?step=ask-practical-lift")
    page.get_by_label("The step, made yours").fill("Ask for a lift on Friday")
    keep(page, "Keep and go on")
    page.get_by_label("What if not?", exact=True).fill("Then the bus")
    keep(page, "Keep and go on")
    page.get_by_label("Your words").fill("Could you take me on Friday?")
    first = page.context.new_page()
    keep(page)
    story = page.url
    first.goto(f"{made_up.address}/practise/plan/?step=ask-practical-lift&draft=none")
    kept = re.search(ID, story)
    assert kept
    first.evaluate("id => { document.querySelector('form[data-draft] [name=id]').value = id; }", kept[0])
    first.get_by_label("The step, made yours").fill("Ask for a lift on Saturday")
    keep(first, "Keep and go on")
    expect(first.get_by_role("alert").get_by_text("Ask for a lift on Friday")).to_be_visible()
    keep(first, "Keep and go on")
    page.goto(story)
    for words in ("Ask for a lift on Saturday", "Then the bus", "Could you take me on Friday?"):
        expect(page.get_by_text(words).first).to_be_visible()
