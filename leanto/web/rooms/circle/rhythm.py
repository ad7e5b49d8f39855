"""How often one would like contact, off until wanted, paused without a word; and a day to look at a gate again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from leanto.records import Person
from leanto.web.doors import post_only
from leanto.web.forms import RecordForm, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.circle.parts import Day, member
from leanto.web.words import Label

OFTEN: Mapping[int, Label] = {
    7: _("about every week"),
    14: _("about every two weeks"),
    30: _("about every month"),
    91: _("about every three months"),
    182: _("about twice a year"),
}


class ContactForm(RecordForm):
    """How often, or off."""

    contact_days = forms.TypedChoiceField(
        label=_("How often would you like contact?"),
        help_text=_(
            "For your own sake, and only if you want it. Their name then stands on the circle page when it is "
            "about time, and goes when you have met or talked. Nothing counts the days."
        ),
        required=False,
        choices=[("", _("I do not want this"))],
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        field, now = self.fields["contact_days"], self.initial.get("contact_days")
        own = {} if now in OFTEN or not isinstance(now, int) else {now: _("as it is now")}
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("I do not want this")), *OFTEN.items(), *own.items()]


class ReviewForm(RecordForm):
    """A day, or none."""

    review_on = Day(
        _("On which day would you like to look again?"),
        _("People change, and so does what you know of them. Left empty, no day is kept."),
    )

    def __init__(self, *given: Any, now: datetime, **more: Any) -> None:
        super().__init__(*given, **more)
        self.now = now

    def clean_review_on(self) -> datetime | None:
        day: datetime | None = self.cleaned_data["review_on"]
        if day is not None and day != self.initial.get("review_on") and day <= self.now:
            raise forms.ValidationError(_("Choose a day after today, or leave it empty."))
        return day


def contact(request: LeantoRequest, id: str) -> HttpResponse:
    one = member(request, id)
    if not one.safe:
        return redirect("circle:person", id)
    form = ContactForm(request.POST or None, initial=started(request, one.person))
    if form.is_valid() and keep(
        request, form, structs.replace(one.person, contact_paused=False, **form.changes())
    ):
        return redirect(reverse("circle:person", args=[id], query={"said": "kept"}))
    return page(request, "circle/contact.html", form, person=one.person)


@post_only("circle:people")
def pause(request: LeantoRequest, id: str) -> HttpResponse:
    """Paused or on again, by one touch and without a reason."""
    with request.book.together():
        kept = request.book.get(Person, id)
        paused = "on" not in request.POST
        if kept.contact_paused is not paused:
            request.book.revise(structs.replace(kept, contact_paused=paused))
    if "circle" in request.POST:
        return redirect("circle:people")
    return redirect(reverse("circle:person", args=[id], query={"said": "changed"}))


def review(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(Person, id)
    form = ReviewForm(request.POST or None, initial=started(request, kept), now=request.now)
    if form.is_valid() and keep(request, form, structs.replace(kept, **form.changes())):
        return redirect(reverse("circle:person", args=[id], query={"said": "kept"}))
    return page(request, "circle/review.html", form, person=kept)
