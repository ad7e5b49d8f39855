"""Patterns: where doing it alone leans to "I had to", what comes before it, and the signs over life and time."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext, pgettext
from msgspec import Struct

from leanto.name import patterns as found
from leanto.name.patterns import Facet, Look, Month, Patterns, StandsOut
from leanto.records import Domain, Moment, Person, Sign
from leanto.web.charts import patterns as rows
from leanto.web.charts.patterns import Chart, Given
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.name.moments import listed
from leanto.web.rooms.name.pattern_words import BEFORE_OUT, CAVEAT, FACET, OF, RESTS, WHERE_OUT, named, told
from leanto.web.words import DOMAIN, SIGN, Label

MONTHS_DRAWN = 6


class Finding(Struct, frozen=True):
    """A sentence with its caveat and the moments behind it."""

    sentence: str
    caveat: Label
    facet: int
    value: str


class Place(Struct, frozen=True):
    """A row of a table: a place, its count, and where its moments stand."""

    words: Label
    times: int
    of: int
    value: str


class Laid(Struct, frozen=True):
    """A facet, drawn and as a table."""

    number: int
    title: Label
    chart: Chart
    places: tuple[Place, ...]


class SignShown(Struct, frozen=True):
    """One sign over the parts of life and over the months."""

    words: Label
    total: int
    domains: Chart | None
    months: Chart | None


def patterns(request: LeantoRequest) -> HttpResponse:
    """The whole page."""
    shown = found.patterns(request.book.all(Moment), request.now.tzinfo)
    people = {one.id: one for one in request.book.all(Person)}
    signs = _signs(shown)
    context = {
        "shown": shown,
        "enough": found.ENOUGH,
        "told": told(shown),
        "where": _laid(shown.where, people),
        "where_out": [_finding(one, people, WHERE_OUT) for one in shown.where_out],
        "before": _laid(shown.before, people),
        "before_out": [_finding(one, people, BEFORE_OUT) for one in shown.before_out],
        "signs": signs,
        "grid": _grid(shown),
        "signed": any(one.total for one in signs),
        "months": [_MonthRow(_month(one), one, tuple(one.signs.values())) for one in shown.months],
        "sign_words": [*SIGN.values()],
    }
    return render(request, "name/patterns.html", context)


def behind(request: LeantoRequest) -> HttpResponse:
    """The moments that one place counts: ``by`` names the facet and ``at`` the place, by number."""
    given = request.GET.get("by", "")
    which = next((facet for facet in Facet if str(_number(facet)) == given), None)
    if which is None:
        return redirect("name:patterns")
    value = _value(which, request.GET.get("at", ""))
    held = found.behind(request.book.all(Moment), which, value, request.now.tzinfo)
    people = {one.id: one for one in request.book.all(Person)}
    if not held:
        return redirect("name:patterns")
    context = {
        "title": FACET[which],
        "words": named(which, value, people),
        "here": urlencode({"by": given, "at": request.GET.get("at", "")}),
        "count": len(held),
        **listed(request, held, request.GET.get("page")),
    }
    return render(request, "name/patterns_behind.html", context)


class _MonthRow(Struct, frozen=True):
    words: str
    month: Month
    signs: tuple[int, ...]


def _finding(out: StandsOut, people: Mapping[str, Person], sentences: Mapping[Facet, Label]) -> Finding:
    """One sentence. It says what was, and how often; why is the person's to say."""
    count = OF % {"times": out.part.times, "of": out.part.of}
    beside = OF % {"times": out.rest.times, "of": out.rest.of}
    name = str(named(out.facet, out.part.value, people))
    place = name.lower() if out.facet is Facet.body else name
    sentence = str(sentences[out.facet]) % {"place": place, "count": count}
    return Finding(
        f"{sentence} {RESTS % {'count': beside}}",
        CAVEAT[out.facet],
        _number(out.facet),
        _code(out.facet, out.part.value),
    )


def _laid(looks: tuple[Look, ...], people: Mapping[str, Person]) -> list[Laid]:
    laid = []
    for look in looks:
        places = tuple(
            Place(named(look.facet, one.value, people), one.times, one.of, _code(look.facet, one.value))
            for one in look.parts
        )
        given = [_given(one) for one in places]
        chart = rows.draw(given)
        if chart:
            laid.append(Laid(_number(look.facet), FACET[look.facet], chart, places))
    return laid


def _given(one: Place) -> Given:
    count = str(OF % {"times": one.times, "of": one.of})
    return Given(_short(str(one.words)), one.of - one.times, one.times, count)


def _signs(shown: Patterns) -> list[SignShown]:
    newest = list(reversed(shown.months[:MONTHS_DRAWN]))
    return [_sign(sign, shown.signs[sign], newest) for sign in Sign]


def _sign(sign: Sign, by_domain: Mapping[Domain | None, int], months: list[Month]) -> SignShown:
    domains = [Given(_domain(domain), n, 0, str(n)) for domain, n in by_domain.items() if n]
    over_time = [Given(_month(one), one.signs[sign], 0, str(one.signs[sign])) for one in months]
    total = sum(by_domain.values())
    return SignShown(SIGN[sign], total, rows.draw(domains), rows.draw(over_time) if total else None)


def _grid(shown: Patterns) -> list[tuple[Label, list[int]]]:
    """By part of life, how often each sign was ticked."""
    return [(_domain(domain), [shown.signs[sign][domain] for sign in Sign]) for domain in (*Domain, None)]


def _domain(domain: Domain | None) -> Label:
    return DOMAIN[domain] if domain else gettext("not said")


def _month(month: Month) -> str:
    return date_format(month.first, pgettext("a month, in Django's date letters", "F Y"))


def _short(words: str) -> str:
    return words if len(words) <= 21 else f"{words[:20].rstrip()}…"


def _number(facet: Facet) -> int:
    return list(Facet).index(facet) + 1


def _code(facet: Facet, value: str) -> str:
    """A place in an address: by number, so that a glance at the history tells nothing; people by their id."""
    known = found.VALUES.get(facet)
    return str(list(known).index(value) + 1) if known else value


def _value(facet: Facet, code: str) -> str:
    known = found.VALUES.get(facet)
    if not known:
        return code
    return (
        str(known[int(code) - 1])
        if code.isdecimal() and len(code) < 3 and 1 <= int(code) <= len(known)
        else ""
    )
