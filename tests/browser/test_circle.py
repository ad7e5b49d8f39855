"""The circle as a person would use it; and a gate that closes, after which that person is nowhere."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, House, shot
from tests.browser.test_every_page import look
from tests.browser.test_life import add_someone_safe, choose, come_in, keep, room

pytestmark = pytest.mark.browser

OFFERED = "Lifts, not money"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_closed_gate_is_nowhere(
    house: House, browser: Browser, size: dict[str, int], scripts: bool
) -> None:
    context = browser.new_context(viewport=size, java_script_enabled=scripts, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    name = f"circle-{'phone' if size is PHONE else 'desktop'}-{'js' if scripts else 'nojs'}"
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    come_in(page, house, name)
    look_at_an_empty_circle(page, house, name)
    add_someone_safe(page, name)
    write_what_is_between(page)
    note_a_time(page, name)
    assert everywhere(page, house) == {"gaps", "wishes", "ladder", "someone beside", "offers", "counts"}
    close_the_gate(page, name)
    assert everywhere(page, house) == set()
    assert faults == []
    context.close()


def look_at_an_empty_circle(page: Page, house: House, name: str) -> None:
    page.goto(house.address + "/circle/ways/")
    expect(page.get_by_text("there does not have to be someone")).to_be_visible()
    shot(page, f"{name}-1-gaps")
    room(page, "Circle")


def write_what_is_between(page: Page) -> None:
    page.get_by_role("link", name="Write it down").click()
    page.get_by_label("What helps me").fill("Sit with me. No advice.")
    page.get_by_label("What they have said I may ask for").fill(OFFERED)
    choose(page, "everyday things")
    keep(page)
    page.get_by_role("link", name="Say how often").click()
    choose(page, "about every week")
    keep(page)
    expect(page.get_by_text("You would like contact about every week.")).to_be_visible()


def note_a_time(page: Page, name: str) -> None:
    page.get_by_role("link", name="Note a time").click()
    page.get_by_role("group", name="Was I safe?").get_by_text("Yes", exact=True).click()
    page.get_by_role("group", name="Was it mutual?").get_by_text("Partly", exact=True).click()
    shot(page, f"{name}-2-time")
    keep(page)
    page.get_by_role("button", name="I was given", exact=True).click()
    expect(page.get_by_text("1 of 1").first).to_be_visible()
    shot(page, f"{name}-3-person")


def close_the_gate(page: Page, name: str) -> None:
    room(page, "Circle")
    page.get_by_role("link", name="Maya", exact=True).first.click()
    page.get_by_role("link", name="Answer them again").click()
    keep(page, "Yes to one or more")
    expect(page.get_by_text("You said yes to one or more of the five questions.")).to_be_visible()
    shot(page, f"{name}-4-closed")


def everywhere(page: Page, house: House) -> set[str]:
    """Where Maya is named, offered, counted or suggested."""
    page.goto(house.address + "/circle/")
    found = {"wishes"} if page.get_by_text("You said you would like contact with").count() else set()
    page.get_by_role("link", name="Maya", exact=True).first.click()
    found |= {"offers"} if page.get_by_text(OFFERED).count() else set()
    found |= {"counts"} if page.get_by_text(re.compile("[0-9] of [0-9]")).count() else set()
    page.goto(house.address + "/circle/ways/")
    found |= {"gaps"} if page.get_by_text("Maya").count() else set()
    page.goto(house.address + "/circle/side-by-side/")
    found |= {"someone beside"} if page.locator("option", has_text="Maya").count() else set()
    page.goto(house.address + "/practise/next/")
    found |= {"ladder"} if page.locator("main").get_by_text("Maya").count() else set()
    return found


def test_ten_minutes_side_by_side_end_with_the_screen_off(house: House, browser: Browser) -> None:
    page = browser.new_page(viewport=PHONE, locale="en-GB")  # type: ignore[arg-type]
    come_in(page, house, "beside")
    page.goto(house.address + "/circle/side-by-side/")
    page.get_by_role("button", name="Begin").click()
    for words in ("asking for a lift", "to cook", "money", "walks"):
        page.get_by_role("textbox").fill(words)
        assert look(page, "/turn/", PHONE) == []
        page.locator(".btn.go").click()
    assert look(page, "/turns-end/", PHONE) == []
    page.get_by_role("button", name="Keep nothing, turn it off").click()
    assert page.url.startswith(house.address + "/open/")
    page.goto(house.address + "/circle/side-by-side/")
    assert page.url.startswith(house.address + "/open/")
    expect(page.get_by_text("to cook")).to_have_count(0)
    page.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_pages_of_the_circle_are_open_to_everyone(
    made_up: House, browser: Browser, size: dict[str, int]
) -> None:
    page = browser.new_page(viewport=size, locale="en-GB")  # type: ignore[arg-type]
    page.goto(made_up.start)
    page.goto(made_up.address + "/circle/")
    someone = page.get_by_role("link", name="Dev", exact=True).first.get_attribute("href")
    shared = ["/circle/", "/circle/ways/", "/circle/someone-new/", "/circle/side-by-side/"]
    own = [f"{someone}{part}" for part in ("", "between/", "card/", "contact/", "review/", "times/new/")]
    faults = []
    for address in (*shared, *own):
        answer = page.goto(made_up.address + address)
        assert answer is not None
        assert answer.status == 200
        faults += look(page, address, size)
    assert faults == []
    page.close()
