"""What carrying alone costs, over time: check-ins as trends, reach-outs beside them, and what the body said."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from leanto.circle.people import safe_ones
from leanto.content.instruments import FOLDER
from leanto.name.costs import Cost, Counted, Point, Trend, Week, counted, since, weeks
from leanto.name.costs import costs as found_costs
from leanto.name.instruments import Instrument, shelf
from leanto.name.rhythm import NUMB, check_ins
from leanto.records import Person, ReachOut, Response
from leanto.web.charts import trend
from leanto.web.requests import LeantoRequest


class Figure(Struct, frozen=True):
    """One trend: drawn, and said in words."""

    id: str
    name: str
    chart: trend.Chart
    finding: str
    moved: str = ""
    ranges: str = ""
    source: str = ""


class Line(Struct, frozen=True):
    """One answered time of the table: a figure for each result, empty where it was left open."""

    at: datetime
    values: tuple[str, ...]


class Shown(Struct, frozen=True):
    """One check-in. ``error``: what is to be said about measurement error for all of its figures."""

    instrument: Instrument
    figures: tuple[Figure, ...]
    lines: tuple[Line, ...]
    error: str

    @property
    def several(self) -> bool:
        """Whether more than one result is drawn."""
        return len(self.figures) > 1


class Reached(Struct, frozen=True):
    """Reach-outs by the week."""

    chart: trend.Chart
    finding: str
    weeks: tuple[Week, ...]


def costs(request: LeantoRequest) -> HttpResponse:
    taken, there = request.book.all(Response), shelf(settings.LEANTO_HOME / FOLDER)
    found = found_costs(check_ins(there.instruments), taken)
    stretch = trend.Stretch(since(found, request.now), request.now)
    numb = there.find(NUMB)
    context = {
        "costs": [_shown(one, stretch) for one in found],
        "reached": _reached(request, stretch) if found else None,
        "numb": numb,
        "times": sum(one.instrument == NUMB for one in taken),
        "noticed": _noticed(counted(numb, taken)) if numb else (),
    }
    return render(request, "name/costs.html", context)


def _shown(cost: Cost, stretch: trend.Stretch) -> Shown:
    figures = tuple(_figure(cost, one, stretch) for one in cost.trends)
    unknown = all(one.least is None for one in cost.trends)
    error = _("No one has published how exact these answers are, so no rise or fall is named.")
    return Shown(cost.instrument, figures, tuple(_lines(cost.trends)), error if unknown else "")


def _figure(cost: Cost, one: Trend, stretch: trend.Stretch) -> Figure:
    return Figure(
        f"{cost.instrument.id}-{one.scale.id}",
        one.scale.name,
        trend.draw(one, stretch),
        _finding(one),
        _moved(one),
        _ranges(one),
        one.scale.bands_source,
    )


def _finding(one: Trend) -> str:
    """Counts first: how many times, the last of them, and between what the others lay."""
    values = [point.value for point in one.points]
    told = {"n": len(values), "day": _day(one.last), "last": _said(one, one.last.value)}
    words = ngettext(
        "Answered once, on %(day)s: %(last)s.",
        "Answered %(n)d times. The last, on %(day)s: %(last)s.",
        len(values),
    )
    if min(values) == max(values):
        return words % told
    ends = {"low": _said(one, min(values)), "high": _said(one, max(values))}
    return f"{words % told} {_('The lowest so far: %(low)s. The highest: %(high)s.') % ends}"


def _moved(one: Trend) -> str:
    """The last change, named only beyond the error of the measure, and never put down to anything."""
    if one.moved is None or one.moved.beyond is None or one.least is None:
        return ""
    before, after = one.points[-2:]
    told = {
        "before": _value(before.value),
        "after": _value(after.value),
        "day": _day(before),
        "least": _value(one.least),
    }
    if not one.moved.beyond:
        same = _(
            "From %(before)s on %(day)s to %(after)s: within what this measure can tell apart (%(least)s)."
        )
        return same % told
    words = (
        _("From %(before)s on %(day)s to %(after)s: more than the error of this measure (%(least)s).") % told
    )
    said = [words, one.scale.reliable_source and f"{one.scale.reliable_source}."]
    if one.moved.lighter:
        said.append(
            _("Such answers ease by themselves too, while people wait. What it came from is not seen here.")
        )
    return " ".join(filter(None, said))


def _ranges(one: Trend) -> str:
    """The published ranges, each with where it starts."""
    bands = one.scale.bands
    return "; ".join(
        _("from %(start)s: %(name)s") % {"start": _value(band.start), "name": band.name} for band in bands
    )


def _lines(trends: Sequence[Trend]) -> Iterator[Line]:
    """The latest first."""
    by_time: list[Mapping[datetime, Point]] = [{point.at: point for point in one.points} for one in trends]
    for at in sorted({at for points in by_time for at in points}, reverse=True):
        yield Line(
            at,
            tuple(
                _said(one, points[at].value) if at in points else ""
                for one, points in zip(trends, by_time, strict=True)
            ),
        )


def _reached(request: LeantoRequest, stretch: trend.Stretch) -> Reached:
    """What went out, with nobody in it who is not judged safe: only those are counted."""
    history = request.book.all(ReachOut)
    safe = {one.id for one in safe_ones(request.book.all(Person), history)}
    out = [
        one.asked_at
        for one in history
        if one.asked_at and not one.cancelled_at and (one.person_id is None or one.person_id in safe)
    ]
    found = weeks(out, stretch.first, stretch.now)
    total, some = sum(week.times for week in found), sum(week.times > 0 for week in found)
    told = {"n": total, "some": some, "weeks": len(found)}
    words = ngettext(
        "%(n)d reach-out in these %(weeks)d weeks.",
        "%(n)d reach-outs in these %(weeks)d weeks, in %(some)d of them.",
        total,
    )
    if len(found) == 1:
        words = ngettext("%(n)d reach-out this week.", "%(n)d reach-outs this week.", total)
    return Reached(trend.draw_weeks(found, stretch), words % told, tuple(reversed(found)))


def _noticed(found: Iterable[Counted]) -> list[tuple[str, str]]:
    """Each question with its answers and how often, as "heavy 3, light 1"."""
    return [(one.question, ", ".join(f"{each.text} ({each.times})" for each in one.named)) for one in found]


def _said(one: Trend, value: float) -> str:
    """A value, or for a single question the words of that answer."""
    return one.answers.get(value) or _value(value)


def _value(value: float) -> str:
    return f"{round(value, 1):g}"


def _day(point: Point) -> str:
    return date_format(timezone.localtime(point.at), "j F Y")
