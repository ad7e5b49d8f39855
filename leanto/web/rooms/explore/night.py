"""The day after a sitting: how the night was, and whether being by oneself is all right today."""

from collections.abc import Iterator
from uuid import UUID, uuid5

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from leanto.content.paths import Question, explore
from leanto.records import BodyCheck, Reflection, Sitting
from leanto.web.forms import Area, Pick, RecordForm, keep, new_id, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.explore.parts import NIGHT_WORDS
from leanto.web.words import BODY_CARDS

LEFT_OPEN = "-"
CHOICES = {
    "night-a": ("usual", "worse", "better"),
    "night-e": ("yes", "no", "unsure"),
    "night-f": ("shorter", "same", "else", "rest"),
}
BODY, HOW = "night-c", "night-a"
WITH_WORDS = "night-e"


class NightForm(RecordForm):
    """The night's questions as they are written, each of which can be left."""

    def __init__(self, *given: object, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]  # Django's own arguments, handed on
        for one in explore().night.questions:
            self.fields[one.id] = _field(one)
        self.fields["near"] = Area(
            _("Who or what could be near?"), _("A name, a line, a café. “No one yet” is an answer."), rows=2
        )


def night(request: LeantoRequest, id: str) -> HttpResponse:
    """Ask about the night, and keep what is said with the sitting it followed."""
    one = request.book.get(Sitting, id)
    form = NightForm(request.POST or None, initial=started(request, one))
    if form.is_valid():
        said = form.cleaned_data
        with request.book.together():
            done = keep(request, form, structs.replace(one, night=said[HOW] or one.night or LEFT_OPEN))
            for said_of in _reflections(request, one, form) if done else ():
                before = request.book.find(Reflection, said_of.id)
                if before is None:
                    request.book.add(said_of)
                else:
                    request.book.revise(structs.replace(before, text=said_of.text))
            if done and said[BODY]:
                request.book.add(BodyCheck(id=new_id(), at=request.now, body=said[BODY]))
        if done:
            return redirect(reverse("explore:sitting", args=[id], query={"said": "kept"}))
    return page(request, "explore/night.html", form, night=explore().night, sitting=one, fields=_laid(form))


def _field(one: Question) -> forms.Field:
    if one.id == BODY:
        return Pick(one.question, BODY_CARDS, one.why)
    if one.id in CHOICES:
        return forms.ChoiceField(
            label=one.question,
            help_text=one.why,
            required=False,
            widget=forms.RadioSelect,
            choices=[(code, NIGHT_WORDS[code]) for code in CHOICES[one.id]],
        )
    return Area(one.question, one.why, rows=2)


def _laid(form: NightForm) -> list[tuple[forms.BoundField, str]]:
    """Each question with how it is drawn, in the order in which they are written."""
    return [
        (form[one.id], one.id if one.id == WITH_WORDS else "choice" if one.id in (*CHOICES, BODY) else "area")
        for one in explore().night.questions
    ]


def _reflections(request: LeantoRequest, one: Sitting, form: NightForm) -> Iterator[Reflection]:
    """What was said, question by question. Its ids come from the form's, so that sent twice it is one."""
    said = form.cleaned_data
    for place, each in enumerate(explore().night.questions):
        words = said[each.id] if each.id not in (BODY, HOW) else ""
        if each.id == WITH_WORDS:
            words = "\n".join(part for part in (words, said["near"]) if part)
        if words:
            id = uuid5(UUID(one.id), f"night {place} {request.now.date()}").hex
            yield Reflection(id=id, at=request.now, asked=each.id, text=words, sitting_id=one.id)
