"""The ninth question of the PHQ-9 on a telephone: help first, practice rests and says why, people stay open."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, House, shot
from tests.browser.test_every_page import AXE, AXE_RUN, TOO_WIDE

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def page(request: pytest.FixtureRequest, made_up: House, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, locale="en-GB", java_script_enabled=request.param)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(made_up.start)
    yield page
    context.close()


def sound(page: Page, made_up: House, browser: Browser, name: str) -> None:
    """Axe and width, in a browser of its own that runs scripts and is inside too."""
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        locale="en-GB",
        storage_state=page.context.storage_state(),
    )
    beside = context.new_page()
    beside.goto(page.url)
    beside.evaluate(AXE)
    for scheme in ("light", "dark"):
        beside.emulate_media(color_scheme=scheme)
        shot(beside, f"care-{scheme}-{name}")
        assert beside.evaluate(AXE_RUN, None) == []
    assert beside.evaluate(TOO_WIDE) <= 0
    context.close()


def test_help_comes_before_the_result_and_practice_rests(
    page: Page, made_up: House, browser: Browser
) -> None:
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
    sound(page, made_up, browser, "said")

    page.get_by_role("link", name="Go on to what you kept").click()
    expect(page.get_by_text("never an all-clear")).to_be_visible()
    page.goto(f"{made_up.address}/practise/")
    expect(page.get_by_role("heading", name="Practising rests")).to_be_visible()
    expect(page.get_by_text("It lasts until")).to_be_visible()
    expect(page.get_by_role("button", name="I want them back")).to_have_count(0)
    sound(page, made_up, browser, "ladder")
    page.get_by_role("link", name="Tell one person").click()
    expect(page).to_have_url(f"{made_up.address}/help/#tell")

    for address in ("/", "/name/checkins/", "/help/asking/", "/help/rest/"):
        page.goto(made_up.address + address)
        sound(page, made_up, browser, re.sub(r"\W+", "-", address))
