"""Every page there is, in a life of six months: axe, both schemes, 320 pixels, zoom, nothing fetched elsewhere."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from django.urls import resolve
from playwright.sync_api import Browser, Page, Request

from tests.browser.conftest import DESKTOP, NARROW, House, shot

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
LOCKED = (
    "/open/",
    "/help/",
    "/help/safety/",
    "/help/grounding/",
    "/about/",
    "/recover/",
    "/fresh/",
    "/bring/help/",
)
# Pages nothing links to before something has happened.
UNLINKED = ("/nowhere/", "/help/?country=GB", "/bring/help/?country=GB", "/bring/help/questions/?q=2&q=4")
ZOOMED = {"width": 320, "height": 256}  # 1280 by 1024 at 400 %

AXE_RUN = """async (only) => (await axe.run(only ? {runOnly: only} : {})).violations.flatMap(
    fault => fault.nodes.map(node => `${fault.id}: ${node.target} ${node.failureSummary}`))"""
# What is folded is hidden from axe, and takes no room.
UNFOLD = "for (const one of document.querySelectorAll('main details')) one.open = true"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WAY_OUT = """() => {
    const link = document.querySelector('.leave'), box = link.getBoundingClientRect();
    const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const stops = document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]');
    return [
        (box.height < 44 || box.width < 44) && 'it is too small',
        (box.y < 0 || box.x < 0 || box.right > innerWidth || box.bottom > innerHeight) && 'it is off the screen',
        !link.contains(there) && `it is covered by ${there && there.outerHTML.slice(0, 80)}`,
        stops[0].dataset.leave === undefined && 'it is not the first tab stop',
    ].filter(Boolean);
}"""


def visit(page: Page, house: House) -> Iterator[str]:
    """Go to one page of each kind that can be walked to, and stay there while it is looked at."""
    found = {"/": "/"}
    waiting = ["/"]
    while waiting:
        address = waiting.pop(0)
        answer = page.goto(house.address + address)
        assert answer, address
        assert answer.status == 200, address
        for href in page.eval_on_selector_all(
            "a[href^='/']", "links => links.map(link => link.getAttribute('href'))"
        ):
            kind = re.sub(r"[0-9a-f]{32}", "ID", urlsplit(href).path)
            if kind not in found and not kind.startswith(("/exit", "/start")):
                resolve(urlsplit(href).path)
                found[kind] = href
                waiting.append(href)
        yield address
    assert len(found) > 30, found
    for address in UNLINKED:
        page.goto(house.address + address)
        yield address


@pytest.mark.longest
def test_every_page_is_open_to_everyone(made_up: House, browser: Browser) -> None:
    """Each page in both schemes on the narrowest screen, and no wider than a desk's; the rooms at a desk too."""
    context = browser.new_context(viewport=NARROW, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    elsewhere: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((made_up.address, "data:")) or request.url.endswith("/csp"):
            elsewhere.append(request.url)

    page.on("request", watch)
    page.goto(made_up.start)
    faults = [fault for address in visit(page, made_up) for fault in (*look(page, address), *at_a_desk(page))]
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    for room in ROOMS:
        page.goto(f"{made_up.address}/{room.lower()}/" if room != "Today" else made_up.address)
        faults += look(page, room, DESKTOP)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.get_by_role("button", name="Lock now").click()
    for address in LOCKED:
        page.goto(made_up.address + address)
        faults += look(page, address)
    assert faults == []
    assert elsewhere == []
    context.close()


def look(page: Page, address: str, size: dict[str, int] = NARROW) -> list[str]:
    """What is wrong with the page that is open, with everything on it unfolded."""
    page.evaluate(AXE)
    kind = re.sub(r"\W+", "-", re.sub(r"[0-9a-f]{32}", "id", address)).strip("-") or "today"
    faults = []
    for scheme, only in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        shot(page, f"page-{size['width']}-{scheme}-{kind}")
        page.evaluate(UNFOLD)
        faults += page.evaluate(AXE_RUN, only)
    page.emulate_media(color_scheme="light")
    faults += [what for check in CHECKS for what in check(page, size)]
    return [f"{address} at {size['width']}: {fault}" for fault in faults]


SCHEMES: dict[str, list[str] | None] = {"light": None, "dark": ["color-contrast"]}


def at_a_desk(page: Page) -> list[str]:
    """The same page, wide."""
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    faults = [*nothing_is_cut_off(page, DESKTOP), *the_way_out_is_in_reach(page, DESKTOP)]
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    return [f"{page.url} at a desk: {fault}" for fault in faults]


def nothing_is_cut_off(page: Page, size: dict[str, int]) -> list[str]:
    wide = page.evaluate(TOO_WIDE)
    return [f"{wide} px too wide"] if wide > 0 else []


def the_way_out_is_in_reach(page: Page, size: dict[str, int]) -> list[str]:
    found: list[Any] = page.evaluate(WAY_OUT)
    if size is NARROW:
        page.set_viewport_size(ZOOMED)  # type: ignore[arg-type]
        found += [f"zoomed: {what}" for what in page.evaluate(WAY_OUT)]
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        found += [f"zoomed, at the end: {what}" for what in page.evaluate(WAY_OUT)]
        page.set_viewport_size(size)  # type: ignore[arg-type]
    return [f"the way out: {what}" for what in found]


def it_has_one_heading(page: Page, size: dict[str, int]) -> list[str]:
    count = page.locator("h1").count()
    return [] if count == 1 else [f"{count} h1"]


def its_title_gives_nothing_away(page: Page, size: dict[str, int]) -> list[str]:
    """One plain word: the room's, or the page's own where it is open to all."""
    return [] if page.title() in TITLES else [f"its title is {page.title()!r}"]


ROOMS = ("Today", "Name", "Explore", "Practise", "Redefine", "Circle", "Evidence", "Privacy")
TITLES = (*ROOMS, "Help", "About", "Open", "Welcome")
CHECKS: tuple[Callable[[Page, dict[str, int]], list[str]], ...] = (
    nothing_is_cut_off,
    the_way_out_is_in_reach,
    it_has_one_heading,
    its_title_gives_nothing_away,
)
