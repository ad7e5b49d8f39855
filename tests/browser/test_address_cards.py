"""A file from a phone is looked at first; who is chosen comes in not judged, and goes out again by name."""

from pathlib import Path

import pytest
import vobject
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, Enter, House
from tests.browser.test_every_page import look
from tests.browser.test_life import keep
from tests.share.address_books import APPLE, GOOGLE

pytestmark = pytest.mark.browser


def test_in_from_a_phone_and_out_again(enter: Enter, made_up: House, tmp_path: Path) -> None:
    """At 320 pixels; axe looks at each page that only a form leads to."""
    file = tmp_path / "people.vcf"
    file.write_bytes(APPLE + GOOGLE)
    page = enter(viewport=NARROW)
    page.goto(f"{made_up.address}/circle/")
    page.get_by_role("link", name="bring some in").click()
    page.get_by_label("A file of address cards").set_input_files(file)
    keep(page, "See who is in it")
    assert page.get_by_role("checkbox", checked=True).count() == 0
    assert look(page, "/circle/cards/found/", NARROW) == []
    page.get_by_role("checkbox", name="Zoë Núñez").check()
    keep(page, "Add those ticked")
    expect(page.get_by_role("alert")).to_contain_text("Say what they are to you.")
    assert look(page, "/circle/cards/refused/", NARROW) == []
    page.get_by_label("What is Zoë Núñez to you?").select_option("neighbour")
    keep(page, "Add those ticked")
    expect(page.get_by_role("link", name="The five questions : Zoë Núñez")).to_be_visible()
    assert look(page, "/circle/unsure/", NARROW) == []
    page.goto(f"{made_up.address}/circle/cards/out/")
    page.get_by_role("checkbox", name="Zoë Núñez").check()
    page.get_by_role("radio", name="3.0").check(force=True)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take the file").click()
    card = vobject.readOne(Path(taken.value.path()).read_text(encoding="utf-8"))
    assert taken.value.suggested_filename == "people.vcf"
    assert (card.fn.value, card.tel.value) == ("Zoë Núñez", "029 2018 0000")
