"""Every page there is, in a life of six months: axe, both schemes, 320 pixels, zoom, nothing fetched elsewhere."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Browser, Page, Request

from tests.browser import axe
from tests.browser.conftest import DESKTOP, NARROW, House, shot

pytestmark = pytest.mark.browser

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

# What is folded is hidden from axe, and takes no room.
UNFOLD = "for (const one of document.querySelectorAll('main details')) one.open = true"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# As wide as the screen, and the way out in reach.
LIES = """() => {
    const wide = TOO_WIDE, stops = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
    const link = document.querySelector('.leave'), box = link.getBoundingClientRect();
    const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return [
        wide > 0 && `${wide} px too wide`,
        (box.height < 44 || box.width < 44) && 'the way out is too small',
        (box.y < 0 || box.x < 0 || box.right > innerWidth || box.bottom > innerHeight)
            && 'the way out is off the screen',
        !link.contains(there) && `the way out is covered by ${there && there.outerHTML.slice(0, 80)}`,
        document.querySelector(stops).dataset.leave === undefined && 'the way out is not the first tab stop',
    ].filter(Boolean);
}""".replace("TOO_WIDE", TOO_WIDE)
# One heading; and for its title one plain word: the room's, or the page's own where it is open to all.
SAYS = """titles => {
    const headings = document.querySelectorAll('h1').length;
    return [
        headings !== 1 && `${headings} h1`,
        !titles.includes(document.title) && `its title is '${document.title}'`,
    ].filter(Boolean);
}"""
ROOMS = ("Today", "Name", "Explore", "Practise", "Redefine", "Circle", "Evidence", "Privacy")
TITLES = [*ROOMS, "Help", "About", "Open", "Welcome"]


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
    for address in (one for one in UNLINKED if one not in found.values()):
        page.goto(house.address + address)
        yield address


@pytest.mark.longest
def test_every_page_is_open_to_everyone(made_up: House, browser: Browser) -> None:
    """Each page in both schemes on the narrowest screen, and no wider than a desk's; the rooms at a desk too."""
    context = browser.new_context(viewport=NARROW, locale="en-GB")  # type: ignore[arg-type]
    context.add_init_script(axe.SOURCE)
    page = context.new_page()
    elsewhere: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((made_up.address, "data:")) or request.url.endswith("/csp"):
            elsewhere.append(request.url)

    page.on("request", watch)
    page.goto(made_up.start)
    faults = [fault for address in visit(page, made_up) for fault in look(page, address, desk=True)]
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


def look(page: Page, address: str, size: dict[str, int] = NARROW, *, desk: bool = False) -> list[str]:
    """What is wrong with the page that is open, with everything on it unfolded."""
    kind = re.sub(r"\W+", "-", re.sub(r"[0-9a-f]{32}", "id", address)).strip("-") or "today"

    def shown(scheme: str) -> None:
        shot(page, f"page-{size['width']}-{scheme}-{kind}")
        page.evaluate(UNFOLD)

    faults = axe.faults(page, shown)
    faults += page.evaluate(SAYS, TITLES)
    faults += page.evaluate(LIES)
    if desk:
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
        faults += [f"at a desk, {fault}" for fault in page.evaluate(LIES)]
    if size is NARROW:
        page.set_viewport_size(ZOOMED)  # type: ignore[arg-type]
        faults += [f"zoomed, {fault}" for fault in page.evaluate(LIES)]
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        faults += [f"zoomed, at the end, {fault}" for fault in page.evaluate(LIES)]
        page.set_viewport_size(size)  # type: ignore[arg-type]
    return [f"{address} at {size['width']}: {fault}" for fault in faults]
