"""What carrying alone costs, over time: one trend for each result of a check-in, and reach-outs by the week.

Trends and reach-outs share one stretch of time and nothing else: that they move together proves nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from math import sqrt

from msgspec import Struct

from leanto.content.instruments import Scale
from leanto.name.change import Z95, Change, beyond_error, change, measurement_error
from leanto.name.instruments import Instrument
from leanto.name.questionnaires import Item
from leanto.name.responses import read
from leanto.name.scoring import Plan, Scored, score
from leanto.records import Response

SHOWN_WEEKS = 52
"""Weeks that are drawn, at most. What is older stands in the tables."""


class Point(Struct, frozen=True):
    """One answered time."""

    at: datetime
    value: float


class Trend(Struct, frozen=True):
    """One result over time, the oldest first. ``error``: half of the stretch in which 95 of 100 answers to the
    same would lie, ``None`` where none was published; ``least``: the least change beyond error; ``moved``: the
    last change. ``answers``: the words of each value, for a single question."""

    scale: Scale
    lowest: float
    highest: float
    points: tuple[Point, ...]
    error: float | None
    least: float | None
    moved: Change | None
    answers: Mapping[float, str]

    @property
    def last(self) -> Point:
        """The last answered time."""
        return self.points[-1]


class Cost(Struct, frozen=True):
    """One check-in with its trends, each with at least one answered time."""

    instrument: Instrument
    trends: tuple[Trend, ...]


class Week(Struct, frozen=True):
    """How many reach-outs went out in the week from that Monday."""

    start: date
    times: int


class Named(Struct, frozen=True):
    """One answer in words, and how often it was given."""

    text: str
    times: int


class Counted(Struct, frozen=True):
    """One question, its answers in the order offered, and how often it was answered at all."""

    question: str
    answered: int
    named: tuple[Named, ...]


def costs(offered: Iterable[Instrument], taken: Iterable[Response]) -> tuple[Cost, ...]:
    """Every check-in that adds up to something and was taken. A result that was left open is no point."""
    ordered = sorted(taken, key=lambda one: (one.at, one.id))
    found = (Cost(one, tuple(_trends(one, one.plan, ordered))) for one in offered if one.plan)
    return tuple(cost for cost in found if cost.trends)


def spread(scale: Scale) -> float | None:
    """How far one answer may lie from what it measures: 1.96 standard errors of measurement.

    Where only the least change beyond error was published, that change is 1.96 errors of a difference, which is
    the square root of two times as much (Jacobson & Truax 1991).
    """
    error = measurement_error(scale)
    if error is not None:
        return Z95 * error
    return None if scale.reliable is None else scale.reliable / sqrt(2)


def weeks(went_out: Iterable[datetime], since: date, now: datetime) -> tuple[Week, ...]:
    """How many in each week from that of ``since`` to this one. Weeks begin on Monday, by the clock of ``now``."""
    first, last = _monday(since), _monday(now.date())
    count = Counter(_monday(day_of(at, now.tzinfo)) for at in went_out)
    number = max(0, (last - first).days // 7) + 1
    return tuple(Week(start, count[start]) for start in (first + timedelta(weeks=n) for n in range(number)))


def since(found: Iterable[Cost], now: datetime) -> date:
    """The first day that is drawn: that of the first answered time, or a year ago where that is later."""
    today = now.date()
    first = [day_of(trend.points[0].at, now.tzinfo) for cost in found for trend in cost.trends]
    return max(min([today, *first]), today - timedelta(weeks=SHOWN_WEEKS))


def counted(one: Instrument, taken: Iterable[Response]) -> tuple[Counted, ...]:
    """How often each answer was given, for a form that adds up to nothing. What was never answered is left out."""
    given = [read(one.form, each.response).answers for each in taken if each.instrument == one.id]
    found = (_counted(item, [answers.get(item.link, ()) for answers in given]) for item in one.form.questions)
    return tuple(each for each in found if each.answered)


def day_of(at: datetime, zone: tzinfo | None) -> date:
    """The day it was, in ``zone``."""
    return at.astimezone(zone).date()


def _trends(one: Instrument, ready: Plan, ordered: Sequence[Response]) -> Iterator[Trend]:
    each: list[tuple[datetime, tuple[Scored, ...]]] = [
        (response.at, score(ready, read(one.form, response.response).answers))
        for response in ordered
        if response.instrument == one.id
    ]
    for place, part in enumerate(ready.parts):
        pairs = [(at, scored[place].value) for at, scored in each]
        points = tuple(Point(at, value) for at, value in pairs if value is not None)
        if points:
            yield Trend(
                part.scale,
                part.lowest,
                part.highest,
                points,
                error=spread(part.scale),
                least=beyond_error(part.scale),
                moved=change(part.scale, points[-2].value, points[-1].value) if len(points) > 1 else None,
                answers=_answers(one, part.scale),
            )


def _answers(one: Instrument, scale: Scale) -> Mapping[float, str]:
    if len(scale.items) > 1:
        return {}
    options = one.form.links[scale.items[0]].options
    return {option.weight: option.text for option in options if option.weight is not None}


def _counted(item: Item, given: Sequence[tuple[object, ...]]) -> Counted:
    times = Counter(value for values in given for value in values)
    named = tuple(Named(option.text, times[option.key]) for option in item.options if times[option.key])
    return Counted(item.text, sum(bool(values) for values in given), named)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
