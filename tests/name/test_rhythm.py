"""Check-ins come round as the person wants, and never sooner than an instrument allows."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanto.name.rhythm import CHOICES, LATELY, NUMB, due, on_offer, turn
from leanto.records import Response
from tests.name.forms import SHELF, instrument

NOW = datetime(2026, 11, 23, 16, 5, tzinfo=UTC)
OFFERED = on_offer(SHELF.instruments, ())

days = st.integers(0, 400)
rhythms = st.sampled_from([None, *CHOICES])


def taken(id: str, ago: int) -> Response:
    return Response(id=f"{ago:032x}", at=NOW - timedelta(days=ago), instrument=id, response={})


def names(every: int | None, *responses: Response, now: datetime = NOW) -> list[str]:
    return [one.id for one in due(OFFERED, responses, every, now)]


@pytest.mark.parametrize(
    ("id", "every", "ago", "comes"),
    [
        ("this-week", 7, 6, False),
        ("this-week", 7, 7, True),
        ("this-week", 14, 13, False),
        ("this-week", 14, 14, True),
        ("this-week", 28, 27, False),
        ("phq-8", 7, 27, False),
        ("phq-8", 7, 28, True),
        ("gad-7", 14, 27, False),
        ("gad-7", 14, 28, True),
        ("cbi-personal", 7, 7, True),
        ("this-week", None, 100, False),
    ],
)
def test_the_rhythm_is_the_persons_and_the_floor_the_instruments(
    id: str, every: int | None, ago: int, comes: bool
) -> None:
    assert names(every, taken(id, ago)) == ([id] if comes else [])


def test_only_what_was_taken_comes_round_and_the_weekly_items_begin_it() -> None:
    assert names(7) == ["this-week"]
    assert names(None) == []
    assert names(7, taken("phq-8", 3)) == []
    assert names(7, taken("phq-8", 30), taken("this-week", 8)) == ["this-week", "phq-8"]


def test_what_was_let_lie_is_left_in_peace() -> None:
    assert names(7, taken("phq-8", LATELY + 1), taken("this-week", 8)) == ["this-week"]


def test_the_last_time_counts_whatever_the_order() -> None:
    assert names(7, taken("this-week", 2), taken("this-week", 30)) == []


def test_the_path_for_nothing_never_comes_round() -> None:
    assert names(7, taken(NUMB, 30), taken("this-week", 1)) == []
    assert NUMB in [one.id for one in OFFERED]


def test_days_are_the_persons_own() -> None:
    last = datetime(2026, 11, 16, 23, 30, tzinfo=UTC)
    morning = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
    assert turn(last, 0, 7, morning).due(morning.date())
    there = morning.astimezone(ZoneInfo("Asia/Tokyo"))
    assert turn(last, 0, 7, there).next_on == date(2026, 11, 24) == there.date()


def test_never_taken_is_free_and_asks_for_nothing() -> None:
    found = turn(None, 28, 7, NOW)
    assert found.free(NOW.date())
    assert not found.due(NOW.date())


@given(st.integers(0, 60), rhythms, days)
def test_it_is_never_due_before_the_floor(apart: int, every: int | None, ago: int) -> None:
    found = turn(NOW - timedelta(days=ago), apart, every, NOW)
    assert not found.due(NOW.date()) or found.free(NOW.date())
    assert not found.due(NOW.date()) or ago >= max(apart, every or 0)


@given(st.integers(0, 60), rhythms, days, st.integers(0, 100))
def test_once_due_it_stays_so_until_it_is_taken(apart: int, every: int | None, ago: int, later: int) -> None:
    last, then = NOW - timedelta(days=ago), NOW + timedelta(days=later)
    assert turn(last, apart, every, then).due(then.date()) >= turn(last, apart, every, NOW).due(NOW.date())


@given(st.integers(0, 60), days)
def test_a_slower_rhythm_is_never_sooner(apart: int, ago: int) -> None:
    found = [turn(NOW - timedelta(days=ago), apart, every, NOW).next_on for every in CHOICES]
    assert found == sorted(one for one in found if one)


def test_the_last_day_there_is_breaks_nothing() -> None:
    end = datetime(9999, 12, 30, tzinfo=UTC)
    assert turn(end, 28, 7, end).next_on == date.max


def test_what_asks_about_danger_is_on_offer_only_when_chosen() -> None:
    assert "phq-9" not in [one.id for one in OFFERED]
    assert instrument("phq-9") in on_offer(SHELF.instruments, ("phq-9",))
    assert instrument("reflection") not in on_offer(SHELF.instruments, ("reflection",))
