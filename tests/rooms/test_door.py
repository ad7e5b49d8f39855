"""Coming in, locking, opening again, and what no other site can do. See also test_door_lost and test_door_out."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client

from leanto.records import Draft, Preferences
from leanto.vault import accounts, sessions
from leanto.vault.accounts import Opened
from leanto.vault.book import Book
from leanto.vault.models import Session
from leanto.vault.secrets import recovery_code
from leanto.vault.slots import WrongSecret
from tests.conftest import PASSPHRASE


def secrets_of(page: str) -> dict[str, str]:
    """What the page asks to be typed back: the code it shows, and two of its groups."""
    hidden = dict(re.findall(r'name="(new_code|places|suggestion)" value="([^"]*)"', page))
    groups = hidden["new_code"].split("-")
    low, high = hidden["places"].split(",")
    return {**hidden, "first": groups[int(low)], "second": groups[int(high)].lower()}


def book_of(client: Client) -> Book:
    here = sessions.find(client.cookies[settings.LEANTO_COOKIE].value, datetime.now(UTC))
    assert here
    return here.book(datetime.now(UTC))


def test_someone_alone_with_the_device_catches_a_moment_first(cleo: Client) -> None:
    assert cleo.get("/").headers["Location"] == "/welcome/"
    answer = cleo.post("/welcome/", {"watched": "no"})
    assert answer.headers["Location"] == "/name/new/"
    assert book_of(cleo).all(Preferences)[0].watched is False


@pytest.mark.parametrize("watched", ["yes", "unsure"])
def test_where_someone_could_look_the_passphrase_comes_first(cleo: Client, watched: str) -> None:
    assert cleo.post("/welcome/", {"watched": watched}).headers["Location"] == "/begin/"
    assert not accounts.exists()
    page = cleo.get("/begin/").content.decode()
    given = {**secrets_of(page), "passphrase": PASSPHRASE, "again": PASSPHRASE}
    assert cleo.post("/begin/", given).headers["Location"] == "/name/new/"
    assert accounts.by_passphrase(PASSPHRASE).key == accounts.by_code(given["new_code"]).key


def test_the_question_at_the_door_has_no_answer_in_advance(cleo: Client) -> None:
    assert "checked" not in cleo.get("/welcome/").content.decode()
    assert cleo.post("/welcome/", {"watched": ""}).status_code == 422


def test_a_paper_with_the_wrong_groups_is_noticed_before_anything_is_kept(cleo: Client) -> None:
    given = secrets_of(cleo.get("/begin/").content.decode())
    answer = cleo.post("/begin/", {**given, "second": "0000", "passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert answer.status_code == 422
    assert given["new_code"] in answer.content.decode()
    assert not accounts.exists()


@pytest.mark.parametrize("weak", ["short", "leanto leanto leanto leanto", "aaaaaaaaaaaaaaaaaaaa"])
def test_a_weak_passphrase_is_refused_with_a_reason_and_never_shown_again(cleo: Client, weak: str) -> None:
    given = secrets_of(cleo.get("/begin/").content.decode())
    answer = cleo.post("/begin/", {**given, "passphrase": weak, "again": weak})
    assert answer.status_code == 422
    assert f'value="{weak}"' not in answer.content.decode()


def test_locked_means_the_passphrase_is_asked_and_the_page_comes_after(ana: Client) -> None:
    ana.post("/lock/")
    answer = ana.get("/circle/")
    assert answer.headers["Location"] == "/open/?next=%2Fcircle%2F"
    assert ana.post("/open/", {"passphrase": "another long passphrase"}).status_code == 422
    assert (
        ana.post("/open/", {"passphrase": PASSPHRASE, "next": "/circle/"}).headers["Location"] == "/circle/"
    )


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil"]
)
def test_the_way_on_never_leads_to_another_site(ana: Client, elsewhere: str) -> None:
    ana.post("/lock/")
    assert ana.post("/open/", {"passphrase": PASSPHRASE, "next": elsewhere}).headers["Location"] == "/"


def test_a_form_that_arrives_after_the_lock_is_found_after_unlocking(ana: Client, hers: Opened) -> None:
    sent = {"id": "b" * 32, "revision": "0", "did": "alone", "text": "carried it all up myself"}
    Session.objects.update(seen_at=datetime(2020, 1, 1, tzinfo=UTC))
    answer = ana.post("/name/new/", sent)
    assert answer.headers["Location"] == "/open/?said=late-kept"
    answer = ana.post("/open/", {"passphrase": PASSPHRASE})
    assert answer.headers["Location"] == "/?said=late-found"
    (draft,) = book_of(ana).all(Draft)
    assert draft.path == "/name/new/"
    assert draft.fields["text"] == ("carried it all up myself",)
    assert "carried it all up myself" in ana.get("/name/new/").content.decode()


def test_a_form_from_a_browser_nobody_knows_is_shown_again_and_kept_nowhere(
    hers: Opened, cleo: Client
) -> None:
    answer = cleo.post("/name/new/", {"did": "alone", "text": "words of a stranger"})
    assert answer.status_code == 403
    assert "words of a stranger" in answer.content.decode()


def test_the_recovery_code_opens_once_and_asks_for_a_new_passphrase(
    hers: Opened, cleo: Client, code: str
) -> None:
    page = cleo.post("/recover/", {"code": code.lower().replace("-", " ")}).content.decode()
    new = {
        **secrets_of(page),
        "passphrase": "seven other long words here",
        "again": "seven other long words here",
    }
    assert cleo.post("/recover/", {"code": code, **new}).headers["Location"] == "/?said=recovered"
    assert cleo.post("/recover/", {"code": code}).status_code == 422
    accounts.by_passphrase("seven other long words here")
    with pytest.raises(WrongSecret):
        accounts.by_passphrase(PASSPHRASE)


def test_a_mistyped_code_is_told_from_a_wrong_one(hers: Opened, cleo: Client, code: str) -> None:
    typo = ("0" if code[0] != "0" else "1") + code[1:]
    assert "not a whole code" in cleo.post("/recover/", {"code": typo}).content.decode()
    assert "did not open it" in cleo.post("/recover/", {"code": recovery_code()}).content.decode()


def test_another_site_cannot_lock_or_frame_or_post(ana: Client) -> None:
    assert ana.post("/lock/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert ana.get("/", headers={"Sec-Fetch-Dest": "iframe"}).status_code == 403
    assert ana.get("/s/alive").status_code == 204


def test_every_answer_carries_the_headers(ana: Client) -> None:
    for address in ("/", "/nowhere/", "/help/", "/exit"):
        headers = ana.get(address).headers
        assert headers["Cache-Control"] == "no-store, private"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_page_that_asks_whether_it_is_open_does_not_keep_it_open(ana: Client) -> None:
    long_ago = datetime.now(UTC) - timedelta(minutes=10)
    Session.objects.update(seen_at=long_ago)
    assert ana.get("/s/alive").status_code == 204
    assert Session.objects.get().seen_at == long_ago
    ana.get("/")
    assert Session.objects.get().seen_at > long_ago
