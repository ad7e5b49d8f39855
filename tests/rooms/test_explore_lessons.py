"""A lesson is written with one answer, tied to whispers, and never stands alone on its page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from leanto.records import Body, BodyCheck, Did, Domain, Kind, Lesson, Moment, Outcome, ReachOut
from leanto.vault.book import Book
from leanto.web.forms import new_id

pytestmark = pytest.mark.django_db


def lesson(book: Book, old_rule: str = "asking gets you punished") -> Lesson:
    return book.add(Lesson(id=new_id(), at=book._now, old_rule=old_rule))


def whisper(book: Book, words: str, lesson_id: str | None = None) -> Moment:
    moment = Moment(id=new_id(), at=book._now, did=Did.alone, whisper=words, lesson_id=lesson_id)
    return book.add(moment)


def shown(ana: Client, one: Lesson) -> str:
    return ana.get(reverse("explore:lesson", args=[one.id])).content.decode()


def test_an_empty_room_says_what_will_live_there(ana: Client) -> None:
    assert "Lessons will stand here" in ana.get(reverse("explore:lessons")).content.decode()


def test_the_old_rule_is_enough(ana: Client, book: Book) -> None:
    answer = ana.post(reverse("explore:new"), {"id": new_id(), "revision": 0, "old_rule": "be no trouble"})
    [kept] = book.all(Lesson)
    assert answer.status_code == 302
    assert (kept.old_rule, kept.where, kept.taught_by, kept.new_rule) == ("be no trouble", "", "", "")


def test_changing_a_lesson_leaves_its_new_rule_alone(ana: Client, book: Book) -> None:
    was = book.add(
        Lesson(id=new_id(), at=book._now, old_rule="be no trouble", new_rule="some trouble is fine")
    )
    typed = {
        "id": was.id,
        "revision": 1,
        "old_rule": "be no trouble",
        "when": "at nine",
        "costs": "I never ask",
    }
    ana.post(reverse("explore:edit", args=[was.id]), typed)
    now = book.get(Lesson, was.id)
    assert (now.when, now.costs, now.new_rule) == ("at nine", "I never ask", "some trouble is fine")


def test_a_lesson_can_begin_with_the_whisper_of_a_moment_and_is_then_tied_to_it(
    ana: Client, book: Book
) -> None:
    said = whisper(book, "no one is coming")
    address = reverse("explore:new", query={"moment": said.id})
    assert "no one is coming</textarea>" in ana.get(address).content.decode()
    ana.post(address, {"id": new_id(), "revision": 0, "old_rule": "no one comes"})
    [kept] = book.all(Lesson)
    assert book.get(Moment, said.id).lesson_id == kept.id


def test_whispers_are_tied_and_untied_by_choosing(ana: Client, book: Book) -> None:
    rule, first, second = lesson(book), whisper(book, "no one is coming"), whisper(book, "you will owe them")
    elsewhere = whisper(book, "hide it", lesson(book, "hide it").id)
    tie = reverse("explore:whispers", args=[rule.id])
    both = {"shown": [first.id, second.id]}
    ana.post(tie, {**both, "whisper": [first.id, elsewhere.id]})
    assert book.get(Moment, first.id).lesson_id == rule.id
    assert book.get(Moment, second.id).lesson_id is None
    ana.post(tie, {**both, "whisper": [second.id]})
    assert book.get(Moment, first.id).lesson_id is None
    assert book.get(Moment, second.id).lesson_id == rule.id
    assert book.get(Moment, elsewhere.id).lesson_id == elsewhere.lesson_id


def test_what_was_not_on_the_page_stays_tied(ana: Client, book: Book) -> None:
    rule = lesson(book)
    kept = whisper(book, "no one is coming", rule.id)
    ana.post(reverse("explore:whispers", args=[rule.id]), {"shown": [], "whisper": []})
    assert book.get(Moment, kept.id).lesson_id == rule.id


def test_a_lesson_shows_its_whispers_its_asks_and_its_rule(ana: Client, book: Book) -> None:
    rule = lesson(book)
    said = whisper(book, "no one is coming", rule.id)
    ask = ReachOut(
        id=new_id(),
        at=book._now,
        kind=Kind.ask,
        domain=Domain.health,
        text="a lift",
        lesson_id=rule.id,
        outcome=Outcome.came_through,
        outcome_at=book._now,
    )
    book.add(ask)
    page = shown(ana, rule)
    for address in [
        reverse("name:moment", args=[said.id]),
        reverse("practise:reach_out", args=[ask.id]),
        reverse("redefine:rule", args=[rule.id]),
        f"{reverse('practise:plan')}?lesson={rule.id}",
    ]:
        assert address in page
    assert "came through" in page


def test_a_lesson_is_removed_at_once_and_put_back_with_its_ties(ana: Client, book: Book) -> None:
    rule = lesson(book)
    said = whisper(book, "no one is coming", rule.id)
    record = ana.post(reverse("explore:remove"), {"id": rule.id}).context["record"]
    assert book.all(Lesson) == []
    assert ana.get(reverse("name:moment", args=[said.id])).status_code == 200
    ana.post(reverse("explore:put_back"), {"record": record})
    assert book.all(Lesson) == [rule]
    assert "no one is coming" in shown(ana, rule)


def test_while_the_body_is_shut_down_grounding_stands_in_place_of_the_prompt(ana: Client, book: Book) -> None:
    book.add(BodyCheck(id=new_id(), at=book._now, body=Body.shut_down))
    for address in [reverse("explore:lessons"), reverse("explore:new")]:
        page = ana.get(address).content.decode()
        assert 'name="old_rule"' not in page
        assert "Steady first, if you like" in page
        assert reverse("care:grounding") in page
        assert reverse("explore:new", query={"past": 1}) in page
    past = reverse("explore:new", query={"past": 1})
    assert 'name="old_rule"' in ana.get(past).content.decode()
    ana.post(reverse("explore:new"), {"id": new_id(), "revision": 0, "old_rule": "be no trouble"})
    assert len(book.all(Lesson)) == 1


def test_a_body_that_settled_since_is_asked_as_ever(ana: Client, book: Book) -> None:
    book.add(BodyCheck(id=new_id(), at=book._now - timedelta(minutes=1), body=Body.shut_down))
    book.add(BodyCheck(id=new_id(), at=book._now, body=Body.settled))
    assert 'name="old_rule"' in ana.get(reverse("explore:new")).content.decode()


def test_a_stranger_gets_nothing(cleo: Client, book: Book) -> None:
    rule, said = lesson(book), whisper(book, "no one is coming")
    for address in [reverse("explore:lessons"), reverse("explore:lesson", args=[rule.id])]:
        assert cleo.get(address).status_code == 302
    cleo.post(reverse("explore:whispers", args=[rule.id]), {"shown": [said.id], "whisper": [said.id]})
    cleo.post(reverse("explore:remove"), {"id": rule.id})
    assert book.get(Lesson, rule.id) == rule
    assert book.get(Moment, said.id) == said
