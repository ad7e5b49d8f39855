"""Three Shifts leave only when they are meant: not in capitals, not with other keys, not over a long time."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter, House

pytestmark = pytest.mark.browser

LATER = """() => {
    let ahead = 0;
    const stamp = Object.getOwnPropertyDescriptor(Event.prototype, 'timeStamp').get;
    Object.defineProperty(Event.prototype, 'timeStamp', {get() { return stamp.call(this) + ahead; }});
    window.wait = seconds => { ahead += seconds * 1000; };
}"""


@pytest.fixture
def page(enter: Enter, made_up: House) -> Page:
    page = enter()
    page.goto(f"{made_up.address}/name/")
    page.get_by_label("Find my own words").focus()
    return page


@pytest.mark.parametrize(
    "keys",
    [
        ["Shift+N", "Shift+O", "Shift+W"],
        ["Shift", "Shift+N", "Shift", "o", "Shift"],
        ["Shift", "Shift", "a", "Shift", "Shift"],
        ["Control+Shift", "Control+Shift", "Control+Shift"],
        ["Alt+Shift", "Alt+Shift", "Alt+Shift"],
        ["Meta+Shift", "Meta+Shift", "Meta+Shift"],
        ["Shift+Tab", "Shift+Tab", "Shift+Tab"],
        ["Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft"],
        ["Shift", "Shift"],
    ],
)
def test_other_uses_of_shift_stay_here(page: Page, keys: list[str]) -> None:
    for key in keys:
        page.keyboard.press(key)
    stays(page)


def test_a_shift_held_down_stays_here(page: Page) -> None:
    for _ in range(5):
        page.keyboard.down("Shift")
    page.keyboard.up("Shift")
    stays(page)


def test_shift_and_the_mouse_stays_here(page: Page) -> None:
    for _ in range(3):
        page.keyboard.down("Shift")
        page.get_by_label("Find my own words").click()
        page.keyboard.up("Shift")
    stays(page)


def test_three_in_more_than_five_seconds_stay_here_and_three_in_less_leave(page: Page) -> None:
    page.evaluate(LATER)
    for _ in range(4):
        page.keyboard.press("Shift")
        page.evaluate("wait(2.6)")
    stays(page)
    page.evaluate("wait(10)")
    page.keyboard.press("Shift")
    page.evaluate("wait(2.4)")
    page.keyboard.press("Shift")
    page.evaluate("wait(2.4)")
    page.keyboard.press("Shift")
    page.wait_for_url("**/weather")


def test_each_press_shows(page: Page) -> None:
    leave = page.get_by_role("link", name="Leave this page").and_(page.locator(".leave"))
    for count in ("1", "2"):
        page.keyboard.press("Shift")
        expect(leave).to_have_attribute("data-presses", count)
    page.keyboard.press("a")
    expect(leave).not_to_have_attribute("data-presses", "2")


def stays(page: Page) -> None:
    page.wait_for_timeout(50)
    assert page.url.endswith("/name/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
