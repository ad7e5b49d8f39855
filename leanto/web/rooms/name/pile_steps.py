"""A carried thing becomes a step on the person's own ladder: ask someone, accept help, let go of a part."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from leanto.name.pile import BECOMES, helper
from leanto.practise import ladder as rungs
from leanto.records import Kind, Load
from leanto.web.forms import keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.name.pile import safe_people
from leanto.web.rooms.name.pile_forms import LighterForm
from leanto.web.rooms.name.pile_words import suggested
from leanto.web.words import Label

HEADINGS: Mapping[Kind, Label] = {
    Kind.ask: _("Ask someone to hold a corner"),
    Kind.accept: _("Accept help with it"),
    Kind.let_go: _("Let go of a part of it"),
}


def lighter(request: LeantoRequest, id: str, way: int) -> HttpResponse:
    """The step, its words suggested. ``way`` is its kind by number, so that an address says little."""
    load = request.book.get(Load, id)
    if not 1 <= way <= len(BECOMES):
        return redirect("name:load", id)
    kind = BECOMES[way - 1]
    someone = helper(load, safe_people(request)) if kind is not Kind.let_go else None
    initial = started(request, text=suggested(load, kind, someone), domain=load.domain)
    form = LighterForm(request.POST or None, initial=initial)
    if form.is_valid():
        made = rungs.own(form.cleaned_data["id"], kind=kind, **form.changes())
        if keep(request, form, structs.replace(made, load_id=load.id)):
            whom = {"person": someone.id} if someone else {}
            return redirect(reverse("practise:step", args=[made.id], query={"said": "kept", **whom}))
    return page(
        request, "name/load_step.html", form, load=load, heading=HEADINGS[kind], lets_go=kind is Kind.let_go
    )
