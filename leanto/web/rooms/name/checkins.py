"""Check-ins: short forms taken now and then, what was answered, and the way out for one of them."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from math import ceil

import msgspec
from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import Struct, structs

from leanto.content.instruments import FOLDER, Part
from leanto.name import rhythm
from leanto.name.bundle import bundle
from leanto.name.danger import asks_about_danger, says_danger
from leanto.name.instruments import Instrument, Shelf, shelf
from leanto.records import Draft, Response
from leanto.vault.book import Absent
from leanto.web import careful, drafts, own, removal
from leanto.web.doors import post_only
from leanto.web.forms import started
from leanto.web.questions import QuestionsForm
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.name.results import result
from leanto.web.rooms.name.taking import keep, wanted
from leanto.web.typed import typed

MOOD = ("phq-8", "phq-4")
"""Beside these, which leave it out, our own question about safety is offered."""
EVERY = (_("Each week"), _("Every two weeks"), _("Each month"))
FILE, KIND = "leanto-checkin.json", "application/fhir+json"


class RhythmForm(forms.Form):
    """How often check-ins come round, if at all."""

    every = forms.TypedChoiceField(
        label=_("How often would you like to be asked?"),
        help_text=_("The page Today then says so in one line. What is left out is not counted."),
        coerce=int,
        choices=[(0, _("Whenever I like")), *zip(rhythm.CHOICES, EVERY, strict=True)],
        widget=forms.RadioSelect,
    )


class Row(Struct, frozen=True):
    """One check-in as it is offered. ``again``: the day from which it is, when that is still to come; ``next``: the
    day the person's own rhythm asks for it, and ``due``, whether that has come."""

    instrument: Instrument
    minutes: int
    last: Response | None
    again: date | None
    next: date | None
    due: bool


class Offer(Struct, frozen=True):
    """A check-in that is off until chosen. ``danger``: it asks about being better off dead."""

    instrument: Instrument
    on: bool
    danger: bool


class Earlier(Struct, frozen=True):
    """One that was taken, under its plain name."""

    response: Response
    name: str


def checkins(request: LeantoRequest) -> HttpResponse:
    return _page(request, RhythmForm(initial={"every": request.preferences.every_days or 0}))


@post_only("name:checkins")
def every(request: LeantoRequest) -> HttpResponse:
    """How often check-ins are wanted. Whatever is set, no instrument comes sooner than it allows."""
    form = RhythmForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    days = form.cleaned_data["every"] or None
    own.change(request, lambda before: structs.replace(before, every_days=days))
    return redirect(reverse("name:checkins", query={"said": "changed"}))


def _page(request: LeantoRequest, form: RhythmForm) -> HttpResponse:
    there, taken = _shelf(), _latest_first(request.book.all(Response))
    rows = [_row(request, one, taken) for one in _offered(request, there)]
    earlier = [Earlier(one, _name(there, one)) for one in taken]
    context = {"rows": rows, "earlier": earlier, "choices": _choices(request, there), "form": form}
    return render(request, "name/checkins.html", context, status=422 if form.errors else 200)


@post_only("name:checkins")
def choose(request: LeantoRequest) -> HttpResponse:
    """Turn on a check-in that is off until chosen, or off again. What was answered stays."""
    id, on = request.POST.get("instrument", ""), bool(request.POST.get("on"))
    if not any(one.id == id and rhythm.needs_choosing(one) for one in rhythm.check_ins(_shelf().instruments)):
        raise Absent
    own.change(request, lambda before: structs.replace(before, chosen=_with(before.chosen, id, on=on)))
    return redirect(reverse("name:checkins", query={"said": "chosen" if on else "unchosen"}))


def take(request: LeantoRequest, instrument: str) -> HttpResponse:
    """One page of questions at a time. It is kept from the last one, whatever was skipped."""
    one = next((each for each in _offered(request, _shelf()) if each.id == instrument), None)
    if one is None:
        raise Absent
    form = QuestionsForm(one.form, request.POST or None, started(request))
    if not form.is_bound:
        form.turn_to_last_seen()
    elif request.POST.get("nothing") and form.is_valid():
        return _instead(request, one, form)
    elif _calls(one, form) and not form.is_valid():
        return _help_first(request)
    elif (form.turn_to(wanted(request, form)) or _calls(one, form)) and form.is_valid():
        return _kept(request, one, form)
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request, "name/take.html", {"form": form, "instrument": one, "nothing": _weekly(one)}, status=status
    )


def checkin(request: LeantoRequest, id: str) -> HttpResponse:
    kept, there = request.book.get(Response, id), _shelf()
    instrument = there.find(kept.instrument)
    before = _before(request, kept)
    context = {
        "response": kept,
        "name": _name(there, kept),
        "instrument": instrument,
        "result": result(instrument, kept, before),
        "asks_danger": instrument is not None and asks_about_danger(instrument),
        "mood": kept.instrument in MOOD,
        "rose": careful.rise_with(request, kept),
        "watched": request.preferences.watched is not False,
    }
    return render(request, "name/checkin.html", context)


@post_only("name:checkins")
def remove(request: LeantoRequest) -> HttpResponse:
    kept = request.book.get(Response, request.POST.get("id", ""))
    return removal.removed(
        request,
        kept,
        words=_name(_shelf(), kept),
        put_back=reverse("name:checkin_put_back"),
        back=reverse("name:checkins"),
    )


@post_only("name:checkins")
def put_back(request: LeantoRequest) -> HttpResponse:
    removal.put_back(request, Response)
    return redirect(reverse("name:checkins", query={"said": "put-back"}))


@post_only("name:checkins")
def file(request: LeantoRequest) -> HttpResponse:
    """One response and its results as FHIR, for whoever the person wants to show them to."""
    kept = request.book.get(Response, request.POST.get("id", ""))
    found = bundle([(kept, _shelf().find(kept.instrument))])
    answer = HttpResponse(msgspec.json.format(msgspec.json.encode(found), indent=2), content_type=KIND)
    answer["Content-Disposition"] = f'attachment; filename="{FILE}"'
    return answer


def _shelf() -> Shelf:
    return shelf(settings.LEANTO_HOME / FOLDER)


def _with(chosen: Iterable[str], id: str, *, on: bool) -> tuple[str, ...]:
    others = tuple(one for one in chosen if one != id)
    return (*others, id) if on else others


def _kept(request: LeantoRequest, one: Instrument, form: QuestionsForm) -> HttpResponse:
    """Keep it and go to the result. Where an answer calls for care, help comes before it, the rest is kept with the
    answers or neither is, and help comes too where nothing can be kept (care rule 1)."""
    danger = says_danger(one, form.answers)
    try:
        with request.book.together():
            kept = keep(request, one, form)
            rest = careful.said_so(request, careful.ITEM) if danger else None
    except careful.NOT_KEPT:
        if not danger:
            raise
        return redirect("care:help")
    result = reverse("name:checkin", args=[kept.id])
    return redirect(careful.panel(rest, result) if rest else f"{result}?said=kept")


def _help_first(request: LeantoRequest) -> HttpResponse:
    """A fault elsewhere on the page does not come before help: what was typed waits there as unfinished."""
    page, fields = drafts.address(request.get_full_path()), typed(request)
    name = drafts.name_of(page, drafts.form_id(fields))
    with suppress(*careful.NOT_KEPT):
        drafts.put(request.book, Draft(id=name, at=request.now, path=page, fields=fields))
    return redirect(careful.care(request, careful.ITEM, page))


def _instead(request: LeantoRequest, one: Instrument, form: QuestionsForm) -> HttpResponse:
    """Nothing comes up: what was answered is kept, and the body and the day are asked instead."""
    if form.answers:
        answer = _kept(request, one, form)
        if says_danger(one, form.answers):
            return answer
    return redirect("name:take", rhythm.NUMB)


def _weekly(one: Instrument) -> bool:
    return bool(one.scoring and one.scoring.part is Part.weekly)


def _calls(one: Instrument, form: QuestionsForm) -> bool:
    """Whether an answer so far calls for care: then no further page is shown before help, nor a fault."""
    form.is_valid()
    return says_danger(one, form.answers)


def _offered(request: LeantoRequest, there: Shelf) -> tuple[Instrument, ...]:
    return rhythm.on_offer(there.instruments, request.preferences.chosen)


def _choices(request: LeantoRequest, there: Shelf) -> list[Offer]:
    """The check-ins that are off until chosen, each as it stands."""
    chosen = request.preferences.chosen
    return [
        Offer(one, one.id in chosen, asks_about_danger(one))
        for one in rhythm.check_ins(there.instruments)
        if rhythm.needs_choosing(one)
    ]


def _row(request: LeantoRequest, one: Instrument, taken: Iterable[Response]) -> Row:
    last = next((response for response in taken if response.instrument == one.id), None)
    every = request.preferences.every_days if one.id != rhythm.NUMB else None
    turn = rhythm.turn(last.at if last else None, rhythm.days_apart(one), every, request.now)
    today = request.now.date()
    again = None if turn.free(today) else turn.free_on
    return Row(one, max(1, ceil(one.seconds / 60)), last, again, turn.next_on, turn.due(today))


def _latest_first(responses: Iterable[Response]) -> list[Response]:
    return sorted(responses, key=lambda one: (one.at, one.id), reverse=True)


def _before(request: LeantoRequest, kept: Response) -> Response | None:
    every: Sequence[Response] = _latest_first(request.book.all(Response))
    return next((one for one in every if one.instrument == kept.instrument and one.at < kept.at), None)


def _name(there: Shelf, response: Response) -> str:
    instrument = there.find(response.instrument)
    return instrument.name if instrument else response.instrument
