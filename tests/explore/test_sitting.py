"""The body sets the pace, a steep rise ends it, and two that end worse ask for a person instead of more."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from leanto.content.paths import Depth
from leanto.explore import sitting as sat
from leanto.records import Body, Reflection, Sitting

NOW = datetime(2025, 11, 3, 9, tzinfo=UTC)
TENTHS = st.none() | st.integers(0, 10)


def sitting(id: str, days: float = 0, before: int | None = None, after: int | None = None) -> Sitting:
    return Sitting(id=id, at=NOW - timedelta(days=days), path="one", before=before, after=after)


GENTLE, MIDDLE, DEEP = Depth
PACES = [
    (Body.settled, 15, sat.Pace(15, (GENTLE, MIDDLE, DEEP))),
    (Body.settled, 5, sat.Pace(5, (GENTLE, MIDDLE, DEEP))),
    (Body.keyed_up, 15, sat.Pace(5, (GENTLE, MIDDLE), between=True)),
    (Body.keyed_up, 5, sat.Pace(5, (GENTLE, MIDDLE), between=True)),
    (Body.shut_down, 15, sat.Pace(5, (GENTLE,), instead=True)),
    (None, 10, sat.Pace(10, (GENTLE, MIDDLE))),
]


@pytest.mark.parametrize(("body", "wished", "pace"), PACES)
def test_the_body_sets_the_pace(body: Body | None, wished: int, pace: sat.Pace) -> None:
    assert sat.pace(body, wished) == pace


RISES = [(2, 5, True), (2, 4, False), (0, 3, True), (7, 10, True), (8, 10, False), (5, 2, False)]


@pytest.mark.parametrize(("before", "after", "steep"), [*RISES, (None, 10, False), (3, None, False)])
def test_three_points_of_ten_are_steep(before: int | None, after: int | None, steep: bool) -> None:
    assert sat.steep(before, after) is steep


def test_two_of_the_last_five_that_end_worse_ask_for_a_person() -> None:
    worse, lighter = (3, 4), (4, 3)
    one = [sitting("1", 1, *worse), sitting("2", 2, *lighter)]
    assert not sat.with_a_person(one)
    assert sat.with_a_person([*one, sitting("3", 3, *worse)])
    assert sat.with_a_person([*one, sitting("9", 3.5, 5, None), sitting("3", 4, *worse)])
    long_ago = [sitting(str(n), n, *lighter) for n in range(1, 6)] + [
        sitting("a", 7, *worse),
        sitting("b", 8, *worse),
    ]
    assert not sat.with_a_person(long_ago)


@given(st.lists(st.tuples(TENTHS, TENTHS), max_size=12))
def test_every_sitting_with_both_answers_is_counted_once(pairs: list[tuple[int | None, int | None]]) -> None:
    kept = [sitting(f"{n:02}", n, *pair) for n, pair in enumerate(pairs)]
    found = sat.compared(kept)
    assert found.total == sum(None not in pair for pair in pairs)
    assert found.harder == sum(None not in pair and pair[1] > pair[0] for pair in pairs)  # type: ignore[operator]


@given(st.sampled_from(sat.LENGTHS), st.integers(0, 3600))
def test_the_clock_is_up_when_no_minute_is_left(minutes: int, seconds: int) -> None:
    one = structs.replace(sitting("1"), minutes=minutes)
    now = one.at + timedelta(seconds=seconds)
    assert sat.is_up(one, now) is (sat.minutes_left(one, now) == 0)
    assert 0 <= sat.minutes_left(one, now) <= minutes


def test_the_next_day_asks_of_the_night_once() -> None:
    yesterday, older = sitting("1", 1), sitting("2", 2)
    assert sat.night_after([older, yesterday], NOW) == yesterday
    assert sat.night_after([structs.replace(yesterday, night="usual")], NOW) is None
    assert sat.night_after([older], NOW) is None
    assert sat.night_after([sitting("3")], NOW) is None


def test_a_path_that_was_only_read_is_no_sitting() -> None:
    read = structs.replace(sitting("1", 1), minutes=sat.READING, ticked=("r1",))
    assert sat.begun([read]) == []
    assert sat.night_after([read], NOW) is None
    assert sat.ticked([read], "one") == read
    assert sat.ticked([sitting("2")], "one") is None


def test_an_open_sitting_of_another_day_is_not_gone_on_with() -> None:
    today, ended = sitting("1"), structs.replace(sitting("2"), ended_at=NOW)
    assert sat.open_today([today, ended], NOW) == today
    assert sat.open_today([ended, sitting("3", 1)], NOW) is None


@pytest.mark.parametrize(
    ("text", "hard"), [("no", True), ("no\nmy sister", True), ("yes", False), ("none", False)]
)
def test_not_being_all_right_alone_is_heard(text: str, hard: bool) -> None:
    said = Reflection(id="1", at=NOW, asked="night-e", text=text)
    assert sat.alone_is_hard([said]) is hard
    assert not sat.alone_is_hard([structs.replace(said, asked="night-d")])
