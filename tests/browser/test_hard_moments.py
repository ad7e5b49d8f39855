"""A plan for hard moments in a real browser: written, read, locked, printed."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe
from tests.browser.conftest import DESKTOP, NARROW, PHONE, House, shot
from tests.browser.test_every_page import TOO_WIDE
from tests.browser.test_life import choose, keep

pytestmark = pytest.mark.browser

PLAN, EDIT, HELP = "/help/hard-moments/", "/help/hard-moments/edit/", "/help/"
PARTS = {
    "How I notice it early": "I cancel things.\nThe dishes pile up.",
    "What helps me by myself": "A hot shower, lights off.\nRound the block with the one song.",
    "People I can call": "Jolanthe, 01632 960001, also at night\nDev, by text",
    "Places I can go": "The library until eight",
    "Lines that answer": "Samaritans: call 116 123",
    "One thing to live for": "The dog needs his walk",
}
LOCKED = "Let it be read while Leanto is locked"


def write(page: Page, house: House, *, locked: bool) -> None:
    page.goto(house.address + EDIT)
    for label, words in PARTS.items():
        page.get_by_label(label).fill(words)
    if locked:
        page.get_by_label(LOCKED).check()
    keep(page)
    expect(page.get_by_text("The dog needs his walk")).to_be_visible()


def clean(page: Page, *, scripts: bool) -> None:
    """No fault that axe knows (itself a script), nothing to scroll sideways at 320, 390 and 1280 pixels."""
    for size in (NARROW, DESKTOP, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate(TOO_WIDE) <= 0
    if scripts:
        assert axe.faults(page) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_from_nothing_to_a_plan_that_is_read_while_locked(
    house: House, browser: Browser, scripts: bool
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(house.start)
    choose(page, "No")
    keep(page, "Come in")
    page.goto(house.address + PLAN)
    shot(page, "plan-0-empty")
    clean(page, scripts=scripts)
    page.goto(house.address + EDIT)
    shot(page, "plan-1-edit")
    clean(page, scripts=scripts)
    write(page, house, locked=True)
    shot(page, "plan-2-read")
    clean(page, scripts=scripts)
    expect(page.get_by_role("link", name="01632 960001")).to_have_attribute("href", "tel:01632960001")
    page.get_by_role("link", name="Help now").first.click()
    page.get_by_role("link", name="Open the plan").click()
    expect(page).to_have_url(house.address + PLAN)
    page.goto(f"{house.address}/privacy/")
    page.get_by_role("button", name="Lock now").click()
    page.goto(house.address + HELP)
    expect(page.get_by_text("The dog needs his walk")).to_be_visible()
    shot(page, "plan-3-locked-help")
    clean(page, scripts=scripts)
    page.goto(house.address + PLAN)
    expect(page.get_by_role("link", name="116 123")).to_be_visible()
    expect(page.get_by_role("link", name="Change it")).to_have_count(0)
    shot(page, "plan-4-locked-alone")
    clean(page, scripts=scripts)
    context.close()


def test_only_the_plan_prints_and_on_one_page(house: House, browser: Browser) -> None:
    context = browser.new_context(viewport=DESKTOP, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(house.start)
    choose(page, "No")
    keep(page, "Come in")
    write(page, house, locked=True)
    page.emulate_media(media="print")
    shot(page, "plan-5-print")
    printed = page.locator("body").inner_text()
    said = [line.strip() for line in printed.splitlines() if line.strip()]
    ours = ["A plan for hard moments", "One thing at a time. Begin anywhere."]
    written = [line for name, words in PARTS.items() for line in (name, *words.splitlines())]
    assert said == [*ours, *written]
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1
    context.close()


def test_a_touch_adds_someone_without_losing_what_was_typed(browser: Browser, made_up: House) -> None:
    for scripts in (True, False):
        context = browser.new_context(viewport=PHONE, java_script_enabled=scripts, locale="en-GB")  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(made_up.start)
        page.goto(f"{made_up.address}{EDIT}?draft=none")
        page.get_by_label("How I notice it early").fill("no sleep")
        page.locator("#people button").first.click()
        expect(page.get_by_label("People I can call")).not_to_be_empty()
        expect(page.get_by_label("How I notice it early")).to_have_value("no sleep")
        shot(page, f"plan-6-added-{scripts}")
        context.close()
