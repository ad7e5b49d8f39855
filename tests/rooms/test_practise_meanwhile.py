"""A page left open: an act does only what still fits, and words that come too late are shown, not dropped."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leanto.records import Draft, Outcome, ReachOut
from leanto.vault.book import Book
from leanto.web.forms import new_id
from tests.rooms.practise_life import page, planned, sent, text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def done(book: Book) -> ReachOut:
    return planned(
        book,
        asked_at=book._now - 5 * DAY,
        feared="He minds",
        outcome=Outcome.came_through,
        outcome_at=book._now - 2 * DAY,
    )


@pytest.mark.parametrize("act", ["asked", "cancel", "resume"])
def test_a_finished_ask_is_left_as_it_is_and_its_fear_is_still_asked_about(
    ana: Client, book: Book, act: str
) -> None:
    one = done(book)
    answer = ana.post(page(act, one.id), follow=True)

    assert "It had changed meanwhile, so nothing was done." in answer.content.decode()
    assert book.get(ReachOut, one.id) == one
    assert book.tally.fears == (one.id,)


def test_what_was_called_off_is_not_asked_from_a_page_left_open(ana: Client, book: Book) -> None:
    one = planned(book, cancelled_at=book._now)
    ana.post(page("asked", one.id))

    assert book.get(ReachOut, one.id) == one


@pytest.mark.parametrize(
    ("name", "words"),
    [("guess", {"text": "My own words"}), ("prepare", {"what_if_not": "My own words", "plan": "If so"})],
)
def test_words_typed_while_the_answer_came_are_shown(
    ana: Client, book: Book, name: str, words: dict[str, str]
) -> None:
    one = done(book)
    answer = ana.post(page(name, one.id), sent(one.revision, id=one.id, **words))

    assert answer.status_code == 409
    for typed in words.values():
        assert f">{typed}</textarea>" in answer.content.decode()
    assert book.get(ReachOut, one.id) == one


@pytest.mark.parametrize("name", ["guess", "prepare"])
def test_without_words_they_lead_to_what_happened(ana: Client, book: Book, name: str) -> None:
    one = done(book)

    assert ana.get(page(name, one.id), follow=True).redirect_chain[0][0].startswith(page("reach_out", one.id))
    assert ana.post(page(name, one.id), sent(one.revision, text="", plan="")).status_code == 302


def test_unfinished_words_for_a_plan_that_was_answered_are_found_and_can_be_thrown_away(
    ana: Client, book: Book
) -> None:
    one = done(book)
    draft = Draft(id=new_id(), at=book._now, path=page("guess", one.id), fields={"text": ("half a thought",)})
    book.add(draft)
    seen = text_of(ana, page("guess", one.id))
    assert ">half a thought</textarea>" in seen

    ana.post(reverse("drafts:forget"), {"draft": draft.id})
    assert book.all(Draft) == []
    assert ana.get(page("guess", one.id)).status_code == 302


def test_the_list_opens_no_more_for_many_than_for_few(ana: Client, book: Book) -> None:
    with book.together():
        for number in range(60):
            planned(
                book,
                text=f"ask number {number}.",
                feared="He minds",
                outcome=Outcome.partly,
                outcome_at=book._now - 40 * DAY,
            )
    few = _queries(ana, "practise:waiting")
    assert few < 20
    seen = text_of(ana, reverse("practise:waiting"))
    assert "40 more are unfinished." in seen
    assert reverse("practise:everything") in seen


def _queries(ana: Client, name: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert ana.get(reverse(name)).status_code == 200
    return len(seen)


def test_everything_is_on_some_page_called_off_and_with_someone_removed_too(ana: Client, book: Book) -> None:
    every = reverse("practise:everything")
    assert "Here stands what you planned" in text_of(ana, every)
    planned(book, text="called off", cancelled_at=book._now)
    planned(book, text="with someone gone", person_id=new_id(), outcome=Outcome.partly, outcome_at=book._now)
    with book.together():
        for number in range(60):
            planned(book, text=f"old {number}.", at=book._now - (number + 1) * DAY)
    first, second = text_of(ana, every), text_of(ana, f"{every}?page=2")
    for words in ("called off", "with someone gone", "old 0.", "?page=2"):
        assert words in first
    assert "old 59." not in first
    assert "old 59." in second
