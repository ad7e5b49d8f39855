"""What could be next: up to three steps with their reasons; smaller, someone else, not today; or why there is none.

Nothing here comes from what people did: it stands before the guess, and could lean on it.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.practise.gates import WhyNone
from leanto.practise.suggest import Suggestion
from leanto.web import next_step, reasons
from leanto.web.next_step import Given
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.practise.why import facts, fixes
from leanto.web.suggested import cards, loads_of
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
        found, nothing = list(offer.suggestions), _nothing(given, offer.why_none)
    context = {
        "says": says,
        "cards": cards(request, found, given),
        "cut": cut,
        "nothing": nothing,
        "rest": given.rest,
        "alone": says is not SEVERAL,
        "all": f"?{next_step.query(**given.held_back)}" if given.held_back else "",
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


def _nothing(given: Given, why_none: WhyNone | None) -> reasons.Nothing | None:
    if why_none is None:
        return None
    lasting = why_none in (WhyNone.shut_down, WhyNone.paused)
    return reasons.ASIDE if given.aside and not lasting else reasons.WHY_NONE[why_none]


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
