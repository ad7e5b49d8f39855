"""Moments are listed by day, the last first, fifty to a page, and no page loses or repeats one."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from leanto.name.moments import by_day, by_month, day_of, first_page, latest_first, paged
from leanto.records import Did, Moment

NOON = datetime(2025, 11, 3, 12, tzinfo=UTC)
ZONES = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
WHEN = st.datetimes(datetime(2015, 1, 1), datetime(2026, 1, 1), timezones=ZONES)
IDS = st.integers(0, 2**128 - 1).map(lambda number: f"{number:032x}")
MOMENTS = st.lists(
    st.builds(Moment, id=IDS, at=WHEN, did=st.sampled_from(Did)), max_size=40, unique_by=lambda m: m.id
)


def caught(at: datetime, number: int = 0) -> Moment:
    return Moment(id=f"{number:032x}", at=at, did=Did.alone)


@given(MOMENTS, ZONES)
def test_days_hold_every_moment_once_and_run_backwards(moments: list[Moment], zone: timezone) -> None:
    days = by_day(latest_first(moments), zone)
    assert [one for day in days for one in day.moments] == latest_first(moments)
    assert all(later.on > earlier.on for later, earlier in pairwise(days))
    assert all(day_of(one, zone) == day.on for day in days for one in day.moments)


@given(MOMENTS, st.integers(1, 9))
def test_pages_laid_end_to_end_are_the_list(moments: list[Moment], size: int) -> None:
    ordered, turned, number = latest_first(moments), list[Moment](), 1
    while True:
        page = paged(ordered, number, size)
        turned += page.moments
        assert len(page.moments) <= size
        assert page.newer == (number > 1)
        if not page.older:
            break
        number += 1
    assert turned == ordered


@given(MOMENTS, st.integers(-3, 99), st.integers(1, 9))
def test_any_number_is_a_page_that_holds_something(moments: list[Moment], number: int, size: int) -> None:
    assert bool(paged(latest_first(moments), number, size).moments) == bool(moments)


@given(MOMENTS, WHEN, st.integers(1, 9))
def test_a_first_page_from_recent_moments_is_the_first_page(
    moments: list[Moment], since: datetime, size: int
) -> None:
    page = first_page(moments, since, size)
    if page is None:
        assert sum(moment.at >= since for moment in moments) <= size
    else:
        assert page == paged(latest_first(moments), 1, size)


@given(MOMENTS, ZONES, st.integers(1, 9))
def test_a_month_is_found_on_the_page_it_names(moments: list[Moment], zone: timezone, size: int) -> None:
    ordered = latest_first(moments)
    months = by_month(ordered, zone, size)
    assert sum(month.count for month in months) == len(moments)
    for month in months:
        days = {day_of(one, zone).replace(day=1) for one in paged(ordered, month.page, size).moments}
        assert month.first in days


def test_the_day_turns_at_midnight_where_the_person_is() -> None:
    late = caught(datetime(2025, 11, 3, 23, 30, tzinfo=UTC))
    assert [day.on for day in by_day([late], UTC)] == [date(2025, 11, 3)]
    assert [day.on for day in by_day([late], timezone(timedelta(hours=1)))] == [date(2025, 11, 4)]


def test_two_of_one_instant_keep_their_order() -> None:
    first, second = caught(NOON, 1), caught(NOON, 2)
    assert latest_first([first, second]) == latest_first([second, first])


def test_an_old_moment_changed_today_does_not_climb_to_the_first_page() -> None:
    recent = [caught(NOON - timedelta(hours=n), n) for n in range(3)]
    old = caught(NOON - timedelta(days=900), 9)
    page = first_page([*recent, old], since=NOON - timedelta(days=28), size=2)
    assert page is not None
    assert page.moments == tuple(recent[:2])
    assert page.older
