"""Where a reach-out stands, what is due, and whom a step may be with."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from leanto.circle.gate import Sentence
from leanto.practise.outcome import AGAIN
from leanto.practise.plan import (
    FRESH,
    SILENCE,
    State,
    asked,
    cancelled,
    day_begins,
    due,
    is_open,
    may_guess,
    resumed,
    state,
    who,
    with_someone,
)
from leanto.records import (
    Domain,
    Feared,
    Gate,
    Kind,
    Outcome,
    Person,
    ReachOut,
    Relation,
    Step,
)

NOW = datetime(2025, 11, 3, 9, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def reach_out(**changes: object) -> ReachOut:
    return structs.replace(ReachOut(id="1" * 32, at=NOW, kind=Kind.ask, domain=Domain.practical), **changes)


def person(name: str, gate: Gate = Gate.safe, *safe_for: Domain, ring: int = 2) -> Person:
    return Person(
        id=name,
        name=name,
        relation=Relation.friend,
        gate=gate,
        gate_at=NOW,
        safe_for=safe_for,
        channels=(),
        ring=ring,
    )


def test_a_plan_is_a_plan_until_it_is_asked() -> None:
    assert state(reach_out(), NOW + 365 * DAY) is State.planned


def test_after_asking_it_waits_for_fourteen_days() -> None:
    one = reach_out(asked_at=NOW)

    assert state(one, NOW + SILENCE - SECOND) is State.waiting
    assert state(one, NOW + SILENCE) is State.past_silence


@pytest.mark.parametrize("days", [1, 30])
def test_the_day_set_counts_instead_of_the_fourteen(days: int) -> None:
    one = reach_out(asked_at=NOW, silence_on=NOW + days * DAY)

    assert state(one, NOW + days * DAY - SECOND) is State.waiting
    assert state(one, NOW + days * DAY) is State.past_silence


def test_an_outcome_ends_it_even_when_it_was_called_off() -> None:
    assert state(reach_out(outcome=Outcome.kind_no), NOW) is State.done
    assert state(reach_out(outcome=Outcome.kind_no, cancelled_at=NOW), NOW) is State.done


def test_called_off_is_called_off_asked_or_not() -> None:
    assert state(reach_out(cancelled_at=NOW), NOW) is State.cancelled
    assert state(reach_out(asked_at=NOW, cancelled_at=NOW), NOW) is State.cancelled


def test_a_plan_is_open_for_less_than_seven_days() -> None:
    assert is_open(reach_out(), NOW + FRESH - SECOND)
    assert not is_open(reach_out(), NOW + FRESH)


def test_what_was_asked_is_open_until_its_silence() -> None:
    one = reach_out(asked_at=NOW, silence_on=NOW + 30 * DAY)

    assert is_open(one, NOW + 30 * DAY - SECOND)
    assert not is_open(one, NOW + 30 * DAY)


def test_done_and_called_off_are_not_open() -> None:
    assert not is_open(reach_out(outcome=Outcome.partly), NOW)
    assert not is_open(reach_out(cancelled_at=NOW), NOW)


def test_asking_notes_the_first_time() -> None:
    once = asked(reach_out(), NOW + DAY)

    assert once.asked_at == NOW + DAY
    assert asked(once, NOW + 2 * DAY) == once


def test_a_day_for_silence_that_passed_before_asking_gives_way() -> None:
    late = asked(reach_out(silence_on=NOW + DAY), NOW + 3 * DAY)

    assert late.silence_on is None
    assert state(late, NOW + 3 * DAY) is State.waiting


def test_a_day_for_silence_still_ahead_stays() -> None:
    assert asked(reach_out(silence_on=NOW + DAY), NOW).silence_on == NOW + DAY


def test_called_off_and_taken_up_again_is_a_plan_of_today() -> None:
    off = cancelled(reach_out(asked_at=NOW), NOW + 10 * DAY)
    again = resumed(off, NOW + 20 * DAY)

    assert state(again, NOW + 20 * DAY) is State.planned
    assert is_open(again, NOW + 20 * DAY)
    assert resumed(again, NOW + 21 * DAY) == again


DONE = {"asked_at": NOW - 3 * DAY, "outcome": Outcome.came_through, "outcome_at": NOW - DAY}


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        (asked, DONE),
        (asked, {"asked_at": NOW - 20 * DAY, "silence_on": NOW - DAY}),
        (asked, {"cancelled_at": NOW}),
        (cancelled, DONE),
        (cancelled, {"cancelled_at": NOW - DAY}),
        (resumed, DONE),
        (resumed, {**DONE, "cancelled_at": NOW}),
        (resumed, {"asked_at": NOW}),
    ],
)
def test_an_act_that_does_not_belong_to_where_it_stands_changes_nothing(
    act: Callable[[ReachOut, datetime], ReachOut], fields: dict[str, object]
) -> None:
    one = reach_out(**fields)
    assert act(one, NOW + DAY) == one


def test_guesses_may_change_until_the_answer() -> None:
    assert may_guess(reach_out(asked_at=NOW))
    assert not may_guess(reach_out(outcome=Outcome.no_answer))


def test_safe_for_this_comes_first_then_safe_then_the_others_by_ring_and_name() -> None:
    money = Domain.financial
    people = [
        person("Nan", Gate.not_safe, money),
        person("Una", Gate.unsure, money),
        person("Sam", Gate.safe),
        person("Zoe", Gate.safe, money, ring=1),
        person("Ada", Gate.safe, money),
        person("Bo", Gate.safe, money),
    ]
    choices = who(people, [], money)

    assert [choice.person.name for choice in choices] == ["Zoe", "Ada", "Bo", "Sam", "Una", "Nan"]
    assert [choice.fits for choice in choices] == [True, True, True, False, False, False]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"outcome": Outcome.hurtful, "outcome_at": NOW + DAY}, Sentence.closed_by_hurt),
        (
            {
                "outcome": Outcome.came_through,
                "outcome_at": NOW + DAY,
                "feared_came": Feared.happened,
                "feared_at": NOW + 31 * DAY,
            },
            Sentence.closed_by_fear,
        ),
    ],
)
def test_someone_who_hurt_since_is_among_the_others(said: dict[str, object], sentence: Sentence) -> None:
    dev, sam = person("Dev", Gate.safe, Domain.work), person("Sam", Gate.safe, Domain.work)
    choices = who([dev, sam], [reach_out(person_id="Dev", **said)], Domain.work)

    assert [choice.person for choice in choices] == [sam, dev]
    assert choices[1].sentence is sentence
    assert choices[1].gate is Gate.unsure


def test_everyone_may_be_chosen() -> None:
    people = [person(f"{gate}{n}", gate) for gate in Gate for n in range(3)]

    assert {choice.person.id for choice in who(people, [], None)} == {one.id for one in people}


def test_letting_go_is_planned_with_no_one_unless_it_hands_something_over() -> None:
    alone = Step(id="a", text="", kind=Kind.let_go, domain=Domain.work, rung=5, needs_person=False)

    assert not with_someone(Kind.let_go, alone)
    assert not with_someone(Kind.let_go, None)
    assert with_someone(Kind.let_go, structs.replace(alone, needs_person=True))
    assert with_someone(Kind.ask, None)
    assert with_someone(Kind.accept, structs.replace(alone, kind=Kind.accept))


def test_a_day_begins_where_the_person_is() -> None:
    tokyo = NOW.astimezone(ZoneInfo("Asia/Tokyo"))

    assert day_begins(date(2025, 11, 5), tokyo) == datetime(2025, 11, 4, 15, tzinfo=UTC)


def test_the_unfinished_are_sorted_by_what_they_need() -> None:
    done = reach_out(outcome=Outcome.came_through, outcome_at=NOW - AGAIN, feared_came=Feared.did_not)
    silent = reach_out(id="silent", asked_at=NOW - SILENCE)
    waits, waits_longer = (reach_out(id=f"w{days}", asked_at=NOW - days * DAY) for days in (1, 2))
    fear = structs.replace(done, id="fear", feared="They will laugh")
    plan, old = reach_out(id="plan"), reach_out(id="old", at=NOW - FRESH)
    found = due([plan, waits, done, fear, old, silent, waits_longer, reach_out(cancelled_at=NOW)], NOW)

    assert found.unanswered == (silent,)
    assert found.waiting == (waits_longer, waits)
    assert found.fears == (fear,)
    assert found.planned == (plan,)
    assert found.old == (old,)
    assert not found.empty


def test_guilt_is_due_for_a_week_and_not_beside_the_fear_of_the_same_ask() -> None:
    told = reach_out(outcome=Outcome.came_through, outcome_at=NOW, guilt=True)
    hours = timedelta(hours=1)
    assert [due([told], NOW + wait).guilts for wait in (3 * hours, 5 * hours, 8 * DAY)] == [(), (told,), ()]

    afraid = structs.replace(told, feared="They will laugh")
    assert due([afraid], NOW + 5 * hours).guilts == (afraid,)
    next_day = due([afraid], NOW + DAY)
    assert (next_day.fears, next_day.guilts) == ((afraid,), ())


def test_nothing_is_due_when_all_is_told() -> None:
    assert due([reach_out(outcome=Outcome.partly, outcome_at=NOW), reach_out(cancelled_at=NOW)], NOW).empty


TIMES = st.none() | st.integers(-60, 60).map(lambda days: NOW + days * DAY)


@given(asked_at=TIMES, silence_on=TIMES, cancelled_at=TIMES, outcome=st.none() | st.sampled_from(Outcome))
def test_whatever_its_times_it_stands_somewhere_and_only_the_living_are_open(
    asked_at: datetime | None,
    silence_on: datetime | None,
    cancelled_at: datetime | None,
    outcome: Outcome | None,
) -> None:
    one = reach_out(asked_at=asked_at, silence_on=silence_on, cancelled_at=cancelled_at, outcome=outcome)
    where = state(one, NOW)

    assert is_open(one, NOW) <= (where in (State.planned, State.waiting))
    assert (where is State.done) == (outcome is not None)
    if where is State.past_silence:
        assert state(one, NOW + 60 * DAY) is State.past_silence
