"""The timeline: events and lessons by their year, and those without one beside them. Nothing is added up."""

from collections.abc import Iterable

from msgspec import Struct

from leanto.records import Event, Lesson

FIRST_YEAR, LAST_YEAR = 1800, 2200
"""Years that are drawn. A file may hold any number; what lies outside stands in the list without a year."""


class Point(Struct, frozen=True):
    """One thing on the line: an event, with the lesson it belongs to, or a lesson itself."""

    year: int | None
    event: Event | None = None
    lesson: Lesson | None = None

    @property
    def label(self) -> str:
        """The year as it is written: never with a mark between its thousands."""
        return "" if self.year is None else str(self.year)


class Timeline(Struct, frozen=True):
    """Points with a year, the earliest first, and those without, in the order they were written."""

    dated: tuple[Point, ...]
    undated: tuple[Point, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing stands on it."""
        return not (self.dated or self.undated)


def laid_out(events: Iterable[Event], lessons: Iterable[Lesson]) -> Timeline:
    """Every event, and every lesson that has a year. A lesson without one stays in its own list."""
    rules = {one.id: one for one in sorted(lessons, key=lambda one: (one.at, one.id))}
    happened = sorted(events, key=lambda one: (one.at, one.id))
    points = [Point(drawn(one.year), one, rules.get(one.lesson_id or "")) for one in happened]
    points += [Point(one.year, lesson=one) for one in rules.values() if drawn(one.year) is not None]
    dated = sorted((one for one in points if one.year is not None), key=lambda one: one.year or 0)
    return Timeline(tuple(dated), tuple(one for one in points if one.year is None))


def drawn(year: int | None) -> int | None:
    """The year, if it is one a line of a life and its past can hold."""
    return year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None
