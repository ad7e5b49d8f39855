"""Today's one step with its reason, sized by the body; put aside without a word; the last time folded."""

from datetime import timedelta

import pytest
from django.test import Client

from leanto.records import Body, BodyCheck, Domain, Kind, Outcome, ReachOut, Rest, RestCode, Step
from leanto.vault.book import Book
from leanto.web.forms import new_id
from tests.rooms.practise_life import LIFT, person, planned
from tests.rooms.test_practise_next import alone_retired, body, came, first, link, retired, touch, words

pytestmark = pytest.mark.django_db


def test_before_the_body_was_said_there_is_one_at_the_size_of_a_keyed_up_day(ana: Client, book: Book) -> None:
    retired(book, lambda _step: True)
    for text, rung in (("Half a bag", 25), ("All of the bags", 44)):
        book.add(Step(id=new_id(), text=text, kind=Kind.ask, domain=Domain.practical, rung=rung))
    person(book)
    said = words(ana, "/")
    assert said.index("How is your body right now?") < said.index("Half a bag")
    assert "You have not said how your body is, so the size is kept modest." in said
    assert "All of the bags" not in words(ana)
    body(book)
    assert "All of the bags" in words(ana)
    book.add(BodyCheck(id=new_id(), at=book._now + timedelta(seconds=1), body=Body.shut_down))
    assert "Plan it" not in words(ana, "/")


def test_what_was_put_aside_before_the_body_was_said_stays_so_after(ana: Client, book: Book) -> None:
    person(book)
    touch(ana, "Not today", "/")
    assert "Not today, then" in words(ana, "/")
    body(book)
    assert "Not today, then" in words(ana, "/")


def test_then_one_step_with_its_reason_in_two_sentences(ana: Client, book: Book) -> None:
    alone_retired(book)
    dev = person(book)
    body(book)
    page = ana.get("/").content.decode()
    assert page.count('<p class="why">') == 1
    assert page.count(">Plan it<") == 1
    assert f"person={dev.id}" in link(ana, "Plan it", "/")
    for name in ("Smaller", "Someone else", "Why this one"):
        assert ana.get(link(ana, name, "/")).status_code == 200, name


def test_not_today_is_a_fine_answer_and_today_holds_up_no_other(ana: Client, book: Book) -> None:
    person(book)
    body(book)
    name = first(ana, "/")
    for url in (touch(ana, "Not today", "/"), "/"):
        said = words(ana, url)
        assert "Not today, then" in said
        assert "Plan it" not in said
    others = link(ana, "What else there is", "/")
    assert "One is put aside for today." in words(ana, others)
    assert first(ana, others) != name
    touch(ana, "Not today", others)
    assert "2 are put aside for today." in words(ana, "/")
    assert touch(ana, "Show all again", "/").startswith("/?")
    assert first(ana, "/") == name


def test_shut_down_there_is_grounding_and_no_step(ana: Client, book: Book) -> None:
    person(book)
    body(book, Body.shut_down)
    said = words(ana, "/")
    assert "Find the ground" in said
    assert "Plan it" not in said


def test_a_rest_says_why_and_how_it_ends(ana: Client, book: Book) -> None:
    person(book)
    body(book)
    book.add(Rest(id=new_id(), at=book._now, code=RestCode.own))
    said = words(ana, "/")
    assert "You wanted a rest from practising. It ends when you say so." in said
    assert "Plan it" not in said


def test_the_last_time_stays_folded_where_it_could_lean_on_the_guess(ana: Client, book: Book) -> None:
    retired(book, lambda step: step.id != LIFT)
    came(book, person(book), Outcome.came_through, 1)
    body(book)
    said = words(ana, "/")
    assert "Last time Ask Dev for a lift · Dev What came of it stays folded" in said
    assert "came through" not in said


def test_the_last_time_is_told_where_it_is_about_someone_and_something_else(ana: Client, book: Book) -> None:
    retired(book, lambda step: step.id != LIFT)
    person(book, "Maya")
    came(book, person(book, safe_for=(Domain.work,)), Outcome.came_through, 1, kind=Kind.accept)
    body(book)
    assert "Last time It was all right." in words(ana, "/")


def test_what_was_told_changes_the_next_suggestion(ana: Client, book: Book) -> None:
    alone_retired(book)
    dev, maya = person(book), person(book, "Maya")
    body(book)
    first = link(ana, "Plan it", "/")
    whom = dev if dev.id in first else maya
    other = maya if whom is dev else dev
    kept: ReachOut = planned(book, person_id=whom.id)
    assert other.id in link(ana, "Plan it", "/")
    when = book._now
    book.revise(
        ReachOut(
            **{
                **{name: getattr(kept, name) for name in kept.__struct_fields__},
                "outcome": Outcome.hurtful,
                "outcome_at": when,
                "asked_at": when,
            }
        )
    )
    assert whom.id not in ana.get("/practise/next/").content.decode()
