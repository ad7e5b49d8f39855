"""axe, on the page that is open: every rule in the scheme the page is in, and the rules of colour in the other."""

from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
COLOURS = ["color-contrast", "link-in-text-block"]
# Faults alone: to write down where each thing stands that is well takes as long as all the rest. Of what axe would
# fetch beforehand, film and sound alone: no rule that it runs reads a style sheet.
# Behind every word lies the light on the wall, and three sorts of card run from a wash to the rest's colour: axe
# judges no colour before either. So the light is away, and those cards are all wash; the rest stand for the rest.
RUN = """async (only) => {
    const options = {resultTypes: ['violations'], preload: {assets: ['media']}}, wall = new CSSStyleSheet();
    wall.replaceSync(`body::before { content: none !important; }
        .card:is(.step, .care, .rest) { background: var(--wash) !important; }`);
    document.adoptedStyleSheets.push(wall);
    const found = await axe.run(only.length ? {...options, runOnly: only} : options);
    document.adoptedStyleSheets.pop();
    return found.violations.flatMap(
        fault => fault.nodes.map(node => `${fault.id}: ${node.target} ${node.failureSummary}`));
}"""
BEFORE = "[self.axe !== undefined, matchMedia('(prefers-color-scheme: dark)').matches]"


def faults(page: Page, shown: Callable[[str], object] = str) -> list[str]:
    """What axe finds. ``shown`` is told of each scheme as it is looked at."""
    there, dark = page.evaluate(BEFORE)
    if not there:
        page.evaluate(SOURCE)
    page.emulate_media(reduced_motion="reduce")  # no colour is on its way to another
    first, other = ("dark", "light") if dark else ("light", "dark")
    shown(first)
    found: list[str] = page.evaluate(RUN, [])
    page.emulate_media(color_scheme=other)  # type: ignore[arg-type]
    shown(other)
    found += page.evaluate(RUN, COLOURS)
    return found
