"""From Today's suggestion to evidence and a changed next suggestion, on a phone, with scripts and without."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import axe
from tests.browser.conftest import DESKTOP, NARROW, PHONE, House, shot
from tests.browser.test_every_page import TOO_WIDE
from tests.browser.test_life import choose, keep, room, scale

pytestmark = pytest.mark.browser

MADE_MINE = "Tea on Tuesday"
TELLING = ("came through", "kinder than")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_from_a_suggestion_to_evidence_and_another_suggestion(
    made_up: House, browser: Browser, scripts: bool
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(made_up.start)
    say_the_body(page, "Settled")
    step, whom = suggested(page)
    sound(page, scripts, "next-1-today")
    look_around(page, made_up, scripts)
    room(page, "Today")
    plan_it(page, scripts)
    tell(page, scripts)
    page.goto(f"{made_up.address}/evidence/")
    expect(page.get_by_role("main")).to_contain_text(MADE_MINE)
    sound(page, scripts, "next-7-evidence")
    room(page, "Today")
    assert suggested(page) != (step, whom)
    sound(page, scripts, "next-8-changed")
    say_the_body(page, "Shut down")
    expect(page.get_by_role("link", name="Find the ground")).to_be_visible()
    expect(page.get_by_role("link", name="Plan it")).to_have_count(0)
    context.close()


def say_the_body(page: Page, how: str) -> None:
    changed = page.get_by_text("It has changed")
    if changed.count():
        changed.click()
    choose(page, how)
    keep(page, "That is how it is")


def card(page: Page) -> Locator:
    return page.locator(".card.step")


def suggested(page: Page) -> tuple[str, str]:
    """The step, and whom it is with."""
    return card(page).locator("h2").inner_text(), card(page).locator("p.q").inner_text()


def look_around(page: Page, house: House, scripts: bool) -> None:
    """Every touch the card offers leads somewhere whole, and none of them tells how it went before."""
    for name, heading in (
        ("Why this one", "Why this one"),
        ("Smaller", "Something smaller"),
        ("Someone else", "With someone else"),
    ):
        page.goto(house.address)
        touch = card(page).get_by_role("link", name=name)
        if not touch.count():
            continue
        touch.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        said = page.get_by_role("main").inner_text().lower()
        assert [one for one in TELLING if one in said] == []
        sound(page, scripts, f"next-2-{name.split()[0].lower()}")
    page.goto(house.address)
    card(page).get_by_role("button", name="Not today").click()
    room(page, "Practise")
    room(page, "Today")
    expect(page.get_by_role("heading", name="Not today, then")).to_be_visible()
    sound(page, scripts, "next-3-not-today")
    page.get_by_role("link", name="What else there is").click()
    expect(page.get_by_text("One is put aside for today.")).to_be_visible()
    sound(page, scripts, "next-4-others")
    page.get_by_role("button", name="Not today").first.click()
    expect(page.get_by_text("2 are put aside for today.")).to_be_visible()
    page.get_by_role("button", name="Show all again").click()
    expect(page.get_by_text("put aside for today.")).to_have_count(0)


def plan_it(page: Page, scripts: bool) -> None:
    card(page).get_by_role("link", name="Plan it").click()
    if "person=" in page.url:
        expect(page.get_by_role("group", name="With whom?").locator("input:checked")).to_have_count(1)
    page.get_by_label("The step, made yours").fill(MADE_MINE)
    scale(page, "How hard does it look?", "20")
    page.locator('input[name="forecast"][value="0.3"]').check(force=True)
    page.get_by_label("What are you afraid will happen?").fill("They will mind, and say nothing")
    sound(page, scripts, "next-5-plan")
    keep(page, "Keep and go on")


def tell(page: Page, scripts: bool) -> None:
    """What happened, from the plan's own page."""
    address = page.url.split("/asks/")[1].split("/")[0]
    page.goto(f"{page.url.split('/asks/')[0]}/asks/{address}/outcome/")
    page.locator('input[name="outcome"]').first.check(force=True)
    choose(page, "It did not happen")
    sound(page, scripts, "next-6-outcome")
    keep(page)


def sound(page: Page, scripts: bool, name: str) -> None:
    """Open to everyone, at every width, in both schemes. Without scripts there is no axe, and the same markup."""
    shot(page, f"{name}-{'js' if scripts else 'nojs'}")
    for size in (NARROW, DESKTOP, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate(TOO_WIDE) <= 0, (name, size)
    if scripts:
        assert axe.faults(page) == [], name
