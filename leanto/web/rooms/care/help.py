"""Help now, grounding, what leaving the page does, what this place is. Open while locked, always."""

import logging
from collections.abc import Mapping

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from leanto.care.grounding import exercise as named
from leanto.care.lines import as_mail, as_text, everywhere, help_in
from leanto.care.safety import INTENDED_USE
from leanto.content import Misprint
from leanto.content.care import care, exercises
from leanto.content.lines import FILE, Lines, countries, lines
from leanto.web.doors import open_while_locked
from leanto.web.requests import MaybeOpenRequest
from leanto.web.rooms.care.reading import outside, read

log = logging.getLogger("leanto.care")


@open_while_locked
def help_now(request: MaybeOpenRequest) -> HttpResponse:
    left = outside(request) if request.book is None else None
    plan = {"plan": left.plan, "parts": read(left.plan, left.country, host_lines())} if left else {}
    return _page(request, "care/help.html", who_helps(request) | plan)


def who_helps(request: MaybeOpenRequest) -> dict[str, object]:
    """Numbers, lines and words to say, for the country that was chosen or for all of them."""
    found, today = host_lines(), request.now.date()
    country = request.GET.get("country", request.preferences.country)
    here = help_in(country, found, today) if country in countries() else None
    return {
        "here": here,
        "others": () if here else everywhere(found, today),
        "countries": countries().items(),
        "directories": found.directories,
        "words": care(),
        "tell": [(said, as_text(said.words), as_mail(said.words)) for said in care().tell],
    }


@open_while_locked
def grounding(request: MaybeOpenRequest) -> HttpResponse:
    return _page(request, "care/grounding.html", {"exercises": exercises()})


@open_while_locked
def exercise(request: MaybeOpenRequest, name: str) -> HttpResponse:
    found = named(name)
    if found is None:
        raise Http404
    others = [one for one in exercises() if one is not found]
    return _page(request, "care/exercise.html", {"exercise": found, "others": others})


@open_while_locked
def safety(request: MaybeOpenRequest) -> HttpResponse:
    return _page(request, "care/safety.html", {"gaps": care().gap})


@open_while_locked
def about(request: MaybeOpenRequest) -> HttpResponse:
    return _page(request, "care/about.html", {"intended_use": INTENDED_USE, "not_now": care().not_now})


def _page(request: MaybeOpenRequest, template: str, context: Mapping[str, object]) -> HttpResponse:
    """Without an open account there are no rooms to show around the page."""
    frame = "bare.html" if request.book is None else "base.html"
    return render(request, template, {"frame": frame, **context})


def host_lines() -> Lines:
    """The host's lines, or ours when the host's cannot be read: this page is never the one that fails."""
    try:
        return lines(settings.LEANTO_HOME / FILE)
    except Misprint:
        log.warning("this host's lines.json cannot be read, so our own lines are shown: see leanto check")
        return lines()
