"""A plan into one's own calendar: a file with a neutral title, and a word first where someone else may look."""

from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leanto.practise.plan import State, state
from leanto.records import ReachOut
from leanto.share.calendar import Entry
from leanto.share.calendar import calendar as written
from leanto.web.forms import Pick
from leanto.web.requests import LeantoRequest

FILE, KIND = "calendar.ics", "text/calendar; charset=utf-8"


class Title(StrEnum):
    """What the entry is called."""

    reminder = "reminder"
    errand = "errand"
    call = "call"
    walk = "walk"


TITLES = {
    Title.reminder: _("Reminder"),
    Title.errand: _("Errand"),
    Title.call: _("Call"),
    Title.walk: _("Walk"),
}


class CalendarForm(forms.Form):
    """When, and under which of the neutral titles."""

    day = forms.DateField(
        label=_("Which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": _("Choose a day. It goes into the file and nowhere else."),
            "invalid": _("That is not a day that can be read. Choose one."),
        },
    )
    at = forms.TimeField(
        label=_("At what time?"),
        help_text=_("Left empty, it stands on the day without a time, and nothing rings."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S"],
        error_messages={"invalid": _("That is not a time that can be read. Choose one, or leave it empty.")},
    )
    title = Pick(
        _("What is it called there?"),
        TITLES,
        _("A calendar is often in sight. None of these says what it is about."),
        required=True,
    )
    silence = forms.BooleanField(label=_("Another entry on the day silence is an answer"), required=False)

    def __init__(self, *given: Any, kept: ReachOut, **more: Any) -> None:
        super().__init__(*given, **more)
        if kept.silence_on is None:
            del self.fields["silence"]

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if not timezone.localdate() - timedelta(days=1) <= day <= timezone.localdate() + timedelta(days=3660):
            raise forms.ValidationError(_("Choose a day that is still to come, within ten years."))
        return day


def calendar(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(ReachOut, id)
    if state(kept, request.now) in (State.done, State.cancelled):
        return redirect(reverse("practise:reach_out", args=[id], query={"said": "meanwhile"}))
    form = CalendarForm(
        request.POST or None, kept=kept, initial={"day": request.now.date() + timedelta(days=1)}
    )
    if form.is_valid():
        answer = HttpResponse(written(_entries(form.cleaned_data, kept), request.now), content_type=KIND)
        answer["Content-Disposition"] = f'attachment; filename="{FILE}"'
        return answer
    context = {"form": form, "kept": kept, "watched": request.preferences.watched is not False}
    return render(request, "practise/calendar.html", context, status=422 if form.is_bound else 200)


def _entries(said: dict[str, Any], kept: ReachOut) -> list[Entry]:
    title = str(TITLES[said["title"]])
    entries = [Entry(_uid(kept.id, "plan"), title, said["day"], said["at"])]
    if said.get("silence") and kept.silence_on:
        entries.append(Entry(_uid(kept.id, "silence"), title, timezone.localtime(kept.silence_on).date()))
    return entries


def _uid(id: str, which: str) -> str:
    """The same for the same plan, and not its id: a calendar may be synchronised anywhere."""
    return sha256(f"{which} {id}".encode()).hexdigest()[:32]
