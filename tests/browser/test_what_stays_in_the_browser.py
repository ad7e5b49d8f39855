"""After a whole life nothing of it is in the browser: no storage, no title, no address, no readable cookie."""

import pytest
from playwright.sync_api import Browser, Frame

from tests.browser.conftest import PHONE, House
from tests.browser.test_life import live
from tests.conftest import PASSPHRASE

pytestmark = pytest.mark.browser

OWN = (
    *("Carried", "shelves", "If you need someone", "Needing", "hold on you", "Maya", "7700", "keep count"),
    *("reaches for the bag", "two goes", "pleased", PASSPHRASE, "otter"),
)
STORED = """async () => ({
    local: {...localStorage}, session: {...sessionStorage}, cookies: document.cookie, state: history.state,
    databases: (await indexedDB.databases()).map(one => one.name), window: window.name,
    caches: self.caches ? await caches.keys() : [],
    workers: (await navigator.serviceWorker?.getRegistrations() ?? []).length,
})"""
NOTHING: dict[str, object] = {
    "local": {},
    "session": {},
    "cookies": "",
    "state": None,
    "databases": [],
    "window": "",
    "caches": [],
    "workers": 0,
}


def test_nothing_of_a_life_stays_in_the_browser(house: House, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    seen: list[str] = []
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))

    def note(frame: Frame) -> None:
        seen.append(frame.url)

    page.on("framenavigated", note)
    page.add_init_script("addEventListener('load', () => console.debug(document.title))")
    page.on("console", lambda message: seen.append(message.text))
    page.on("request", lambda request: seen.append(request.url))
    live(page, house, "phone-js")
    assert faults == []
    assert page.evaluate(STORED) == NOTHING
    assert [(what, own) for what in seen for own in OWN if own.lower() in what.lower()] == []
    assert {cookie.get("httpOnly") for cookie in context.cookies()} == {True}
    assert {cookie.get("sameSite") for cookie in context.cookies()} == {"Strict"}
    assert {cookie.get("expires") for cookie in context.cookies()} == {-1}, "gone when the browser closes"
    context.close()
