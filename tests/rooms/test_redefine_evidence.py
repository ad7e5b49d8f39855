"""Under a pair of rules: what is laid there by hand, from where, and by whose judgement."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from leanto.records import Did, Exhibit, Gate, Lesson, Moment, Outcome, Praise, Rule
from leanto.vault.book import Book
from leanto.web.forms import new_id
from tests.rooms.test_redefine_rules import event, lesson, person, rating, shown

pytestmark = pytest.mark.django_db
__all__ = ["lesson"]


def lay(ana: Client, lesson: Lesson, **said: str) -> int:
    typed = {"id": new_id(), "revision": 0, "speaks_for": "new", **said}
    return ana.post(reverse("redefine:lay", args=[lesson.id]), typed).status_code


def test_an_ask_is_laid_under_the_rule_it_speaks_for(ana: Client, book: Book, lesson: Lesson) -> None:
    done = event(book, lesson, "lend me the drill", 3, Outcome.came_through, person(book, "Maya", Gate.safe))
    page = ana.get(reverse("redefine:lay", args=[lesson.id]) + "?for=2").content.decode()
    assert "lend me the drill: came through. What you feared: It did not happen" in page
    assert lay(ana, lesson, what_id=done.id) == 302
    [kept] = book.all(Exhibit)
    assert (kept.reach_out_id, kept.moment_id, kept.speaks_for) == (done.id, None, Rule.new)
    column = ana.get(reverse("redefine:rule", args=[lesson.id])).context["columns"][1]
    assert [one.laid.reach_out.id for one in column.exhibits] == [done.id]


def test_a_moment_and_own_words_lie_there_too(ana: Client, book: Book, lesson: Lesson) -> None:
    caught = book.add(Moment(id=new_id(), at=book._now, did=Did.alone, whisper="no one is coming"))
    assert lay(ana, lesson, what_id=caught.id, speaks_for="old") == 302
    assert lay(ana, lesson, text="my sister rang first") == 302
    assert {one.moment_id for one in book.all(Exhibit)} == {caught.id, None}
    page = shown(ana, lesson)
    assert "no one is coming" in page
    assert "my sister rang first" in page


def test_the_same_form_sent_twice_lays_one_thing(ana: Client, book: Book, lesson: Lesson) -> None:
    done = event(book, lesson, "the drill", 3, Outcome.came_through, person(book, "Maya", Gate.safe))
    form_id = new_id()
    assert [lay(ana, lesson, id=form_id, what_id=done.id) for _ in range(2)] == [302, 302]
    assert len(book.all(Exhibit)) == 1


def test_someone_not_judged_safe_is_offered_apart_and_marked_where_chosen(
    ana: Client, book: Book, lesson: Lesson
) -> None:
    done = event(book, lesson, "with rick", 3, Outcome.came_through, person(book, "Rick", Gate.unsure))
    form = ana.get(reverse("redefine:lay", args=[lesson.id])).context["form"]
    groups = dict(form.fields["what_id"].choices)
    assert [name for name, things in groups.items() if name and done.id in dict(things)] == [
        "With people you do not count as safe. Being wary there is good judgement."
    ]
    assert lay(ana, lesson, what_id=done.id) == 302
    column = ana.get(reverse("redefine:rule", args=[lesson.id])).context["columns"][1]
    assert [one.laid.fair for one in column.exhibits] == [False]
    assert "With someone you do not count as safe." in shown(ana, lesson)


@pytest.mark.parametrize(
    "said",
    [{}, {"what_id": "f" * 32}, {"what_id": "\0"}, {"speaks_for": "both", "text": "x"}, {"speaks_for": ""}],
)
def test_nothing_or_nonsense_is_refused_and_shown_again(
    ana: Client, book: Book, lesson: Lesson, said: dict[str, str]
) -> None:
    assert lay(ana, lesson, **said) == 422
    assert book.all(Exhibit) == []


def test_an_exhibit_is_changed_removed_and_put_back(ana: Client, book: Book, lesson: Lesson) -> None:
    kept = book.add(Exhibit(id=new_id(), at=book._now, lesson_id=lesson.id, speaks_for=Rule.old, text="a"))
    typed = {"id": kept.id, "revision": 1, "speaks_for": "new", "text": "b"}
    ana.post(reverse("redefine:exhibit", args=[kept.id]), typed)
    assert (book.get(Exhibit, kept.id).text, book.get(Exhibit, kept.id).speaks_for) == ("b", Rule.new)
    record = ana.post(reverse("redefine:exhibit_remove"), {"id": kept.id}).context["record"]
    assert book.all(Exhibit) == []
    answer = ana.post(reverse("redefine:exhibit_put_back"), {"record": record})
    assert answer["Location"].startswith(reverse("redefine:rule", args=[lesson.id]))
    assert [one.text for one in book.all(Exhibit)] == ["b"]


def test_what_would_change_my_mind_is_kept_with_the_rules(ana: Client, book: Book, lesson: Lesson) -> None:
    typed = {"id": lesson.id, "revision": 1, "change_mind": "two kind noes"}
    ana.post(reverse("redefine:mind", args=[lesson.id]), typed)
    assert book.get(Lesson, lesson.id).change_mind == "two kind noes"
    assert "two kind noes" in shown(ana, lesson)


def test_what_came_between_two_answers_is_marked_and_said(ana: Client, book: Book, lesson: Lesson) -> None:
    rating(book, lesson, 14, 9, 1)
    event(book, lesson, "lend me the drill", 10, Outcome.came_through, person(book, "Maya", Gate.safe))
    rating(book, lesson, 7, 6, 1)
    answer = ana.get(reverse("redefine:rule", args=[lesson.id]))
    assert "The old rule went from 9 to 6." in answer.content.decode()
    assert answer.context["strokes"].count("M") == 1


def test_praise_is_kept_and_shown_beneath_its_rules(ana: Client, book: Book, lesson: Lesson) -> None:
    typed = {"id": new_id(), "revision": 0, "what": "never any trouble", "by_whom": "the school"}
    page = ana.get(reverse("redefine:praised") + f"?lesson={lesson.id}")
    assert page.context["form"].initial["lesson_id"] == lesson.id
    ana.post(reverse("redefine:praised"), {**typed, "lesson_id": lesson.id, "good_for": "them"})
    [kept] = book.all(Praise)
    assert (kept.what, kept.by_whom, kept.good_for, kept.lesson_id) == (
        "never any trouble", "the school", "them", lesson.id,
    )  # fmt: skip
    assert "never any trouble" in shown(ana, lesson)


def test_praise_outlives_its_rules(ana: Client, book: Book) -> None:
    kept = book.add(Praise(id=new_id(), at=book._now - timedelta(days=1), what="quick", lesson_id="f" * 32))
    assert "quick" in ana.get(reverse("redefine:praised")).content.decode()
    assert ana.get(reverse("redefine:praise", args=[kept.id])).status_code == 200


def test_what_happened_can_be_laid_down_from_where_it_stands_unless_it_was_with_someone_not_safe(
    ana: Client, book: Book, lesson: Lesson
) -> None:
    safe = event(book, lesson, "the drill", 3, Outcome.came_through, person(book, "Maya", Gate.safe))
    rick = event(book, lesson, "the van", 3, Outcome.came_through, person(book, "Rick", Gate.unsure))
    page = shown(ana, lesson)
    assert f"?what={safe.id}" in page
    assert f"?what={rick.id}" not in page
    form = ana.get(reverse("redefine:lay", args=[lesson.id]) + f"?what={safe.id}").context["form"]
    assert (form.initial["what_id"], form.initial.get("speaks_for")) == (safe.id, None)
    lay(ana, lesson, what_id=safe.id)
    assert f"?what={safe.id}" not in shown(ana, lesson)


def test_what_lies_under_a_rule_goes_and_comes_back_with_it(ana: Client, book: Book) -> None:
    now = book._now
    book.add(Lesson(id="a" * 32, at=now, old_rule="Nobody comes"))
    book.add(Exhibit(id="b" * 32, at=now, lesson_id="a" * 32, speaks_for=Rule.new, text="Dev came"))
    answer = ana.post("/explore/remove/", {"id": "a" * 32})
    assert book.all(Exhibit) == []
    fields = re.findall(r'name="(record|along)" value="([^"]*)"', answer.content.decode())
    assert len(fields) == 2
    ana.post("/explore/put-back/", {name: html.unescape(value) for name, value in fields})
    assert [one.text for one in book.all(Exhibit)] == ["Dev came"]
    assert [one.old_rule for one in book.all(Lesson)] == ["Nobody comes"]
