"""Redefine as a person would walk it: two minutes, signs, pieces, good enough, and what speaks for a rule."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, House, shot
from tests.browser.test_life import add_someone_safe, choose, come_in, keep, room, scale
from tests.browser.walking import follow, press

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["phone-scripts", "desktop-no-scripts"])
def test_from_an_empty_room_to_a_choice(house: House, browser: Browser, scripts: bool) -> None:
    size = PHONE if scripts else DESKTOP
    context = browser.new_context(viewport=size, java_script_enabled=scripts, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    name = f"redefine-{'phone' if scripts else 'desktop'}"
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    come_in(page, house, name)
    add_someone_safe(page, name)
    choose_alone(page, name)
    choose_to_ask(page, name)
    sort_a_piece(page, name)
    let_go_of_it(page, name)
    lay_it_under_a_rule(page, house, name)
    assert faults == []
    context.close()


def choose_alone(page: Page, name: str) -> None:
    room(page, "Redefine")
    shot(page, f"{name}-01-empty")
    follow(page, "Take two minutes")
    page.get_by_label("What is it?").fill("The rota has a gap")
    choose(page, "A part of it")
    choose(page, "I choose to do this alone")
    shot(page, f"{name}-02-aid")
    keep(page)
    expect(page.get_by_text("Kept as a choice of yours.")).to_be_visible()
    page.get_by_label("If …").fill("My jaw is tight when I wake")
    page.get_by_label("… then …").fill("I text Maya: a heavy day here")
    choose(page, "in my body")
    keep(page)
    expect(page.get_by_role("link", name="My jaw is tight when I wake")).to_be_visible()
    shot(page, f"{name}-03-signs")


def choose_to_ask(page: Page, name: str) -> None:
    room(page, "Redefine")
    follow(page, "Take two minutes")
    page.get_by_label("What is it?").fill("The boxes from the loft")
    scale(page, "How big is it?", "3")
    choose(page, "Maya")
    page.get_by_label("What is the smallest ask in it?").fill("Could you hold the ladder on Saturday?")
    choose(page, "I plan to reach out")
    keep(page)
    expect(page.get_by_label("The step, made yours")).to_have_value("Could you hold the ladder on Saturday?")
    expect(page.get_by_role("radio", name=re.compile("^Maya"))).to_be_checked()
    shot(page, f"{name}-04-plan")


def sort_a_piece(page: Page, name: str) -> None:
    room(page, "Redefine")
    follow(page, page.get_by_role("link", name="Keep, loosen, let go", exact=True))
    for piece in ("I walk home by myself", "I drive everyone, always"):
        page.get_by_label("What do you do on your own?").fill(piece)
        keep(page)
    press(page, re.compile("^Keep.+I walk home"))
    expect(page.get_by_text("Yours by choice. Nothing here works on it.")).to_be_visible()
    press(page, re.compile("^Loosen.+I drive everyone"))
    shot(page, f"{name}-05-pieces")
    follow(page, "Make a small try of it")


def let_go_of_it(page: Page, name: str) -> None:
    what = page.get_by_label("What would you hand over, or leave good enough?")
    expect(what).to_have_value("I drive everyone, always")
    what.fill("Let the others take the bus on Friday")
    choose(page, "Leave it at four fifths")
    shot(page, f"{name}-06-enough")
    keep(page, "Keep, and plan it")
    page.get_by_label("What are you afraid will happen?").fill("They will be cross")
    keep(page, "Keep and go on")
    room(page, "Redefine")
    follow(page, page.get_by_role("link", name="Good enough", exact=True))
    follow(page, "Let the others take the bus on Friday")
    follow(page, "What happened?")
    choose(page, "it was all right")
    choose(page, "It did not happen")
    keep(page)
    room(page, "Redefine")
    follow(page, page.get_by_role("link", name="Good enough", exact=True))
    press(page, "It stayed")
    expect(page.get_by_text("It stayed let go.")).to_be_visible()
    shot(page, f"{name}-07-stayed")


def lay_it_under_a_rule(page: Page, house: House, name: str) -> None:
    page.goto(f"{house.address}/explore/new/?past=1")
    page.get_by_label("What is the old rule?").fill("If I do not do it, nobody will.")
    keep(page)
    room(page, "Redefine")
    follow(page, page.locator("main a").filter(has_text="nobody will"))
    follow(page, page.get_by_role("link", name=re.compile("^Lay something here.+For the new rule")))
    expect(page.get_by_role("radio", name="The new rule")).to_be_checked()
    page.get_by_label("Something that happened").select_option(index=1)
    page.get_by_label("In your own words").fill("They went, and told me about the ride")
    shot(page, f"{name}-08-lay")
    keep(page)
    expect(page.get_by_text("They went, and told me about the ride")).to_be_visible()
    follow(page, "Say what would")
    page.get_by_label("What would change your mind?").fill("If it went wrong three times")
    keep(page)
    shot(page, f"{name}-09-rule")
    follow(page, page.get_by_role("link", name=re.compile("^Change or remove")))
    press(page, "Remove it")
    keep(page, "Put it back")
    expect(page.get_by_text("They went, and told me about the ride")).to_be_visible()
