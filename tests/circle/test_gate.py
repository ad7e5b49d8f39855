"""The gate decides who is ever suggested. It errs towards caution, and it can be opened again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from leanto.circle.gate import (
    Answer,
    Sentence,
    closed,
    closed_at,
    closed_by,
    hurt_at,
    judged,
    looks_again,
    questions,
    sentence,
    standing,
    verdict,
)
from leanto.records import Domain, Feared, Gate, Kind, Outcome, Person, ReachOut, Relation

DAY = datetime(2025, 3, 1, 12, tzinfo=UTC)
times = st.integers(-60, 60).map(lambda days: DAY + timedelta(days=days))
answers = st.lists(st.sampled_from([*Answer, None]), max_size=7)


def person(gate: Gate = Gate.safe, safe_for: tuple[Domain, ...] = (Domain.practical,)) -> Person:
    return Person(
        id="ben", name="Ben", relation=Relation.friend, gate=gate, gate_at=DAY, safe_for=safe_for, channels=()
    )


@st.composite
def reach_outs(draw: st.DrawFn) -> ReachOut:
    return ReachOut(
        id=draw(st.uuids()).hex,
        at=draw(times),
        kind=draw(st.sampled_from(Kind)),
        domain=Domain.practical,
        person_id=draw(st.sampled_from(["ben", "cleo", None])),
        outcome=draw(st.none() | st.sampled_from(Outcome)),
        outcome_at=draw(st.none() | times),
        feared_came=draw(st.none() | st.sampled_from(Feared)),
        feared_at=draw(st.none() | times),
    )


histories = st.lists(reach_outs(), max_size=8)


def hurt(days: int, id: str = "a") -> ReachOut:
    at = DAY + timedelta(days=days)
    return ReachOut(
        id=id,
        at=at,
        kind=Kind.ask,
        domain=Domain.work,
        person_id="ben",
        outcome=Outcome.hurtful,
        outcome_at=at,
    )


@given(answers)
def test_one_yes_is_enough_for_not_safe(given_answers: list[Answer | None]) -> None:
    assert (verdict(given_answers) is Gate.not_safe) == (Answer.yes in given_answers)


@given(answers)
def test_safe_takes_a_no_to_every_question(given_answers: list[Answer | None]) -> None:
    all_no = len(given_answers) >= 5 and set(given_answers) == {Answer.no}
    assert (verdict(given_answers) is Gate.safe) == all_no


@pytest.mark.parametrize(
    "given_answers", [(), (Answer.no,) * 4, (*(Answer.no,) * 4, None), (Answer.unsure,) * 5]
)
def test_not_sure_or_skipped_is_unsure(given_answers: tuple[Answer | None, ...]) -> None:
    assert verdict(given_answers) is Gate.unsure


@given(histories, st.sampled_from([Gate.unsure, Gate.not_safe]))
def test_nothing_that_happens_opens_a_gate(history: list[ReachOut], gate: Gate) -> None:
    assert standing(person(gate), history) is gate
    assert closed_by(person(gate), history) is None


@given(histories)
def test_a_safe_gate_stays_open_or_becomes_unsure_and_then_says_why(history: list[ReachOut]) -> None:
    ben = person()
    why = closed_by(ben, history)
    assert standing(ben, history) is (Gate.safe if why is None else Gate.unsure)
    if why is not None:
        said = hurt_at(why)
        assert why.person_id == "ben"
        assert said is not None
        assert said > ben.gate_at


@given(histories, reach_outs())
def test_more_history_never_opens_a_gate(history: list[ReachOut], another: ReachOut) -> None:
    if standing(person(), history) is Gate.unsure:
        assert standing(person(), [*history, another]) is Gate.unsure


@given(histories)
def test_the_order_of_history_does_not_matter(history: list[ReachOut]) -> None:
    assert standing(person(), history) is standing(person(), history[::-1])


@given(histories)
def test_answering_the_questions_again_opens_it(history: list[ReachOut]) -> None:
    again = structs.replace(person(), gate_at=DAY + timedelta(days=61))
    assert standing(again, history) is Gate.safe


def test_the_latest_hurt_is_the_one_that_is_named() -> None:
    assert closed_by(person(), [hurt(3, "b"), hurt(5, "c"), hurt(1, "d")]) == hurt(5, "c")


@given(histories)
def test_a_gate_closed_by_what_was_told_stays_closed_when_all_of_it_is_gone(history: list[ReachOut]) -> None:
    ben = person()
    for told in history:
        ben = closed(ben, told)
    assert standing(ben, []) is standing(person(), history)
    assert standing(ben, history) is standing(person(), history)
    assert sentence(ben, []) is (Sentence.safe if ben == person() else Sentence.closed)


@given(histories, st.sampled_from(Gate))
def test_only_answering_the_questions_again_opens_what_was_closed(
    history: list[ReachOut], gate: Gate
) -> None:
    shut = closed(person(), hurt(3))
    assert (shut.gate, shut.closed_at) == (Gate.unsure, DAY + timedelta(days=3))
    again = judged(shut, gate, DAY + timedelta(days=61))
    assert standing(again, [*history, hurt(3)]) is gate
    assert closed_at(again, history) is None


def test_a_closed_gate_names_what_closed_it_while_that_is_there() -> None:
    shut = closed(person(), hurt(3))
    assert closed_by(shut, [hurt(3)]) == hurt(3)
    assert sentence(shut, [hurt(3)]) is Sentence.closed_by_hurt
    assert closed_by(shut, []) is None
    assert closed_at(shut, []) == DAY + timedelta(days=3)


@pytest.mark.parametrize("gate", [Gate.unsure, Gate.not_safe])
def test_a_verdict_of_ones_own_is_not_changed_by_a_hurt(gate: Gate) -> None:
    assert closed(person(gate), hurt(3)) == person(gate)


def test_what_was_told_before_the_verdict_or_of_another_closes_nothing() -> None:
    assert closed(person(), hurt(-3)) == person()
    assert closed(person(), structs.replace(hurt(3), person_id="cleo")) == person()


def test_a_fear_said_a_month_later_closes_a_gate_answered_in_between() -> None:
    at = DAY - timedelta(days=20)
    late = ReachOut(
        id="a",
        at=at,
        kind=Kind.share,
        domain=Domain.emotional,
        person_id="ben",
        outcome=Outcome.came_through,
        outcome_at=at,
        feared="She tells the others",
        feared_came=Feared.happened,
        feared_at=DAY + timedelta(days=10),
    )
    assert standing(person(), [late]) is Gate.unsure
    assert sentence(person(), [late]) is Sentence.closed_by_fear


def test_a_kind_no_and_a_fear_that_came_a_little_close_nothing() -> None:
    mild = ReachOut(
        id="a",
        at=DAY,
        kind=Kind.ask,
        domain=Domain.work,
        person_id="ben",
        outcome=Outcome.kind_no,
        outcome_at=DAY + timedelta(days=1),
        feared_came=Feared.partly,
        feared_at=DAY + timedelta(days=2),
    )
    assert standing(person(), [mild]) is Gate.safe


@pytest.mark.parametrize(
    ("someone", "history", "said"),
    [
        (person(), [], Sentence.safe),
        (person(safe_for=()), [], Sentence.safe_for_nothing),
        (person(Gate.unsure), [], Sentence.unsure),
        (person(Gate.not_safe), [hurt(2)], Sentence.not_safe),
        (person(), [hurt(2)], Sentence.closed_by_hurt),
        (person(), [hurt(-2)], Sentence.safe),
    ],
)
def test_each_standing_has_its_sentence(someone: Person, history: list[ReachOut], said: Sentence) -> None:
    assert sentence(someone, history) is said


def test_a_little_of_what_was_feared_asks_for_another_look_until_there_was_one() -> None:
    little = ReachOut(
        id="a",
        at=DAY,
        kind=Kind.ask,
        domain=Domain.work,
        person_id="ben",
        outcome=Outcome.partly,
        outcome_at=DAY + timedelta(days=1),
        feared_came=Feared.partly,
    )
    assert looks_again(person(), [little])
    assert not looks_again(structs.replace(person(), gate_at=DAY + timedelta(days=2)), [little])
    assert not looks_again(person(), [little, hurt(2)])
    assert not looks_again(person(Gate.unsure), [little])


def test_there_are_five_questions_and_each_is_one() -> None:
    asked = questions()
    assert len({question.text for question in asked}) == 5
    assert all(question.text.endswith("?") for question in asked)
