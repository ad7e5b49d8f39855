"""How much of what was done alone was chosen, week by week, and honest about what was not said."""

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from leanto.name.moments import Week, weeks
from leanto.records import Did, Moment

THURSDAY = date(2025, 11, 6)
DAYS = st.integers(-10, 60).map(lambda back: datetime(2025, 11, 6, 12, tzinfo=UTC) - timedelta(days=back))
CHOICE = st.none() | st.integers(0, 4)
MOMENTS = st.lists(
    st.builds(Moment, id=st.just("0"), at=DAYS, did=st.sampled_from(Did), choice=CHOICE), max_size=30
)


def alone(at: datetime, choice: int | None = None) -> Moment:
    return Moment(id="0", at=at, did=Did.alone, choice=choice)


@given(MOMENTS, st.integers(1, 6))
def test_weeks_count_what_a_slow_count_counts(moments: list[Moment], n: int) -> None:
    counted = weeks(moments, THURSDAY, n)
    assert len(counted) == n
    for back, week in zip(range(n - 1, -1, -1), counted, strict=True):
        start = date(2025, 11, 3) - timedelta(days=7 * back)
        within = [
            m for m in moments if m.did is Did.alone and start <= m.at.date() < start + timedelta(days=7)
        ]
        assert week == Week(
            start=start,
            alone=len(within),
            chosen=len([m for m in within if m.choice in (3, 4)]),
            had_to=len([m for m in within if m.choice in (0, 1)]),
            between=len([m for m in within if m.choice == 2]),
        )
        assert week.unsaid == len([m for m in within if m.choice is None])


@given(MOMENTS)
def test_every_part_adds_up_to_the_whole(moments: list[Moment]) -> None:
    for week in weeks(moments, THURSDAY):
        assert week.chosen + week.had_to + week.between + week.unsaid == week.alone
        assert min(week.chosen, week.had_to, week.between, week.unsaid) >= 0


def test_what_was_not_said_counts_as_neither() -> None:
    [week] = weeks([alone(datetime(2025, 11, 4, 9, tzinfo=UTC))], THURSDAY, n=1)
    assert (week.alone, week.chosen, week.had_to, week.between, week.unsaid) == (1, 0, 0, 0, 1)


def test_a_week_starts_on_monday_where_the_person_is() -> None:
    sunday_night = alone(datetime(2025, 11, 2, 23, 30, tzinfo=UTC), choice=4)
    assert [week.chosen for week in weeks([sunday_night], THURSDAY, n=2)] == [1, 0]
    east = timezone(timedelta(hours=1))
    assert [week.chosen for week in weeks([sunday_night], THURSDAY, n=2, zone=east)] == [0, 1]


def test_an_ask_is_not_something_done_alone() -> None:
    asked = Moment(id="0", at=datetime(2025, 11, 4, 9, tzinfo=UTC), did=Did.asked, choice=4)
    assert weeks([asked], THURSDAY, n=1)[0].alone == 0
