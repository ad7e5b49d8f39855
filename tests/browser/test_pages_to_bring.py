"""Pages for a conversation, from Evidence to the file in the downloads, with scripts off, on a phone."""

import io
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import PHONE, Enter, House

pytestmark = pytest.mark.browser


def test_pages_are_made_and_taken_without_scripts(enter: Enter, made_up: House) -> None:
    page = enter(viewport=PHONE, java_script_enabled=False, accept_downloads=True)
    page.goto(f"{made_up.address}/evidence/")
    page.get_by_role("link", name="Take some of it to someone").click()
    page.get_by_role("link", name="Pages for a conversation").click()
    page.get_by_label("Explore: rules").check()
    page.get_by_role("button", name="Go on to what goes in").click()
    page.get_by_label("An old rule of mine").first.check()
    page.get_by_role("button", name="Go on to the words").click()
    page.get_by_label("What would you like from this hour?").fill("To say it once, out loud")
    page.get_by_role("button", name="See it as it will be").click()
    expect(page.get_by_role("article")).to_contain_text("To say it once, out loud")
    page.get_by_role("radio", name="PDF").check()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take the file").click()
    assert taken.value.suggested_filename == "pages.pdf"
    text = PdfReader(io.BytesIO(Path(taken.value.path()).read_bytes())).pages[0].extract_text()
    assert "To say it once, out loud" in text
    assert "An old rule of mine" in text
    assert "A newer rule" not in text
