"""The pile from empty to a step, as a person would, with and without scripts, on a phone and at a desk."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, House, shot
from tests.browser.test_life import add_someone_safe, choose, come_in, keep, room, scale

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("size", "scripts"), [(PHONE, True), (DESKTOP, False)], ids=["phone", "desktop"])
def test_from_an_empty_pile_to_a_step(
    house: House, browser: Browser, size: dict[str, int], scripts: bool
) -> None:
    context = browser.new_context(viewport=size, java_script_enabled=scripts, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    name = f"pile-{'phone' if size is PHONE else 'desktop'}-{'js' if scripts else 'nojs'}"
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    come_in(page, house, name)
    add_someone_safe(page, name)
    fill_the_pile(page, name)
    say_more(page, name)
    sort_by_hand(page)
    make_a_step(page, name)
    assert faults == []
    context.close()


def fill_the_pile(page: Page, name: str) -> None:
    room(page, "Name")
    page.get_by_role("link", name="The pile", exact=True).click()
    expect(page.get_by_text("Here your pile will stand")).to_be_visible()
    shot(page, f"{name}-1-empty")
    for thing in ("Watering the plants", "The bins", "The rota at work"):
        page.get_by_label("What do you carry?").fill(thing)
        keep(page, "Add it")
    expect(page.get_by_text("You carry three things.").first).to_be_visible()


def say_more(page: Page, name: str) -> None:
    page.get_by_role("link", name="The rota at work", exact=True).click()
    choose(page, "someone else’s")
    scale(page, "How much did you choose it?", "1")
    scale(page, "What does it cost you?", "3")
    page.get_by_label("Who could hold a corner?").select_option(label="Maya")
    choose(page, "work")
    shot(page, f"{name}-2-more")
    keep(page)
    expect(page.get_by_text("costs a lot", exact=True)).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("The pile"))).to_be_visible()


def sort_by_hand(page: Page) -> None:
    things = page.locator(".entry strong")
    assert things.all_inner_texts() == ["The rota at work", "The bins", "Watering the plants"]
    page.locator(".entry").nth(2).get_by_role("button", name="Up").click()
    expect(page.locator(".entry strong").nth(1)).to_have_text("Watering the plants")
    assert "#load-" in page.url
    page.locator(".entry").nth(0).get_by_role("button", name="Put down").click()
    page.locator("summary").filter(has_text="put down").click()
    page.get_by_role("button", name="Take up again").click()
    expect(page.locator(".entry strong").nth(0)).to_have_text("The rota at work")


def make_a_step(page: Page, name: str) -> None:
    shot(page, f"{name}-3-pile")
    page.get_by_role("link", name="The rota at work", exact=True).click()
    page.get_by_role("link", name="Ask someone").click()
    assert "Ask Maya" in page.get_by_label("The step, in your own words").input_value()
    page.get_by_label("The step, in your own words").fill("Ask Maya to sit beside me for ten minutes")
    shot(page, f"{name}-4-step")
    keep(page, "Put it on my ladder")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ask Maya to sit beside me")
    expect(page.get_by_role("link", name="The rota at work")).to_be_visible()
    page.get_by_role("link", name="Plan it").click()
    expect(page.get_by_role("radio", name=re.compile("^Maya"))).to_be_checked()
    room(page, "Name")
    page.get_by_role("link", name="The pile", exact=True).click()
    expect(page.get_by_role("link", name="Ask Maya to sit beside me for ten minutes")).to_be_visible()
