"""More ways in: what nobody safe covers, one person asked for most things, no one at all; and someone new."""

import logging
from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from msgspec import Struct

from leanto.care.lines import help_in, stale
from leanto.circle.gaps import gaps as found_in
from leanto.circle.people import Member
from leanto.content import Misprint
from leanto.content.circle import Kind as Place
from leanto.content.circle import Need, circle
from leanto.content.lines import FILE, Directory, LineKind, Lines, countries, lines
from leanto.practise import ladder as rungs
from leanto.practise.ladder import Size
from leanto.records import Domain, Kind, Step
from leanto.web import careful, listed
from leanto.web.charts.counts import number
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.circle.parts import entry, everyone
from leanto.web.words import DOMAIN, Label, code

log = logging.getLogger("leanto.circle")
FURTHER_OUT = 3
TO_TALK = {LineKind.warm, LineKind.peer}


class Way(Struct, frozen=True):
    """One part of life that nobody safe covers: kinds of people and places, and a first step."""

    domain: str
    words: Label
    kinds: tuple[Place, ...]
    step: Step | None
    address: str


class Cover(Struct, frozen=True):
    """One part of life, and who is safe for it by name."""

    words: Label
    by: tuple[Member, ...]


class Listed(Struct, frozen=True):
    """A list that others keep. ``stale``: it was looked at more than a year ago."""

    directory: Directory
    stale: bool


def gaps(request: LeantoRequest) -> HttpResponse:
    found = found_in(everyone(request), request.now)
    steps, rest = rungs.ladder(request.book.all(Step)), careful.standing(request)
    fit = () if rest.resting else rungs.chosen(steps, alone=True)
    fit = tuple(step for step in fit if not rest.small or rungs.size(step) is Size.small)
    leaned = found.leaned
    context = {
        "gaps": found,
        "ways": [_way(domain, fit) for domain in found.uncovered],
        "covers": [Cover(DOMAIN[one.domain], one.by) for one in found.covered],
        "leaned": leaned,
        "leaned_words": (number(leaned.asked), number(leaned.total)) if leaned else (),
        "place": listed.place(request.preferences.country, request.now.date()),
        **_listening(request.preferences.country, request.now.date()),
    }
    return render(request, "circle/gaps.html", context)


def someone_new(request: LeantoRequest) -> HttpResponse:
    """A small share, watch, next: the signs, and those one knows a little."""
    near = [entry(one) for one in everyone(request) if one.suggestible and one.person.ring == FURTHER_OUT]
    return render(
        request, "circle/someone_new.html", {"words": circle(), "entries": near, "shares": code(Kind.share)}
    )


def _way(domain: Domain, fit: Sequence[Step]) -> Way:
    need = circle().need[domain]
    step = first_step(domain, need, fit)
    return Way(domain.value, DOMAIN[domain], need.kind, step, rungs.address(step) if step else "")


def first_step(domain: Domain, need: Need, fit: Sequence[Step]) -> Step | None:
    """The first of the steps written for this need that is in use, else the easiest one of that part of life."""
    theirs = [step for step in fit if step.domain is domain]
    written = {rungs.key(step): step for step in theirs}
    named = next((written[id] for id in need.steps if id in written), None)
    return named or next(iter(theirs), None)


def _listening(country: str, today: date) -> dict[str, object]:
    """Lines to talk to in this country, and the lists that others keep, each with its day."""
    known = _lines()
    here = help_in(country, known, today) if country in countries() else None
    found = (*here.listening, *here.crisis, *here.abuse) if here else ()
    talk = {one.line.id: one for one in found if TO_TALK & set(one.line.kinds)}
    kept = [one for one in known.directories if TO_TALK & set(one.kinds)]
    return {"listening": tuple(talk.values()), "listed": [Listed(one, stale(one, today)) for one in kept]}


def _lines() -> Lines:
    try:
        return lines(settings.LEANTO_HOME / FILE)
    except Misprint:
        log.warning("this host's lines.json cannot be read, so our own lines are shown: see leanto check")
        return lines()
