"""Every page there is, in a life of six months: axe, both schemes, 320 pixels, and nothing fetched elsewhere."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve
from playwright.sync_api import Browser, Page, Request

from tests.browser.conftest import DESKTOP, NARROW, House, shot

pytestmark = pytest.mark.browser

HREFS = "links => links.map(link => link.getAttribute('href'))"
LOCKED = ("/open/", "/help/", "/help/safety/", "/help/grounding/", "/about/", "/recover/", "/fresh/")
# Pages nothing links to before something has happened.
UNLINKED = ("/nowhere/", "/help/?country=GB")


def crawl(page: Page, house: House) -> list[str]:
    """One address for each kind of page that can be walked to."""
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
    return [*found.values(), *UNLINKED]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [NARROW, DESKTOP], ids=["320", "1280"])
def test_every_page_is_open_to_everyone(
    made_up: House, browser: Browser, scheme: str, size: dict[str, int]
) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    elsewhere: list[str] = []
    reports: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((made_up.address, "data:")):
            elsewhere.append(request.url)
        if request.url.endswith("/csp"):
            reports.append(request.url)

    page.on("request", watch)
    page.goto(made_up.start)
    pages = crawl(page, made_up)
    assert len(pages) > 30, pages
    faults = [fault for address in pages for fault in look(page, made_up, address, scheme, size["width"])]
    page.goto(f"{made_up.address}/privacy/")
    page.get_by_role("button", name="Lock now").click()
    faults += [fault for address in LOCKED for fault in look(page, made_up, address, scheme, size["width"])]
    assert faults == []
    assert elsewhere == []
    assert reports == []
    context.close()


def look(page: Page, house: House, address: str, scheme: str, width: int) -> list[str]:
    """What is wrong with one page."""
    page.goto(house.address + address)
    kind = re.sub(r"\W+", "-", re.sub(r"[0-9a-f]{32}", "id", address)).strip("-") or "today"
    shot(page, f"page-{width}-{scheme}-{kind}")
    faults = [
        f"{address} {fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in Axe().run(page).response["violations"]
        for node in fault["nodes"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        faults.append(f"{address} is {wide} px too wide at {width}")
    leave = page.get_by_role("link", name="Leave this page", exact=True).bounding_box()
    if not leave or leave["height"] < 44 or leave["y"] < 0 or leave["x"] + leave["width"] > width:
        faults.append(f"{address} hides the way out: {leave}")
    if page.locator("h1").count() != 1:
        faults.append(f"{address} has {page.locator('h1').count()} h1")
    return faults
