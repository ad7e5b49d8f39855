"""Patterns: where doing it alone leans to "I had to", what comes before it, and how often help was there.

Counts are always told. That one place *stands out* is said only by this rule, asked once for each question:

* the place holds at least ``ENOUGH`` moments, and so does the rest it is compared with;
* Fisher's exact test, one-sided (``tail``): if these moments had been dealt out at random over the places, a
  count this high would come up with a probability of at most ``RARE`` divided by the number of places that
  were looked at (Bonferroni). So among people in whom there is nothing to find, at most one in twenty is
  told of something for a question.

The test takes moments as independent, which those of one bad week are not, and sees only what was caught; so
each sentence on the page carries its caveat, and none says "always". How long ago someone was let in is counted
and never tested: in a short row of moments, the one after a rare thing is less often that rare thing again by
chance alone (Miller & Sanjurjo 2018, Econometrica 86(6)).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from math import comb

from msgspec import Struct

from leanto.name.moments import CHOSEN_FROM, HAD_TO_UNTIL, day_of, latest_first
from leanto.records import Body, CouldLet, Did, Domain, Moment, Sign

ENOUGH, RARE = 5, 0.05
MUCH_FROM = 3
NIGHT, MORNING, NOON, EVENING = "night", "morning", "noon", "evening"
STARTS = ((0, NIGHT), (5, MORNING), (12, NOON), (17, EVENING))
"""From which hour each part of the day counts."""
MUCH, LESS = "much", "less"
DAYS_SINCE = ((2, "two_days"), (7, "week"))
LONGER, NOT_YET = "longer", "not_yet"

Key = Callable[[Moment], str | None]


class Facet(StrEnum):
    """What moments are laid out by. ``person``: who was there when it was done alone; ``beside``: in any moment."""

    domain = "domain"
    weekday = "weekday"
    daytime = "daytime"
    person = "person"
    body = "body"
    overwhelmed = "overwhelmed"
    beside = "beside"
    since = "since"


WHERE = (Facet.domain, Facet.weekday, Facet.daytime, Facet.person)
BEFORE = (Facet.body, Facet.overwhelmed, Facet.beside, Facet.since)
UNTESTED = (Facet.since,)


class Part(Struct, frozen=True):
    """One place of a facet: ``times`` of the ``of`` moments in it, 0 <= times <= of."""

    value: str
    times: int
    of: int


class Look(Struct, frozen=True):
    """A facet laid out, its places in their order. Moments that say nothing of it are left out."""

    facet: Facet
    parts: tuple[Part, ...]


class StandsOut(Struct, frozen=True):
    """A place that stands out by the rule above, and the rest of its facet beside it."""

    facet: Facet
    part: Part
    rest: Part


class Choice(Struct, frozen=True):
    """Of ``alone`` moments done alone, how many were which. The four others add up to it."""

    alone: int
    chosen: int
    between: int
    had_to: int
    unsaid: int


class Offers(Struct, frozen=True):
    """Of ``kept_out`` moments without help ``waved_off`` had an offer; the four of ``could`` add up to the rest."""

    kept_out: int
    waved_off: int
    could: Mapping[CouldLet | None, int]


class Month(Struct, frozen=True):
    """One month, by the choice in it and by the four signs. ``caught`` counts every moment."""

    first: date
    caught: int
    choice: Choice
    signs: Mapping[Sign, int]


class Patterns(Struct, frozen=True):
    """Everything the page says. ``signs`` counts moments by sign and part of life (``None``: not said)."""

    total: int
    choice: Choice
    offers: Offers
    where: tuple[Look, ...]
    where_out: tuple[StandsOut, ...]
    before: tuple[Look, ...]
    before_out: tuple[StandsOut, ...]
    signs: Mapping[Sign, Mapping[Domain | None, int]]
    months: tuple[Month, ...]


def patterns(moments: Iterable[Moment], zone: tzinfo | None) -> Patterns:
    """All of it. ``zone`` is whose days and hours count; without it, each moment keeps its own clock."""
    every = latest_first(moments)
    keys = _keys(every, zone)
    where = tuple(_look(facet, keys[facet], _placed_alone(every), _had_to) for facet in WHERE)
    before = tuple(_look(facet, keys[facet], _known(every), _pattern) for facet in BEFORE)
    return Patterns(
        total=len(every),
        choice=choice(every),
        offers=offers(every),
        where=where,
        where_out=standing_out(where),
        before=before,
        before_out=standing_out(before),
        signs=signs(every),
        months=months(every, zone),
    )


def behind(moments: Iterable[Moment], facet: Facet, value: str, zone: tzinfo | None) -> list[Moment]:
    """The moments that one place of a facet counts, the latest first."""
    every = latest_first(moments)
    key = _keys(every, zone)[facet]
    among = _placed_alone(every) if facet in WHERE else _known(every)
    return [one for one in among if key(one) == value]


def choice(moments: Iterable[Moment]) -> Choice:
    """How often doing it alone was a choice: 3 and 4 of 4 count as chosen, 0 and 1 as had to."""
    alone = [one.choice for one in moments if one.did is Did.alone]
    said = [one for one in alone if one is not None]
    chosen = sum(one >= CHOSEN_FROM for one in said)
    had_to = sum(one <= HAD_TO_UNTIL for one in said)
    return Choice(len(alone), chosen, len(said) - chosen - had_to, had_to, len(alone) - len(said))


def offers(moments: Iterable[Moment]) -> Offers:
    """How often help was on offer, and how often someone could have been let in where it was not."""
    out = [one for one in moments if one.did in (Did.alone, Did.waved_off)]
    could = [one.could_let for one in out if one.did is Did.alone]
    counts = {said: could.count(said) for said in (*CouldLet, None)}
    return Offers(len(out), len(out) - len(could), counts)


def signs(moments: Iterable[Moment]) -> Mapping[Sign, Mapping[Domain | None, int]]:
    """How often each sign was ticked, by part of life. A moment may carry several."""
    found = Counter((sign, one.domain) for one in moments for sign in set(one.signs))
    return {sign: {domain: found[sign, domain] for domain in (*Domain, None)} for sign in Sign}


def months(ordered: Iterable[Moment], zone: tzinfo | None) -> tuple[Month, ...]:
    """Every month that holds a moment, the latest first."""
    by_month: dict[date, list[Moment]] = {}
    for one in ordered:
        by_month.setdefault(day_of(one, zone).replace(day=1), []).append(one)
    return tuple(_month(first, by_month[first]) for first in sorted(by_month, reverse=True))


def _month(first: date, held: Sequence[Moment]) -> Month:
    ticked = Counter(sign for one in held for sign in set(one.signs))
    return Month(first, len(held), choice(held), {sign: ticked[sign] for sign in Sign})


def standing_out(looks: Iterable[Look]) -> tuple[StandsOut, ...]:
    """The places of one question that stand out, the rarest by chance first. See the rule above."""
    tested = [look for look in looks if look.facet not in UNTESTED]
    fit = [one for look in tested for one in _beside(look) if min(one.part.of, one.rest.of) >= ENOUGH]
    rare = [(tail(one.part, one.rest), one) for one in fit]
    found = [(chance, one) for chance, one in rare if chance * len(fit) <= RARE]
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def tail(part: Part, rest: Part) -> float:
    """The probability, 0 to 1, of a count in ``part`` this high or higher, if chance had dealt them out.

    The upper tail of the hypergeometric distribution, in whole numbers: of all ways to choose which moments
    counted, those in which at least ``part.times`` of them fell in ``part``.
    """
    counted, every = part.times + rest.times, part.of + rest.of
    most = min(part.of, counted)
    ways = sum(comb(part.of, n) * comb(rest.of, counted - n) for n in range(part.times, most + 1))
    return ways / comb(every, counted)


def _beside(look: Look) -> Iterable[StandsOut]:
    times, of = sum(one.times for one in look.parts), sum(one.of for one in look.parts)
    for one in look.parts:
        yield StandsOut(look.facet, one, Part("", times - one.times, of - one.of))


def _look(facet: Facet, key: Key, moments: Iterable[Moment], counts: Callable[[Moment], bool]) -> Look:
    of: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for one in moments:
        value = key(one)
        if value is not None:
            of[value] += 1
            times[value] += counts(one)
    order = VALUES.get(facet) if facet is not Facet.domain else None
    values = [value for value in order if value in of] if order else [value for value, _ in of.most_common()]
    return Look(facet, tuple(Part(value, times[value], of[value]) for value in values))


def _placed_alone(moments: Iterable[Moment]) -> list[Moment]:
    return [one for one in moments if one.did is Did.alone and one.choice is not None]


def _had_to(moment: Moment) -> bool:
    return moment.choice is not None and moment.choice <= HAD_TO_UNTIL


def _known(moments: Iterable[Moment]) -> list[Moment]:
    """Moments of which it was said whether the pattern was in them."""
    return [one for one in moments if one.did is not Did.alone or one.choice is not None]


def _pattern(moment: Moment) -> bool:
    """An offer waved off, or done alone because one had to. Chosen solitude is not the pattern."""
    return moment.did is Did.waved_off or (moment.did is Did.alone and _had_to(moment))


def _keys(ordered: Sequence[Moment], zone: tzinfo | None) -> Mapping[Facet, Key]:
    since = _since(ordered)
    return {
        Facet.domain: lambda one: one.domain,
        Facet.weekday: lambda one: str(day_of(one, zone).weekday()),
        Facet.daytime: lambda one: _daytime(one.at.astimezone(zone) if zone else one.at),
        Facet.person: lambda one: one.person_id,
        Facet.body: lambda one: one.body,
        Facet.overwhelmed: _how_much,
        Facet.beside: lambda one: one.person_id,
        Facet.since: lambda one: since[one.id],
    }


def _how_much(moment: Moment) -> str | None:
    if moment.overwhelmed is None:
        return None
    return MUCH if moment.overwhelmed >= MUCH_FROM else LESS


def _daytime(at: datetime) -> str:
    return next(name for hour, name in reversed(STARTS) if at.hour >= hour)


def _since(ordered: Sequence[Moment]) -> Mapping[str, str]:
    """By a moment's id, how long before it someone was last asked or let in."""
    found: dict[str, str] = {}
    last: datetime | None = None
    for one in reversed(ordered):
        found[one.id] = _long(one.at - last) if last else NOT_YET
        last = one.at if one.did in (Did.asked, Did.let_in) else last
    return found


def _long(time: timedelta) -> str:
    return next((name for days, name in DAYS_SINCE if time <= timedelta(days=days)), LONGER)


VALUES: Mapping[Facet, Sequence[str]] = {
    Facet.domain: tuple(Domain),
    Facet.weekday: tuple(map(str, range(7))),
    Facet.daytime: (MORNING, NOON, EVENING, NIGHT),
    Facet.body: tuple(Body),
    Facet.overwhelmed: (MUCH, LESS),
    Facet.since: (*(name for _, name in DAYS_SINCE), LONGER, NOT_YET),
}
"""The places of the facets that are closed sets, in their order on the page; parts of life go by how many."""
