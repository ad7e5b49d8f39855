"""Large text, forced colours, less motion, and paper."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, NARROW, PHONE, Enter, House, shot
from tests.browser.test_every_page import TOO_WIDE
from tests.browser.test_life import choose, keep

pytestmark = pytest.mark.browser

# Words that are cut off: wider or higher than the box that hides what does not fit.
CUT = """() => [...document.querySelectorAll('main *, header *, nav *')].filter(one => {
    const style = getComputedStyle(one);
    const clips = style.overflowX === 'hidden' || style.overflowX === 'clip';
    return clips && one.clientWidth > 1 && one.textContent.trim() && one.scrollWidth > one.clientWidth + 1;
}).map(one => one.outerHTML.slice(0, 90))"""
PAGES = (
    *("/", "/name/", "/name/new/?draft=none", "/explore/", "/practise/", "/practise/asks/", "/redefine/"),
    *("/circle/", "/evidence/", "/privacy/", "/privacy/preferences/", "/help/", "/help/grounding/breathing/"),
)


def test_text_twice_as_large(enter: Enter, made_up: House) -> None:
    """The browser's own letter size set to 32 pixels: every size here follows it."""
    page = enter(viewport=NARROW)
    line = page.context.new_cdp_session(page)
    faults = []
    for address in PAGES:
        page.goto(made_up.address + address)
        line.send("Page.enable")
        line.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        for size in (NARROW, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            faults += [f"{address} at {size['width']} {fault}" for fault in too_large(page, size["width"])]
    assert faults == []


def too_large(page: Page, width: int) -> list[str]:
    wide = page.evaluate(TOO_WIDE)
    found = [f"is {wide} px too wide"] if wide > 0 else []
    found += [f"cuts {what}" for what in page.evaluate(CUT)]
    leave = page.get_by_role("link", name="Leave this page", exact=True).bounding_box()
    if not leave or leave["x"] < 0 or leave["x"] + leave["width"] > width:
        found.append(f"pushes the way out off the screen: {leave}")
    return found


def test_forced_colours_show_what_is_chosen_and_where_one_is(enter: Enter, made_up: House) -> None:
    page = enter(forced_colors="active", viewport=NARROW)
    page.goto(f"{made_up.address}/name/new/?draft=none")
    before = radio(page)
    choose(page, "Did it alone")
    assert radio(page) != before
    shot(page, "forced-moment")
    page.goto(f"{made_up.address}/evidence/")
    shot(page, "forced-evidence")
    marks = page.locator(".chart *, .mark *, .track *").evaluate_all(
        "all => all.filter(one => { const style = getComputedStyle(one);"
        "return style.fill === 'rgb(255, 255, 255)' && style.stroke === 'none'; }).length"
    )
    assert marks == 0, "white on white"


def radio(page: Page) -> str:
    """How the first answer looks, with the card around it."""
    looks: str = page.locator("label", has_text="Did it alone").evaluate(
        "label => { const at = getComputedStyle(label), dot = getComputedStyle(label.querySelector('input'));"
        "return [at.outlineStyle, at.borderColor, dot.borderWidth, dot.borderColor].join(); }"
    )
    return looks


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_pacer_counts_in_words(enter: Enter, made_up: House, motion: str) -> None:
    page = enter(reduced_motion=motion)
    page.clock.install()
    page.goto(f"{made_up.address}/help/grounding/breathing/")
    page.get_by_role("button", name="Breathe with me").click()
    said = [pacer(page)]
    for _ in range(11):
        page.clock.run_for(1000)
        said.append(pacer(page))
    counts = ("one", "two", "three", "four", "five", "six")
    assert said[:4] == [f"Breathe in {count}" for count in counts[:4]]
    assert said[4:10] == [f"Breathe out {count}" for count in counts]
    assert said[10:] == ["Breathe in one", "Breathe in two"]
    moves = page.locator(".breath").evaluate(
        "circle => getComputedStyle(circle, '::before').transitionDuration"
    )
    assert (moves == "0s") is (motion == "reduce")
    page.get_by_role("button", name="Enough").click()
    page.clock.run_for(3000)
    assert not pacer(page).strip()


def pacer(page: Page) -> str:
    box = page.locator("[data-pacer]")
    return f"{box.locator('.said').inner_text()} {box.locator('.big').inner_text()}"


def test_less_motion_moves_nothing(enter: Enter, made_up: House) -> None:
    page = enter(reduced_motion="reduce")
    moving = []
    for address in PAGES:
        page.goto(made_up.address + address)
        moving += page.evaluate(
            "document.getAnimations().map(one => `${location.pathname} ${one.effect.target?.className}`)"
        )
    assert moving == []


@pytest.fixture
def new_code(house: House, browser: Browser) -> Iterator[Page]:
    """The page that shows a recovery code for writing down."""
    context = browser.new_context(viewport=DESKTOP, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(house.address)
    choose(page, "Yes")
    keep(page, "Come in")
    yield page
    context.close()


def test_the_recovery_code_prints(new_code: Page) -> None:
    code = (new_code.locator('input[name="new_code"]').get_attribute("value") or "").split("-")
    new_code.emulate_media(media="print")
    for group in code:
        expect(new_code.locator(".code").get_by_text(group, exact=True)).to_be_visible()
    expect(new_code.locator(".words")).to_be_hidden()
    only_paper(new_code)
    shot(new_code, "print-code")
    assert new_code.pdf().startswith(b"%PDF")


def test_today_and_evidence_print(enter: Enter, made_up: House) -> None:
    page = enter()
    for address in ("/", "/evidence/", "/name/"):
        page.goto(made_up.address + address)
        page.emulate_media(media="print")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        only_paper(page)
        shot(page, f"print-{address.strip('/') or 'today'}")
        assert page.pdf().startswith(b"%PDF")
        page.emulate_media(media="screen")


def only_paper(page: Page) -> None:
    """No rooms, no buttons, nothing that only a screen can use."""
    for gone in (".side", ".tabs", ".reach", ".foot", ".btn", ".first"):
        assert not any(one.is_visible() for one in page.locator(gone).all()), gone
