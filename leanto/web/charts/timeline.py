"""Years along a line, with a mark for each event and each lesson above its year."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from leanto.explore.timeline import Point, Timeline

WIDTH, LEFT, RIGHT, TOP = 340, 18, 322, 12
PITCH, MOST_HIGH, LEAST_HIGH = 13, 156, 26
SIZE, SMALLEST = 5, 2
LABEL, BELOW = 22, 8
STEPS = (1, 2, 5, 10, 20, 50, 100, 200)
MOST_TICKS = 5


class Mark(Struct, frozen=True):
    """One thing, in whole units: its outline, and whether it is a lesson. Lessons are diamonds."""

    x: int
    y: int
    is_lesson: bool
    outline: str


class Tick(Struct, frozen=True):
    """A year under the line."""

    x: int
    words: str


class Chart(Struct, frozen=True):
    """The drawing. ``events`` and ``lessons`` are the outlines of all of them, each as one path."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    events: str
    lessons: str
    ground: int
    labels: int
    height: int
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT


def draw(line: Timeline) -> Chart | None:
    """The line with its marks, or ``None`` where nothing has a year."""
    years = [one.year for one in line.dated if one.year is not None]
    if not years:
        return None
    first, last = min(years), max(years)
    most = max(years.count(year) for year in set(years))
    pitch = min(PITCH, MOST_HIGH // most) or 1
    ground = TOP + max(LEAST_HIGH, most * pitch)
    marks = tuple(_marks(line.dated, first, last, pitch, ground))
    return Chart(
        marks,
        tuple(Tick(_x(year, first, last), str(year)) for year in _ticks(first, last)),
        events="".join(one.outline for one in marks if not one.is_lesson),
        lessons="".join(one.outline for one in marks if one.is_lesson),
        ground=ground,
        labels=ground + LABEL,
        height=ground + LABEL + BELOW,
    )


def _marks(points: Sequence[Point], first: int, last: int, pitch: int, ground: int) -> Iterator[Mark]:
    size = max(SMALLEST, min(SIZE, (pitch - 2) // 2))
    for year, together in groupby(points, key=lambda one: one.year or 0):
        for place, point in enumerate(together):
            x, y = _x(year, first, last), ground - pitch // 2 - 2 - place * pitch
            is_lesson = point.event is None
            yield Mark(x, y, is_lesson, _diamond(x, y, size) if is_lesson else _post(x, y, size))


def _x(year: int, first: int, last: int) -> int:
    return (
        (LEFT + RIGHT) // 2
        if first == last
        else round(LEFT + (year - first) / (last - first) * (RIGHT - LEFT))
    )


def _diamond(x: int, y: int, size: int) -> str:
    return f"M{x} {y - size}l{size} {size}-{size} {size}-{size}-{size}z"


def _post(x: int, y: int, size: int) -> str:
    return f"M{x} {y - size}v{2 * size}"


def _ticks(first: int, last: int) -> tuple[int, ...]:
    """Both ends, and round years between them that do not stand on top of an end's number."""
    span = last - first
    step = next((one for one in STEPS if span <= one * MOST_TICKS), STEPS[-1])
    room = span * 0.13
    between = (year for year in range(first - first % step + step, last, step))
    return tuple(dict.fromkeys([first, *(y for y in between if y - first > room and last - y > room), last]))
