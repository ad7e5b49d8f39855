"""Between you: what I share and don't, what helps me, what they have offered; a card to print, a page to show."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from leanto.content.circle import circle
from leanto.web.forms import Area, RecordForm, Several, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.circle.parts import member
from leanto.web.words import DOMAIN


class BetweenForm(RecordForm):
    """Four things in one's own words, and what was offered by part of life."""

    shares = Area(_("What I tell them"), _("What they may know. It can be little."), rows=2)
    keeps_back = Area(
        _("What I keep to myself with them"),
        _("Keeping something back is a choice, and it can be a good one. It is never shown to them."),
        rows=2,
    )
    helps = Area(
        _("What helps me"),
        _("As you would say it to them. You can show them this page on your phone, and only this is on it."),
        hint=_("Sit with me. No advice unless I ask. A cup of tea."),
        rows=3,
    )
    offered = Area(
        _("What they have said I may ask for"),
        _("In their words, from talk or from the card. Then asking is no mind-reading."),
        hint=_("Lifts, not money. Not after nine."),
        rows=2,
    )
    offers = Several(
        _("Which parts of life is that?"),
        DOMAIN,
        _("A step they offered themselves is suggested sooner, where you judged them safe for it."),
    )


def between(request: LeantoRequest, id: str) -> HttpResponse:
    one = member(request, id)
    form = BetweenForm(request.POST or None, initial=started(request, one.person))
    if not one.safe:
        del form.fields["offered"], form.fields["offers"]
    if form.is_valid() and keep(request, form, structs.replace(one.person, **form.changes())):
        return redirect(reverse("circle:person", args=[id], query={"said": "kept"}))
    return page(request, "circle/between.html", form, person=one.person, safe=one.safe)


def card(request: LeantoRequest, id: str) -> HttpResponse:
    """A sheet to print and hand over. It says nothing of this place, and nothing of why."""
    one = member(request, id)
    if not one.safe:
        return redirect("circle:person", id)
    return render(request, "circle/card.html", {"person": one.person, "lifts": circle().lifts})


def show(request: LeantoRequest, id: str) -> HttpResponse:
    """One page to hand over on the phone, with what helps and nothing else. It ends by locking."""
    one = member(request, id)
    if not one.safe or not one.person.helps.strip():
        return redirect("circle:person", id)
    return render(request, "circle/show.html", {"person": one.person})
