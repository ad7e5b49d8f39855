"""Choice or cage: a dot for each time something was done alone, week by week, the chosen ones below."""

from collections.abc import Sequence
from math import ceil

from msgspec import Struct

from leanto.name.moments import Week

WIDTH, PER_WEEK = 320, 80
DOTS_WIDE = 60
TOP, MOST_HIGH, LABEL = 10, 150, 28
LEAST_ROWS = 3
SIZES = ((3, 6.5), (4, 5.5), (5, 4.5), (6, 3.6), (8, 2.7), (10, 2.1))
"""Dots side by side, and how big: the more there were in a week, the smaller each."""
FILLED = {"chose": 1, "between": 0.45}
OPEN = {"had_to": 1, "between": 1, "unsaid": 0.15}
"""How big a dot of each sort is drawn, filled and open: neither chosen nor forced is a ring with a core."""


class Dot(Struct, frozen=True):
    """One time. ``sort`` is ``chose``, ``between``, ``had_to`` or ``unsaid``."""

    x: int
    y: int
    sort: str


class Column(Struct, frozen=True):
    """One week: its dots, where its name stands, and how many weeks ago it was.

    ``filled`` and ``open`` draw the dots as two paths, so that a full week costs the page no more than one dot.
    """

    week: Week
    ago: int
    middle: int
    dots: tuple[Dot, ...]
    filled: str
    open: str


class Chart(Struct, frozen=True):
    """The drawing, in whole units.

    ``between`` and ``unsaid``: there are such dots, so the key names them.
    """

    columns: tuple[Column, ...]
    height: int
    labels: int
    between: bool
    unsaid: bool
    width: int = WIDTH


def draw(weeks: Sequence[Week]) -> Chart | None:
    """The chart of the weeks, the last of them this one; ``None`` where there is nothing to draw."""
    most = max((week.alone for week in weeks), default=0)
    if not most:
        return None
    across, r = next((size for size in SIZES if _high(most, size[0]) <= MOST_HIGH), SIZES[-1])
    pitch = DOTS_WIDE // across
    floor = TOP + pitch * max(LEAST_ROWS, ceil(most / across))
    columns = tuple(_column(week, place, len(weeks), across, r, floor) for place, week in enumerate(weeks))
    return Chart(
        columns,
        height=floor + LABEL,
        labels=floor + LABEL - 6,
        between=any(week.between for week in weeks),
        unsaid=any(week.unsaid for week in weeks),
    )


def _high(most: int, across: int) -> int:
    return ceil(most / across) * (DOTS_WIDE // across)


def _column(week: Week, place: int, count: int, across: int, r: float, floor: int) -> Column:
    pitch, left = DOTS_WIDE // across, PER_WEEK * place
    sorts = (
        ["chose"] * week.chosen
        + ["between"] * week.between
        + ["had_to"] * week.had_to
        + ["unsaid"] * week.unsaid
    )
    start = left + (PER_WEEK - pitch * (across - 1)) // 2
    dots = tuple(
        Dot(start + pitch * (number % across), floor - pitch // 2 - pitch * (number // across), sort)
        for number, sort in enumerate(sorts)
    )
    return Column(
        week,
        ago=count - 1 - place,
        middle=left + PER_WEEK // 2,
        dots=dots,
        filled="".join(_circle(dot, r * FILLED[dot.sort]) for dot in dots if dot.sort in FILLED),
        open="".join(_circle(dot, r * OPEN[dot.sort]) for dot in dots if dot.sort in OPEN),
    )


def _circle(dot: Dot, r: float) -> str:
    """A circle as a path, its numbers written with a point in every language."""
    return (
        f"M{dot.x - r:.1f} {dot.y}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0"
    )
