"""A line checked too long ago is named, and holds a release back."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanto.care.lines import overdue, stale
from leanto.content.lines import lines


@given(st.dates(date(2026, 1, 1), date(2040, 1, 1)))
def test_the_overdue_are_the_stale_ones_oldest_first(today: date) -> None:
    old = overdue(lines(), today)
    assert {line.name for line in old} == {line.name for line in lines().lines if stale(line, today)}
    assert list(old) == sorted(old, key=lambda line: line.checked_on, reverse=False)


def test_in_two_years_every_line_is_overdue_unless_it_was_looked_at() -> None:
    newest = max(line.checked_on for line in lines().lines)
    assert len(overdue(lines(), newest.replace(year=newest.year + 2))) == len(lines().lines)


@pytest.mark.release
def test_a_release_shows_no_line_checked_over_a_year_ago() -> None:
    assert [f"{line.country} {line.name}" for line in overdue(lines(), datetime.now(UTC).date())] == []
