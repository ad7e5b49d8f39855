"""One result over time, a mark for each answered time; and reach-outs by the week, on the same stretch of time.

Published ranges lie behind as light bands, the error of one answer stands on its mark as a whisker. Marks are
joined only where there are many of them, and then by straight lines.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise

from msgspec import Struct

from leanto.content.instruments import Band
from leanto.name.costs import Point, Trend, Week, day_of

WIDTH, LEFT, RIGHT, BESIDE, NUMBERS = 300, 26, 184, 191, 20
TOP, INSIDE, BELOW = 10, 8, 5
TALL, SHORT, DATES = 132, 66, 22
MANY = 8
"""Marks from which on they are joined."""
LONGEST_NAME, LEAST_BAND, LEAST_TICK = 18, 15, 13
SIZE, CAP = 4, 3
DOT, MOST_HIGH = 3.2, 96


class Stretch(Struct, frozen=True):
    """The time that is drawn, from one day to another, in the zone of ``now``."""

    first: date
    now: datetime

    @property
    def last(self) -> date:
        """Today."""
        return self.now.date()

    def holds(self, at: datetime) -> bool:
        """Whether that day is drawn."""
        return self.first <= day_of(at, self.now.tzinfo) <= self.last

    def x(self, day: date, half: float = 0.0) -> int:
        """Where a day stands, and so many days on."""
        days = max(1, (self.last - self.first).days)
        share = min(max(((day - self.first).days + half) / days, 0), 1)
        return round(LEFT + INSIDE + share * (RIGHT - LEFT - 2 * INSIDE))


class Strip(Struct, frozen=True):
    """A published range. ``name`` is empty where there is no room for it; then it stands in the words alone."""

    y: int
    height: int
    shaded: bool
    name: str
    name_y: int


class Tick(Struct, frozen=True):
    """A value on the axis."""

    y: int
    text_y: int
    value: str


class Beside(Struct, frozen=True):
    """Words to the right of the marks."""

    y: int
    words: str


class Chart(Struct, frozen=True):
    """A drawing, in whole units. ``marks``, ``line`` and ``whiskers`` are paths, empty where there is nothing."""

    height: int
    marks: str
    line: str
    whiskers: str
    strips: tuple[Strip, ...]
    ticks: tuple[Tick, ...]
    beside: tuple[Beside, ...]
    dates_y: int
    first: date
    last: date
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT
    words_x: int = BESIDE
    numbers_x: int = NUMBERS


def draw(trend: Trend, stretch: Stretch) -> Chart:
    """The trend. A single question is drawn lower, with the words of its two ends beside it."""
    high = SHORT if trend.answers else TALL
    axis = _Axis(trend.lowest, trend.highest, high)
    shown = [one for one in trend.points if stretch.holds(one.at)]
    places = [(stretch.x(day_of(one.at, stretch.now.tzinfo)), axis.y(one.value)) for one in shown]
    strips = tuple(_strips(trend.scale.bands, axis))
    values = [trend.lowest, trend.highest, *(band.start for band in trend.scale.bands)]
    return Chart(
        height=TOP + high + DATES,
        marks="".join(f"M{x} {y - SIZE}l{SIZE} {SIZE}-{SIZE} {SIZE}-{SIZE}-{SIZE}z" for x, y in places),
        line="M" + "L".join(f"{x} {y}" for x, y in places) if len(places) >= MANY else "",
        whiskers="".join(_whiskers(shown, places, axis, trend.error)),
        strips=strips,
        ticks=_ticks(values, axis),
        beside=_ends(trend, axis),
        dates_y=TOP + high + DATES - 4,
        first=stretch.first,
        last=stretch.last,
    )


def draw_weeks(weeks: Sequence[Week], stretch: Stretch) -> Chart:
    """A dot for each reach-out, stacked on the middle of its week."""
    most = max((week.times for week in weeks), default=0)
    apart = min(2 * DOT + 1, MOST_HIGH / max(most, 1))
    wide = min((b - a for a, b in pairwise([stretch.x(week.start) for week in weeks]) if b > a), default=9)
    r = max(1.2, min(DOT, 0.5 * apart, 0.45 * wide))
    high = max(SHORT // 2, round(apart * most))
    floor = TOP + high
    dots = [
        (stretch.x(week.start, half=3.5), floor - apart * (number + 0.5))
        for week in weeks
        for number in range(week.times)
    ]
    tops = {0: floor, most: round(floor - apart * (most - 0.5))}
    return Chart(
        height=floor + DATES,
        marks="".join(_circle(x, y, r) for x, y in dots),
        line="",
        whiskers="",
        strips=(),
        ticks=tuple(Tick(y, y + BELOW, str(value)) for value, y in tops.items()),
        beside=(),
        dates_y=floor + DATES - 4,
        first=stretch.first,
        last=stretch.last,
    )


class _Axis(Struct, frozen=True):
    """Values from ``lowest`` at the foot to ``highest`` at the top."""

    lowest: float
    highest: float
    high: int

    def y(self, value: float) -> int:
        """Where a value stands; what lies beyond an end stands on it."""
        span = (self.highest - self.lowest) or 1
        share = min(max((value - self.lowest) / span, 0), 1)
        return round(TOP + (1 - share) * self.high)


def _strips(bands: Sequence[Band], axis: _Axis) -> Iterable[Strip]:
    names = all(len(band.name) <= LONGEST_NAME for band in bands)
    for place, band in enumerate(bands):
        # A range runs to where the next one starts; marks stand on whole values, so it begins between two.
        over = bands[place + 1].start if place + 1 < len(bands) else axis.highest
        top, foot = axis.y(over), axis.y(band.start)
        named = names and foot - top >= LEAST_BAND
        yield Strip(top, foot - top, place % 2 == 1, band.name if named else "", (top + foot) // 2 + BELOW)


def _ticks(values: Iterable[float], axis: _Axis) -> tuple[Tick, ...]:
    """The values that fit under one another, the two ends first of all."""
    found: list[Tick] = []
    for value in values:
        y = axis.y(value)
        if all(abs(y - other.y) >= LEAST_TICK for other in found):
            found.append(Tick(y, y + BELOW, f"{value:g}"))
    return tuple(found)


def _ends(trend: Trend, axis: _Axis) -> tuple[Beside, ...]:
    ends = ((value, trend.answers.get(value, "")) for value in (trend.highest, trend.lowest))
    return tuple(Beside(axis.y(value) + BELOW, words) for value, words in ends if len(words) <= LONGEST_NAME)


def _whiskers(
    shown: Sequence[Point], places: Sequence[tuple[int, int]], axis: _Axis, error: float | None
) -> Iterable[str]:
    for one, (x, _) in zip(shown, places, strict=True):
        if error is not None:
            over, under = axis.y(one.value + error), axis.y(one.value - error)
            yield f"M{x - CAP} {over}h{2 * CAP}M{x} {over}V{under}M{x - CAP} {under}h{2 * CAP}"


def _circle(x: float, y: float, r: float) -> str:
    """A circle as a path, its numbers written with a point in every language."""
    return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0"
