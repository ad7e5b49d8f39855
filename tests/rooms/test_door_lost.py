"""Passphrase, code or key file lost: what brings the pages back, and who may begin again."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client, override_settings
from msgspec import structs

from leanto.records import Did, Moment
from leanto.vault import accounts, fresh
from leanto.vault.accounts import Opened
from leanto.vault.book import Book
from leanto.vault.models import Account
from tests.conftest import PASSPHRASE
from tests.rooms.test_door import book_of, secrets_of

ANOTHER = "violin copper meadow lunar eight spoons"


@pytest.fixture(autouse=True)
def printed(monkeypatch: pytest.MonkeyPatch) -> str:
    """The word at the end of the address that was printed at the start."""
    monkeypatch.setenv("LEANTO_START", "a-long-word")
    return "a-long-word"


@pytest.fixture
def dora(db: None, printed: str) -> Client:
    """A browser that came by the printed address."""
    browser = Client()
    browser.get(f"/start/{printed}/")
    return browser


@pytest.fixture
def begun_again(hers: Opened, book: Book, dora: Client) -> Client:
    """The same browser after a fresh start, with a moment sealed before."""
    book.add(moment("before", "c"))
    dora.post("/fresh/", {"sure": "yes"})
    return dora


@pytest.fixture
def another_file() -> Iterator[None]:
    """The device's key file is not the one it was."""
    with override_settings(LEANTO_KEYS=structs.replace(settings.LEANTO_KEYS, device=os.urandom(32))):
        yield


def moment(text: str, id: str) -> Moment:
    return Moment(id * 32, datetime.now(UTC), Did.alone, text)


def texts(client: Client) -> set[str]:
    return {one.text for one in book_of(client).all(Moment)}


def test_without_either_one_begins_again_and_the_old_pages_wait(begun_again: Client) -> None:
    assert not accounts.exists()
    waiting = fresh.waiting()
    assert waiting is not None
    begun_again.post("/welcome/", {"watched": "no"})
    assert texts(begun_again) == set()


def test_beginning_again_is_asked_twice(hers: Opened, dora: Client) -> None:
    assert 'value="yes"' in dora.post("/fresh/").content.decode()
    assert accounts.exists()
    assert dora.post("/fresh/", {"sure": "yes"}).headers["Location"] == "/welcome/"


@pytest.mark.parametrize("cookie", ["", "another-word", "wörd"])
def test_who_did_not_come_by_the_printed_address_cannot_begin_again(
    hers: Opened, cleo: Client, cookie: str
) -> None:
    cleo.cookies[settings.LEANTO_START_COOKIE] = cookie
    assert "First open the address" in cleo.get("/fresh/").content.decode()
    assert cleo.post("/fresh/", {"sure": "yes"}).status_code == 403
    assert accounts.exists()


def test_where_others_host_it_nobody_begins_again_from_a_page(hers: Opened, dora: Client) -> None:
    with override_settings(SECURE=True):
        assert dora.post("/fresh/", {"sure": "yes"}).status_code == 403
    assert accounts.exists()


@pytest.mark.parametrize("how", ["passphrase", "code"])
def test_before_anything_new_is_kept_the_old_pages_are_one_page_away(
    begun_again: Client, code: str, how: str
) -> None:
    assert 'href="/open/?before=yes"' in begun_again.get("/welcome/").content.decode()
    assert "wait until" in begun_again.get("/open/").content.decode()
    if how == "passphrase":
        assert begun_again.post("/open/", {"passphrase": PASSPHRASE}).headers["Location"] == "/"
    else:
        assert recovered(begun_again, code) == "/?said=recovered"
    assert texts(begun_again) == {"before"}


def recovered(client: Client, code: str) -> str:
    page = client.post("/recover/", {"code": code}).content.decode()
    given = {**secrets_of(page), "code": code, "passphrase": ANOTHER, "again": ANOTHER}
    return client.post("/recover/", given).headers["Location"]


@pytest.mark.parametrize("how", ["passphrase", "code"])
def test_what_was_written_since_comes_back_with_the_old_pages(
    begun_again: Client, code: str, how: str
) -> None:
    begun_again.post("/welcome/", {"watched": "no"})
    book_of(begun_again).add(moment("since", "d"))
    begun_again.post("/lock/")
    assert 'href="/open/?before=yes"' in begun_again.get("/open/").content.decode()
    if how == "code":
        assert recovered(begun_again, code) == "/?said=recovered"
    else:
        begun_again.post("/open/", {"passphrase": PASSPHRASE, "before": "yes"})
    assert texts(begun_again) == {"before", "since"}
    assert Account.objects.count() == 1
    assert 'href="/open/?before=yes"' not in begun_again.get("/open/").content.decode()


def test_newer_pages_with_their_own_passphrase_are_opened_first(begun_again: Client) -> None:
    given = secrets_of(begun_again.get("/begin/").content.decode())
    begun_again.post("/begin/", {**given, "passphrase": ANOTHER, "again": ANOTHER})
    book_of(begun_again).add(moment("since", "d"))
    inside = begun_again.cookies[settings.LEANTO_COOKIE].value
    stranger = Client()
    answer = stranger.post("/open/", {"passphrase": PASSPHRASE, "before": "yes"})
    assert answer.status_code == 422
    assert "Open the newer pages first" in answer.content.decode()
    begun_again.cookies[settings.LEANTO_COOKIE] = inside
    begun_again.post("/open/", {"passphrase": PASSPHRASE, "before": "yes"})
    assert texts(begun_again) == {"before", "since"}


@pytest.mark.usefixtures("another_file")
def test_the_old_passphrase_answers_no_question_of_the_newer_pages(begun_again: Client) -> None:
    given = secrets_of(begun_again.get("/begin/").content.decode())
    begun_again.post("/begin/", {**given, "passphrase": ANOTHER, "again": ANOTHER})
    refused = begun_again.post("/privacy/export/", {"shape": "json", "now": PASSPHRASE})
    assert refused.status_code == 422


def test_with_another_key_file_the_door_says_so(cleo: Client, dora: Client, printed: str) -> None:
    cleo.post("/welcome/", {"watched": "no"})
    with override_settings(LEANTO_KEYS=structs.replace(settings.LEANTO_KEYS, device=os.urandom(32))):
        assert dora.get(f"/start/{printed}/").headers["Location"] == "/"
        assert "keys/device" in dora.get("/open/").content.decode()
        assert dora.post("/open/").status_code == 200
        assert dora.post("/fresh/", {"sure": "yes"}).headers["Location"] == "/welcome/"


def test_without_a_key_file_nothing_new_rests_on_it(cleo: Client) -> None:
    with override_settings(LEANTO_KEYS=structs.replace(settings.LEANTO_KEYS, device=b"")):
        assert cleo.post("/welcome/", {"watched": "no"}).headers["Location"] == "/begin/"
    assert not accounts.exists()


def test_pages_that_this_computer_opens_are_not_begun_again(cleo: Client, dora: Client) -> None:
    cleo.post("/welcome/", {"watched": "no"})
    assert dora.post("/fresh/", {"sure": "yes"}).headers["Location"] == "/open/"
    assert accounts.exists()


def test_a_word_that_is_not_ascii_is_only_a_wrong_word(cleo: Client) -> None:
    assert cleo.get("/start/wörd/").status_code == 302
