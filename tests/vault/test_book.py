"""Ana keeps, finds, changes and removes; nobody else gets anything."""

from datetime import datetime

import pytest
from msgspec.structs import replace

from leanto.records import Did, Moment
from leanto.vault.book import Absent, Book, MovedOn


def moment(now: datetime, id: str = "a" * 32, **given: object) -> Moment:
    return Moment(id, now, Did.alone, **given)  # type: ignore[arg-type]


def test_a_moment_is_found_again_as_it_was(book: Book, now: datetime) -> None:
    kept = book.add(moment(now, text="Moved the sofa by myself, again"))
    assert kept.revision == 1
    assert book.get(Moment, "a" * 32) == kept
    assert book.all(Moment) == [kept]


def test_the_same_form_sent_twice_makes_one_record(book: Book, now: datetime) -> None:
    first = book.add(moment(now, text="one"))
    assert book.add(moment(now, text="one")) == first
    assert len(book.all(Moment)) == 1


def test_two_tabs_the_second_sees_what_the_first_kept(book: Book, now: datetime) -> None:
    opened = book.add(moment(now, text="first"))
    book.revise(replace(opened, text="changed in one tab"))
    with pytest.raises(MovedOn) as moved:
        book.revise(replace(opened, text="changed in the other"))
    assert moved.value.current.text == "changed in one tab"  # type: ignore[attr-defined]


def test_a_change_sent_twice_is_no_conflict(book: Book, now: datetime) -> None:
    opened = book.add(moment(now, text="first"))
    once = book.revise(replace(opened, text="second"))
    assert book.revise(replace(opened, text="second")) == once


def test_what_is_removed_is_gone(book: Book, now: datetime) -> None:
    kept = book.add(moment(now))
    book.remove(kept)
    book.remove(kept)
    with pytest.raises(Absent):
        book.get(Moment, kept.id)
