"""Leave this page: by the button, the first link or three Shifts. The screen is gone, and so is the session."""

import time
from collections.abc import Callable
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Enter, House, Weather, held

pytestmark = pytest.mark.browser


def by_the_button(page: Page) -> None:
    page.get_by_role("link", name="Leave this page", exact=True).click()


def by_the_first_tab_stop(page: Page) -> None:
    page.keyboard.press("Tab")
    first = page.locator(":focus")
    expect(first).to_contain_text("Leave this page now")
    expect(first).to_be_in_viewport()
    page.keyboard.press("Enter")


def by_three_shifts(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


def by_three_shifts_in_a_field(page: Page) -> None:
    page.get_by_label("Find my own words").focus()
    by_three_shifts(page)


Way = Callable[[Page], None]


@pytest.mark.parametrize(
    "way", [by_the_button, by_the_first_tab_stop, by_three_shifts, by_three_shifts_in_a_field]
)
def test_it_locks_and_goes_elsewhere(enter: Enter, made_up: House, elsewhere: str, way: Way) -> None:
    page = enter(viewport=PHONE)
    page.goto(f"{made_up.address}/name/")
    leaves(page, made_up, elsewhere, way)


@pytest.mark.parametrize("way", [by_the_button, by_the_first_tab_stop])
def test_it_does_without_scripts(enter: Enter, made_up: House, elsewhere: str, way: Way) -> None:
    page = enter(java_script_enabled=False)
    page.goto(f"{made_up.address}/name/")
    leaves(page, made_up, elsewhere, way)


def test_it_does_while_a_draft_is_on_its_way(enter: Enter, made_up: House, elsewhere: str) -> None:
    page = enter()
    page.goto(f"{made_up.address}/explore/new/?past=1")
    held(page, "**/unfinished/")
    with page.expect_request("**/unfinished/"):
        page.get_by_label("What is the old rule?").fill("half of a rule that nobody is to see")
    leaves(page, made_up, elsewhere, by_the_button)


@pytest.mark.parametrize("address", ["/help/", "/nowhere/"])
def test_it_does_on_pages_that_hold_nothing(
    enter: Enter, made_up: House, elsewhere: str, address: str
) -> None:
    page = enter()
    page.goto(made_up.address + address)
    leaves(page, made_up, elsewhere, by_three_shifts)


def test_a_link_on_another_site_ends_nothing(enter: Enter, made_up: House, elsewhere: str) -> None:
    page = enter()
    page.goto(elsewhere)
    page.evaluate("address => { location.href = address; }", f"{made_up.address}/exit")
    page.wait_for_url(f"{made_up.address}/**")
    page.goto(f"{made_up.address}/name/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Moments, as you caught them")


def leaves(page: Page, house: House, elsewhere: str, way: Way) -> None:
    """Leave, and look at what is left: nothing, and no way back in with what the browser had."""
    came = len(Weather.came)
    cookie = "; ".join(f"{one.get('name')}={one.get('value')}" for one in page.context.cookies(house.address))
    assert alive(house, cookie)
    assert not Weather.came[came:], "nothing asks for the other site before"
    way(page)
    page.wait_for_url(elsewhere)
    assert Weather.came[came:] == [""], "and nothing tells it where from"
    began = time.monotonic()
    while alive(house, cookie):
        assert time.monotonic() - began < 2


def alive(house: House, cookie: str) -> bool:
    """Whether a session is open, as the page itself would ask."""
    try:
        with urlopen(Request(f"{house.address}/s/alive", headers={"Cookie": cookie})) as answer:
            return bool(answer.status == 204)
    except OSError:
        return False
