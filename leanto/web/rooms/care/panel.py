"""What comes before anything else once someone said that they think of dying: help, and words to tell someone.

What was kept stays kept, and this page leads on to it. Nothing here is sent to anybody.
"""

from collections.abc import Mapping
from enum import StrEnum

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from leanto.records import Rest
from leanto.web.careful import ASKED, WORDS, care
from leanto.web.doors import post_only
from leanto.web.drafts import own_page
from leanto.web.forms import Pick, page
from leanto.web.requests import LeantoRequest, MaybeOpenRequest
from leanto.web.rooms.care.help import who_helps
from leanto.web.words import Label


class Says(StrEnum):
    """The answers to our own question."""

    yes = "yes"
    some_days = "partly"
    no = "no"
    rather_not = "not_sure"


SAYS: Mapping[Says, Label] = {
    Says.yes: _("Yes"),
    Says.some_days: _("Some days"),
    Says.no: _("No"),
    Says.rather_not: _("I would rather not say"),
}


class AskingForm(forms.Form):
    """One question. It is asked in plain words because plain words make it sayable."""

    said = Pick(
        _("Are you thinking about being dead, or about hurting yourself?"),
        SAYS,
        _("Asking does not put the thought there. Yes opens a page of help; nobody is told."),
        required=True,
    )


def panel(request: LeantoRequest, id: str) -> HttpResponse:
    """Help first. It shows for a rest that is over or taken back too: care is never refused."""
    rest = request.book.find(Rest, id)
    context = {"rest": rest, "matched": rest is not None and rest.source == WORDS, "on": _on(request)}
    return render(request, "care/said.html", {**_helps(request), **context})


@post_only("care:help")
def not_so(request: LeantoRequest, id: str) -> HttpResponse:
    """Words that matched meant something else: the rest they began never was. An answer is not taken back here."""
    with request.book.together():
        rest = request.book.find(Rest, id)
        if rest is not None and rest.source == WORDS:
            request.book.remove(rest)
    on = own_page(request.POST.get("on", ""))
    return redirect(f"{on}{'&' if '?' in on else '?'}said=not-so")


def asking(request: LeantoRequest) -> HttpResponse:
    """Our own question. Only a yes is kept, as a rest; "no" and "rather not" leave nothing behind."""
    form = AskingForm(request.POST or None)
    said = form.cleaned_data["said"] if form.is_valid() else None
    if said in (Says.yes, Says.some_days):
        return redirect(care(request, ASKED, _on(request)))
    if said is not None:
        return render(request, "care/asked.html", {"no": said is Says.no, "on": _on(request)})
    return page(request, "care/asking.html", form, on=_on(request))


def _helps(request: LeantoRequest | MaybeOpenRequest) -> dict[str, object]:
    return who_helps(request)  # type: ignore[arg-type]  # an open request is one that may be open


def _on(request: LeantoRequest) -> str:
    """The page to go on to: one of our own, or the front door."""
    return own_page(request.POST.get("on") or request.GET.get("on") or "")
