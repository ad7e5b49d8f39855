"""The ninth question of the PHQ-9 on a telephone: help first, practice rests and says why, people stay open."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.conftest import PHONE, Enter, House, shot
from tests.browser.test_every_page import TOO_WIDE

pytestmark = pytest.mark.browser


def sound(page: Page, name: str, *, scripts: bool) -> None:
    """Axe and width. Axe is a script itself; without scripts the markup is the same."""
    if scripts:
        assert axe.faults(page, lambda scheme: shot(page, f"care-{scheme}-{name}")) == []
    assert page.evaluate(TOO_WIDE) <= 0


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_help_comes_before_the_result_and_practice_rests(enter: Enter, made_up: House, scripts: bool) -> None:
    page = enter(viewport=PHONE, java_script_enabled=scripts)
    page.goto(f"{made_up.address}/name/checkins/")
    page.locator("#more summary").click()
    turn_on = page.get_by_role("button", name=re.compile("Turn it on.*with a hard question"))
    if turn_on.count():
        turn_on.click()
        expect(page.get_by_text("It stands among your check-ins now.")).to_be_visible()
    page.goto(f"{made_up.address}/name/checkins/phq-9/")
    last = page.locator("fieldset", has_text="better off dead")
    last.get_by_text("Several days", exact=True).click()
    page.get_by_role("button", name="Go on", exact=True).click()

    expect(page).to_have_url(re.compile("/help/said/[0-9a-f]{32}/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for saying it")
    expect(page.get_by_role("heading", name="Tell one person now")).to_be_visible()
    expect(page.get_by_role("heading", name="Is someone with you?")).to_be_visible()
    sound(page, "said", scripts=scripts)

    page.get_by_role("link", name="Go on to what you kept").click()
    expect(page.get_by_text("never an all-clear")).to_be_visible()
    page.goto(f"{made_up.address}/practise/")
    expect(page.get_by_role("heading", name="Practising rests")).to_be_visible()
    expect(page.get_by_text("It lasts until")).to_be_visible()
    expect(page.get_by_role("button", name="I want them back")).to_have_count(0)
    sound(page, "ladder", scripts=scripts)
    page.get_by_role("link", name="Tell one person").click()
    expect(page).to_have_url(f"{made_up.address}/help/#tell")

    for address in ("/", "/name/checkins/", "/help/asking/", "/help/rest/"):
        page.goto(made_up.address + address)
        sound(page, re.sub(r"\W+", "-", address), scripts=scripts)
