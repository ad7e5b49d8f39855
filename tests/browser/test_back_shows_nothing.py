"""Back, after leaving or locking: with the browser's own memory of pages switched on, as it is for people."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page, Route, expect

from tests.browser.conftest import House
from tests.chromium import whole_launch_args

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not whole_launch_args(), reason="needs a whole Chromium: apt install chromium"),
]

# What stood on the page at the moment it came out of memory, and after.
AT_ONCE = """addEventListener('pageshow', event => {
    const hidden = () => getComputedStyle(document.body).display === 'none';
    if (event.persisted) {
        console.log(hidden() ? 'remembered, hidden' : 'remembered, shown');
        setInterval(() => hidden() || console.log('shown'), 5);
    }
})"""
ROOMS = ("/name/", "/circle/", "/privacy/")
AT_A_ROOM = re.compile("(" + "|".join(ROOMS) + r")(\?.*)?$")


@pytest.fixture(scope="module")
def remembering(browser_type: BrowserType) -> Iterator[Browser]:
    launched = browser_type.launch(**(whole_launch_args() or {}))
    yield launched
    launched.close()


Open = Callable[..., Page]


@pytest.fixture
def opened(remembering: Browser, made_up: House) -> Iterator[Open]:
    """Opens the six months. A browser that does as it likes remembers pages that ask not to be stored."""
    contexts = []

    def begin(*, as_it_likes: bool = False, **options: Any) -> Page:
        context = remembering.new_context(locale="en-GB", **options)
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(AT_ONCE)
        page.goto(made_up.start)
        for room in ROOMS if as_it_likes else ():
            page.route(f"{made_up.address}{room}", storable)
        return page

    yield begin
    for context in contexts:
        context.close()


def storable(route: Route) -> None:
    answer = route.fetch()
    headers = {
        name: value for name, value in answer.headers.items() if name not in ("cache-control", "pragma")
    }
    route.fulfill(response=answer, headers=headers)


def test_back_brings_a_page_out_of_memory_while_it_is_open(
    opened: Open, made_up: House, elsewhere: str
) -> None:
    """Without this the others here would show nothing about the memory."""
    page = opened(as_it_likes=True)
    words = names_then(page, made_up, elsewhere)
    with page.expect_console_message() as at_once:
        page.go_back(wait_until="commit")
    assert at_once.value.text == "remembered, hidden"
    expect(page.get_by_text(words).first).to_be_visible()


def test_what_was_remembered_stays_covered_when_the_time_ran_out(
    opened: Open, made_up: House, elsewhere: str
) -> None:
    page = opened(as_it_likes=True)
    names_then(page, made_up, elsewhere)
    with closing(sqlite3.connect(made_up.home / "demo" / "leanto.sqlite3")) as database, database:
        database.execute("UPDATE vault_session SET sealed = x''")
    seen: list[str] = []
    page.on("console", lambda message: seen.append(message.text))
    page.go_back(wait_until="commit")
    expect(page.get_by_role("heading", level=1)).to_have_text("It is closed.")
    assert seen[0] == "remembered, hidden"
    assert "shown" not in seen


BROWSERS = pytest.mark.parametrize(
    "options",
    [{}, {"as_it_likes": True}, {"java_script_enabled": False}],
    ids=["usual", "remembers-all", "no-scripts"],
)


@BROWSERS
def test_after_leaving_back_leads_to_the_door(
    opened: Open, made_up: House, elsewhere: str, options: dict[str, bool]
) -> None:
    page = opened(**options)
    words = names_then(page, made_up, f"{made_up.address}/circle/")
    page.get_by_role("link", name="Leave this page", exact=True).click()
    page.wait_for_url(elsewhere)
    remembered = nothing_is_shown(page, words, ["back", "back", "forward", "back", "back"])
    assert remembered is ("as_it_likes" in options)


@BROWSERS
def test_after_the_lock_back_leads_to_the_door(
    opened: Open, made_up: House, options: dict[str, bool]
) -> None:
    page = opened(**options)
    words = names_then(page, made_up, f"{made_up.address}/privacy/")
    page.get_by_role("button", name="Lock now").click()
    page.wait_for_url("**/open/**")
    remembered = nothing_is_shown(page, words, ["back", "back", "forward", "back"])
    assert remembered is ("as_it_likes" in options)


@pytest.mark.parametrize("as_it_likes", [False, True])
def test_on_a_slow_line_back_is_not_quicker_than_leaving(
    opened: Open, made_up: House, elsewhere: str, as_it_likes: bool
) -> None:
    page = opened(as_it_likes=as_it_likes)
    words = names_then(page, made_up, f"{made_up.address}/circle/")
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 400, "downloadThroughput": 30_000, "uploadThroughput": 30_000}
    line.send("Network.emulateNetworkConditions", slow)
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(elsewhere)
    assert nothing_is_shown(page, words, ["back"]) is as_it_likes


def names_then(page: Page, house: House, onward: str) -> str:
    """Look at one's own words, go on, and return some of them."""
    page.goto(f"{house.address}/name/")
    words = page.locator(".entry strong").first.inner_text()
    page.goto(onward)
    return words


def nothing_is_shown(page: Page, words: str, ways: list[str]) -> bool:
    """Go to and fro: nothing of one's own comes up, not for a moment. Whether anything came out of memory."""
    seen: list[str] = []
    page.on("console", lambda message: seen.append(message.text))
    for way in ways:
        (page.go_back if way == "back" else page.go_forward)(wait_until="commit")
        # Out of memory a page comes covered, and stands there so until the door has arrived.
        expect(page).not_to_have_url(AT_A_ROOM, timeout=15_000)
        expect(page.locator("body")).to_be_visible(timeout=15_000)
        assert words not in page.content(), page.url
    assert "shown" not in seen
    assert "remembered, shown" not in seen
    return "remembered, hidden" in seen
