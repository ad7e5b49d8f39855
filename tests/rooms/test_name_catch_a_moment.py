"""A moment is caught with one answer; everything else may be said, skipped, changed and taken back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from msgspec import structs

from leanto.records import Body, CouldLet, Did, Domain, Gate, Lesson, Moment, Person, Relation, Sign
from leanto.vault.book import Book
from leanto.web.forms import new_id

pytestmark = pytest.mark.django_db


def typed(**answers: object) -> dict[str, object]:
    return {"id": new_id(), "revision": 0, **answers}


def test_one_answer_is_enough(ana: Client, book: Book) -> None:
    answer = ana.post(reverse("name:new"), typed(did="alone"))
    assert answer.status_code == 302
    [kept] = book.all(Moment)
    assert kept.did is Did.alone
    assert (kept.text, kept.choice, kept.domain, kept.body, kept.signs) == ("", None, None, None, ())


def test_everything_that_was_said_is_kept(ana: Client, book: Book) -> None:
    maya = book.add(
        Person(
            id=new_id(),
            name="Maya",
            relation=Relation.friend,
            gate=Gate.safe,
            gate_at=book._now,
            safe_for=(),
            channels=(),
        )
    )
    rule = book.add(Lesson(id=new_id(), at=book._now, old_rule="be no trouble"))
    answers = typed(
        did="waved_off",
        text="Said I’m fine",
        choice=0,
        domain="practical",
        overwhelmed=4,
        could_let="unsure",
        body="keyed_up",
        whisper="You’ll owe them",
        signs=["refusing", "control"],
        person_id=maya.id,
        lesson_id=rule.id,
    )
    ana.post(reverse("name:new"), answers)
    [kept] = book.all(Moment)
    assert structs.replace(kept, id="", at=book._now, revision=0) == Moment(
        id="",
        at=book._now,
        did=Did.waved_off,
        text="Said I’m fine",
        choice=0,
        domain=Domain.practical,
        overwhelmed=4,
        could_let=CouldLet.unsure,
        body=Body.keyed_up,
        whisper="You’ll owe them",
        signs=(Sign.refusing, Sign.control),
        person_id=maya.id,
        lesson_id=rule.id,
    )


def test_nothing_is_selected_in_advance(ana: Client) -> None:
    assert "checked" not in ana.get(reverse("name:new")).content.decode()


def test_without_the_first_answer_nothing_is_kept_and_nothing_typed_is_lost(ana: Client, book: Book) -> None:
    answer = ana.post(reverse("name:new"), typed(text="carried it all up"))
    assert answer.status_code == 422
    assert "carried it all up" in answer.content.decode()
    assert book.all(Moment) == []


@pytest.mark.parametrize(
    "wrong", [{"did": "flew"}, {"did": "alone", "choice": 5}, {"did": "alone", "lesson_id": new_id()}]
)
def test_an_answer_that_was_not_offered_is_refused(ana: Client, book: Book, wrong: dict[str, object]) -> None:
    book.add(Lesson(id=new_id(), at=book._now, old_rule="be no trouble"))
    assert ana.post(reverse("name:new"), typed(**wrong)).status_code == 422
    assert book.all(Moment) == []


def test_the_same_form_sent_twice_makes_one_moment(ana: Client, book: Book) -> None:
    answers = typed(did="asked", text="asked Dev for a lift")
    ana.post(reverse("name:new"), answers)
    ana.post(reverse("name:new"), answers)
    assert len(book.all(Moment)) == 1


def test_a_moment_can_be_changed_and_keeps_when_it_was(ana: Client, book: Book) -> None:
    was = book.add(Moment(id=new_id(), at=book._now - timedelta(days=3), did=Did.alone, text="the sofa"))
    address = reverse("name:moment", args=[was.id])
    assert "the sofa" in ana.get(address).content.decode()
    ana.post(address, {"id": was.id, "revision": was.revision, "did": "let_in", "text": "the piano"})
    now = book.get(Moment, was.id)
    assert (now.did, now.text, now.at) == (Did.let_in, "the piano", was.at)


def test_two_windows_end_in_both_versions_on_one_page(ana: Client, book: Book) -> None:
    was = book.add(Moment(id=new_id(), at=book._now, did=Did.alone, text="the sofa"))
    book.revise(structs.replace(was, text="from the other window"))
    late = {"id": was.id, "revision": was.revision, "did": "alone", "text": "from this window"}
    answer = ana.post(reverse("name:moment", args=[was.id]), late)
    assert answer.status_code == 409
    assert "from the other window" in answer.content.decode()
    assert "from this window" in answer.content.decode()
    assert book.get(Moment, was.id).text == "from the other window"


def test_a_person_removed_since_stays_tied_when_the_moment_is_changed(ana: Client, book: Book) -> None:
    gone = new_id()
    was = book.add(Moment(id=new_id(), at=book._now, did=Did.alone, person_id=gone))
    address = reverse("name:moment", args=[was.id])
    assert gone in ana.get(address).content.decode()
    ana.post(address, {"id": was.id, "revision": 1, "did": "alone", "text": "new words", "person_id": gone})
    now = book.get(Moment, was.id)
    assert (now.text, now.person_id) == ("new words", gone)


def test_removing_is_real_at_once_and_can_be_undone_from_that_page(ana: Client, book: Book) -> None:
    was = book.add(
        Moment(id=new_id(), at=book._now, did=Did.alone, text="the “sofa” <b>", signs=(Sign.control,))
    )
    answer = ana.post(reverse("name:remove"), {"id": was.id})
    assert answer.status_code == 200
    assert book.all(Moment) == []
    record = answer.context["record"]
    ana.post(reverse("name:put_back"), {"record": record})
    ana.post(reverse("name:put_back"), {"record": record})
    assert book.all(Moment) == [was]


@pytest.mark.parametrize(
    "nonsense", ["", "{}", "null", '{"id": "x", "at": "2025-01-01T00:00:00Z", "did": "alone"}']
)
def test_what_is_no_moment_cannot_be_put_back(ana: Client, book: Book, nonsense: str) -> None:
    assert ana.post(reverse("name:put_back"), {"record": nonsense}).status_code == 404
    assert book.all(Moment) == []


def test_a_moment_that_is_not_there_is_not_found(ana: Client) -> None:
    assert ana.get(reverse("name:moment", args=[new_id()])).status_code == 404
    assert ana.get(reverse("name:moment", args=["nonsense"])).status_code == 404
    assert ana.post(reverse("name:remove"), {"id": new_id()}).status_code == 404


def test_removing_takes_a_post(ana: Client) -> None:
    for act in ("name:remove", "name:put_back"):
        assert ana.get(reverse(act))["Location"] == reverse("name:moments")


def test_a_stranger_gets_nothing(cleo: Client, book: Book) -> None:
    was = book.add(Moment(id=new_id(), at=book._now, did=Did.alone, text="the sofa"))
    for address in [reverse("name:moments"), reverse("name:new"), reverse("name:moment", args=[was.id])]:
        answer = cleo.get(address)
        assert "the sofa" not in answer.content.decode()
        assert answer.status_code == 302
    cleo.post(reverse("name:remove"), {"id": was.id})
    assert book.get(Moment, was.id) == was
