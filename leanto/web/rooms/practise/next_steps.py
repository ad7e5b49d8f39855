"""What could be next: up to three steps with their reasons; smaller, someone else, not today; or why there is none.

Nothing here comes from what people did: it stands before the guess, and could lean on it.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.practise.ladder import find
from leanto.practise.ladder import ladder as all_steps
from leanto.practise.not_today import with_aside, with_none_aside
from leanto.practise.suggest import Suggestion
from leanto.records import Step
from leanto.web import next_step, own
from leanto.web.doors import post_only
from leanto.web.next_step import Given
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.practise.why import facts, fixes
from leanto.web.suggested import cards, loads_of, nothing_left
from leanto.web.words import Label


class Says(Struct, frozen=True):
    """What stands above the cards."""

    heading: Label
    lead: Label


SEVERAL = Says(_("What could be next"), _("Three at most, and one is plenty. None today is fine too."))
SMALLER = Says(_("Something smaller"), _("Small counts as much: the guess is put to the test all the same."))
NO_SMALLER = Says(
    _("There is no smaller one today"),
    _("This one can be made smaller: half the time, one bag of the four, the first sentence only."),
)
INSTEAD = Says(_("With someone else"), _("The same step, or one of its kind."))
NO_ONE_ELSE = Says(
    _("Nobody else for this one"),
    _("No one else you marked safe is safe for it and free. You know best who you would ask."),
)


def next_steps(request: LeantoRequest) -> HttpResponse:
    given = next_step.given(request)
    says, found, cut = _answer(request, given)
    nothing = None
    if not found:
        offer = given.offer()
        found, nothing = list(offer.suggestions), nothing_left(given, offer.why_none)
    context = {
        "says": says,
        "cards": cards(request, found, given),
        "cut": cut,
        "nothing": nothing,
        "rest": given.rest,
        "alone": says is not SEVERAL,
        "aside": len(given.aside),
    }
    return render(request, "practise/next.html", context)


def _answer(request: LeantoRequest, given: Given) -> tuple[Says, list[Suggestion], bool]:
    """What was asked for; the step itself, to be cut down, where there is nothing smaller and no one else."""
    person = request.GET.get("person", "")
    for name, says, none, look in (
        ("smaller", SMALLER, NO_SMALLER, given.smaller),
        ("instead", INSTEAD, NO_ONE_ELSE, given.with_another),
    ):
        than = given.of(request.GET[name], person) if request.GET.get(name) else None
        if than is not None:
            found = look(than)
            return (says, [found], False) if found else (none, [than], name == "smaller")
    return SEVERAL, [], False


@post_only("practise:next")
def not_today(request: LeantoRequest) -> HttpResponse:
    """Put a step aside until the day is over. One that is gone meanwhile is aside for good."""
    step = find(all_steps(request.book.all(Step)), request.POST.get("step", ""))
    if step is None:
        return _back(request, "meanwhile")
    own.change(request, lambda before: with_aside(before, step, request.now))
    return _back(request, "not-today")


@post_only("practise:next")
def all_again(request: LeantoRequest) -> HttpResponse:
    """Whatever was put aside today may be suggested again."""
    own.change(request, with_none_aside)
    return _back(request, "all-again")


def _back(request: LeantoRequest, said: str) -> HttpResponse:
    """To the page it was touched on, of the two there are."""
    home = "today:page" if request.POST.get("on") == "today" else "practise:next"
    return redirect(reverse(home, query={"said": said}))


def why(request: LeantoRequest) -> HttpResponse:
    """Everything that went into it, except what could lean on the guess, and where each can be corrected."""
    given = next_step.given(request)
    found = given.of(request.GET.get("step", ""), request.GET.get("person", ""))
    if found is None:
        return redirect("practise:next")
    [card] = cards(request, [found], given)
    load = next(iter(loads_of(request, [found])), None)
    context: Mapping[str, Any] = {
        "card": card,
        "facts": facts(found, given, load),
        "fixes": fixes(found, load),
        "address": request.GET["step"],
    }
    return render(request, "practise/next_why.html", context)
