"""One life through the house: from a caught moment to evidence, as a person would live it.

At a desk without scripts here; on a phone with scripts in ``test_what_stays_in_the_browser``.
"""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, House, shot
from tests.conftest import PASSPHRASE

pytestmark = pytest.mark.browser


def test_a_life_through_the_house(house: House, browser: Browser) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=False, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    live(page, house, "desktop-nojs")
    assert faults == []
    context.close()


def live(page: Page, house: House, name: str) -> None:
    """The whole line, once."""
    come_in(page, house, name)
    catch_a_moment(page, name)
    write_the_lesson(page, name)
    add_someone_safe(page, name)
    plan_a_step(page, name)
    say_what_happened(page, name)
    look_at_evidence(page, house, name)


def come_in(page: Page, house: House, name: str) -> None:
    page.goto(house.address)
    shot(page, f"{name}-01-welcome")
    choose(page, "No")
    keep(page, "Come in")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Catch a moment")


def catch_a_moment(page: Page, name: str) -> None:
    shot(page, f"{name}-02-moment")
    choose(page, "Did it alone")
    page.get_by_label("In a line").fill("Carried the shelves up four floors by myself")
    page.get_by_text("A little more, if you want").click()
    page.get_by_label("What did the whisper say?").fill("If you need someone, they have you.")
    shot(page, f"{name}-03-moment-more")
    keep(page)
    expect(page.get_by_text("Carried the shelves up four floors").first).to_be_visible()
    shot(page, f"{name}-04-moments")


def write_the_lesson(page: Page, name: str) -> None:
    room(page, "Name")
    page.get_by_role("link", name="Carried the shelves").click()
    shot(page, f"{name}-05-moment-kept")
    page.get_by_role("link", name="Write down the lesson").click()
    page.get_by_label("What is the old rule?").fill("Needing someone gives them a hold on you.")
    shot(page, f"{name}-06-lesson-new")
    keep(page)
    expect(page.get_by_text("If you need someone, they have you.").first).to_be_visible()
    shot(page, f"{name}-07-lesson")


def add_someone_safe(page: Page, name: str) -> None:
    room(page, "Circle")
    shot(page, f"{name}-08-circle-empty")
    page.get_by_role("link", name=re.compile("add", re.IGNORECASE)).first.click()
    page.get_by_label("What do you call them?").fill("Maya")
    choose(page, "friend")
    choose(page, "by phone or voice")
    page.get_by_text("Number, address, notes").click()
    page.get_by_label("Phone number").fill("+44 7700 900123")
    shot(page, f"{name}-09-person-new")
    keep(page)
    shot(page, f"{name}-10-gate")
    keep(page, "No to all five")
    choose(page, "everyday things")
    shot(page, f"{name}-11-safe-for")
    keep(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Maya")
    shot(page, f"{name}-12-person")


def plan_a_step(page: Page, name: str) -> None:
    room(page, "Practise")
    shot(page, f"{name}-13-ladder")
    page.get_by_role("link", name=re.compile("^Steps")).first.click()
    page.get_by_role("link", name="everyday things", exact=True).click()
    page.get_by_role("link", name=re.compile("^Choose")).first.click()
    shot(page, f"{name}-14-plan")
    choose(page, "Maya")
    scale(page, "How hard does it look?", "30")
    scale(page, "Will they come through?", "3")
    page.get_by_label("What are you afraid will happen?").fill("She will keep count of it")
    scale(page, "How likely is that?", "7")
    shot(page, f"{name}-15-plan-filled")
    keep(page, "Keep and go on")
    page.get_by_label("If … then I …").fill("If she reaches for the bag, then I let go of it.")
    page.get_by_label("What if not?", exact=True).fill("I carry it in two goes.")
    shot(page, f"{name}-16-if-not")
    keep(page, "Keep and go on")
    shot(page, f"{name}-17-words")
    keep(page)
    shot(page, f"{name}-18-planned")


def say_what_happened(page: Page, name: str) -> None:
    room(page, "Today")
    expect(page.get_by_text("Maya").first).to_be_visible()
    shot(page, f"{name}-20-today")
    page.get_by_role("link", name="Open").first.click()
    page.get_by_role("link", name="What happened?").click()
    choose(page, "came through")
    choose(page, "It did not happen")
    scale(page, "How hard was it, at its hardest?", "20")
    page.get_by_label("What did you learn?").fill("She was pleased to be asked.")
    shot(page, f"{name}-21-outcome")
    keep(page)
    shot(page, f"{name}-22-happened")


def look_at_evidence(page: Page, house: House, name: str) -> None:
    room(page, "Evidence")
    shot(page, f"{name}-23-evidence")
    expect(page.get_by_text("came through").first).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("3 of 10")).first).to_be_visible()
    room(page, "Redefine")
    page.locator("main a").filter(has_text="Needing someone").first.click()
    shot(page, f"{name}-24-rule")
    room(page, "Privacy")
    shot(page, f"{name}-25-privacy")
    page.get_by_role("link", name="Choose a passphrase").click()
    shot(page, f"{name}-26-keep")
    keep_this(page)
    room(page, "Privacy")
    keep(page, "Lock now")
    page.get_by_label("Your passphrase").fill(PASSPHRASE)
    shot(page, f"{name}-27-locked")
    keep(page, "Open")
    shot(page, f"{name}-28-open-again")
    room(page, "Evidence")
    expect(page.get_by_text("came through").first).to_be_visible()


def keep_this(page: Page) -> None:
    """A passphrase, and two groups of the recovery code from the paper."""
    groups = page.locator('input[name="new_code"]').get_attribute("value") or ""
    low, high = (page.locator('input[name="places"]').get_attribute("value") or "").split(",")
    page.get_by_label("Your passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_label("The same again").fill(PASSPHRASE)
    page.locator('input[name="first"]').fill(groups.split("-")[int(low)])
    page.locator('input[name="second"]').fill(groups.split("-")[int(high)])
    keep(page, "Lock it with this")


def choose(page: Page, label: str) -> None:
    """Touch a card by its words, as a finger would."""
    page.locator("label").filter(has_text=label).first.click()


def keep(page: Page, words: str = "Keep") -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()


def room(page: Page, label: str) -> None:
    """Walk to a room by its name, behind "More" on a phone where it is there."""
    width = (page.viewport_size or DESKTOP)["width"]
    if width == PHONE["width"] and label not in ("Today", "Name", "Practise", "Circle"):
        page.get_by_text("More", exact=True).click()
    page.get_by_role("link", name=label, exact=True).locator("visible=true").first.click()
    page.wait_for_url(re.compile(r":\d+/$" if label == "Today" else f"/{label.lower()}/$"))


def scale(page: Page, question: str, value: str) -> None:
    """Touch a number of a row of radio buttons."""
    page.get_by_role("group", name=question).get_by_role("radio", name=value, exact=True).check(force=True)
