"""Pages for a conversation: what is said first, which rooms and days they are picked from, and taking them away."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from msgspec import Struct, structs

from leanto.records import Brief, Room
from leanto.web import removal
from leanto.web.doors import post_only
from leanto.web.forms import RecordForm, Several, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.words import Label

EARLIEST = 1900
ROOMS = {
    Room.name: _("Name: moments, the pile, check-ins"),
    Room.explore: _("Explore: rules, and where they were learned"),
    Room.practise: _("Practise: steps, guesses, and what came"),
    Room.redefine: _("Redefine: signs, and what strength means"),
    Room.circle: _("Circle: what helps you"),
}


class Since(forms.DateField):
    """A day, as the midnight it began with."""

    def clean(self, value: Any) -> datetime | None:
        day = super().clean(value)
        if day is None:
            return None
        if day > timezone.localdate() or day.year < EARLIEST:
            raise forms.ValidationError(_("Choose today or a day before, or leave it empty."))
        return timezone.make_aware(datetime.combine(day, time()))

    def prepare_value(self, value: Any) -> Any:
        return timezone.localdate(value) if isinstance(value, datetime) else value


class ScopeForm(RecordForm):
    """From where to pick. Nothing is taken over by itself."""

    since = Since(
        label=_("Since which day?"),
        help_text=_(
            "Left empty, from the beginning. What has no day, such as rules and the pile, is there always."
        ),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("That is not a day that can be read. Choose one, or leave it empty.")},
    )
    rooms = Several(
        _("From which rooms?"),
        ROOMS,
        _("None ticked means all of them. You pick one by one on the next page."),
    )


class Row(Struct, frozen=True):
    """One that was begun before."""

    brief: Brief
    name: Label


def pages(request: LeantoRequest) -> HttpResponse:
    """What is said first, new pages, and those that wait."""
    form = ScopeForm(request.POST or None, initial=started(request))
    if form.is_valid():
        brief = Brief(id=form.cleaned_data["id"], at=request.now, **form.changes())
        if keep(request, form, brief):
            return redirect("bring:pick", brief.id)
    kept = sorted(request.book.all(Brief), key=lambda one: (one.at, one.id), reverse=True)
    rows = [Row(one, _name(one)) for one in kept]
    return page(request, "bring/pages.html", form, rows=rows)


def scope(request: LeantoRequest, id: str) -> HttpResponse:
    """Other days or rooms for pages that were begun. What was picked outside them does not go in."""
    kept = request.book.get(Brief, id)
    form = ScopeForm(request.POST or None, initial=started(request, kept))
    if form.is_valid() and keep(request, form, structs.replace(kept, **form.changes())):
        return redirect("bring:pick", kept.id)
    return page(request, "bring/scope.html", form, brief=kept)


@post_only("bring:pages")
def remove(request: LeantoRequest) -> HttpResponse:
    kept = request.book.get(Brief, request.POST.get("id", ""))
    home = reverse("bring:pages")
    return removal.removed(
        request, kept, words=_name(kept), put_back=reverse("bring:pages_put_back"), back=home
    )


@post_only("bring:pages")
def put_back(request: LeantoRequest) -> HttpResponse:
    removal.put_back(request, Brief)
    return redirect(reverse("bring:pages", query={"said": "put-back"}))


def _name(brief: Brief) -> Label:
    day = date_format(timezone.localtime(brief.at), "j F Y")
    return gettext("Pages begun on %(day)s") % {"day": day}
