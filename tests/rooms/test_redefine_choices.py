"""Keep, loosen, let go; early signs; the two minutes; good enough; and what strength means."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from leanto.records import (
    CouldLet,
    Did,
    Domain,
    Draft,
    Early,
    Exhibit,
    Gate,
    Kind,
    Lesson,
    Load,
    Moment,
    Outcome,
    Piece,
    Praise,
    ReachOut,
    Rule,
    Signal,
    Stance,
    Step,
    Strength,
)
from leanto.vault.book import Book
from leanto.web.forms import new_id
from tests.rooms.test_redefine_rules import person

pytestmark = pytest.mark.django_db
LISTS = ("pieces", "signals", "good_enough", "praised", "strength")


def typed(**said: object) -> dict[str, Any]:
    return {"id": new_id(), "revision": 0, **said}


@pytest.mark.parametrize("name", LISTS)
def test_each_empty_page_says_what_will_live_there(ana: Client, name: str) -> None:
    page = ana.get(reverse(f"redefine:{name}")).content.decode()
    assert "will stand here" in page or "Here will stand" in page


@pytest.mark.parametrize("name", [*LISTS, "aid"])
@pytest.mark.parametrize("said", [{}, {"text": "", "sign": " ", "what": "\n"}, {"stance": "x", "end": "x"}])
def test_nothing_or_nonsense_is_refused_on_every_page(
    ana: Client, book: Book, name: str, said: dict[str, str]
) -> None:
    before = book.ids()
    assert ana.post(reverse(f"redefine:{name}"), typed(**said)).status_code == 422
    assert book.ids() == before


def test_words_with_a_bad_answer_beside_them_are_shown_again(ana: Client) -> None:
    answer = ana.post(reverse("redefine:pieces"), typed(text="I fix what breaks", domain="moon"))
    assert answer.status_code == 422
    assert "I fix what breaks" in answer.content.decode()


def test_unfinished_words_wait_on_their_page(ana: Client, book: Book) -> None:
    address = reverse("redefine:signals")
    ana.post(reverse("drafts:keep"), typed(sign="my jaw", fields="sign then early", path=address))
    assert len(book.all(Draft)) == 1
    assert "my jaw" in ana.get(address).content.decode()
    ana.post(address, {**typed(sign="my jaw"), "id": book.all(Draft)[0].fields["id"][0]})
    assert book.all(Draft) == []


def kept_things(book: Book) -> dict[str, Any]:
    at = book._now
    rule = book.add(Lesson(id=new_id(), at=at, old_rule="be no trouble"))
    return {
        "piece": book.add(Piece(id=new_id(), at=at, text="fixing")),
        "signal": book.add(Signal(id=new_id(), at=at, sign="my jaw")),
        "praise": book.add(Praise(id=new_id(), at=at, what="quick")),
        "said": book.add(Strength(id=new_id(), at=at, text="saying so")),
        "exhibit": book.add(Exhibit(id=new_id(), at=at, lesson_id=rule.id, speaks_for=Rule.old, text="no")),
    }


@pytest.mark.parametrize("name", ["piece", "signal", "praise", "said", "exhibit"])
def test_everything_is_removed_with_one_touch_and_comes_back(ana: Client, book: Book, name: str) -> None:
    kept = kept_things(book)[name]
    page = ana.get(reverse(f"redefine:{name}", args=[kept.id])).content.decode()
    assert reverse(f"redefine:{name}_remove") in page
    record = ana.post(reverse(f"redefine:{name}_remove"), {"id": kept.id}).context["record"]
    assert book.all(type(kept)) == []
    assert ana.post(reverse(f"redefine:{name}_put_back"), {"record": record}).status_code == 302
    assert [one.id for one in book.all(type(kept))] == [kept.id]
    assert ana.post(reverse(f"redefine:{name}_put_back"), {"record": "{"}).status_code == 404


def test_a_stranger_gets_nothing(cleo: Client, book: Book) -> None:
    before = book.ids()
    for name in (*LISTS, "aid"):
        assert cleo.get(reverse(f"redefine:{name}")).status_code == 302
    for name, kept in kept_things(book).items():
        before = book.ids()
        assert cleo.get(reverse(f"redefine:{name}", args=[kept.id])).status_code == 302
        cleo.post(reverse(f"redefine:{name}_remove"), {"id": kept.id})
    assert book.ids() == before


def test_a_piece_is_sorted_by_one_touch_and_the_same_touch_takes_it_back(ana: Client, book: Book) -> None:
    kept = book.add(Piece(id=new_id(), at=book._now, text="fixing"))
    for said, stands in (("loosen", Stance.loosen), ("keep", Stance.keep), ("keep", None), ("x", None)):
        ana.post(reverse("redefine:sort"), {"id": kept.id, "stance": said})
        assert book.get(Piece, kept.id).stance is stands


def test_a_thing_on_the_pile_becomes_one_piece_however_often_it_is_sent(ana: Client, book: Book) -> None:
    load = book.add(Load(id=new_id(), at=book._now, text="the rota", domain=Domain.work))
    assert "the rota" in ana.get(reverse("redefine:pieces")).content.decode()
    for _ in range(2):
        ana.post(reverse("redefine:sort"), {"load": load.id, "stance": "keep"})
    [kept] = book.all(Piece)
    assert (kept.text, kept.domain, kept.stance, kept.load_id) == (
        "the rota", Domain.work, Stance.keep, load.id,
    )  # fmt: skip
    page = ana.get(reverse("redefine:pieces"))
    assert page.context["waiting"] == ()
    assert "Yours by choice. Nothing here works on it." in page.content.decode()


def test_what_is_kept_is_never_worked_on(ana: Client, book: Book) -> None:
    kept = book.add(Piece(id=new_id(), at=book._now, text="walking home", stance=Stance.keep))
    loose = book.add(Piece(id=new_id(), at=book._now, text="the rota", stance=Stance.loosen))
    page = ana.get(reverse("redefine:pieces")).content.decode()
    assert f"?piece={loose.id}" in page
    assert f"?piece={kept.id}" not in page
    assert (
        "walking home" not in ana.get(reverse("redefine:good_enough") + f"?piece={kept.id}").content.decode()
    )
    assert "the rota" in ana.get(reverse("redefine:good_enough") + f"?piece={loose.id}").content.decode()


def test_a_sign_and_its_then(ana: Client, book: Book) -> None:
    ana.post(reverse("redefine:signals"), typed(sign="my jaw", then="text Maya", early="body"))
    [kept] = book.all(Signal)
    assert (kept.sign, kept.then, kept.early) == ("my jaw", "text Maya", Early.body)
    page = ana.get(reverse("redefine:signals")).content.decode()
    assert "text Maya" in page
    assert "Signs other people know" in page


def test_the_two_minutes_are_one_touch_from_the_room(ana: Client) -> None:
    assert f'href="{reverse("redefine:aid")}"' in ana.get(reverse("redefine:rules")).content.decode()


def test_nothing_is_chosen_in_advance_and_only_safe_people_are_offered(ana: Client, book: Book) -> None:
    person(book, "Maya", Gate.safe)
    rick = person(book, "Rick", Gate.unsure)
    page = ana.get(reverse("redefine:aid")).content.decode()
    assert "checked" not in page
    assert "Maya" in page
    assert "Rick" not in page
    assert "No one yet" in page
    assert ana.post(reverse("redefine:aid"), typed(text="x", end="ask", who=rick.id)).status_code == 422


def test_alone_is_kept_as_a_choice_and_honoured(ana: Client, book: Book) -> None:
    said = typed(
        text="the rota", size="3", must_be_me="yes", friend="sleep first", end="alone", ask="Friday?"
    )
    answer = ana.post(reverse("redefine:aid"), said, follow=True)
    [kept] = book.all(Moment)
    assert (kept.did, kept.choice, kept.could_let, kept.overwhelmed) == (Did.alone, 4, CouldLet.no, 3)
    assert kept.text == "the rota (To a friend: sleep first)"
    assert book.all(Step) == []
    assert "It counts as much as asking does." in answer.content.decode()


def test_asking_goes_on_to_the_plan_with_the_words_and_the_person(ana: Client, book: Book) -> None:
    maya = person(book, "Maya", Gate.safe)
    said = typed(text="the rota", who=maya.id, ask="Could you take Friday?", domain="work", end="ask")
    ana.post(reverse("redefine:aid"), said)
    answer = ana.post(reverse("redefine:aid"), said, follow=True)
    [kept], [step] = book.all(Moment), book.all(Step)
    assert (kept.did, kept.person_id) == (Did.asked, maya.id)
    assert (step.text, step.kind, step.domain) == ("Could you take Friday?", Kind.ask, Domain.work)
    form = answer.context["form"]
    assert (form.initial["person_id"], form.initial["moment_id"]) == (maya.id, kept.id)
    assert "It counts as much as doing it alone does." in answer.content.decode()


def test_asking_no_one_yet_leads_to_steps_that_need_no_one(ana: Client, book: Book) -> None:
    answer = ana.post(reverse("redefine:aid"), typed(text="the rota", who="nobody", end="ask"))
    [kept] = book.all(Moment)
    assert answer["Location"].startswith(reverse("practise:ladder"))
    assert f"moment={kept.id}" in answer["Location"]
    assert "alone=1" in answer["Location"]
    assert kept.person_id is None


@pytest.mark.parametrize(("way", "someone"), [("hand_over", True), ("four_fifths", False)])
def test_a_try_at_good_enough_becomes_a_plan(ana: Client, book: Book, way: str, someone: bool) -> None:
    answer = ana.post(reverse("redefine:good_enough"), typed(text="send it unread", way=way), follow=True)
    [step] = book.all(Step)
    assert (step.kind, step.needs_person, step.text) == (Kind.let_go, someone, "send it unread")
    form = answer.context["form"]
    assert ("person_id" in form.fields) is someone
    assert "feared" in form.fields
    ana.post(answer.request["PATH_INFO"], typed(step_id=step.id, text="send it unread", feared="they laugh"))
    [planned] = book.all(ReachOut)
    assert (planned.kind, planned.feared) == (Kind.let_go, "they laugh")
    assert "send it unread" in ana.get(reverse("redefine:good_enough")).content.decode()


def told(book: Book, kind: Kind = Kind.let_go, outcome: Outcome | None = Outcome.came_through) -> ReachOut:
    at = book._now
    one = ReachOut(id=new_id(), at=at, kind=kind, domain=Domain.work, text="the rota", outcome=outcome)
    return book.add(one)


def test_whether_it_stayed_is_one_touch_and_can_be_taken_back(ana: Client, book: Book) -> None:
    kept = told(book)
    for said, stands in (("1", True), ("2", False), ("0", None)):
        answer = ana.post(reverse("redefine:stayed"), {"id": kept.id, "stayed": said}, follow=True)
        assert answer.status_code == 200
        assert book.get(ReachOut, kept.id).stayed is stands


@pytest.mark.parametrize("said", ["", "yes", "3"])
def test_nonsense_about_staying_changes_nothing(ana: Client, book: Book, said: str) -> None:
    kept = told(book)
    assert ana.post(reverse("redefine:stayed"), {"id": kept.id, "stayed": said}).status_code == 404
    assert book.get(ReachOut, kept.id) == kept


def test_an_ask_or_a_try_that_waits_cannot_have_stayed(ana: Client, book: Book) -> None:
    for kept in (told(book, Kind.ask), told(book, outcome=None)):
        assert ana.post(reverse("redefine:stayed"), {"id": kept.id, "stayed": "1"}).status_code == 404


def test_the_newest_word_for_strength_stands_on_the_first_page(ana: Client, book: Book) -> None:
    ana.post(reverse("redefine:strength"), typed(text="saying so early"))
    [kept] = book.all(Strength)
    assert "saying so early" in ana.get(reverse("redefine:rules")).content.decode()
    ana.post(reverse("redefine:said", args=[kept.id]), {"id": kept.id, "revision": 1, "text": "asking first"})
    assert (book.get(Strength, kept.id).text, book.get(Strength, kept.id).at) == ("asking first", kept.at)
