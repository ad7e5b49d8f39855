"""Care: help now, grounding, what leaving the page does, what this place is. Open while locked, always."""

import logging
from collections.abc import Mapping

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path

from leanto.care.grounding import exercise as named
from leanto.care.lines import as_mail, as_text, everywhere, help_in
from leanto.care.safety import INTENDED_USE
from leanto.content import Misprint
from leanto.content.care import care, exercises
from leanto.content.lines import FILE, Lines, countries, lines
from leanto.web.doors import open_while_locked
from leanto.web.requests import MaybeOpenRequest

log = logging.getLogger("leanto.care")


@open_while_locked
def help_now(request: MaybeOpenRequest) -> HttpResponse:
    found, today = _lines(), request.now.date()
    country = request.GET.get("country", request.preferences.country)
    here = help_in(country, found, today) if country in countries() else None
    context = {
        "here": here,
        "others": () if here else everywhere(found, today),
        "countries": countries().items(),
        "directories": found.directories,
        "words": care(),
        "tell": [(said, as_text(said.words), as_mail(said.words)) for said in care().tell],
    }
    return _page(request, "care/help.html", context)


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


def _lines() -> Lines:
    """The host's lines, or ours when the host's cannot be read: this page is never the one that fails."""
    try:
        return lines(settings.LEANTO_HOME / FILE)
    except Misprint:
        log.warning("this host's lines.json cannot be read, so our own lines are shown: see leanto check")
        return lines()


app_name = "care"
urlpatterns = [
    path("help/", help_now, name="help"),
    path("help/grounding/", grounding, name="grounding"),
    path("help/grounding/<slug:name>/", exercise, name="exercise"),
    path("help/safety/", safety, name="safety"),
    path("about/", about, name="about"),
]
