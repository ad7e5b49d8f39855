"""What happened, when it was said, and when to ask again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from leanto.circle.gate import standing
from leanto.practise.outcome import (
    AGAIN,
    NEXT_DAY,
    answers,
    asks_about_gate,
    fear_due,
    fear_told,
    said_no_kindly,
    sets_aside,
    told,
)
from leanto.records import Domain, Feared, Gate, Kind, Outcome, Person, ReachOut, Relation
from leanto.vault.keys import Tally
from leanto.vault.tally import tallied

NOW = datetime(2025, 11, 3, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def reach_out(**changes: object) -> ReachOut:
    one = ReachOut(
        id="1" * 32, at=NOW, kind=Kind.ask, domain=Domain.work, person_id="dev", feared="They will laugh"
    )
    return structs.replace(one, **changes)


def done(**changes: object) -> ReachOut:
    return reach_out(**{"outcome": Outcome.came_through, "outcome_at": NOW, **changes})


def test_nobody_fails_to_answer_where_something_was_let_go() -> None:
    assert Outcome.no_answer not in answers(Kind.let_go)
    assert answers(Kind.ask) == tuple(Outcome)


def test_an_outcome_is_noted_when_it_is_said() -> None:
    before = reach_out(asked_at=NOW)
    after = told(
        before, structs.replace(before, outcome=Outcome.partly, feared_came=Feared.did_not), NOW + DAY
    )

    assert after.outcome_at == after.feared_at == NOW + DAY


def test_amending_the_words_moves_no_time() -> None:
    before = done(feared_came=Feared.did_not, feared_at=NOW)
    after = told(before, structs.replace(before, learned="He laughed with me"), NOW + 9 * DAY)

    assert (after.outcome_at, after.feared_at) == (NOW, NOW)
    assert after.learned == "He laughed with me"


def test_a_changed_answer_is_said_now() -> None:
    after = told(done(), done(outcome=Outcome.hurtful), NOW + 9 * DAY)

    assert after.outcome_at == NOW + 9 * DAY


def test_a_skipped_fear_has_no_time() -> None:
    assert told(done(feared_at=NOW), done(), NOW).feared_at is None


def test_an_outcome_takes_up_what_was_called_off() -> None:
    assert told(reach_out(cancelled_at=NOW), done(cancelled_at=NOW), NOW).cancelled_at is None


def test_a_hurt_told_late_closes_the_gate_although_it_was_answered_again_meanwhile() -> None:
    dev = Person(
        id="dev",
        name="Dev",
        relation=Relation.friend,
        gate=Gate.safe,
        gate_at=NOW + 5 * DAY,
        safe_for=(Domain.work,),
        channels=(),
    )
    early = done(outcome=Outcome.kind_no)
    late = told(early, structs.replace(early, outcome=Outcome.hurtful), NOW + 10 * DAY)

    assert standing(dev, [early]) is Gate.safe
    assert standing(dev, [late]) is Gate.unsure


def test_a_fear_is_asked_about_the_next_day_then_after_thirty_then_not_again() -> None:
    assert fear_due(done(), NOW) == NOW + NEXT_DAY

    first = fear_told(done(), done(feared_came=Feared.did_not), NOW + DAY)
    assert fear_due(first, NOW) == NOW + AGAIN

    second = fear_told(first, first, NOW + 31 * DAY)
    assert second.feared_at == NOW + 31 * DAY
    assert fear_due(second, NOW) is None


@pytest.mark.parametrize("said", [Feared.did_not, Feared.partly, Feared.too_soon])
def test_said_in_the_same_breath_it_is_asked_the_next_day_all_the_same(said: Feared) -> None:
    at_once = done(asked_at=NOW, feared_came=said, feared_at=NOW)
    assert fear_due(at_once, NOW) == NOW + NEXT_DAY
    assert fear_due(at_once, NOW + 9 * DAY) == NOW + AGAIN
    assert fear_due(fear_told(at_once, at_once, NOW + DAY), NOW + DAY) == NOW + AGAIN

    answered_days_later = done(asked_at=NOW - 2 * DAY, feared_came=said, feared_at=NOW)
    assert fear_due(answered_days_later, NOW) == NOW + AGAIN


def test_too_soon_is_asked_again_each_month() -> None:
    soon = done(feared_came=Feared.too_soon, feared_at=NOW + DAY)

    assert fear_due(soon, NOW) == NOW + AGAIN
    assert fear_due(structs.replace(soon, feared_at=NOW + AGAIN), NOW) == NOW + 2 * AGAIN


def test_a_fear_that_happened_is_never_asked_again() -> None:
    assert fear_due(done(feared_came=Feared.happened, feared_at=NOW), NOW) is None


@pytest.mark.parametrize("without", [{"feared": "  "}, {"outcome": None}])
def test_without_a_fear_or_an_outcome_nothing_is_due(without: dict[str, object]) -> None:
    assert fear_due(done(**without), NOW) is None


@given(
    feared=st.sampled_from(["", "They will laugh"]),
    outcome=st.none() | st.sampled_from(Outcome),
    feared_came=st.none() | st.sampled_from(Feared),
    after=st.integers(0, 90),
)
def test_whatever_is_due_is_in_the_tally(
    feared: str, outcome: Outcome | None, feared_came: Feared | None, after: int
) -> None:
    said = NOW + after * DAY if feared_came else None
    one = done(feared=feared, outcome=outcome, feared_came=feared_came, feared_at=said)

    if fear_due(one, NOW + after * DAY) is not None:
        assert tallied(Tally(), one.id, one).fears == (one.id,)


def test_a_hurt_or_a_fear_that_happened_sets_someone_aside() -> None:
    assert sets_aside(done(outcome=Outcome.hurtful))
    assert sets_aside(done(feared_came=Feared.happened))
    assert not sets_aside(done(feared_came=Feared.partly))
    assert not sets_aside(done(outcome=Outcome.kind_no))
    assert not sets_aside(done(outcome=Outcome.hurtful, person_id=None))


def test_a_little_of_the_fear_asks_about_the_gate() -> None:
    assert asks_about_gate(done(feared_came=Feared.partly))
    assert not asks_about_gate(done(feared_came=Feared.partly, person_id=None))
    assert not asks_about_gate(done(feared_came=Feared.partly, outcome=Outcome.hurtful))
    assert not asks_about_gate(done(feared_came=Feared.did_not))


def test_a_kind_no_is_one_only_where_someone_was_asked() -> None:
    assert said_no_kindly(done(outcome=Outcome.kind_no))
    assert not said_no_kindly(done(outcome=Outcome.kind_no, kind=Kind.let_go))
    assert not said_no_kindly(done(outcome=Outcome.no_answer))
