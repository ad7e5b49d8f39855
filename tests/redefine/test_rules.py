"""Old rule beside new: ratings in their order, and what happened, last first and fairly counted."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from leanto.records import Domain, Feared, Kind, Lesson, Outcome, Rating, ReachOut
from leanto.redefine.rules import Span, evidence, rule, rules, span

NOW = datetime(2025, 11, 3, 12, tzinfo=UTC)
LESSON = Lesson(id="nine", at=NOW - timedelta(days=30), old_rule="asking gets you punished")
PEOPLE = ["maya", "dev", "removed", None]


def rated(days: int, old: int | None, new: int | None = None, lesson_id: str = "nine") -> Rating:
    return Rating(id=f"{days}", at=NOW - timedelta(days=days), lesson_id=lesson_id, old=old, new=new)


def ask(days: int, outcome: Outcome | None, person_id: str | None = "maya") -> ReachOut:
    at = NOW - timedelta(days=days)
    done = at if outcome else None
    one = ReachOut(
        id=f"{days}", at=at, kind=Kind.ask, domain=Domain.work, person_id=person_id, lesson_id="nine"
    )
    return structs.replace(one, outcome=outcome, outcome_at=done)


ASKS = st.lists(
    st.builds(
        ask,
        days=st.integers(0, 60),
        outcome=st.none() | st.sampled_from(Outcome),
        person_id=st.sampled_from(PEOPLE),
    ),
    max_size=15,
)


def test_ratings_run_from_the_first_to_the_last_and_belong_to_their_lesson() -> None:
    pair = rule(LESSON, [rated(1, 6), rated(9, 9), rated(3, 1, lesson_id="other")])
    assert [rating.old for rating in pair.ratings] == [9, 6]
    assert pair.last == rated(1, 6)
    assert rule(LESSON, []).last is None


def test_the_rule_last_rated_or_written_comes_first() -> None:
    fresh = Lesson(id="fresh", at=NOW - timedelta(days=2), old_rule="be no trouble")
    assert [pair.lesson.id for pair in rules([LESSON, fresh], [])] == ["fresh", "nine"]
    assert [pair.lesson.id for pair in rules([LESSON, fresh], [rated(1, 5)])] == ["nine", "fresh"]


def test_a_span_speaks_of_what_was_said_and_not_of_what_was_skipped() -> None:
    assert span([None, 9, None, 6, None]) == Span(first=9, last=6, count=2)
    assert span([None]) is None
    assert span([]) is None


@given(ASKS)
def test_every_answered_ask_is_listed_and_only_fair_ones_counted(asks: list[ReachOut]) -> None:
    shown = evidence("nine", asks, counted={"maya"})
    assert sorted(one.id for one in shown.events) == sorted(one.id for one in asks if one.outcome)
    assert [one.outcome_at for one in shown.events] == sorted(
        (o.outcome_at for o in shown.events if o.outcome_at), reverse=True
    )
    for outcome in Outcome:
        fair = [one for one in asks if one.outcome is outcome and one.person_id in ("maya", None)]
        assert shown.outcomes.get(outcome, 0) == len(fair)
    assert sum(shown.outcomes.values()) + shown.uncounted == len(shown.events)


def test_asks_of_another_lesson_and_cancelled_ones_are_not_here() -> None:
    other = structs.replace(ask(1, Outcome.came_through), lesson_id="other")
    cancelled = structs.replace(ask(2, None), cancelled_at=NOW)
    shown = evidence("nine", [other, cancelled], counted={"maya"})
    assert (shown.events, shown.waiting) == ((), ())


def test_one_without_an_answer_waits_and_is_no_event() -> None:
    shown = evidence("nine", [ask(1, None), ask(2, Outcome.kind_no)], counted={"maya"})
    assert [one.id for one in shown.waiting] == ["1"]
    assert [one.id for one in shown.events] == ["2"]


def test_a_fear_is_counted_where_there_was_one() -> None:
    feared = structs.replace(
        ask(1, Outcome.came_through), feared="he'll think less of me", feared_came=Feared.did_not
    )
    unfeared = structs.replace(ask(2, Outcome.came_through), feared_came=Feared.did_not)
    assert evidence("nine", [feared, unfeared], counted={"maya"}).feared == {Feared.did_not: 1}


def test_somebody_not_judged_safe_is_listed_and_never_counted() -> None:
    shown = evidence("nine", [ask(1, Outcome.hurtful, "unsafe")], counted=set())
    assert len(shown.events) == 1
    assert (shown.outcomes, shown.uncounted) == ({}, 1)
