"""What hurt closes a gate for good: neither a changed answer nor a removed one opens it, only the questions do."""

import pytest
from django.test import Client
from django.urls import reverse

from leanto.circle.gate import standing
from leanto.records import Feared, Gate, Outcome, Person, ReachOut
from leanto.vault.book import Book
from tests.rooms.practise_life import page, person, planned, sent, text_of

pytestmark = pytest.mark.django_db


def gate(book: Book, whom: Person) -> Gate:
    return standing(book.get(Person, whom.id), book.all(ReachOut))


def told(ana: Client, book: Book, one: ReachOut, **answers: object) -> None:
    revision = book.get(ReachOut, one.id).revision
    assert ana.post(page("outcome", one.id), sent(revision, **answers)).status_code == 302


def test_an_answer_changed_to_a_kind_one_leaves_the_gate_closed(ana: Client, book: Book) -> None:
    dev = person(book)
    one = planned(book, person_id=dev.id, asked_at=book._now)
    told(ana, book, one, outcome="hurtful")
    told(ana, book, one, outcome="kind_no")

    assert gate(book, dev) is Gate.unsure
    assert book.get(Person, dev.id).closed_at is not None
    seen = text_of(ana, reverse("circle:person", args=[dev.id]))
    assert "Since then, you said that something happened." in seen


def test_a_removed_answer_leaves_the_gate_closed_and_put_back_too(ana: Client, book: Book) -> None:
    dev = person(book)
    one = planned(book, person_id=dev.id, asked_at=book._now)
    told(ana, book, one, outcome="hurtful")
    removed = ana.post(page("remove", one.id)).context
    assert gate(book, dev) is Gate.unsure

    ana.post(removed["put_back"], {"record": removed["record"]})
    assert gate(book, dev) is Gate.unsure
    assert "Since then, it hurt." in text_of(ana, reverse("circle:person", args=[dev.id]))


def test_a_fear_that_came_late_closes_it_and_a_second_thought_does_not_open_it(
    ana: Client, book: Book
) -> None:
    dev = person(book)
    one = planned(
        book, person_id=dev.id, feared="He tells", outcome=Outcome.came_through, outcome_at=book._now
    )
    for said in ("happened", "did_not"):
        revision = book.get(ReachOut, one.id).revision
        ana.post(page("fear", one.id), sent(revision, feared_came=said))
    assert book.get(ReachOut, one.id).feared_came is Feared.did_not
    assert gate(book, dev) is Gate.unsure


def test_a_hurt_that_was_brought_in_closes_when_it_is_removed(ana: Client, book: Book) -> None:
    dev = person(book)
    one = planned(book, person_id=dev.id, outcome=Outcome.hurtful, outcome_at=book._now)
    ana.post(page("remove", one.id))

    assert gate(book, dev) is Gate.unsure


def test_the_five_questions_open_it_and_old_words_do_not_close_it_again(ana: Client, book: Book) -> None:
    dev = person(book)
    one = planned(book, person_id=dev.id, asked_at=book._now)
    told(ana, book, one, outcome="hurtful")
    kept = book.get(Person, dev.id)
    ana.post(reverse("circle:gate", args=[dev.id]), sent(kept.revision, id=dev.id, verdict="no"))
    assert gate(book, dev) is Gate.safe

    told(ana, book, one, outcome="hurtful", learned="more words about it")
    ana.post(page("remove", one.id))
    assert gate(book, dev) is Gate.safe


def test_a_form_about_someone_left_open_does_not_open_the_gate(ana: Client, book: Book) -> None:
    dev = person(book)
    one = planned(book, person_id=dev.id, asked_at=book._now)
    told(ana, book, one, outcome="hurtful")
    needs = reverse("circle:needs", args=[dev.id])
    form = sent(dev.revision, id=dev.id, safe_for=["work"])
    assert ana.post(needs, form).status_code == 409
    assert ana.post(needs, {**form, "revision": book.get(Person, dev.id).revision}).status_code == 302
    ana.post(page("remove", one.id))

    assert gate(book, dev) is Gate.unsure


def test_the_questions_opened_before_the_hurt_do_not_answer_for_it(ana: Client, book: Book) -> None:
    dev = person(book)
    one = planned(book, person_id=dev.id, asked_at=book._now)
    told(ana, book, one, outcome="hurtful")
    answer = ana.post(reverse("circle:gate", args=[dev.id]), sent(dev.revision, id=dev.id, verdict="no"))

    assert answer.status_code == 409
    assert gate(book, dev) is Gate.unsure


def test_a_hurt_told_of_someone_already_removed_is_kept(ana: Client, book: Book) -> None:
    dev = person(book)
    one = planned(book, person_id=dev.id, asked_at=book._now)
    book.remove(dev)
    told(ana, book, one, outcome="hurtful")

    assert book.get(ReachOut, one.id).outcome is Outcome.hurtful
