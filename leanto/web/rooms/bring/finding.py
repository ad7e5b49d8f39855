"""Finding help: its kinds, lists by country, first words, questions to take along, waiting, and whether it fits.

Open while locked, like the help page: nothing here is anyone's, and nothing is kept. Which questions were ticked
rides in the address, as numbers.
"""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from msgspec import Struct

from leanto.care.lines import as_mail, as_text
from leanto.content.finding import Opening, finding
from leanto.content.lines import countries
from leanto.practise import ladder as rungs
from leanto.practise.words import draft
from leanto.records import Channel, Kind
from leanto.web import listed
from leanto.web.doors import open_while_locked
from leanto.web.requests import MaybeOpenRequest


class Ready(Struct, frozen=True):
    """First words as they are sent, and the step whose plan brings the same ones."""

    opening: Opening
    words: str
    step: str
    text: str = ""
    mail: str = ""


@open_while_locked
def kinds(request: MaybeOpenRequest) -> HttpResponse:
    today = request.now.date()
    here = listed.place(request.GET.get("country", request.preferences.country), today)
    context = {
        "finding": finding(),
        "countries": countries().items(),
        "place": here,
        "places": () if here else listed.everywhere(today),
    }
    return _page(request, "bring/kinds.html", context)


@open_while_locked
def first_words(request: MaybeOpenRequest) -> HttpResponse:
    return _page(request, "bring/first_words.html", {"ready": list(map(_ready, finding().opening))})


@open_while_locked
def questions(request: MaybeOpenRequest) -> HttpResponse:
    """All of them to tick, or the ticked ones alone, to print and take along."""
    ticked = set(request.GET.getlist("q"))
    every = [(str(place), one) for place, one in enumerate(finding().question, 1)]
    taken = [one for number, one in every if number in ticked]
    if taken and "change" not in request.GET:
        numbers = [number for number, one in every if one in taken]
        return _page(request, "bring/taken.html", {"taken": taken, "numbers": numbers})
    return _page(request, "bring/questions.html", {"questions": every, "ticked": ticked})


@open_while_locked
def waiting(request: MaybeOpenRequest) -> HttpResponse:
    return _page(request, "bring/waiting.html", {"finding": finding()})


@open_while_locked
def fit(request: MaybeOpenRequest) -> HttpResponse:
    return _page(request, "bring/fit.html", {"finding": finding()})


def _ready(opening: Opening) -> Ready:
    """The words that the third page of the plan would begin with, for whoever says them this way."""
    step = rungs.find(rungs.ladder(()), opening.step)
    words = draft(Kind.ask, opening.channel, step=step)
    return Ready(
        opening,
        words,
        rungs.address(step) if step else "",
        text=as_text(words) if opening.channel is Channel.text else "",
        mail=as_mail(words) if opening.channel is Channel.email else "",
    )


def _page(request: MaybeOpenRequest, template: str, context: Mapping[str, object]) -> HttpResponse:
    """Without an open account there are no rooms to show around the page."""
    frame = "bare.html" if request.book is None else "base.html"
    return render(request, template, {"frame": frame, **context})
