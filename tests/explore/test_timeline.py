"""Events and lessons stand by their year; what has none stands beside the line, and nothing is lost."""

from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from leanto.explore.timeline import laid_out
from leanto.records import Event, Lesson
from leanto.web.charts.timeline import LEFT, RIGHT, TOP, draw

NOW = datetime(2025, 11, 3, 12, tzinfo=UTC)
YEARS = st.none() | st.integers(1800, 2200) | st.sampled_from([-4, 0, 10**30])
IDS = st.uuids().map(lambda one: one.hex)
EVENTS = st.lists(
    st.builds(Event, id=IDS, at=st.just(NOW), text=st.just("a move"), year=YEARS),
    unique_by=lambda one: one.id,
    max_size=30,
)
LESSONS = st.lists(
    st.builds(Lesson, id=IDS, at=st.just(NOW), old_rule=st.just("hide it"), year=YEARS),
    unique_by=lambda one: one.id,
    max_size=10,
)


@given(EVENTS, LESSONS)
def test_every_event_stands_somewhere_and_years_go_up(events: list[Event], lessons: list[Lesson]) -> None:
    line = laid_out(events, lessons)
    shown = [one.event.id for one in (*line.dated, *line.undated) if one.event]
    assert sorted(shown) == sorted(one.id for one in events)
    years = [one.year for one in line.dated]
    assert years == sorted(years)  # type: ignore[type-var]  # what is dated has a year
    assert all(one.event for one in line.undated)


@given(EVENTS, LESSONS)
def test_the_drawing_holds_every_mark(events: list[Event], lessons: list[Lesson]) -> None:
    line = laid_out(events, lessons)
    chart = draw(line)
    assert (chart is None) is (not line.dated)
    if chart:
        assert len(chart.marks) == len(line.dated)
        assert all(LEFT <= mark.x <= RIGHT and TOP <= mark.y < chart.ground for mark in chart.marks)
        xs = [tick.x for tick in chart.ticks]
        assert all(later - former > 20 for former, later in pairwise(xs))


def test_a_lesson_stands_beside_its_event() -> None:
    rule = Lesson(id="1" * 32, at=NOW, old_rule="hide it")
    line = laid_out([Event(id="2" * 32, at=NOW, text="a move", year=1999, lesson_id=rule.id)], [rule])
    assert [(one.year, one.lesson) for one in line.dated] == [(1999, rule)]
    assert laid_out([], [rule]).is_empty


def test_two_hundred_in_one_year_are_still_drawn() -> None:
    events = [Event(id=f"{n:032x}", at=NOW, text="a move", year=1999) for n in range(200)]
    chart = draw(laid_out(events, []))
    assert chart is not None
    assert len({mark.y for mark in chart.marks}) == 200
    assert [tick.words for tick in chart.ticks] == ["1999"]
