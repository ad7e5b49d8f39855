"""Times with someone: the two questions, a touch for giving and one for taking, removal and undo."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from leanto.records import Channel, Contact, Person, Was
from leanto.vault.book import Book
from leanto.web.forms import new_id
from tests.rooms.practise_life import person, sent, text_of

pytestmark = pytest.mark.django_db


def at(name: str, id: str) -> str:
    return reverse(f"circle:{name}", args=[id])


def time(book: Book, of: Person, **changes: object) -> Contact:
    return book.add(Contact(id=new_id(), at=book._now, person_id=of.id, **changes))  # type: ignore[arg-type]  # short


def test_two_answers_stand_over_time_in_counts(ana: Client, book: Book) -> None:
    dev = person(book)
    for safe in ("yes", "yes", "partly"):
        ana.post(at("time_new", dev.id), sent(how="voice", safe=safe, mutual="no", good="asked before"))
    kept = book.all(Contact)
    assert {one.how for one in kept} == {Channel.voice}
    assert sorted(one.safe or "" for one in kept) == [Was.partly, Was.yes, Was.yes]
    seen = text_of(ana, at("person", dev.id))
    assert "2 of 3" in seen
    assert "asked before" in seen


def test_everything_can_be_skipped_and_an_empty_box_is_no_no(ana: Client, book: Book) -> None:
    dev = person(book)
    assert ana.post(at("time_new", dev.id), sent()).status_code == 302
    [kept] = book.all(Contact)
    assert (kept.safe, kept.mutual, kept.gave, kept.took, kept.how) == (None,) * 5


@pytest.mark.parametrize(
    "wrong", [{"day": "tomorrow"}, {"safe": "very"}, {"good": "x" * 20_001}, {"day": "9999-01-01"}]
)
def test_what_cannot_be_is_refused_and_shown_again(ana: Client, book: Book, wrong: dict[str, str]) -> None:
    dev = person(book)
    answer = ana.post(at("time_new", dev.id), sent(bad="she laughed") | wrong)
    assert answer.status_code == 422
    assert b"she laughed" in answer.content
    assert book.all(Contact) == []


def test_a_day_before_is_kept_as_that_day_and_changing_words_keeps_the_hour(ana: Client, book: Book) -> None:
    dev = person(book)
    before = (timezone.localtime(book._now) - timedelta(days=3)).date()
    ana.post(at("time_new", dev.id), sent(day=before.isoformat()))
    [kept] = book.all(Contact)
    assert timezone.localtime(kept.at).date() == before
    answer = ana.post(
        at("time", kept.id), sent(kept.revision, day=before.isoformat(), gave="on") | {"id": kept.id}
    )
    assert answer.status_code == 302
    changed = book.get(Contact, kept.id)
    assert (changed.at, changed.gave) == (kept.at, True)


def test_one_touch_each_and_sent_twice_it_is_one(ana: Client, book: Book) -> None:
    dev, one = person(book), new_id()
    for _ in range(2):
        ana.post(at("tap", dev.id), {"id": one, "gave": "1"})
    ana.post(at("tap", dev.id), {"id": new_id(), "took": "1"})
    assert sorted((one.gave, one.took) for one in book.all(Contact) if one.gave) == [(True, None)]
    assert len(book.all(Contact)) == 2
    seen = text_of(ana, at("person", dev.id))
    assert "You gave" in seen
    assert "no balance here" in seen


@pytest.mark.parametrize("bad", [{"id": "x", "gave": "1"}, {"id": "f" * 32}, {"gave": "1"}])
def test_a_spoilt_touch_keeps_nothing(ana: Client, book: Book, bad: dict[str, str]) -> None:
    dev = person(book)
    assert ana.post(at("tap", dev.id), bad).status_code == 302
    assert book.all(Contact) == []


def test_a_time_is_removed_and_put_back(ana: Client, book: Book) -> None:
    dev = person(book)
    one = time(book, dev, safe=Was.yes)
    removed = ana.post(reverse("circle:time_remove"), {"id": one.id}).context
    assert book.all(Contact) == []
    ana.post(removed["put_back"], {"record": removed["record"], "along": removed["along"]})
    assert [each.safe for each in book.all(Contact)] == [Was.yes]


def test_someone_takes_their_times_along_and_brings_them_back(ana: Client, book: Book) -> None:
    dev, maya = person(book), person(book, "Maya")
    theirs, other = time(book, dev, bad="canary"), time(book, maya)
    removed = ana.post(reverse("circle:remove"), {"id": dev.id}).context
    assert [one.id for one in book.all(Contact)] == [other.id]
    ana.post(removed["put_back"], {"record": removed["record"], "along": removed["along"]})
    assert {one.id for one in book.all(Contact)} == {theirs.id, other.id}


def test_a_closed_gate_keeps_its_times_and_counts_none(ana: Client, book: Book) -> None:
    dev = person(book, gate="not_safe")
    time(book, dev, safe=Was.no, gave=True, bad="she laughed")
    seen = text_of(ana, at("person", dev.id))
    assert "she laughed" in seen
    assert "1 of 1" not in seen
    assert "Giving and taking" not in seen


def test_a_time_that_was_not_safe_asks_to_look_again(ana: Client, book: Book) -> None:
    dev = person(book)
    time(book, dev, safe=Was.no)
    assert "You did not feel safe with them." in text_of(ana, at("person", dev.id))
    assert "You did not feel safe with them." in text_of(ana, reverse("circle:people"))


def test_words_that_say_danger_open_care_first(ana: Client, book: Book) -> None:
    dev = person(book)
    answer = ana.post(at("time_new", dev.id), sent(bad="I want to kill myself"))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/help/said/")
