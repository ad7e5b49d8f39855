"""B1, B3, B4 and leaving: figures from a real Chromium. What they rest on is tested in ``tests/browser``."""

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Request

from tests.browser.conftest import (  # noqa: F401 - fixtures, found by their names
    Enter,
    House,
    browser_context_args,
    browser_type_launch_args,
    elsewhere,
    enter,
    made_up,
    six_months,
)
from tests.browser.test_every_page import LOCKED, visit
from tests.browser.test_leaving_is_instant import MEASURE
from tests.browser.test_what_stays_in_the_browser import NOTHING, STORED
from tests.served import ROOT
from tests.trials.conftest import Told, many

pytestmark = [pytest.mark.trials, pytest.mark.browser]


def test_b1_b3_every_page(enter: Enter, made_up: House, told: Told) -> None:  # noqa: F811 - the fixtures
    page = enter()
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    pages = list(visit(page, made_up))
    stored = page.evaluate(STORED)
    page.goto(f"{made_up.address}/privacy/")
    page.get_by_role("button", name="Lock now").click()
    for address in LOCKED:
        page.goto(made_up.address + address)
    foreign = [url for url in asked if not url.startswith((made_up.address, "data:"))]
    reports = [url for url in asked if url.endswith("/csp")]
    told(
        "B1 requests to another origin, CSP reports",
        f"{len(foreign)} and {len(reports)} of {len(asked):,} requests, {len(pages) + len(LOCKED)} pages",
        "0 and 0",
    )
    kept = sum(len(found) for found in stored.values() if found)
    told("B3 things in the browser's storage", f"{kept}, readable cookies included", "0")
    assert foreign == reports == []
    assert stored == NOTHING


@pytest.mark.parametrize("way", ["shift", "button"])
def test_quick_exit(enter: Enter, made_up: House, told: Told, way: str) -> None:  # noqa: F811
    page, runs = enter(), many("TRIAL_EXITS", 500)
    page.goto(f"{made_up.address}/name/")
    page.route("**/weather", lambda route: route.abort("aborted"))
    took = page.evaluate(MEASURE, [way, runs])
    told(
        f"Quick exit by {way}: the page is hidden after",
        f"{took[runs // 2]:.1f} ms (p50), {took[runs * 99 // 100]:.1f} ms (p99), {runs} runs",
        "under 100 ms (p99)",
    )


def test_quick_exit_ends_the_session(enter: Enter, made_up: House, elsewhere: str, told: Told) -> None:  # noqa: F811
    ended = []
    for _ in range(10):
        page = enter()
        page.goto(f"{made_up.address}/name/")
        cookies = "; ".join(f"{one.get('name')}={one.get('value')}" for one in page.context.cookies())
        assert inside(made_up, cookies)
        page.get_by_role("link", name="Leave this page", exact=True).click(no_wait_after=True)
        began = time.monotonic()
        while inside(made_up, cookies):
            assert time.monotonic() - began < 30
        ended.append(time.monotonic() - began)
        page.wait_for_url(elsewhere)
        page.context.close()
    told(
        "Quick exit: the session is over after", f"{max(ended) * 1000:.0f} ms at most of {len(ended)}", "2 s"
    )


def inside(house: House, cookies: str) -> bool:
    """Whether these cookies open anything."""
    asked = urllib.request.Request(f"{house.address}/s/alive", headers={"Cookie": cookies})
    try:
        with urllib.request.urlopen(asked) as answer:
            return bool(answer.status == 204)
    except urllib.error.HTTPError as error:
        error.close()
        return False


def test_b4_back_and_forward(told: Told) -> None:
    words = ["-m", "pytest", "-n0", "-q", "-rN", "tests/browser/test_back_shows_nothing.py"]
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    counts = {name: int(count) for count, name in re.findall(r"(\d+) (passed|failed|skipped)", done.stdout)}
    told(
        "B4 Back and Forward, the memory switched on",
        f"{counts.get('passed', 0)} of {sum(counts.values())} ways showed nothing",
        "all",
    )
    assert not counts.get("failed"), done.stdout
