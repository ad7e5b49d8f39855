"""Old rule beside new: written, rated when wanted, and laid beside what happened without an argument."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from leanto.records import Domain, Feared, Gate, Kind, Lesson, Outcome, Person, Rating, ReachOut, Relation
from leanto.vault.book import Book
from leanto.web.forms import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(book: Book) -> Lesson:
    rule = Lesson(
        id=new_id(), at=book._now, old_rule="asking gets you punished", new_rule="small things first"
    )
    return book.add(rule)


def person(book: Book, name: str, gate: Gate) -> Person:
    at = book._now - timedelta(days=90)
    someone = Person(
        id=new_id(), name=name, relation=Relation.friend, gate=gate, gate_at=at, safe_for=(), channels=()
    )
    return book.add(someone)


def event(book: Book, lesson: Lesson, text: str, days: int, outcome: Outcome, who: Person) -> ReachOut:
    at = book._now - timedelta(days=days)
    return book.add(
        ReachOut(
            id=new_id(),
            at=at,
            kind=Kind.ask,
            domain=Domain.work,
            text=text,
            person_id=who.id,
            lesson_id=lesson.id,
            outcome=outcome,
            outcome_at=at,
            feared="they will laugh",
            feared_came=Feared.did_not,
        )
    )


def rating(book: Book, lesson: Lesson, days: int, old: int | None, new: int | None) -> Rating:
    at = book._now - timedelta(days=days)
    return book.add(Rating(id=new_id(), at=at, lesson_id=lesson.id, old=old, new=new))


def shown(ana: Client, lesson: Lesson) -> str:
    return ana.get(reverse("redefine:rule", args=[lesson.id])).content.decode()


def test_an_empty_room_says_what_will_live_there_and_where_it_begins(ana: Client) -> None:
    page = ana.get(reverse("redefine:rules")).content.decode()
    assert "Pairs of rules will stand here" in page
    assert f'href="{reverse("explore:lessons")}"' in page


def test_the_new_rule_is_written_and_the_old_one_stays(ana: Client, book: Book, lesson: Lesson) -> None:
    typed = {"id": lesson.id, "revision": 1, "new_rule": "some people can be asked"}
    ana.post(reverse("redefine:edit", args=[lesson.id]), typed)
    now = book.get(Lesson, lesson.id)
    assert (now.old_rule, now.new_rule) == ("asking gets you punished", "some people can be asked")


def test_either_rule_can_be_rated_alone(ana: Client, book: Book, lesson: Lesson) -> None:
    ana.post(reverse("redefine:rate", args=[lesson.id]), {"id": new_id(), "revision": 0, "old": 0})
    [kept] = book.all(Rating)
    assert (kept.lesson_id, kept.old, kept.new) == (lesson.id, 0, None)


@pytest.mark.parametrize("answers", [{}, {"old": 11}, {"old": "-1"}, {"new": "very"}])
def test_no_answer_or_none_of_those_offered_keeps_nothing(
    ana: Client, book: Book, lesson: Lesson, answers: dict[str, object]
) -> None:
    typed = {"id": new_id(), "revision": 0, **answers}
    assert ana.post(reverse("redefine:rate", args=[lesson.id]), typed).status_code == 422
    assert book.all(Rating) == []


def test_earlier_answers_are_not_on_the_page_that_asks(ana: Client, book: Book, lesson: Lesson) -> None:
    rating(book, lesson, 7, 9, 1)
    page = ana.get(reverse("redefine:rate", args=[lesson.id])).content.decode()
    assert "checked" not in page
    assert "9 of 10" not in page
    assert "asking gets you punished" in page
    assert "small things first" in page


def test_without_a_new_rule_only_the_old_one_is_asked_about(ana: Client, book: Book) -> None:
    bare = book.add(Lesson(id=new_id(), at=book._now, old_rule="be no trouble"))
    page = ana.get(reverse("redefine:rate", args=[bare.id])).content.decode()
    assert 'name="old"' in page
    assert 'name="new"' not in page


def test_ratings_over_time_are_words_a_drawing_and_a_table(ana: Client, book: Book, lesson: Lesson) -> None:
    rating(book, lesson, 14, 9, 1)
    rating(book, lesson, 7, None, 3)
    rating(book, lesson, 0, 6, 4)
    page = shown(ana, lesson)
    finding = "The old rule felt 9 of 10 true the first time, and 6 the last time."
    assert page.count(finding) == 2  # in sight, and in the drawing's description
    assert "The new rule felt 1 of 10 true the first time, and 4 the last time." in page
    assert page.count('<path class="half"') == 3
    assert "<caption>" in page


def test_one_rating_is_told_and_not_drawn(ana: Client, book: Book, lesson: Lesson) -> None:
    rating(book, lesson, 0, 6, None)
    page = shown(ana, lesson)
    assert "The old rule felt 6 of 10 true." in page
    assert 'class="chart"' not in page


def test_a_rating_can_be_changed_removed_and_put_back(ana: Client, book: Book, lesson: Lesson) -> None:
    was = rating(book, lesson, 7, 9, 1)
    ana.post(reverse("redefine:rating", args=[was.id]), {"id": was.id, "revision": 1, "old": 8, "new": 1})
    now = book.get(Rating, was.id)
    assert (now.old, now.at) == (8, was.at)
    record = ana.post(reverse("redefine:remove"), {"id": was.id}).context["record"]
    assert book.all(Rating) == []
    ana.post(reverse("redefine:put_back"), {"record": record})
    assert [kept.old for kept in book.all(Rating)] == [8]


def test_what_happened_lies_beside_the_rules_the_last_event_first(
    ana: Client, book: Book, lesson: Lesson
) -> None:
    maya = person(book, "Maya", Gate.safe)
    event(book, lesson, "the first ask", 9, Outcome.kind_no, maya)
    last = event(book, lesson, "the last ask", 1, Outcome.came_through, maya)
    page = shown(ana, lesson)
    assert page.index("the last ask") < page.index("the first ask")
    assert reverse("practise:reach_out", args=[last.id]) in page
    assert reverse("circle:person", args=[maya.id]) in page
    assert "they will laugh" in page


def test_someone_not_judged_safe_is_in_no_count_and_the_page_says_why(
    ana: Client, book: Book, lesson: Lesson
) -> None:
    event(book, lesson, "with maya", 9, Outcome.came_through, person(book, "Maya", Gate.safe))
    event(book, lesson, "with rick", 3, Outcome.came_through, person(book, "Rick", Gate.unsure))
    answer = ana.get(reverse("redefine:rule", args=[lesson.id]))
    [came_through] = answer.context["outcomes"]
    assert came_through.times == 1
    assert "Being wary there is good judgement." in answer.content.decode()
    assert "with rick" in answer.content.decode()


def test_a_rule_leads_back_to_where_it_was_learned(ana: Client, lesson: Lesson) -> None:
    assert reverse("explore:lesson", args=[lesson.id]) in shown(ana, lesson)


def test_a_stranger_gets_nothing(cleo: Client, book: Book, lesson: Lesson) -> None:
    was = rating(book, lesson, 1, 9, 1)
    for name in ["redefine:rule", "redefine:edit", "redefine:rate"]:
        assert cleo.get(reverse(name, args=[lesson.id])).status_code == 302
    cleo.post(reverse("redefine:remove"), {"id": was.id})
    cleo.post(reverse("redefine:rate", args=[lesson.id]), {"id": new_id(), "revision": 0, "old": 0})
    assert book.all(Rating) == [was]
