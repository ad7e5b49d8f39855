"""Axe looks at what it is there for: a page that is spoilt on purpose is not let through."""

import pytest

from tests.browser import axe
from tests.browser.conftest import PHONE, Enter, House

pytestmark = pytest.mark.browser
GREY = "one => { one.style.color = '#999'; one.style.backgroundColor = '#aaa'; }"
FAINT = "one => { one.style.color = 'color-mix(in oklch, currentColor 25%, var(--wash))'; }"
NAMELESS = "one => { one.replaceChildren(); one.removeAttribute('aria-label'); }"


@pytest.mark.parametrize(
    ("spoilt", "how", "fault"),
    [
        ("main p", GREY, "color-contrast"),
        (".card.step p", FAINT, "color-contrast"),
        ("main a.btn, main button", NAMELESS, "-name"),
    ],
)
def test_what_nobody_could_read_is_a_fault(
    enter: Enter, made_up: House, spoilt: str, how: str, fault: str
) -> None:
    page = enter(viewport=PHONE)
    page.goto(f"{made_up.address}/practise/next/")
    assert axe.faults(page) == []
    page.locator(spoilt).first.evaluate(how)
    found = axe.faults(page)
    assert any(fault in one for one in found), found
