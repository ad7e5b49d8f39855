"""Nobody counts as safe before the five questions, the answers are never kept, and a hurt closes the gate."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from msgspec import structs

from leanto.records import Domain, Gate, Kind, Outcome, Person, ReachOut, Relation
from leanto.vault.book import Book

ID = "b" * 32


def added(ana: Client, **given: object) -> str:
    answer = ana.post("/circle/new/", {"id": ID, "revision": 0, "name": "Ben", "relation": "friend", **given})
    assert answer.status_code == 302
    return str(answer["Location"])


def person(book: Book) -> Person:
    return book.get(Person, ID)


def touch(ana: Client, answer: str, revision: int = 1) -> str:
    said = ana.post(f"/circle/{ID}/gate/", {"id": ID, "revision": revision, "verdict": answer})
    assert said.status_code == 302
    return str(said["Location"])


def test_someone_new_is_not_safe_until_the_questions_are_answered(ana: Client, book: Book) -> None:
    assert added(ana) == f"/circle/{ID}/gate/"
    assert (person(book).gate, person(book).safe_for) == (Gate.unsure, ())


@pytest.mark.parametrize(
    ("answer", "gate", "next_page"),
    [("no", Gate.safe, "needs/"), ("yes", Gate.not_safe, ""), ("unsure", Gate.unsure, "")],
)
def test_one_touch_keeps_the_verdict_and_its_day(
    ana: Client, book: Book, now: datetime, answer: str, gate: Gate, next_page: str
) -> None:
    added(ana)
    assert touch(ana, answer) == f"/circle/{ID}/{next_page}"
    assert person(book).gate is gate
    assert person(book).gate_at >= now


def test_the_questions_carry_no_field_of_their_own(ana: Client) -> None:
    added(ana)
    page = ana.get(f"/circle/{ID}/gate/").content.decode()
    assert page.count('name="verdict"') == 3
    assert "data-draft" not in page.split("<main")[1].split("</main")[0]


def test_no_touch_is_refused_and_nothing_changes(ana: Client, book: Book) -> None:
    added(ana)
    answer = ana.post(f"/circle/{ID}/gate/", {"id": ID, "revision": 1})
    assert answer.status_code == 422
    assert person(book).gate is Gate.unsure


def test_the_same_touch_twice_is_one_verdict(ana: Client, book: Book) -> None:
    added(ana)
    touch(ana, "no")
    kept = person(book)
    touch(ana, "no")
    assert structs.replace(person(book), gate_at=kept.gate_at, revision=kept.revision) == kept


def test_answers_given_while_another_window_changed_something_else_are_kept(
    ana: Client, book: Book, now: datetime
) -> None:
    added(ana)
    touch(ana, "no")
    before = book.revise(structs.replace(person(book), gate_at=now - timedelta(days=30)))
    book.revise(structs.replace(before, phone="1"))
    touch(ana, "no", revision=before.revision)
    assert person(book).phone == "1"
    assert person(book).gate_at >= now


def test_another_window_that_said_something_else_is_shown_first(ana: Client, book: Book) -> None:
    added(ana)
    touch(ana, "yes")
    answer = ana.post(f"/circle/{ID}/gate/", {"id": ID, "revision": 1, "verdict": "no"})
    assert answer.status_code == 409
    assert person(book).gate is Gate.not_safe


def hurt(book: Book, at: datetime, outcome: Outcome = Outcome.hurtful) -> None:
    book.add(
        ReachOut(
            id="c" * 32,
            at=at,
            kind=Kind.ask,
            domain=Domain.work,
            person_id=ID,
            text="cover one shift",
            outcome=outcome,
            outcome_at=at,
        )
    )


def test_a_hurt_sets_someone_aside_and_the_page_says_why(ana: Client, book: Book, now: datetime) -> None:
    added(ana)
    touch(ana, "no")
    hurt(book, now + timedelta(minutes=1))
    page = ana.get(f"/circle/{ID}/").content.decode()
    assert "Since then, it hurt." in page
    assert "Wariness here is good judgement" in page
    assert 'href="/help/#harm"' in page.split("<main")[1].split("</main")[0]
    assert "1 × " not in page


def test_the_five_questions_open_it_again(ana: Client, book: Book, now: datetime) -> None:
    added(ana)
    touch(ana, "no")
    book.revise(structs.replace(person(book), gate_at=now - timedelta(days=2)))
    hurt(book, now - timedelta(days=1))
    assert "Since then, it hurt." in ana.get(f"/circle/{ID}/").content.decode()
    touch(ana, "no", revision=3)
    page = ana.get(f"/circle/{ID}/").content.decode()
    assert "You judged them safe" in page
    assert "it hurt." not in page


def test_a_stranger_gets_nothing(ana: Client, cleo: Client) -> None:
    added(ana, name="Benedikta")
    for address in (
        "/circle/",
        f"/circle/{ID}/",
        f"/circle/{ID}/gate/",
        f"/circle/{ID}/edit/",
        f"/circle/{ID}/needs/",
    ):
        answer = cleo.get(address)
        assert answer.status_code != 200
        assert b"Benedikta" not in answer.content


def test_someone_who_is_not_there_is_not_found(ana: Client) -> None:
    for page in ("", "gate/", "edit/", "needs/"):
        assert ana.get(f"/circle/{'d' * 32}/{page}").status_code == 404


def test_a_group_is_asked_about_like_anyone(ana: Client, book: Book) -> None:
    added(ana, name="Tuesday group", relation="group")
    assert person(book).relation is Relation.group
    assert "Have they" in ana.get(f"/circle/{ID}/gate/").content.decode()
