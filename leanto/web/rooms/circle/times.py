"""Times with someone: two questions after, signs seen, and giving and taking in a touch each."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from leanto.content.circle import circle
from leanto.records import Contact, Person
from leanto.web import removal
from leanto.web.doors import post_only
from leanto.web.forms import Area, Pick, RecordForm, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.circle.parts import WAS, Day
from leanto.web.words import CHANNEL

ID_LENGTH = 32


class TimeForm(RecordForm):
    """Nothing here is required: that it was is enough."""

    how = Pick(_("How were you in contact?"), CHANNEL)
    day = Day(_("Which day was it?"), _("Left empty, it is today."))
    safe = Pick(
        _("Was I safe?"), WAS, _("Ask your body too: breath, shoulders, stomach, how you slept after it.")
    )
    mutual = Pick(
        _("Was it mutual?"), WAS, _("Room for both of you, over the whole of it. Not measured, felt.")
    )
    gave = forms.BooleanField(label=_("I gave something"), required=False)
    took = forms.BooleanField(
        label=_("I was given something"),
        help_text=_("Time, a hand, a kind word. Taking it counts as much as giving."),
        required=False,
    )
    good = Area(
        _("Signs of safe that you saw"), _("What they did, as you would tell it to a friend."), rows=2
    )
    bad = Area(
        _("Signs of not safe that you saw"), _("A sign is a sign and no verdict. Noticing is enough."), rows=2
    )

    def __init__(self, *given: Any, now: datetime, **more: Any) -> None:
        super().__init__(*given, **more)
        self.now = now

    def clean_day(self) -> datetime | None:
        day: datetime | None = self.cleaned_data["day"]
        if day is not None and day > self.now:
            raise forms.ValidationError(_("That day is still to come. Choose today or a day before."))
        return day

    def changes(self) -> dict[str, Any]:
        """An empty box is not a no: giving and taking are told or left open."""
        said = super().changes()
        del said["day"]
        return said | {name: said[name] or None for name in ("gave", "took")}

    def at(self, kept: datetime) -> datetime:
        """When it was: the day that was given, and ``kept`` where that is the same day or none was."""
        day: datetime | None = self.cleaned_data["day"]
        same = day is None or timezone.localtime(kept).date() == timezone.localtime(day).date()
        return kept if same or day is None else day


def new(request: LeantoRequest, id: str) -> HttpResponse:
    person = request.book.get(Person, id)
    form = TimeForm(request.POST or None, initial=started(request), now=request.now)
    if form.is_valid():
        one = Contact(
            id=form.cleaned_data["id"], at=form.at(request.now), person_id=person.id, **form.changes()
        )
        if keep(request, form, one):
            return _back(person.id, "kept")
    return page(request, "circle/time.html", form, person=person, signs=circle())


def time(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(Contact, id)
    form = TimeForm(request.POST or None, initial=started(request, kept, day=kept.at), now=request.now)
    if form.is_valid() and keep(request, form, structs.replace(kept, at=form.at(kept.at), **form.changes())):
        return _back(kept.person_id, "changed")
    person = request.book.find(Person, kept.person_id)
    return page(request, "circle/time.html", form, person=person, time=kept, signs=circle())


@post_only("circle:people")
def tap(request: LeantoRequest, id: str) -> HttpResponse:
    """Gave, or was given: one touch each. Sent twice, it is kept once."""
    person = request.book.get(Person, id)
    made, gave, took = request.POST.get("id", ""), "gave" in request.POST, "took" in request.POST
    if len(made) == ID_LENGTH and set(made) <= set("0123456789abcdef") and (gave or took):
        request.book.add(
            Contact(id=made, at=request.now, person_id=person.id, gave=gave or None, took=took or None)
        )
    return _back(person.id, "kept")


@post_only("circle:people")
def remove(request: LeantoRequest) -> HttpResponse:
    kept = request.book.get(Contact, request.POST.get("id", ""))
    person = request.book.find(Person, kept.person_id)
    back = reverse("circle:person", args=[person.id]) if person else reverse("circle:people")
    words = _("A time with %(name)s") % {"name": person.name} if person else _("A time with someone")
    return removal.removed(request, kept, words=words, put_back=reverse("circle:time_put_back"), back=back)


@post_only("circle:people")
def put_back(request: LeantoRequest) -> HttpResponse:
    kept = removal.put_back(request, Contact)
    return _back(kept.person_id, "put-back") if request.book.find(Person, kept.person_id) else _gone()


def _back(id: str, said: str) -> HttpResponse:
    return redirect(reverse("circle:person", args=[id], query={"said": said}) + "#times")


def _gone() -> HttpResponse:
    return redirect(reverse("circle:people", query={"said": "put-back"}))
