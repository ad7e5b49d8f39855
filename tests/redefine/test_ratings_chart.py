"""Ratings over time are drawn one mark for each answer, inside the frame, at their own values and days."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from leanto.records import Rating
from leanto.web.charts.ratings import BOTTOM, LABEL_GAP, LEFT, RIGHT, TOP, Row, draw

START = datetime(2025, 3, 1, tzinfo=UTC)
TENTH = st.none() | st.integers(0, 10)
RATINGS = st.lists(
    st.builds(
        Rating,
        id=st.just("0"),
        at=st.integers(0, 4000).map(lambda days: START + timedelta(days=days)),
        lesson_id=st.just("nine"),
        old=TENTH,
        new=TENTH,
    ),
    max_size=30,
).map(lambda ratings: sorted(ratings, key=lambda rating: rating.at))


def rated(day: int, old: int | None, new: int | None) -> Rating:
    return Rating(id="0", at=START + timedelta(days=day), lesson_id="nine", old=old, new=new)


def values(row: Row | None) -> list[int]:
    return [mark.value for mark in row.marks] if row else []


@given(RATINGS)
def test_every_answer_has_its_mark_and_nothing_skipped_has_one(ratings: list[Rating]) -> None:
    chart = draw(ratings)
    if chart is None:
        assert len(ratings) < 2
        return
    assert values(chart.old) == [rating.old for rating in ratings if rating.old is not None]
    assert values(chart.new) == [rating.new for rating in ratings if rating.new is not None]


@given(RATINGS)
def test_marks_stay_inside_the_frame_and_run_forwards(ratings: list[Rating]) -> None:
    chart = draw(ratings)
    for row in filter(None, (chart.old, chart.new) if chart else ()):
        assert all(LEFT <= mark.x <= RIGHT and TOP <= mark.y <= BOTTOM for mark in row.marks)
        # A mark that stands aside may pass its neighbour by less than its own width.
        assert all(later.x >= earlier.x - 4 for earlier, later in pairwise(row.marks))
        assert row.last == row.marks[-1].value


@given(RATINGS)
def test_a_higher_answer_stands_higher(ratings: list[Rating]) -> None:
    chart = draw(ratings)
    marks = [mark for row in (chart.old, chart.new) if row for mark in row.marks] if chart else []
    for one in marks:
        assert all((one.value > other.value) == (one.y < other.y) for other in marks)


@given(RATINGS)
def test_the_two_names_never_cover_each_other(ratings: list[Rating]) -> None:
    chart = draw(ratings)
    if chart and chart.old and chart.new:
        assert abs(chart.old.label_y - chart.new.label_y) >= LABEL_GAP


def test_one_rating_is_no_chart() -> None:
    assert draw([]) is None
    assert draw([rated(0, 9, 1)]) is None


def test_equal_answers_of_one_day_stand_side_by_side() -> None:
    chart = draw([rated(0, 5, 5), rated(7, 4, 6)])
    assert chart is not None
    assert chart.old is not None
    assert chart.new is not None
    assert chart.old.marks[0].x != chart.new.marks[0].x
