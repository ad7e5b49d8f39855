"""A page that Back brings out of the browser's memory stays covered until the server says that it is open.

Here the browser's events are played to the page; ``test_back_shows_nothing`` has a browser that remembers.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter, House

pytestmark = pytest.mark.browser

AWAY = "dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))"
BACK = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
LOCK = """async () => {
    const data = new FormData(document.querySelector('form[action$="/lock/"]'));
    await fetch('/lock/', {method: 'POST', body: data, redirect: 'manual'});
}"""


@pytest.fixture
def page(enter: Enter, made_up: House) -> Page:
    page = enter()
    page.goto(f"{made_up.address}/name/")
    return page


def test_it_is_covered_as_soon_as_it_is_left(page: Page) -> None:
    page.evaluate(AWAY)
    expect(page.locator("body")).to_be_hidden()


def test_it_is_shown_again_while_it_is_open(page: Page) -> None:
    page.evaluate(AWAY)
    page.evaluate(BACK)
    expect(page.get_by_role("heading", name="Moments, as you caught them")).to_be_visible()


def test_it_goes_to_the_door_after_a_lock(page: Page) -> None:
    page.evaluate(LOCK)
    page.evaluate(AWAY)
    page.evaluate(BACK)
    expect(page.get_by_role("heading", level=1)).to_have_text("It is closed.")


def test_it_goes_to_the_door_when_nobody_answers(page: Page) -> None:
    page.route("**/s/alive", lambda route: route.abort())
    page.evaluate(AWAY)
    with page.expect_navigation():
        page.evaluate(BACK)


def test_a_page_open_to_all_is_shown_after_a_lock_too(enter: Enter, made_up: House) -> None:
    page = enter()
    page.goto(f"{made_up.address}/name/")
    page.evaluate(LOCK)
    page.goto(f"{made_up.address}/help/")
    page.evaluate(AWAY)
    page.evaluate(BACK)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
