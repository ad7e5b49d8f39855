"""How often, off until wanted and paused without a word; and a day to look at the gate again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from msgspec import structs

from leanto.records import Person
from leanto.vault.book import Book
from tests.rooms.practise_life import person, sent, text_of

pytestmark = pytest.mark.django_db
WISHED = "You said you would like contact with"


def at(name: str, id: str) -> str:
    return reverse(f"circle:{name}", args=[id])


def test_off_until_wanted_then_named_and_paused_by_a_touch(ana: Client, book: Book) -> None:
    dev = person(book)
    assert WISHED not in text_of(ana, reverse("circle:people"))
    assert (
        ana.post(at("contact", dev.id), sent(dev.revision, contact_days="14") | {"id": dev.id}).status_code
        == 302
    )
    assert WISHED in text_of(ana, reverse("circle:people"))
    ana.post(at("pause", dev.id), {"circle": "1"})
    assert book.get(Person, dev.id).contact_paused
    seen = text_of(ana, reverse("circle:people"))
    assert WISHED not in seen
    ana.post(at("pause", dev.id), {"on": "1"})
    assert WISHED in text_of(ana, reverse("circle:people"))


def test_it_goes_after_talking_and_says_nothing_of_days_missed(ana: Client, book: Book) -> None:
    dev = person(book, contact_days=14)
    seen = text_of(ana, reverse("circle:people"))
    assert not any(word in seen for word in ("overdue", "late", "missed", "ago"))
    ana.post(at("time_new", dev.id), sent(how="text"))
    assert WISHED in text_of(ana, reverse("circle:people"))
    ana.post(at("time_new", dev.id), sent(how="in_person"))
    assert WISHED not in text_of(ana, reverse("circle:people"))


def test_it_can_be_switched_off_again(ana: Client, book: Book) -> None:
    dev = person(book, contact_days=14)
    ana.post(at("contact", dev.id), sent(dev.revision, contact_days="") | {"id": dev.id})
    assert book.get(Person, dev.id).contact_days is None


@pytest.mark.parametrize("bad", ["0", "-1", "1000", "often"])
def test_a_rhythm_that_is_none_is_refused(ana: Client, book: Book, bad: str) -> None:
    dev = person(book)
    answer = ana.post(at("contact", dev.id), sent(dev.revision, contact_days=bad) | {"id": dev.id})
    assert answer.status_code == 422
    assert book.get(Person, dev.id).contact_days is None


def test_on_the_day_that_was_set_the_circle_says_so(ana: Client, book: Book) -> None:
    dev = person(book)
    soon = (timezone.localtime(book._now) + timedelta(days=2)).date().isoformat()
    ana.post(at("review", dev.id), sent(dev.revision, review_on=soon) | {"id": dev.id})
    kept = book.get(Person, dev.id)
    assert kept.review_on is not None
    assert "To look at again" not in text_of(ana, reverse("circle:people"))
    book.revise(structs.replace(kept, review_on=book._now - timedelta(days=1)))
    assert "This is the day you chose." in text_of(ana, reverse("circle:people"))
    now = book.get(Person, dev.id)
    ana.post(at("gate", dev.id), sent(now.revision, verdict="no") | {"id": dev.id})
    assert "To look at again" not in text_of(ana, reverse("circle:people"))


@pytest.mark.parametrize("bad", ["2001-01-01", "soon"])
def test_a_day_gone_by_is_refused(ana: Client, book: Book, bad: str) -> None:
    dev = person(book)
    answer = ana.post(at("review", dev.id), sent(dev.revision, review_on=bad) | {"id": dev.id})
    assert answer.status_code == 422
    assert book.get(Person, dev.id).review_on is None
