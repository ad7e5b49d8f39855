"""A line of years: what happened, in one's own words, and the lessons that sit on it. Never counted."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from leanto.explore.timeline import laid_out
from leanto.records import Event, Lesson
from leanto.web import removal
from leanto.web.charts import timeline as chart
from leanto.web.doors import post_only
from leanto.web.forms import Line, RecordForm, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.explore.parts import Year

LONGEST = 500


class EventForm(RecordForm):
    """A line of words. The year and the lesson can stay open."""

    text = Line(
        _("What would you put there?"),
        _("Good, bad or neither: a move, a dog, a teacher, a law, a quiet year."),
        required=True,
        most=LONGEST,
        hint=_("We moved to the flat over the shop"),
    )
    year = Year(_("Which year, about?"), _("A guess is fine. Left open, it stands beside the line."))
    lesson_id = forms.TypedChoiceField(
        label=_("Does it belong to a lesson?"),
        help_text=_("Then the two stand together."),
        required=False,
        empty_value=None,
        widget=forms.Select(attrs={"dir": "auto"}),
    )

    def __init__(self, *given: Any, lessons: list[Lesson], **more: Any) -> None:
        super().__init__(*given, **more)
        field = self.fields["lesson_id"]
        known = [(one.id, one.old_rule) for one in lessons]
        now = self.initial.get("lesson_id")
        if now and now not in dict(known):
            known.append((now, str(_("one that you removed"))))
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("no")), *known]


def timeline(request: LeantoRequest) -> HttpResponse:
    """The line drawn, the same as a list, and one form to add to it."""
    events, lessons = request.book.all(Event), request.book.all(Lesson)
    form = EventForm(request.POST or None, initial=started(request), lessons=lessons)
    if form.is_valid() and keep(
        request, form, Event(id=form.cleaned_data["id"], at=request.now, **form.changes())
    ):
        return redirect(reverse("explore:timeline", query={"said": "kept"}))
    line = laid_out(events, lessons)
    return page(request, "explore/timeline.html", form, line=line, chart=chart.draw(line), lessons=lessons)


def event(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(Event, id)
    form = EventForm(request.POST or None, initial=started(request, kept), lessons=request.book.all(Lesson))
    if form.is_valid() and keep(request, form, structs.replace(kept, **form.changes())):
        return redirect(reverse("explore:timeline", query={"said": "changed"}))
    return page(request, "explore/event.html", form, event=kept)


@post_only("explore:timeline")
def remove(request: LeantoRequest) -> HttpResponse:
    kept = request.book.get(Event, request.POST.get("id", ""))
    return removal.removed(
        request,
        kept,
        words=kept.text,
        put_back=reverse("explore:event_put_back"),
        back=reverse("explore:timeline"),
    )


@post_only("explore:timeline")
def put_back(request: LeantoRequest) -> HttpResponse:
    removal.put_back(request, Event)
    return redirect(reverse("explore:timeline", query={"said": "put-back"}))
