"""Trends hold every answered time and nothing else; weeks count what went out; drawings stay inside their frame."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leanto.name.change import Z95
from leanto.name.costs import SHOWN_WEEKS, Trend, costs, counted, since, spread, weeks
from leanto.name.questionnaires import Answers
from leanto.name.responses import respond
from leanto.name.rhythm import NUMB
from leanto.records import Response
from leanto.web.charts.trend import LEFT, MANY, RIGHT, WIDTH, Stretch, draw, draw_weeks
from tests.name.forms import SHELF, instrument, numbered
from tests.name.forms import given as told

NOW = datetime(2026, 11, 23, 16, 5, tzinfo=UTC)


def response(id: str, numbers: Sequence[int | None], ago: int) -> Response:
    return answered(id, numbered(instrument(id), list(numbers)), ago)


def answered(id: str, answers: Answers, ago: int) -> Response:
    at = NOW - timedelta(days=ago)
    return Response(
        id=f"{ago:032x}", at=at, instrument=id, response=respond(instrument(id).form, answers, at)
    )


def trend(id: str, *totals: Sequence[int | None]) -> Trend:
    taken = [response(id, numbers, 30 * ago) for ago, numbers in enumerate(reversed(totals))]
    [cost] = costs(SHELF.instruments, taken)
    return cost.trends[0]


def test_each_answered_time_is_a_point_in_its_order_and_an_open_one_is_none() -> None:
    found = trend("phq-8", [1] * 8, [1] * 7 + [None], [2] * 8)
    assert [point.value for point in found.points] == [8, 16]
    assert found.points == tuple(sorted(found.points, key=lambda point: point.at))


def test_nothing_taken_or_all_left_open_has_no_trend() -> None:
    assert costs(SHELF.instruments, []) == ()
    assert costs(SHELF.instruments, [response("phq-8", [], 3)]) == ()


def test_the_weekly_eight_stay_apart_with_the_words_of_their_answers() -> None:
    [cost] = costs(SHELF.instruments, [response("this-week", [0, 1, 2, 3, 4, 0, 1, 2], 2)])
    assert [one.last.value for one in cost.trends] == [0, 1, 2, 3, 4, 0, 1, 2]
    assert cost.trends[0].answers[0] == "Not this week"
    assert cost.trends[0].error is None


@pytest.mark.parametrize(
    ("after", "beyond"), [([1] * 5 + [0] * 3, False), ([0] * 8, True), ([2] * 6 + [1] * 2, True)]
)
def test_a_change_is_told_only_beyond_error(after: list[int], beyond: bool) -> None:
    found = trend("phq-8", [1] * 8, after)
    assert found.moved is not None
    assert found.moved.beyond is beyond


def test_the_error_of_one_answer_is_worked_out_from_what_was_published() -> None:
    scs = instrument("scs-sf").scoring
    phq = instrument("phq-8").scoring
    cbi = instrument("cbi-personal").scoring
    assert scs
    assert phq
    assert cbi
    assert spread(scs.scales[0]) == pytest.approx(Z95 * 0.61 * sqrt(1 - 0.86))
    assert spread(phq.scales[0]) == pytest.approx(6 / sqrt(2))
    assert spread(cbi.scales[0]) is None


def test_weeks_begin_on_monday_and_the_empty_ones_are_there() -> None:
    sunday, monday = datetime(2026, 11, 8, 23, tzinfo=UTC), datetime(2026, 11, 9, 1, tzinfo=UTC)
    found = weeks([sunday, monday, monday, NOW + timedelta(days=9)], date(2026, 11, 5), NOW)
    assert [(week.start.day, week.times) for week in found] == [(2, 1), (9, 2), (16, 0), (23, 0)]


def test_no_more_than_a_year_is_drawn() -> None:
    found = costs(SHELF.instruments, [response("phq-8", [1] * 8, 4000)])
    assert since(found, NOW) == NOW.date() - timedelta(weeks=SHOWN_WEEKS)
    assert since((), NOW) == NOW.date()


@given(st.lists(st.integers(0, 400), max_size=40), st.integers(0, 300))
def test_no_reach_out_of_those_weeks_is_lost_or_counted_twice(ago: list[int], back: int) -> None:
    out = [NOW - timedelta(days=one) for one in ago]
    found = weeks(out, NOW.date() - timedelta(days=back), NOW)
    assert sum(week.times for week in found) == sum(at.date() >= found[0].start for at in out)
    assert all((b.start - a.start).days == 7 for a, b in pairwise(found))


def test_what_the_body_said_is_counted_answer_by_answer() -> None:
    taken = [
        answered(NUMB, told(heavy="heavy", did=["ate", "cancelled"]), 1),
        answered(NUMB, told(heavy="heavy", did=["ate"]), 2),
        answered(NUMB, told(heavy="light"), 3),
        response("phq-8", [1] * 8, 4),
    ]
    found = {one.question: one for one in counted(instrument(NUMB), taken)}
    heavy, did = found.values()
    assert (heavy.answered, [(one.text, one.times) for one in heavy.named]) == (
        3,
        [("Heavy", 2), ("Light", 1)],
    )
    assert (did.answered, [one.times for one in did.named]) == (2, [2, 1])


def test_marks_are_joined_only_where_there_are_many() -> None:
    stretch = Stretch(NOW.date() - timedelta(days=360), NOW)
    few, many = trend("phq-8", *[[1] * 8] * (MANY - 1)), trend("phq-8", *[[1] * 8] * MANY)
    assert not draw(few, stretch).line
    assert draw(many, stretch).line.count("L") == MANY - 1
    assert draw(many, stretch).marks.count("M") == MANY
    assert draw(many, stretch).whiskers.count("V") == MANY


def test_the_bands_are_the_published_ones_and_long_names_stay_in_the_words() -> None:
    stretch = Stretch(NOW.date() - timedelta(days=90), NOW)
    phq = draw(trend("phq-8", [1] * 8), stretch)
    assert [strip.name for strip in phq.strips] == [
        "none or minimal",
        "mild",
        "moderate",
        "moderately severe",
        "severe",
    ]
    assert [strip.y for strip in phq.strips] == sorted((strip.y for strip in phq.strips), reverse=True)
    [cost] = costs(SHELF.instruments, [answered("pc-ptsd-5", told(gate=False), 3)])
    assert {strip.name for strip in draw(cost.trends[0], stretch).strips} == {""}


@given(
    st.lists(
        st.tuples(st.integers(0, 2000), st.lists(st.integers(0, 3), min_size=8, max_size=8)), min_size=1
    ),
    st.lists(st.integers(0, 800), max_size=60),
)
@settings(deadline=None, max_examples=60)
def test_nothing_is_drawn_outside_its_frame(taken: list[tuple[int, list[int]]], ago: list[int]) -> None:
    found = costs(SHELF.instruments, [response("phq-8", numbers, days) for days, numbers in taken])
    stretch = Stretch(since(found, NOW), NOW)
    out = [NOW - timedelta(days=one) for one in ago]
    for chart in (draw(found[0].trends[0], stretch), draw_weeks(weeks(out, stretch.first, NOW), stretch)):
        assert chart.width == WIDTH
        for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", chart.marks + chart.whiskers):
            assert LEFT <= float(x) <= RIGHT
            assert 0 <= float(y) <= chart.height
