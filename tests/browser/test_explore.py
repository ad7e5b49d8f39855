"""One path on a phone, from reading to a lesson, with scripts and without; axe and the width on every page."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, House, shot
from tests.browser.test_every_page import AXE, AXE_RUN, TOO_WIDE
from tests.browser.test_life import choose, come_in, keep, scale

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_path_to_a_lesson(house: House, browser: Browser, scripts: bool) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    come_in(page, house, "explore-door")
    page.goto(f"{house.address}/explore/")
    sound(page, scripts, "explore-01-empty")
    read_a_path(page, scripts)
    sit(page, scripts)
    make_a_lesson(page, scripts)
    place_it_on_the_line(page, house, scripts)
    write_elsewhere(page, house, scripts)
    context.close()


def read_a_path(page: Page, scripts: bool) -> None:
    page.get_by_role("link", name="When care was missing").click()
    sound(page, scripts, "explore-02-path")
    page.get_by_text("People call me easy.").click()
    keep(page)
    expect(page.get_by_text("Kept.", exact=True)).to_be_visible()
    expect(page.get_by_label("People call me easy.")).to_be_checked()
    page.get_by_role("link", name="Begin a sitting").click()


def sit(page: Page, scripts: bool) -> None:
    choose(page, "Keyed up")
    scale(page, "How hard is it right now, 0 to 10?", "3")
    sound(page, scripts, "explore-03-begin")
    keep(page, "Begin")
    page.get_by_role("textbox").fill("Four chairs and a radio")
    sound(page, scripts, "explore-04-prompt")
    if not scripts:
        keep(page, "Keep as unfinished")
        expect(page.get_by_text("These are your unfinished words")).to_be_visible()
        expect(page.get_by_role("textbox")).to_have_value("Four chairs and a radio")
    keep(page, "Keep, and go on")
    sound(page, scripts, "explore-05-between")
    page.get_by_role("link", name="Go on").click()
    keep(page, "I don’t know")
    page.get_by_role("link", name="Go on").click()
    scale(page, "How hard is it now, 0 to 10?", "6")
    keep(page, "Nothing")
    expect(page.get_by_text("It got much harder than it was at the start")).to_be_visible()
    sound(page, scripts, "explore-06-end")
    keep(page, "Close the sitting")
    expect(page.get_by_text("3 before, 6 after")).to_be_visible()
    sound(page, scripts, "explore-07-sitting")


def make_a_lesson(page: Page, scripts: bool) -> None:
    page.get_by_role("link", name="Four chairs and a radio").click()
    sound(page, scripts, "explore-08-written")
    page.get_by_role("link", name="Make a lesson of it").click()
    rule = page.get_by_label("What is the old rule?")
    expect(rule).to_have_value("Four chairs and a radio")
    rule.fill("Nobody sits down with you, so stand.")
    page.get_by_label("Its year, about").fill("1994")
    sound(page, scripts, "explore-09-lesson-new")
    keep(page)
    expect(page.get_by_text("Nobody sits down with you, so stand.").first).to_be_visible()
    sound(page, scripts, "explore-10-lesson")


def place_it_on_the_line(page: Page, house: House, scripts: bool) -> None:
    page.goto(f"{house.address}/explore/timeline/")
    page.get_by_label("What would you put there?").fill("The flat over the shop")
    page.get_by_label("Which year, about?").fill("1987")
    keep(page)
    expect(page.get_by_role("link", name="The flat over the shop")).to_be_visible()
    sound(page, scripts, "explore-11-timeline")


def write_elsewhere(page: Page, house: House, scripts: bool) -> None:
    page.goto(f"{house.address}/explore/rain/")
    sound(page, scripts, "explore-12-grief")
    page.goto(f"{house.address}/explore/letter/")
    sound(page, scripts, "explore-13-letter")
    page.get_by_role("link", name="Write a letter").click()
    page.get_by_role("textbox").fill("You have been on duty since the flat.")
    sound(page, scripts, "explore-14-letter-write")
    keep(page)
    page.goto(f"{house.address}/explore/")
    sound(page, scripts, "explore-15-lived-in")


def sound(page: Page, scripts: bool, name: str) -> None:
    """The page fits a phone, and axe finds nothing in either scheme. Without scripts nothing can be measured."""
    shot(page, f"{name}-{'js' if scripts else 'nojs'}")
    if not scripts:
        return
    page.evaluate(AXE)
    assert page.evaluate(AXE_RUN, None) == [], name
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(AXE_RUN, ["color-contrast"]) == [], name
    shot(page, f"{name}-dark")
    page.emulate_media(color_scheme="light")
    assert page.evaluate(TOO_WIDE) <= 0, name
