"""The circle as a person would use it; and a gate that closes, after which that person is nowhere."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, House, shot
from tests.browser.test_every_page import look
from tests.browser.test_life import add_someone_safe, choose, come_in, keep, scale
from tests.browser.walking import follow, press

pytestmark = pytest.mark.browser

OFFERED = "Lifts, not money"


@pytest.mark.parametrize("scripts", [True, False], ids=["phone-scripts", "desktop-no-scripts"])
def test_a_closed_gate_is_nowhere(house: House, browser: Browser, scripts: bool) -> None:
    size = PHONE if scripts else DESKTOP
    context = browser.new_context(viewport=size, java_script_enabled=scripts, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    name = f"circle-{'phone' if scripts else 'desktop'}"
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    come_in(page, house, name)
    look_at_an_empty_circle(page, house, name)
    add_someone_safe(page, name)
    maya = page.url
    write_what_is_between(page)
    note_a_time(page, name)
    suggested = where(page, house, maya, "ladder")
    ask_something(page, house, maya)
    assert where(page, house, maya) | suggested == set(PLACES)
    close_the_gate(page, maya, name)
    assert where(page, house, maya) == set()
    assert faults == []
    context.close()


def look_at_an_empty_circle(page: Page, house: House, name: str) -> None:
    page.goto(house.address + "/circle/ways/")
    expect(page.get_by_text("there does not have to be someone")).to_be_visible()
    shot(page, f"{name}-1-gaps")


def write_what_is_between(page: Page) -> None:
    follow(page, "Write it down")
    page.get_by_label("What helps me").fill("Sit with me. No advice.")
    page.get_by_label("What they have said I may ask for").fill(OFFERED)
    choose(page, "everyday things")
    keep(page)
    follow(page, "Say how often")
    choose(page, "about every week")
    keep(page)
    expect(page.get_by_text("You would like contact about every week.")).to_be_visible()


def note_a_time(page: Page, name: str) -> None:
    follow(page, "Note a time")
    page.get_by_role("group", name="Was I safe?").get_by_text("Yes", exact=True).click()
    page.get_by_role("group", name="Was it mutual?").get_by_text("Partly", exact=True).click()
    shot(page, f"{name}-2-time")
    keep(page)
    keep(page, "I was given")
    expect(page.get_by_text("1 of 1").first).to_be_visible()
    shot(page, f"{name}-3-person")


def ask_something(page: Page, house: House, maya: str) -> None:
    """One ask that came through, and a body that is settled, so that Today has a step to suggest."""
    page.goto(maya)
    follow(page, "Steps for everyday things")
    page.goto(f"{page.url}&kind=1")
    follow(page, page.get_by_role("link", name=re.compile("^Choose")))
    scale(page, "Will they come through?", "3")
    keep(page, "Keep and go on")
    follow(page, "The plan so far")
    follow(page, "What happened?")
    choose(page, "came through")
    keep(page)
    page.goto(house.address)
    choose(page, "Settled")
    keep(page, "That is how it is")


def close_the_gate(page: Page, maya: str, name: str) -> None:
    page.goto(maya)
    follow(page, "Answer them again")
    keep(page, "Yes to one or more")
    expect(page.get_by_text("You said yes to one or more of the five questions.")).to_be_visible()
    shot(page, f"{name}-4-closed")


def named(main: Locator) -> Locator:
    return main.get_by_text("Maya")


HERSELF = ""
PLACES: dict[str, tuple[str, Callable[[Locator], Locator]]] = {
    "ladder": ("/practise/next/", named),
    "a wish for contact": ("/circle/", lambda main: main.get_by_text("You said you would like contact with")),
    "offers": (HERSELF, lambda main: main.get_by_text(OFFERED)),
    "counts": (HERSELF, lambda main: main.get_by_text(re.compile("[0-9] (of|×) "))),
    "gaps": ("/circle/ways/", named),
    "beside whom": ("/circle/side-by-side/", lambda main: main.locator("option", has_text="Maya")),
    "today": ("/", named),
    "evidence": ("/evidence/", named),
    "guesses, tenth by tenth": ("/evidence/guesses/", named),
    "two minutes": ("/redefine/now/", named),
}
"""Where someone safe is named, offered, counted, averaged or suggested."""


def where(page: Page, house: House, maya: str, *places: str) -> set[str]:
    """Those of the places, or of all of them, in which Maya is found."""
    found = set()
    for place in places or PLACES:
        address, seen = PLACES[place]
        page.goto(maya if address == HERSELF else house.address + address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        found |= {place} if seen(page.locator("main")).count() else set()
    return found


def test_ten_minutes_side_by_side_end_with_the_screen_off(house: House, browser: Browser) -> None:
    page = browser.new_page(viewport=PHONE, locale="en-GB")  # type: ignore[arg-type]
    come_in(page, house, "beside")
    page.goto(house.address + "/circle/side-by-side/")
    keep(page, "Begin")
    for words in ("asking for a lift", "to cook", "money", "walks"):
        page.get_by_role("textbox").fill(words)
        assert look(page, "/turn/", PHONE) == []
        press(page, re.compile("Hand it over|To the end"))
    assert look(page, "/turns-end/", PHONE) == []
    keep(page, "Keep nothing, turn it off")
    assert page.url.startswith(house.address + "/open/")
    page.goto(house.address + "/circle/side-by-side/")
    assert page.url.startswith(house.address + "/open/")
    expect(page.get_by_text("to cook")).to_have_count(0)
    page.close()
