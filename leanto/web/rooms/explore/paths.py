"""The room's first page, the five paths, and three places to write that belong to no path."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from leanto.content.paths import Depth, Path, Prompt, explore, of_path
from leanto.content.paths import Place as Written
from leanto.content.paths import path as path_named
from leanto.explore import sitting as sat
from leanto.explore.paths import LETTER
from leanto.records import Event, Lesson, Reflection, Sitting
from leanto.vault.book import Absent
from leanto.web.forms import RecordForm, keep, started
from leanto.web.forms import page as form_page
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.explore.parts import past, shut_down, told
from leanto.web.words import Label

SHOWN = 3
DEPTHS: dict[Depth, Label] = {
    Depth.gentle: _("Gentle ones"),
    Depth.middle: _("In the middle"),
    Depth.deep: _("Deep ones"),
}


class TicksForm(RecordForm):
    """Sentences one may know. They are kept as ticked, and never counted."""

    ticked = forms.MultipleChoiceField(
        label=_("Do you know any of these?"),
        help_text=_(
            "Tick what sounds like you. None, some or all: it adds up to nothing, and is for your eyes."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *given: object, path: Path, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]  # Django's own arguments, handed on
        field = self.fields["ticked"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(path.recognise.items())


def page(request: LeantoRequest) -> HttpResponse:
    """The paths by their names, and what came before."""
    sittings = request.book.all(Sitting)
    reflections, lessons = request.book.all(Reflection), request.book.all(Lesson)
    open_one = sat.open_today(sittings, request.now)
    context = {
        "paths": explore().path,
        "night": sat.night_after(sittings, request.now),
        "open_one": open_one,
        "open_path": path_named(open_one.path) if open_one else None,
        "written": told(reflections)[:SHOWN],
        "more": len(reflections) > SHOWN,
        "lessons": len(lessons),
        "rules": sorted(lessons, key=lambda one: (one.at, one.id), reverse=True)[:SHOWN],
        "events": len(request.book.all(Event)),
        "sat": len(sat.begun(sittings)),
        "with_a_person": sat.with_a_person(sittings),
        "grounding": shut_down(request),
        "past": past(request, reverse("explore:new")),
        "places": explore(),
    }
    return render(request, "explore/page.html", context)


def path(request: LeantoRequest, id: str) -> HttpResponse:
    """One path: what it is, what someone learns, and what of it one may know."""
    one = path_named(id)
    if one is None:
        raise Absent
    sittings = request.book.all(Sitting)
    known = sat.ticked(sittings, id)
    form = TicksForm(request.POST or None, initial=started(request, known), path=one)
    if form.is_valid() and _keep_ticks(request, form, known, id):
        return redirect(reverse("explore:path", args=[id], query={"said": "kept"}))
    own = {each.id for each in of_path(one)}
    context = {
        "path": one,
        "depths": _by_depth(one),
        "shut": shut_down(request),
        "written": told(each for each in request.book.all(Reflection) if each.asked in own),
        "sittings": [each for each in sat.begun(sittings) if each.path == id],
        "with_a_person": sat.with_a_person(sittings),
    }
    return form_page(request, "explore/path.html", form, **context)


def grief(request: LeantoRequest) -> HttpResponse:
    return _place(request, explore().grief)


def strong_one(request: LeantoRequest) -> HttpResponse:
    return _place(request, explore().strong_one)


def letter(request: LeantoRequest) -> HttpResponse:
    """What was written to the part that kept one safe, and a way to write."""
    letters = told(one for one in request.book.all(Reflection) if one.asked == LETTER)
    context = {"place": explore().letter, "written": letters, "letter": LETTER}
    return render(request, "explore/letter.html", context)


def _place(request: LeantoRequest, place: Written) -> HttpResponse:
    """Its questions from gentle to deep, and what was written there. Shut down, only the gentle ones stand open."""
    own, shut = {one.id for one in place.prompts}, shut_down(request)
    offered = [one for one in place.prompts if one.depth is Depth.gentle or not shut]
    context = {
        "place": place,
        "prompts": offered,
        "shut": shut,
        "written": told(one for one in request.book.all(Reflection) if one.asked in own),
    }
    return render(request, "explore/place.html", context)


def _keep_ticks(request: LeantoRequest, form: TicksForm, known: Sitting | None, path: str) -> bool:
    """One looking for each path. ``minutes`` says that nobody sat down for it."""
    ticked = tuple(form.cleaned_data["ticked"])
    if known is not None:
        return keep(request, form, structs.replace(known, ticked=ticked))
    looked = Sitting(
        id=form.cleaned_data["id"],
        at=request.now,
        path=path,
        minutes=sat.READING,
        ended_at=request.now,
        ticked=ticked,
    )
    return keep(request, form, looked)


def _by_depth(path: Path) -> list[tuple[Label, list[Prompt]]]:
    """The questions of a path, laid out to be read beforehand."""
    return [(words, [one for one in path.prompts if one.depth is at]) for at, words in DEPTHS.items()]
