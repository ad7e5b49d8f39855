"""Unfinished words: kept form by form, found again, never over what changed meanwhile, never a secret."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client
from msgspec.structs import replace

from leanto.records import Did, Draft, Moment
from leanto.vault import sessions
from leanto.vault.book import Book
from leanto.vault.models import Session
from leanto.web.forms import new_id
from tests.conftest import PASSPHRASE

NEW = "/name/new/"
FIELDS = "did text choice whisper"


def unfinished(id: str, text: str, **more: str) -> dict[str, str]:
    return {"path": NEW, "id": id, "revision": "0", "fields": FIELDS, "text": text, **more}


def expire() -> None:
    Session.objects.update(seen_at=datetime(2020, 1, 1, tzinfo=UTC))


def book_of(client: Client) -> Book:
    here = sessions.find(client.cookies[settings.LEANTO_COOKIE].value, datetime.now(UTC))
    assert here
    return here.book(datetime.now(UTC))


def test_two_tabs_on_one_page_keep_their_own_words(ana: Client, book: Book) -> None:
    one, two = new_id(), new_id()
    ana.post("/unfinished/", unfinished(one, "the sofa"))
    ana.post("/unfinished/", unfinished(two, "the shelves"))
    ana.post("/unfinished/", unfinished(two, "the shelves, all of them"))
    assert {draft.fields["text"] for draft in book.all(Draft)} == {
        ("the sofa",),
        ("the shelves, all of them",),
    }
    ana.post(NEW, unfinished(two, "the shelves, all of them", did="alone"))
    (left,) = book.all(Draft)
    assert left.fields["text"] == ("the sofa",)


def test_an_emptied_field_stays_empty(ana: Client, book: Book, now: datetime) -> None:
    kept = book.add(Moment("a" * 32, now, Did.alone, text="to be cleared", whisper="stays"))
    page = f"/name/{kept.id}/"
    ana.post(
        "/unfinished/",
        {"path": page, "id": kept.id, "revision": "1", "fields": FIELDS, "whisper": "stays", "text": ""},
    )
    assert "to be cleared" not in ana.get(page).content.decode().split("<form")[2]


def test_words_begun_before_a_change_elsewhere_meet_it_and_never_write_over_it(
    ana: Client, book: Book, now: datetime
) -> None:
    kept = book.add(Moment("a" * 32, now, Did.alone, text="first"))
    page = f"/name/{kept.id}/"
    ana.post(
        "/unfinished/",
        {"path": page, "id": kept.id, "revision": "1", "fields": FIELDS, "did": "alone", "text": "mine"},
    )
    book.revise(replace(kept, text="theirs"))
    assert 'name="revision" value="1"' in ana.get(page).content.decode()
    answer = ana.post(page, {"id": kept.id, "revision": "1", "did": "alone", "text": "mine"})
    assert answer.status_code == 409
    assert "theirs" in answer.content.decode()
    assert book.get(Moment, kept.id).text == "theirs"


def test_one_touch_after_the_lock_can_be_sent_again(ana: Client, book: Book, now: datetime) -> None:
    kept = book.add(Moment("a" * 32, now, Did.alone, text="not lost"))
    page = ana.post("/name/remove/", {"id": kept.id}).content.decode()
    assert "not lost" in page
    record = '{"id":"' + "a" * 32 + '","at":"2026-01-01T10:00:00Z","did":"alone","text":"not lost"}'
    expire()
    ana.post("/name/put-back/", {"record": record})
    ana.post("/open/", {"passphrase": PASSPHRASE})
    (draft,) = book_of(ana).all(Draft)
    assert "Send it now" in ana.get("/").content.decode()
    answer = ana.post("/unfinished/again/", {"draft": draft.id, "record": record})
    assert (answer.status_code, answer.headers["Location"]) == (307, "/name/put-back/")
    ana.post("/name/put-back/", {"record": record})
    assert book_of(ana).get(Moment, kept.id).text == "not lost"
    assert book_of(ana).all(Draft) == []


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("/privacy/erase/", {"now": PASSPHRASE, "sure": "on"}),
        ("/privacy/export/", {"now": PASSPHRASE, "shape": "json"}),
        ("/privacy/code/", {"now": PASSPHRASE, "first": "AAAA"}),
        ("/privacy/passphrase/", {"now": PASSPHRASE, "passphrase": PASSPHRASE, "again": PASSPHRASE}),
    ],
)
def test_a_secret_typed_after_the_lock_is_kept_nowhere_and_never_shown(
    ana: Client, page: str, form: dict[str, str]
) -> None:
    expire()
    assert PASSPHRASE not in ana.post(page, form).content.decode()
    ana.post("/open/", {"passphrase": PASSPHRASE})
    assert book_of(ana).all(Draft) == []
    ana.post("/unfinished/", {"path": page, "id": new_id(), **form})
    assert book_of(ana).all(Draft) == []


def test_the_same_form_sent_late_again_and_again_is_one_draft(ana: Client) -> None:
    expire()
    for number in range(4):
        ana.post("/unfinished/", unfinished("b" * 32, f"take {number}"))
    ana.post("/open/", {"passphrase": PASSPHRASE})
    (draft,) = book_of(ana).all(Draft)
    assert draft.fields["text"] == ("take 3",)


@pytest.mark.parametrize("page", ["//evil.example/", "https://evil.example/", "/nowhere/", ""])
def test_words_never_lead_to_another_site(ana: Client, book: Book, page: str) -> None:
    ana.post("/unfinished/", {**unfinished(new_id(), "words"), "path": page})
    assert [draft.path for draft in book.all(Draft)] == ["/"]


def test_words_thrown_away_are_gone(ana: Client, book: Book) -> None:
    ana.post("/unfinished/", unfinished("b" * 32, "words"))
    (draft,) = book.all(Draft)
    assert ana.post("/unfinished/forget/", {"draft": draft.id}).headers["Location"] == NEW
    assert book.all(Draft) == []


def test_words_left_for_later_are_not_on_the_empty_page_and_still_there(ana: Client, book: Book) -> None:
    ana.post("/unfinished/", unfinished("b" * 32, "the sofa again"))
    assert "the sofa again" in ana.get(NEW).content.decode()
    assert "the sofa again" not in ana.get(f"{NEW}?draft=none").content.decode()
    assert len(book.all(Draft)) == 1
