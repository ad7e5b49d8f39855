"""What is removed takes along what would have no page without it, and brings it back."""

import pytest
from django.test import Client
from django.urls import reverse
from msgspec import structs

from leanto.records import Did, Draft, Lesson, Moment, Outcome, Rating
from leanto.vault.book import Book
from leanto.web.forms import new_id
from tests.rooms.practise_life import page, person, planned, text_of

pytestmark = pytest.mark.django_db


def lesson(book: Book) -> Lesson:
    return book.add(Lesson(id=new_id(), at=book._now, old_rule="be no trouble"))


def rating(book: Book, of: Lesson) -> Rating:
    return book.add(Rating(id=new_id(), at=book._now, lesson_id=of.id, old=3, note="a private note"))


def test_a_lesson_takes_its_ratings_along_and_brings_them_back(ana: Client, book: Book) -> None:
    rule, other = lesson(book), lesson(book)
    theirs, kept = rating(book, rule), rating(book, other)
    removed = ana.post(reverse("explore:remove"), {"id": rule.id}).context
    assert book.all(Rating) == [kept]

    ana.post(removed["put_back"], {"record": removed["record"], "along": removed["along"]})
    assert {one.id for one in book.all(Rating)} == {theirs.id, kept.id}
    assert ana.get(reverse("redefine:rating", args=[theirs.id])).status_code == 200


def test_a_rating_is_not_put_back_without_its_lesson(ana: Client, book: Book) -> None:
    rule = lesson(book)
    removed = ana.post(reverse("redefine:remove"), {"id": rating(book, rule).id}).context
    book.remove(rule)

    assert ana.post(removed["put_back"], {"record": removed["record"]}).status_code == 404
    assert book.all(Rating) == []


def test_unfinished_words_of_its_pages_go_and_come_back_with_it(ana: Client, book: Book) -> None:
    dev = person(book)
    mine = Draft(
        id=new_id(), at=book._now, path=reverse("circle:edit", args=[dev.id]), fields={"notes": ("secret",)}
    )
    book.add(mine)
    other = book.add(structs.replace(mine, id=new_id(), path="/name/new/"))
    removed = ana.post(reverse("circle:remove"), {"id": dev.id}).context
    assert book.all(Draft) == [other]

    ana.post(removed["put_back"], {"record": removed["record"], "along": removed["along"]})
    assert {one.id for one in book.all(Draft)} == {mine.id, other.id}


@pytest.mark.parametrize("along", ["[]", "{", '{"ratings":[{"id":"x"}]}', '{"drafts":3}'])
def test_what_is_not_ours_puts_nothing_back(ana: Client, book: Book, along: str) -> None:
    rule = lesson(book)
    removed = ana.post(reverse("explore:remove"), {"id": rule.id}).context

    answer = ana.post(removed["put_back"], {"record": removed["record"], "along": along})
    assert answer.status_code == 404
    assert book.all(Lesson) == []


def test_links_to_what_was_removed_say_so(ana: Client, book: Book) -> None:
    caught = book.add(
        Moment(
            id=new_id(),
            at=book._now,
            did=Did.alone,
            whisper="no one is coming",
            person_id=new_id(),
            lesson_id=new_id(),
        )
    )
    asked = planned(
        book,
        moment_id=new_id(),
        person_id=new_id(),
        lesson_id=new_id(),
        outcome=Outcome.partly,
        outcome_at=book._now,
    )

    seen = text_of(ana, reverse("name:moment", args=[caught.id]))
    assert "with someone that you removed" in seen
    assert "one that you removed" in seen
    assert "with someone that you removed" in text_of(ana, reverse("name:moments"))
    assert text_of(ana, page("reach_out", asked.id)).count("one that you removed") == 3


def test_moments_stand_beside_the_person_who_was_there(ana: Client, book: Book) -> None:
    dev, sam = person(book), person(book, "Sam")
    for number in range(7):
        book.add(
            Moment(
                id=new_id(),
                at=book._now.replace(year=2000 + number),
                did=Did.let_in,
                text=f"moment number {number}",
                person_id=dev.id,
            )
        )
    seen = text_of(ana, reverse("circle:person", args=[dev.id]))
    assert [number for number in range(7) if f"moment number {number}" in seen] == [2, 3, 4, 5, 6]
    assert "Moments with them" not in text_of(ana, reverse("circle:person", args=[sam.id]))
