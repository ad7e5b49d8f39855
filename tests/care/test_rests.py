"""Every rule of when practice rests, at its edges; and what must hold whatever was kept."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanto.care.rests import How, ending, open_rests, resting, rests, small_only
from leanto.care.rises import rises
from leanto.records import (
    Domain,
    Gate,
    Kind,
    Outcome,
    Pause,
    Person,
    ReachOut,
    Relation,
    Rest,
    RestCode,
    Score,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def series(instrument: str, *values: float, apart: float = 30, last: float = 1) -> list[Score]:
    """Answers ``apart`` days from one another, the last one ``last`` days ago."""
    return [
        Score(instrument, ago(last + apart * place), value)
        for place, value in zip(range(len(values) - 1, -1, -1), values, strict=True)
    ]


def step(days: float, **more: object) -> ReachOut:
    said: dict[str, object] = {"outcome": Outcome.came_through, "outcome_at": ago(days), **more}
    return ReachOut(
        id=f"{round(days * 1000):032x}",
        at=ago(days + 1),
        kind=Kind.ask,
        domain=Domain.practical,
        **said,  # type: ignore[arg-type]
    )


def harm(days: float, ended: float | None = None, source: str = "asked") -> Rest:
    ended_at = None if ended is None else ago(ended)
    return Rest(id="a" * 32, at=ago(days), code=RestCode.self_harm, ended_at=ended_at, source=source)


def talk(days: float, code: RestCode = RestCode.worse_twice) -> Rest:
    return Rest(id="b" * 32, at=ago(days), code=code, ended_at=ago(days))


def codes(pauses: tuple[Pause, ...]) -> list[str]:
    return [one.code for one in pauses]


@pytest.mark.parametrize(
    ("kept", "rests_now"),
    [
        ([], False),
        ([harm(0)], True),
        ([harm(400)], True),
        ([harm(2, ended=1)], False),
        ([harm(0.5, ended=0.4)], True),
        ([harm(1, ended=0.9)], False),
        ([harm(0.999, ended=0.9)], True),
        ([harm(2, ended=-1)], True),
        ([harm(9, ended=8), harm(3)], True),
    ],
)
def test_self_harm_rests_at_least_a_day_and_until_it_is_wanted_back(
    kept: list[Rest], rests_now: bool
) -> None:
    found = rests([], [], kept, NOW)
    assert resting(found) is rests_now
    assert codes(found) == (["self_harm"] if rests_now else [])


def test_said_again_the_day_begins_again() -> None:
    [pause] = rests([], [], [harm(9, ended=8.5), harm(0.5)], NOW)
    assert pause.since == ago(0.5)
    assert ending(pause).earliest == ago(0.5) + timedelta(days=1)
    assert ending(pause).how is How.wanted_back


def test_said_under_a_clock_that_ran_years_ahead_it_can_be_ended_all_the_same() -> None:
    [pause] = rests([], [], [harm(-4000)], NOW)
    assert ending(pause).earliest == NOW
    assert rests([], [], [harm(-4000, ended=0)], NOW) == ()


def test_a_word_to_end_it_within_the_day_ends_it_when_the_day_is_over() -> None:
    [pause] = rests([], [], [harm(0.5, ended=0.4)], NOW)
    assert ending(pause).on == ago(-0.5)
    assert rests([], [], [harm(0.5, ended=0.4)], ago(-0.5)) == ()


@pytest.mark.parametrize(
    ("instrument", "values", "expected"),
    [
        ("phq-8", (4, 10), ["overwhelm"]),
        ("phq-8", (4, 9), []),
        ("phq-8", (4, 10, 10), ["worse_twice"]),
        ("phq-8", (4, 10, 9), []),
        ("phq-8", (4, 14, 10), ["worse_twice"]),
        ("phq-8", (4, 10, 16, 22), ["worse_twice"]),
        ("phq-8", (4, 10, 10, 9), []),
        ("phq-8", (4, 10, 10, 10), ["worse_twice"]),
        ("phq-8", (4, 10, 9, 10), []),
        ("phq-8", (4, 10, 10, 9, 15), ["overwhelm"]),
        ("phq-8", (20,), []),
        ("phq-9", (4, 10, 11), ["worse_twice"]),
        ("gad-7", (3, 7), ["overwhelm"]),
        ("gad-7", (3, 6), []),
        ("gad-7", (3, 7, 7), ["worse_twice"]),
        ("phq-4", (0, 12, 12), []),
        ("mspss", (0, 60, 60), []),
    ],
)
def test_a_rise_and_a_second_one_in_a_row(
    instrument: str, values: tuple[float, ...], expected: list[str]
) -> None:
    assert codes(rests([], series(instrument, *values), [], NOW)) == expected


def test_instruments_are_never_compared_with_one_another() -> None:
    mixed = [*series("phq-8", 2, last=60), *series("phq-9", 12, last=30), *series("gad-7", 21, last=1)]
    assert rests([], mixed, [], NOW) == ()


def test_the_first_rise_keeps_steps_small_for_a_week() -> None:
    [pause] = found = rests([], series("gad-7", 3, 7), [], NOW)
    assert small_only(found)
    assert not resting(found)
    assert pause.until == ago(1) + timedelta(days=7)
    assert ending(pause).how is How.day_comes
    assert rests([], series("gad-7", 3, 7), [], pause.until) == ()
    assert rests([], series("gad-7", 3, 7), [], pause.until - A_SECOND) == found


def test_worse_twice_has_no_last_day() -> None:
    found = rests([], series("gad-7", 3, 7, 8, last=500), [], NOW)
    assert codes(found) == ["worse_twice"]
    assert ending(found[0]).how is How.lighter_or_talked


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ([talk(0.5)], []),
        ([talk(1)], []),
        ([talk(1.5)], ["worse_twice"]),
        ([talk(-1)], ["worse_twice"]),
        ([talk(0.5, RestCode.ptsd_rising)], []),
        ([Rest(id="c" * 32, at=ago(0.5), code=RestCode.worse_twice)], ["worse_twice"]),
    ],
)
def test_a_talk_ends_what_began_before_it(kept: list[Rest], expected: list[str]) -> None:
    assert codes(rests([], series("phq-8", 4, 10, 12), kept, NOW)) == expected


def test_after_a_talk_the_next_rise_counts_from_there() -> None:
    assert rests([], series("phq-8", 4, 10, 12, 13), [talk(20)], NOW) == ()
    assert codes(rests([], series("phq-8", 4, 10, 12, 18), [talk(20)], NOW)) == ["overwhelm"]


def test_a_talk_between_the_two_does_not_hide_the_second() -> None:
    assert codes(rests([], series("phq-8", 4, 10, 12), [talk(20)], NOW)) == ["worse_twice"]


RISING = [step(9, suds_felt=30), step(6, suds_felt=40), step(3, suds_felt=50)]


@pytest.mark.parametrize(
    ("score", "steps", "expected"),
    [
        (3, RISING, ["ptsd_rising"]),
        (2, RISING, []),
        (3, RISING[:2], []),
        (3, [*RISING, step(1, suds_felt=50)], ["ptsd_rising"]),
        (3, [step(9, suds_felt=30), step(6, suds_felt=30), step(3, suds_felt=50)], []),
        (3, [*RISING[:2], step(4, suds_felt=None), step(3, suds_felt=50)], ["ptsd_rising"]),
        (3, [*RISING[:2], step(3, suds_felt=50, outcome=None)], []),
    ],
)
def test_ptsd_with_distress_rising_over_three_steps(
    score: float, steps: list[ReachOut], expected: list[str]
) -> None:
    assert codes(rests(steps, [Score("pc-ptsd-5", ago(40), score)], [], NOW)) == expected


def test_it_ends_with_a_lower_answer_or_a_talk_and_begins_with_a_new_step() -> None:
    high = Score("pc-ptsd-5", ago(40), 4)
    assert rests(RISING, [high, Score("pc-ptsd-5", ago(2), 2)], [], NOW) == ()
    assert rests(RISING, [high], [talk(2, RestCode.ptsd_rising)], NOW) == ()
    again = [*RISING, step(1, suds_felt=60)]
    assert codes(rests(again, [high], [talk(2)], NOW)) == ["ptsd_rising"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((True, True), True),
        ((True, False), False),
        ((False, True), False),
        ((True, None, True), True),
        ((True, True, False), True),
        ((True,), False),
    ],
)
def test_overwhelmed_in_two_steps_running(said: tuple[bool | None, ...], expected: bool) -> None:
    steps = [step(4 - place, overwhelmed=each) for place, each in enumerate(said)]
    assert small_only(rests(steps, [], [], NOW)) is expected


def test_overwhelm_lasts_a_week_from_the_second() -> None:
    steps = [step(3, overwhelmed=True), step(1, overwhelmed=True)]
    [pause] = rests(steps, [], [], NOW)
    assert pause.until == ago(-6)
    assert rests(steps, [], [], ago(-6) - A_SECOND) == (pause,)
    assert rests(steps, [], [], ago(-6)) == ()


def somebody(days: float, gate: Gate = Gate.safe) -> Person:
    return Person(
        id="p" * 32,
        name="Dev",
        relation=Relation.friend,
        gate=gate,
        gate_at=ago(days),
        safe_for=(),
        channels=(),
    )


def test_a_hurt_rests_that_person_and_nothing_else() -> None:
    hurt = step(2, outcome=Outcome.hurtful, person_id="p" * 32)
    found = rests([hurt, step(1, outcome=Outcome.hurtful)], [], [], NOW, [somebody(9)])
    assert [(one.code, one.person_id) for one in found] == [("hurt", "p" * 32)]
    assert ending(found[0]).how is How.asked_again
    assert not resting(found)
    assert not small_only(found)
    assert rests([hurt], [], [], NOW, [somebody(1)]) == ()
    assert codes(rests([hurt], [], [], NOW, [somebody(1, Gate.unsure)])) == ["hurt"]


@pytest.mark.parametrize(
    ("until", "ended", "expected"),
    [
        (None, None, True),
        (1, None, True),
        (0, None, False),
        (None, 0, False),
        (None, -1, True),
        (3, 1, False),
    ],
)
def test_ones_own_rest(until: float | None, ended: float | None, expected: bool) -> None:
    rest = Rest(
        id="o" * 32,
        at=ago(2),
        code=RestCode.own,
        until=None if until is None else ago(-until),
        ended_at=None if ended is None else ago(ended),
    )
    found = rests([], [], [rest], NOW)
    assert resting(found) is expected
    assert bool(open_rests([rest], RestCode.own, NOW)) is expected
    if found:
        assert ending(found[0]).how is (How.own_word if until is None else How.day_comes)


def test_the_weightiest_comes_first() -> None:
    own = Rest(id="o" * 32, at=ago(2), code=RestCode.own)
    found = rests(RISING, series("phq-8", 1, 9, 9), [own, harm(1)], NOW)
    assert codes(found) == ["self_harm", "worse_twice", "own"]


TIMES = st.integers(-3, 120).map(ago)
NUMBERS = st.one_of(st.integers(0, 27).map(float), st.sampled_from([float("nan"), float("inf")]))
SCORES = st.lists(
    st.builds(Score, st.sampled_from(["phq-8", "phq-9", "phq-4", "gad-7", "pc-ptsd-5", "?"]), TIMES, NUMBERS)
)
RESTS = st.lists(
    st.builds(
        Rest,
        id=st.just("r" * 32),
        at=TIMES,
        code=st.sampled_from(RestCode),
        until=st.none() | TIMES,
        ended_at=st.none() | TIMES,
    )
)
STEPS = st.lists(
    st.builds(
        ReachOut,
        id=st.sampled_from(["1" * 32, "2" * 32]),
        at=TIMES,
        kind=st.just(Kind.ask),
        domain=st.just(Domain.work),
        person_id=st.none() | st.just("p" * 32),
        outcome=st.none() | st.sampled_from(Outcome),
        outcome_at=st.none() | TIMES,
        suds_felt=st.none() | st.floats(0, 100) | st.just(float("nan")),
        overwhelmed=st.none() | st.booleans(),
    )
)


@given(STEPS, SCORES, RESTS, st.randoms(use_true_random=False))
def test_whatever_was_kept_the_answer_is_there_and_the_same_in_any_order(
    steps: list[ReachOut], scores: list[Score], kept: list[Rest], order: object
) -> None:
    found = rests(steps, scores, kept, NOW)
    assert all(ending(one).how for one in found)
    assert all(one.until is None or one.until > NOW for one in found)
    assert rests(steps, scores[::-1], kept[::-1], NOW) == found


@given(
    st.sampled_from([("phq-8", 6, 24), ("phq-9", 6, 27), ("gad-7", 4, 21)]),
    st.lists(st.integers(0, 27), min_size=3, max_size=8),
    st.lists(st.integers(0, 27), min_size=8, max_size=8),
)
def test_worse_answers_never_end_it_earlier(
    instrument: tuple[str, int, int], values: list[int], more: list[int]
) -> None:
    """From the rise on: before it, a higher answer would be a smaller rise."""
    name, _step, highest = instrument
    values = [min(value, highest) for value in values]
    start = next((at for at in range(1, len(values)) if _rest(name, values[: at + 1])), None)
    if start is None or not _twice(name, values):
        return
    first = max(at for at in range(1, len(values)) if _begins(name, values, at))
    worse = [min(value + more[at], highest) if at >= first else value for at, value in enumerate(values)]
    assert _twice(name, worse)


def _rest(name: str, values: list[int]) -> bool:
    return bool(rises(series(name, *values)))


def _begins(name: str, values: list[int], at: int) -> bool:
    """Whether a rise begins with this answer."""
    return _rest(name, values[: at + 1]) and not _rest(name, values[:at])


def _twice(name: str, values: list[int]) -> bool:
    return any(one.twice for one in rises(series(name, *values)))
