"""Grief, the strong one and the letter: written, listed, changed, removed and put back. And a line of years."""

import pytest
from django.test import Client
from django.urls import reverse

from leanto.records import Event, Lesson, Reflection
from leanto.vault.book import Book
from leanto.web.forms import new_id
from tests.rooms.test_explore_paths import fill

pytestmark = pytest.mark.django_db

PLACES = [("rain-a", "grief"), ("post-a", "strong_one"), ("letter", "letter"), ("one-root", "page")]


@pytest.mark.parametrize(("asked", "place"), PLACES)
def test_what_is_written_is_listed_changed_removed_and_put_back(
    ana: Client, book: Book, asked: str, place: str
) -> None:
    kept_at = fill(ana, reverse("explore:write", query={"asked": asked}), text="Sundays, mostly")
    [one] = book.all(Reflection)
    assert (one.asked, one.sitting_id) == (asked, None)
    for name in ("written", place):
        assert "Sundays, mostly" in ana.get(reverse(f"explore:{name}")).content.decode()
    fill(ana, kept_at, text="Sundays in winter")
    assert book.all(Reflection)[0].text == "Sundays in winter"
    removed = ana.post(reverse("explore:written_remove"), {"id": one.id}).context
    assert book.all(Reflection) == []
    ana.post(removed["put_back"], {"record": removed["record"], "along": removed["along"]})
    assert book.all(Reflection)[0].text == "Sundays in winter"


def test_an_empty_page_is_refused_with_a_sentence_and_one_touch_is_enough(ana: Client, book: Book) -> None:
    address = reverse("explore:write", query={"asked": "rain-a"})
    answer = ana.post(address, {"id": new_id(), "revision": 0, "text": " "})
    assert answer.status_code == 422
    assert "There is nothing to keep yet" in answer.content.decode()
    fill(ana, address, to="unknown")
    assert [one.text for one in book.all(Reflection)] == ["I don’t know."]


def test_words_to_a_question_that_is_gone_are_still_there(ana: Client, book: Book) -> None:
    one = book.add(Reflection(id=new_id(), at=book._now, asked="old-a", text="Still mine"))
    assert "Still mine" in ana.get(reverse("explore:written")).content.decode()
    assert "Still mine" in ana.get(reverse("explore:reflection", args=[one.id])).content.decode()
    assert ana.get(reverse("explore:new", query={"reflection": one.id})).status_code == 200


def test_the_timeline_holds_events_and_lessons_drawn_and_as_a_list(ana: Client, book: Book) -> None:
    rule = book.add(Lesson(id=new_id(), at=book._now, old_rule="be no trouble", year=1994))
    address = reverse("explore:timeline")
    fill(ana, address, text="We moved", year="1990", lesson_id=rule.id)
    fill(ana, address, text="The dog came")
    shown = ana.get(address).content.decode()
    assert (
        shown.index("1990") < shown.index("We moved") < shown.rindex("1994") < shown.rindex("Without a year")
    )
    assert shown.rindex("Without a year") < shown.index("The dog came")
    assert 'class="new"' in shown
    assert 'class="old"' in shown
    assert {(one.year, one.lesson_id) for one in book.all(Event)} == {(1990, rule.id), (None, None)}


@pytest.mark.parametrize("year", ["nineteen", "19", "3000", "1e3"])
def test_a_year_that_is_none_is_refused_and_the_words_stay(ana: Client, book: Book, year: str) -> None:
    typed = {"id": new_id(), "revision": 0, "text": "We moved", "year": year}
    answer = ana.post(reverse("explore:timeline"), typed)
    assert answer.status_code == 422
    assert "We moved" in answer.content.decode()
    assert "Four digits, such as 1998" in answer.content.decode()
    assert book.all(Event) == []


def test_an_event_is_changed_removed_and_put_back(ana: Client, book: Book) -> None:
    one = book.add(Event(id=new_id(), at=book._now, text="We moved", year=1990))
    fill(ana, reverse("explore:event", args=[one.id]), text="We moved twice", year="1991")
    assert (book.get(Event, one.id).text, book.get(Event, one.id).year) == ("We moved twice", 1991)
    removed = ana.post(reverse("explore:event_remove"), {"id": one.id}).context
    assert book.all(Event) == []
    ana.post(removed["put_back"], {"record": removed["record"], "along": removed["along"]})
    assert book.get(Event, one.id).text == "We moved twice"
