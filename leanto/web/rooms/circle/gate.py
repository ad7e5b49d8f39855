"""The five questions, and what someone judged safe is safe for."""

from collections.abc import Mapping

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from leanto.circle import gate as gates
from leanto.circle.gate import QUESTIONS, Answer
from leanto.records import Gate, Person
from leanto.web.forms import Pick, RecordForm, Several, Words, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.words import DOMAIN

VERDICTS: Mapping[Answer, Words] = {
    Answer.no: _("No to all five"),
    Answer.yes: _("Yes to one or more"),
    Answer.unsure: _("Not sure"),
}


class GateForm(RecordForm):
    """One touch. What was answered to which question is never sent."""

    verdict = Pick(_("All five together"), VERDICTS, required=True)


class NeedsForm(RecordForm):
    """What someone judged safe is safe for."""

    safe_for = Several(
        _("What are they safe for?"),
        DOMAIN,
        _(
            "Someone can be good with a broken tap and not with tears. Nothing else is ever suggested with them."
        ),
    )
    offers = Several(
        _("Have they said you may ask?"),
        DOMAIN,
        _("“Ring me if you need a lift.” Tick what they offered, if they did."),
    )
    power = forms.BooleanField(
        label=_("They have power over my living"),
        help_text=_("A boss, a landlord, a carer. Then asking is yours to plan, and never suggested."),
        required=False,
    )


def gate(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(Person, id)
    form = GateForm(request.POST or None, initial=started(request, kept))
    if form.is_valid():
        verdict = gates.verdict((form.cleaned_data["verdict"],) * QUESTIONS)
        if _judged(request, form, kept, verdict):
            return redirect("circle:needs" if verdict is Gate.safe else "circle:person", id)
    return page(request, "circle/gate.html", form, person=kept, questions=gates.questions())


def _judged(request: LeantoRequest, form: GateForm, kept: Person, verdict: Gate) -> bool:
    """The answers are always kept, unless another window gave others: these are shown first."""
    with request.book.together():
        now = request.book.get(Person, kept.id)
        if now.gate is verdict:
            request.book.revise(gates.judged(now, verdict, request.now))
            return True
        return keep(request, form, gates.judged(now, verdict, request.now))


def needs(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(Person, id)
    form = NeedsForm(request.POST or None, initial=started(request, kept))
    if form.is_valid() and keep(request, form, structs.replace(kept, **form.changes())):
        return redirect(reverse("circle:person", args=[id], query={"said": "kept"}))
    return page(request, "circle/needs.html", form, person=kept)
