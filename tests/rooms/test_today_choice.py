"""Choice or cage: a dot for each time, the chosen below, inside the drawing however many there were."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from leanto.name.moments import Week
from leanto.web.charts.choice import LABEL, draw

MONDAY = date(2025, 11, 17)


def week(ago: int, chosen: int, between: int, had_to: int, unsaid: int) -> Week:
    return Week(MONDAY - timedelta(weeks=ago), chosen + between + had_to + unsaid, chosen, had_to, between)


few = st.integers(0, 25)
all_weeks = st.lists(st.tuples(few, few, few, few), min_size=1, max_size=4)


@given(all_weeks)
def test_every_time_is_a_dot_and_no_two_share_a_place(rows: list[tuple[int, int, int, int]]) -> None:
    weeks = [week(len(rows) - 1 - place, *row) for place, row in enumerate(rows)]
    chart = draw(weeks)
    if not any(one.alone for one in weeks):
        assert chart is None
        return
    assert chart is not None
    dots = [dot for column in chart.columns for dot in column.dots]
    assert len(dots) == len({(dot.x, dot.y) for dot in dots}) == sum(one.alone for one in weeks)
    assert all(0 < dot.x < chart.width and 0 < dot.y < chart.height - LABEL for dot in dots)


@given(all_weeks)
def test_the_chosen_lie_below_what_was_forced(rows: list[tuple[int, int, int, int]]) -> None:
    chart = draw([week(0, *rows[0])])
    if chart is None:
        return
    order = ["chose", "between", "had_to", "unsaid"]
    sorts = [order.index(dot.sort) for dot in sorted(chart.columns[0].dots, key=lambda dot: (-dot.y, dot.x))]
    assert sorts == sorted(sorts)


def test_the_key_names_only_what_is_there() -> None:
    plain, mixed = draw([week(0, 1, 0, 1, 0)]), draw([week(1, 0, 1, 0, 0), week(0, 0, 0, 0, 1)])
    assert plain is not None
    assert mixed is not None
    assert (plain.between, plain.unsaid, mixed.between, mixed.unsaid) == (False, False, True, True)
    assert [column.ago for column in mixed.columns] == [1, 0]


def test_the_paths_hold_a_circle_for_each_dot() -> None:
    chart = draw([week(0, 3, 1, 2, 1)])
    assert chart is not None
    [column] = chart.columns
    assert column.filled.count("M") == 3 + 1
    assert column.open.count("M") == 1 + 2 + 1
