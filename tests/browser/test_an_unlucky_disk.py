"""The disk is full, locked or not to be written: what was typed is shown, and kept once the disk is well again."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, House, shot
from tests.browser.test_life import choose, keep

pytestmark = pytest.mark.browser

LONG = "What nobody saw me carry. " * 300
SAYS = {
    "full": "The disk is full, so this was not kept.",
    "read-only": "The data folder cannot be written to, so this was not kept.",
    "busy": "Leanto was busy with something else, so this was not kept.",
}


@pytest.fixture(scope="module")
def unlucky(tmp_path_factory: pytest.TempPathFactory, elsewhere: str) -> Iterator[House]:
    served = House(tmp_path_factory.mktemp("unlucky"), elsewhere, program="tests.browser.unlucky")
    yield served
    served.kill()


class Disk:
    """The disk under one house: told how to be, and well again at the end."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.other = sqlite3.connect(home / "leanto.sqlite3", isolation_level=None)

    def becomes(self, state: str) -> None:
        if self.other.in_transaction:
            self.other.execute("ROLLBACK")
        (self.home / "disk").write_text(state)
        if state == "busy":
            self.other.execute("BEGIN IMMEDIATE")


@pytest.fixture
def disk(unlucky: House) -> Iterator[Disk]:
    disk = Disk(unlucky.home)
    with closing(disk.other):
        yield disk
        disk.becomes("well")


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def page(unlucky: House, browser: Browser, disk: Disk, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, locale="en-GB", java_script_enabled=request.param)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(unlucky.start)
    if "/welcome/" in page.url:
        choose(page, "No")
        keep(page, "Come in")
    yield page
    context.close()


@pytest.mark.parametrize("trouble", SAYS)
def test_what_was_typed_is_shown_and_kept_later(page: Page, unlucky: House, disk: Disk, trouble: str) -> None:
    page.goto(f"{unlucky.address}/explore/new/?draft=none")
    page.get_by_label("What is the old rule?").fill(f"Nobody comes when it is {trouble}")
    page.get_by_label("When did you learn it?").fill("About ten")
    page.get_by_label("How did it protect you?").fill(LONG)
    disk.becomes(trouble)
    for button in ("Keep", "Send it again"):
        keep(page, button)
        expect(page.get_by_role("heading", level=1)).to_have_text(SAYS[trouble])
        shown = page.get_by_label("What you typed").all()
        assert [one.input_value().strip() for one in shown] == [
            f"Nobody comes when it is {trouble}",
            "About ten",
            LONG.strip(),
        ]
    shot(page, f"disk-{trouble}")
    disk.becomes("well")
    keep(page, "Send it again")
    expect(page.get_by_text("Kept.", exact=True)).to_be_visible()
    expect(page.get_by_text(f"Nobody comes when it is {trouble}")).to_be_visible()
    expect(page.get_by_text(LONG.strip())).to_be_visible()


@pytest.mark.parametrize("trouble", ["full", "read-only"])
def test_everything_can_still_be_read_and_left(
    page: Page, unlucky: House, disk: Disk, elsewhere: str, trouble: str
) -> None:
    disk.becomes(trouble)
    for address in ("/", "/name/", "/explore/", "/privacy/", "/help/", "/practise/"):
        answer = page.goto(unlucky.address + address)
        assert answer
        assert answer.status == 200, address
    page.get_by_role("link", name="Leave this page", exact=True).click()
    page.wait_for_url(elsewhere)
    # The word that locks travels beside the way out, and a slow disk may take it up a moment later.
    for _ in range(20):
        page.goto(f"{unlucky.address}/privacy/")
        if page.get_by_role("heading", level=1).inner_text() == "It is closed.":
            break
        page.wait_for_timeout(250)
    expect(page.get_by_role("heading", level=1)).to_have_text("It is closed.")


@pytest.mark.parametrize("page", [True], indirect=True)
def test_unfinished_words_say_so_and_are_kept_later(page: Page, unlucky: House, disk: Disk) -> None:
    page.clock.install()
    page.goto(f"{unlucky.address}/explore/new/?draft=none")
    disk.becomes("full")
    page.get_by_label("How did it protect you?").fill(LONG)
    page.clock.fast_forward(2100)
    expect(page.get_by_text("could not be kept right now. They are still on this page.")).to_be_visible()
    disk.becomes("well")
    page.clock.fast_forward(10_100)
    expect(page.get_by_text("Unfinished words kept.")).to_be_visible()
