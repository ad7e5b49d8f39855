"""After the plan: asked, called off, taken up again, told, and the fear asked about again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from msgspec import structs

from leanto.circle.gate import standing
from leanto.records import (
    Channel,
    Did,
    Domain,
    Feared,
    Gate,
    Kind,
    Lesson,
    Moment,
    Outcome,
    Person,
    Preferences,
    ReachOut,
)
from leanto.vault.book import Book
from leanto.web.forms import new_id
from tests.rooms.practise_life import page, person, planned, sent, text_of

pytestmark = pytest.mark.django_db
WAITING = "/practise/asks/"
DAY = timedelta(days=1)


def test_its_story_links_to_where_it_comes_from(ana: Client, book: Book) -> None:
    dev = person(book)
    rule = book.add(Lesson(id=new_id(), at=book._now, old_rule="be no trouble"))
    caught = book.add(Moment(id=new_id(), at=book._now, did=Did.alone, whisper="No one is coming"))
    kept = planned(book, person_id=dev.id, lesson_id=rule.id, moment_id=caught.id, channel=Channel.voice)
    seen = text_of(ana, page("reach_out", kept.id))

    for words in ("be no trouble", "No one is coming", "by phone or voice"):
        assert words in seen
    for url in (
        reverse("circle:person", args=[dev.id]),
        reverse("explore:lesson", args=[rule.id]),
        reverse("name:moment", args=[caught.id]),
    ):
        assert url in seen


def test_once_it_is_told_the_line_goes_on_to_the_rules(ana: Client, book: Book) -> None:
    rule = book.add(Lesson(id=new_id(), at=book._now, old_rule="be no trouble"))
    told = {"outcome": Outcome.came_through, "outcome_at": book._now}
    tied, loose = planned(book, lesson_id=rule.id, **told), planned(book, **told)
    onward = f"{reverse('redefine:lay', args=[rule.id])}?what={tied.id}"

    assert onward in text_of(ana, page("reach_out", tied.id))
    assert f'value="{tied.id}" selected' in text_of(ana, onward)
    assert "Lay it beside an old rule" in text_of(ana, page("reach_out", loose.id))
    assert "Lay it beside an old rule" not in text_of(ana, page("reach_out", planned(book).id))


def test_what_it_links_to_may_be_gone(ana: Client, book: Book) -> None:
    kept = planned(book, person_id=new_id(), lesson_id=new_id(), moment_id=new_id(), step_id="gone")

    for name in ("reach_out", "guess", "prepare", "words", "outcome"):
        assert ana.get(page(name, kept.id)).status_code == 200


def test_a_strangers_plan_is_not_there(ana: Client) -> None:
    for name in ("reach_out", "guess", "prepare", "words", "outcome", "fear"):
        assert ana.get(page(name, new_id())).status_code == 404
    for name in ("asked", "cancel", "resume", "remove"):
        assert ana.post(page(name, new_id())).status_code == 404


def test_the_words_open_in_ones_own_phone_and_mail(ana: Client, book: Book) -> None:
    book.add(Preferences(id=new_id(), country="GB"))
    dev = person(book, phone="07700 900123", email="dev@example.org")
    kept = planned(book, person_id=dev.id, words="A lift? No is fine & easy")
    seen = text_of(ana, page("reach_out", kept.id))

    assert 'href="sms:+447700900123?body=A%20lift%3F%20No%20is%20fine%20%26%20easy"' in seen
    assert 'href="tel:+447700900123"' in seen
    assert (
        'href="mailto:dev@example.org?subject=A%20small%20question'
        '&amp;body=A%20lift%3F%20No%20is%20fine%20%26%20easy"' in seen
    )


def test_without_a_number_there_is_nothing_to_open(ana: Client, book: Book) -> None:
    seen = text_of(ana, page("reach_out", planned(book, words="A lift?", person_id=person(book).id).id))

    assert not [scheme for scheme in ("sms:", "tel:", "mailto:") if f'href="{scheme}' in seen]
    assert "data-copy" in seen


def test_i_asked_notes_when(ana: Client, book: Book) -> None:
    kept = planned(book)
    assert "I asked" in text_of(ana, page("reach_out", kept.id))

    ana.post(page("asked", kept.id))
    after = book.get(ReachOut, kept.id)
    assert after.asked_at is not None
    seen = text_of(ana, page("reach_out", kept.id))
    assert "I asked" not in seen
    assert "The rest is not yours to carry" in seen


def test_pressed_twice_it_was_asked_once(ana: Client, book: Book) -> None:
    kept = planned(book)
    ana.post(page("asked", kept.id))
    once = book.get(ReachOut, kept.id)
    ana.post(page("asked", kept.id))

    assert book.get(ReachOut, kept.id) == once


@pytest.mark.parametrize("act", ["asked", "cancel", "resume", "remove"])
def test_an_act_takes_more_than_a_link(ana: Client, book: Book, act: str) -> None:
    kept = planned(book)

    assert ana.get(page(act, kept.id))["Location"] == WAITING
    assert book.get(ReachOut, kept.id) == kept


def test_called_off_without_shame_and_taken_up_again(ana: Client, book: Book) -> None:
    kept = planned(book)
    ana.post(page("cancel", kept.id))
    assert book.get(ReachOut, kept.id).cancelled_at is not None
    assert "Not doing it was a choice too" in text_of(ana, page("reach_out", kept.id))
    assert kept.text not in text_of(ana, WAITING)

    ana.post(page("resume", kept.id))
    assert book.get(ReachOut, kept.id).cancelled_at is None
    assert kept.text in text_of(ana, WAITING)


def test_removed_at_once_and_put_back_whole(ana: Client, book: Book) -> None:
    kept = planned(book, forecast=0.3, words="A lift?")
    answer = ana.post(page("remove", kept.id))
    assert answer.status_code == 200
    assert book.all(ReachOut) == []

    ana.post(answer.context["put_back"], {"record": answer.context["record"]})
    assert structs.replace(book.get(ReachOut, kept.id), revision=0) == structs.replace(kept, revision=0)


def test_the_list_says_where_each_one_stands(ana: Client, book: Book) -> None:
    dev = person(book)
    planned(book, text="a plan", at=book._now)
    planned(book, text="an old plan", at=book._now - 9 * DAY)
    planned(book, text="a question", asked_at=book._now - DAY, person_id=dev.id)
    planned(book, text="a silence", asked_at=book._now - 20 * DAY)
    planned(
        book,
        text="a ride",
        outcome=Outcome.came_through,
        outcome_at=book._now - 31 * DAY,
        feared="He will hold it against me",
        feared_came=Feared.did_not,
        feared_at=book._now - 31 * DAY,
    )
    planned(book, text="all told", outcome=Outcome.partly, outcome_at=book._now)
    planned(book, text="no longer", cancelled_at=book._now)
    seen = text_of(ana, WAITING)

    order = ["a silence", "a question", "a ride", "a plan", "an old plan"]
    assert [seen.index(f'<strong dir="auto">{text}<') for text in order] == sorted(
        seen.index(f'<strong dir="auto">{text}<') for text in order
    )
    assert "Asked yesterday. From " in seen
    assert "He will hold it against me" in seen
    assert "all told" not in seen
    assert "no longer" not in seen


def test_an_empty_list_says_what_will_stand_there(ana: Client) -> None:
    assert "Here stands what you planned" in text_of(ana, WAITING)


def test_only_planned_is_not_said_to_be_with_them(ana: Client, book: Book) -> None:
    plan = planned(book)
    assert "What you asked is with them now." not in text_of(ana, WAITING)
    assert "Nothing is asked of anyone until you ask it." in text_of(ana, WAITING)
    ana.post(page("asked", plan.id))
    assert "What you asked is with them now." in text_of(ana, WAITING)


def test_what_happened_is_kept_with_its_time(ana: Client, book: Book) -> None:
    kept = planned(book, asked_at=book._now, feared="He will laugh", forecast=0.3)
    form = sent(
        kept.revision,
        outcome="partly",
        feared_came="did_not",
        suds_felt="30.0",
        overwhelmed="False",
        guilt="True",
        surprised="He was glad",
        learned="A smaller ask next",
    )
    answer = ana.post(page("outcome", kept.id), form)
    assert answer.headers["Location"].startswith(page("reach_out", kept.id))

    after = book.get(ReachOut, kept.id)
    assert (after.outcome, after.feared_came, after.suds_felt) == (Outcome.partly, Feared.did_not, 30.0)
    assert (after.overwhelmed, after.guilt) == (False, True)
    assert (after.surprised, after.learned) == ("He was glad", "A smaller ask next")
    assert after.outcome_at == after.feared_at
    assert after.outcome_at is not None
    seen = text_of(ana, page("reach_out", kept.id))
    assert "You guessed 3 of 10." in seen
    assert "It did not happen." in seen
    assert "He was glad" in seen


def test_all_but_the_outcome_can_be_skipped(ana: Client, book: Book) -> None:
    kept = planned(book, feared="He will laugh")
    assert ana.post(page("outcome", kept.id), sent(kept.revision, learned="something")).status_code == 422
    ana.post(page("outcome", kept.id), sent(kept.revision, outcome="no_answer"))

    after = book.get(ReachOut, kept.id)
    assert after.outcome is Outcome.no_answer
    assert (after.feared_came, after.feared_at, after.overwhelmed, after.guilt, after.suds_felt) == (
        None,
    ) * 5


def test_without_a_fear_it_is_not_asked_about(ana: Client, book: Book) -> None:
    assert "feared_came" not in text_of(ana, page("outcome", planned(book).id))
    assert ana.get(page("fear", planned(book).id)).status_code == 302


def test_a_plan_may_be_told_without_having_been_noted_as_asked(ana: Client, book: Book) -> None:
    kept = planned(book)
    ana.post(page("outcome", kept.id), sent(kept.revision, outcome="came_through"))

    assert kept.text not in text_of(ana, WAITING)


@pytest.mark.parametrize(
    ("kind", "there", "not_there"),
    [
        (Kind.ask, "kindly said no", "all right"),
        (Kind.accept, "it fell through, kindly", "kindly said no"),
        (Kind.let_go, "it was not all right", "no answer"),
    ],
)
def test_each_kind_is_asked_in_its_own_words(
    ana: Client, book: Book, kind: Kind, there: str, not_there: str
) -> None:
    seen = text_of(ana, page("outcome", planned(book, kind=kind, step_id=None).id))

    assert there in seen
    assert not_there not in seen


def test_it_can_be_amended_and_the_time_stays(ana: Client, book: Book) -> None:
    then = book._now - 5 * DAY
    kept = planned(book, outcome=Outcome.came_through, outcome_at=then, overwhelmed=True)
    seen = text_of(ana, page("outcome", kept.id))
    assert seen.count("checked") == 2

    ana.post(
        page("outcome", kept.id), sent(kept.revision, outcome="came_through", learned="more than I knew")
    )
    after = book.get(ReachOut, kept.id)
    assert (after.outcome_at, after.learned, after.overwhelmed) == (then, "more than I knew", None)


def test_a_kind_no_is_met_kindly_with_the_other_way(ana: Client, book: Book) -> None:
    kept = planned(book, outcome=Outcome.kind_no, outcome_at=book._now, what_if_not="I take the bus")
    seen = text_of(ana, page("reach_out", kept.id))

    assert "They answered, and kindly." in seen
    assert "I take the bus" in seen
    assert "set aside" not in seen


def test_something_let_go_that_was_not_all_right_is_nobodys_no(ana: Client, book: Book) -> None:
    kept = planned(book, kind=Kind.let_go, step_id=None, outcome=Outcome.kind_no, outcome_at=book._now)
    seen = text_of(ana, page("reach_out", kept.id))

    assert "It was not all right" in seen
    assert "They answered" not in seen


@pytest.mark.parametrize(
    "told",
    [{"outcome": "hurtful"}, {"outcome": "came_through", "feared_came": "happened"}],
)
def test_someone_who_hurt_is_set_aside_and_that_is_good_judgement(
    ana: Client, book: Book, told: dict[str, str]
) -> None:
    dev = person(book)
    kept = planned(book, person_id=dev.id, feared="He will use it")
    ana.post(page("outcome", kept.id), sent(kept.revision, **told))
    seen = text_of(ana, page("reach_out", kept.id))

    assert "<bdi>Dev</bdi> is set aside for now" in seen
    assert "good judgement" in seen
    assert reverse("circle:person", args=[dev.id]) in seen
    assert reverse("care:help") in seen
    assert standing(book.get(Person, dev.id), book.all(ReachOut)) is Gate.unsure


def test_once_judged_safe_again_they_are_no_longer_set_aside(ana: Client, book: Book) -> None:
    dev = person(book, gate_at=book._now)
    kept = planned(
        book,
        person_id=dev.id,
        feared="x",
        outcome=Outcome.came_through,
        outcome_at=book._now - DAY,
        feared_came=Feared.happened,
        feared_at=book._now - DAY,
    )
    assert "set aside for now" not in text_of(ana, page("reach_out", kept.id))


def test_what_hurt_without_anyone_is_met_too(ana: Client, book: Book) -> None:
    kept = planned(book, kind=Kind.let_go, step_id=None, outcome=Outcome.hurtful, outcome_at=book._now)
    seen = text_of(ana, page("reach_out", kept.id))

    assert "That hurt" in seen
    assert "set aside" not in seen


def test_a_little_of_the_fear_asks_whether_the_gate_changes(ana: Client, book: Book) -> None:
    dev = person(book)
    kept = planned(
        book,
        person_id=dev.id,
        feared="x",
        outcome=Outcome.came_through,
        outcome_at=book._now,
        feared_came=Feared.partly,
        feared_at=book._now,
    )
    assert "Does it change how safe <bdi>Dev</bdi> is for you?" in text_of(ana, page("reach_out", kept.id))


def test_the_fear_is_asked_again_after_thirty_days_without_the_first_answer(ana: Client, book: Book) -> None:
    then = book._now - 31 * DAY
    kept = planned(
        book,
        feared="He will use it",
        outcome=Outcome.came_through,
        outcome_at=then,
        feared_came=Feared.did_not,
        feared_at=then,
    )
    assert "He will use it" in text_of(ana, WAITING)
    assert "checked" not in text_of(ana, page("fear", kept.id))

    ana.post(page("fear", kept.id), sent(kept.revision, feared_came="did_not", learned="It kept"))
    after = book.get(ReachOut, kept.id)
    assert after.feared_at is not None
    assert after.feared_at > then
    assert (after.outcome_at, after.learned) == (then, "It kept")
    assert "He will use it" not in text_of(ana, WAITING)


def test_a_fear_that_came_late_sets_them_aside(ana: Client, book: Book) -> None:
    dev = person(book, gate_at=book._now - 40 * DAY)
    then = book._now - 31 * DAY
    kept = planned(
        book,
        person_id=dev.id,
        feared="He will use it",
        outcome=Outcome.came_through,
        outcome_at=then,
        feared_came=Feared.did_not,
        feared_at=then,
    )
    answer = ana.post(page("fear", kept.id), sent(kept.revision, feared_came="happened"), follow=True)

    assert "<bdi>Dev</bdi> is set aside for now" in answer.content.decode()


def test_the_guess_is_not_on_the_page_that_asks_what_happened(ana: Client, book: Book) -> None:
    seen = text_of(ana, page("outcome", planned(book, forecast=0.3, feared="x", feared_chance=0.8).id))

    assert "You guessed" not in seen


@pytest.mark.parametrize("domain", Domain)
@pytest.mark.parametrize("kind", Kind)
def test_every_cell_has_its_pages(ana: Client, book: Book, kind: Kind, domain: Domain) -> None:
    kept = planned(book, kind=kind, domain=domain, step_id=None)

    for name in ("reach_out", "guess", "prepare", "words", "outcome"):
        assert ana.get(page(name, kept.id)).status_code == 200


def test_gaps_in_the_words_are_pointed_out_until_they_are_filled(ana: Client, book: Book) -> None:
    assert "2 gaps are still open" in text_of(
        ana, page("reach_out", planned(book, words="[place] on [day]?").id)
    )
    assert "still open" not in text_of(
        ana, page("reach_out", planned(book, words="The clinic on Friday?").id)
    )


def test_beside_someone_not_safe_the_sentence_stays(ana: Client, book: Book) -> None:
    nan, dev = person(book, "Nan", gate=Gate.not_safe), person(book)

    assert "Wariness here is good judgement" in text_of(
        ana, page("reach_out", planned(book, person_id=nan.id).id)
    )
    assert "Wariness" not in text_of(ana, page("reach_out", planned(book, person_id=dev.id).id))


@pytest.mark.parametrize(("kind", "words"), [(Kind.accept, "Said yes today."), (Kind.share, "Said today.")])
def test_each_kind_went_out_in_its_own_words(ana: Client, book: Book, kind: Kind, words: str) -> None:
    kept = planned(book, kind=kind, step_id=None, asked_at=book._now)

    assert words in text_of(ana, page("reach_out", kept.id))
