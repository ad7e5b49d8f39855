"""The profile: a reflection taken in sittings, the picture it gives, and whether that sounds like the person."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import Struct, structs

from leanto.content.instruments import FOLDER
from leanto.name import profile as core
from leanto.name.instruments import Instrument, Shelf, shelf
from leanto.name.questionnaires import Answers
from leanto.name.responses import read
from leanto.records import Recognition, Response
from leanto.vault.book import Absent
from leanto.web import removal
from leanto.web.doors import post_only
from leanto.web.forms import Line, Pick, RecordForm, page, started
from leanto.web.forms import keep as keep_record
from leanto.web.questions import QuestionsForm
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.name import profile_words as words
from leanto.web.rooms.name.taking import gone_on, keep, stop, stopped, wanted
from leanto.web.words import Label


class FitsForm(RecordForm):
    """What someone says of their own picture."""

    fits = Pick(
        _("Does this sound like you?"),
        words.FITS,
        _("A picture drawn from a few lines can be wrong. You know more than it does."),
        required=True,
    )
    words = Line(_("In a line, if you like"), hint=_("At work yes, at home not any more"))


class Stands(Struct, frozen=True):
    """How it stands with one form: when it was last taken, whether it can be gone on with, when it comes again."""

    instrument: Instrument
    last: Response | None
    stopped: bool
    again: date | None


class Sitting(Struct, frozen=True):
    """Facets taken together in under four minutes. ``go``: the one to begin or go on with."""

    number: int
    minutes: int
    forms: tuple[Stands, ...]
    go: Stands | None


class Said(Struct, frozen=True):
    """What was said of a picture, in words."""

    record: Recognition
    fits: Label


class Compared(Struct, frozen=True):
    """The lines answered differently since the time before."""

    since: datetime
    differences: core.Differences


def profile(request: LeantoRequest) -> HttpResponse:
    responses, there = request.book.all(Response), _shelf()
    own = there.find(core.REFLECTION)
    if own is None:
        raise Absent
    facets = [
        words.told(one) for sitting in core.closer(there.instruments) for one in _facets(sitting, responses)
    ]
    pattern = [one for one in facets if one.facet.instrument.id != core.SOLITUDE]
    stands, response = _stands(own, responses, request.now), _pictured(own, responses)
    said = _said(request)
    about = response or _latest([one.facet.response for one in facets])
    context = {
        "stands": stands,
        "response": response,
        **(_picture(own, response) if response else {}),
        "compared": _compared(own, responses),
        "facets": pattern,
        "solitude": [one for one in facets if one not in pattern],
        "facets_chart": words.facets_drawing([one.facet for one in facets]),
        "about": about,
        "word": next((one for one in said if about and one.record.response_id == about.id), None),
        "before": [one for one in said if not about or one.record.response_id != about.id],
    }
    return render(request, "name/profile.html", context)


def closer(request: LeantoRequest) -> HttpResponse:
    """Look closer: the public facets, in sittings."""
    responses = request.book.all(Response)
    sittings = [
        _sitting(number, forms, responses, request.now)
        for number, forms in enumerate(core.closer(_shelf().instruments), 1)
    ]
    return render(request, "name/profile_closer.html", {"sittings": sittings})


def take(request: LeantoRequest, instrument: str) -> HttpResponse:
    """One page of one form. It can be stopped on any page, and what was answered is kept."""
    there, responses = _shelf(), request.book.all(Response)
    sitting = next((one for one in _offered(there) if instrument in [each.id for each in one]), None)
    one = there.find(instrument)
    if one is None or sitting is None:
        raise Absent
    begun = core.unfinished(responses, instrument, request.now)
    form = QuestionsForm(
        one.form, request.POST or None, started(request, **gone_on(one, begun) if begun else {})
    )
    if not form.is_bound:
        form.turn_to_last_seen()
    elif stopped(request, form):
        kept = stop(request, one, form)
        return redirect(reverse("name:profile", query={"said": "kept"} if kept else {}))
    elif form.turn_to(wanted(request, form)) and form.is_valid():
        keep(request, one, form)
        return redirect(_onwards(sitting, one, request.book.all(Response), request.now))
    place = [each.id for each in sitting].index(instrument) + 1
    context = {"form": form, "instrument": one, "place": place, "of": len(sitting)}
    return render(
        request, "name/profile_take.html", context, status=422 if form.is_bound and form.errors else 200
    )


def fits(request: LeantoRequest, id: str) -> HttpResponse:
    """What the person says of the picture drawn from this response, said once and changeable."""
    response = request.book.get(Response, id)
    said = [one for one in request.book.all(Recognition) if one.response_id == response.id]
    kept = max(said, key=lambda one: (one.at, one.id), default=None)
    form = FitsForm(request.POST or None, initial=started(request, kept))
    if form.is_valid():
        before = kept or Recognition(form.cleaned_data["id"], request.now, form.cleaned_data["fits"])
        record = structs.replace(before, at=request.now, response_id=response.id, **form.changes())
        if keep_record(request, form, record):
            return redirect(reverse("name:profile", query={"said": "kept"}))
    return page(request, "name/profile_fits.html", form, response=response, kept=kept)


@post_only("name:profile")
def remove(request: LeantoRequest) -> HttpResponse:
    kept = request.book.get(Recognition, request.POST.get("id", ""))
    return removal.removed(
        request,
        kept,
        words=kept.words or words.FITS[kept.fits],
        put_back=reverse("name:fits_put_back"),
        back=reverse("name:profile"),
    )


@post_only("name:profile")
def put_back(request: LeantoRequest) -> HttpResponse:
    removal.put_back(request, Recognition)
    return redirect(reverse("name:profile", query={"said": "put-back"}))


def _shelf() -> Shelf:
    return shelf(settings.LEANTO_HOME / FOLDER)


def _offered(there: Shelf) -> list[tuple[Instrument, ...]]:
    own = there.find(core.REFLECTION)
    return [*([(own,)] if own else []), *core.closer(there.instruments)]


def _onwards(
    sitting: Sequence[Instrument], one: Instrument, responses: Sequence[Response], now: datetime
) -> str:
    after = core.following(sitting, one.id, responses, now)
    if after:
        return reverse("name:profile_take", args=[after.id], query={"said": "kept"})
    return reverse("name:profile", query={"said": "kept"})


def _answers(one: Instrument, response: Response) -> Answers:
    return read(one.form, response.response).answers


def _pictured(own: Instrument, responses: Sequence[Response]) -> Response | None:
    """The last reflection in which something was answered, else the last one."""
    every = core.taken(responses, own.id)
    return next((one for one in every if _answers(own, one)), next(iter(every), None))


def _picture(own: Instrument, response: Response) -> dict[str, object]:
    picture = core.picture(own, _answers(own, response))
    return {
        "picture": picture,
        "signs": words.signs(picture),
        "others": words.others(picture),
        "apart": words.apart(picture),
        "chart": words.drawing(picture),
        "table": words.table(picture),
    }


def _facets(sitting: Sequence[Instrument], responses: Sequence[Response]) -> list[core.Facet]:
    found = []
    for one in sitting:
        every = [(each, _answers(one, each)) for each in core.taken(responses, one.id)]
        held = [(each, answers) for each, answers in every if answers]
        if held:
            before = (held[1][0].at, held[1][1]) if len(held) > 1 else None
            found.append(core.facet(one, *held[0], before))
    return [one for one in found if one]


def _compared(own: Instrument, responses: Sequence[Response]) -> Compared | None:
    """What was answered differently from the last time that lies some weeks back."""
    held = [(one, _answers(own, one)) for one in core.taken(responses, own.id)]
    held = [(one, answers) for one, answers in held if answers]
    if not held:
        return None
    now, answers = held[0]
    before = next(((one, old) for one, old in held[1:] if now.at - one.at >= core.AGAIN), None)
    if before is None:
        return None
    found = core.differences(own, before[1], answers)
    return Compared(before[0].at, found) if found.of else None


def _stands(one: Instrument, responses: Sequence[Response], now: datetime) -> Stands:
    last = next(iter(core.taken(responses, one.id)), None)
    stopped = core.unfinished(responses, one.id, now) is not None
    fresh = last is not None and core.is_fresh(last, now)
    again = (last.at + core.AGAIN).astimezone(now.tzinfo).date() if last and fresh else None
    return Stands(one, last, stopped, again)


def _sitting(
    number: int, forms: Sequence[Instrument], responses: Sequence[Response], now: datetime
) -> Sitting:
    stands = tuple(_stands(one, responses, now) for one in forms)
    seconds = sum(one.seconds for one in forms)
    open_ones = [one for one in stands if one.again is None]
    return Sitting(number, max(1, round(seconds / 60)), stands, open_ones[0] if open_ones else None)


def _said(request: LeantoRequest) -> list[Said]:
    every = sorted(request.book.all(Recognition), key=lambda one: (one.at, one.id), reverse=True)
    return [Said(one, words.FITS[one.fits]) for one in every]


def _latest(responses: Sequence[Response]) -> Response | None:
    return max(responses, key=lambda one: (one.at, one.id), default=None)
