"""Check-ins: short forms taken now and then, what was answered, and the way out for one of them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import ceil
from uuid import UUID, uuid5

import msgspec
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from msgspec import Struct, structs

from leanto.content.instruments import FOLDER, Part
from leanto.name.instruments import Instrument, Shelf, shelf
from leanto.name.observations import observations
from leanto.name.responses import respond
from leanto.records import Fields, Response
from leanto.vault.book import Absent
from leanto.web import drafts, removal
from leanto.web.doors import post_only
from leanto.web.forms import started
from leanto.web.questions import QuestionsForm
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.name.results import result, scored

PARTS = (Part.weekly, Part.costs, Part.support, Part.other)
BETTER_OFF_DEAD = "44260-8"
"""The LOINC code of the PHQ-9's ninth question, by which a host's own copy is known too."""
FILE, KIND = "leanto-checkin.json", "application/fhir+json"


class Row(Struct, frozen=True):
    """One check-in as it is offered. ``again``: the day from which it is, when that is still to come."""

    instrument: Instrument
    minutes: int
    last: Response | None
    again: date | None


class Earlier(Struct, frozen=True):
    """One that was taken, under its plain name."""

    response: Response
    name: str


def checkins(request: LeantoRequest) -> HttpResponse:
    there, taken = _shelf(), _latest_first(request.book.all(Response))
    rows = [_row(request, one, taken) for one in _offered(there)]
    earlier = [Earlier(one, _name(there, one)) for one in taken]
    return render(request, "name/checkins.html", {"rows": rows, "earlier": earlier})


def take(request: LeantoRequest, instrument: str) -> HttpResponse:
    """One page of questions at a time. It is kept from the last one, whatever was skipped."""
    one = next((each for each in _offered(_shelf()) if each.id == instrument), None)
    if one is None:
        raise Absent
    form = QuestionsForm(one.form, request.POST or None, started(request))
    if not form.is_bound:
        form.turn_to_last_seen()
    elif form.turn_to(_wanted(request, form)) and form.is_valid():
        kept = _keep(request, one, form)
        return redirect(reverse("name:checkin", args=[kept.id], query={"said": "kept"}))
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "name/take.html", {"form": form, "instrument": one}, status=status)


def checkin(request: LeantoRequest, id: str) -> HttpResponse:
    kept, there = request.book.get(Response, id), _shelf()
    instrument = there.find(kept.instrument)
    before = _before(request, kept)
    context = {
        "response": kept,
        "name": _name(there, kept),
        "instrument": instrument,
        "result": result(instrument, kept, before),
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
    bundle = _bundle(kept, _shelf().find(kept.instrument))
    answer = HttpResponse(msgspec.json.format(msgspec.json.encode(bundle), indent=2), content_type=KIND)
    answer["Content-Disposition"] = f'attachment; filename="{FILE}"'
    return answer


def _shelf() -> Shelf:
    return shelf(settings.LEANTO_HOME / FOLDER)


def _offered(there: Shelf) -> list[Instrument]:
    """What can be taken here: nothing that first has to be chosen, or that may call for care before its result."""
    fit = [one for one in there.instruments if _part(one) in PARTS and not _asks_about_danger(one)]
    free = [one for one in fit if not (one.scoring and one.scoring.on_request)]
    return sorted(free, key=lambda one: (PARTS.index(_part(one)), one.name))


def _part(one: Instrument) -> Part:
    return one.scoring.part if one.scoring else Part.other


def _asks_about_danger(one: Instrument) -> bool:
    codes = {code.code for item in one.form.links.values() for code in item.codes}
    return BETTER_OFF_DEAD in codes or bool(one.scoring and one.scoring.safety)


def _row(request: LeantoRequest, one: Instrument, taken: Iterable[Response]) -> Row:
    last = next((response for response in taken if response.instrument == one.id), None)
    apart = timedelta(days=one.scoring.days_apart if one.scoring else 0)
    again = (last.at.astimezone(request.now.tzinfo) + apart).date() if last else None
    waits = again if again and again > request.now.date() else None
    return Row(one, max(1, ceil(one.seconds / 60)), last, waits)


def _latest_first(responses: Iterable[Response]) -> list[Response]:
    return sorted(responses, key=lambda one: (one.at, one.id), reverse=True)


def _before(request: LeantoRequest, kept: Response) -> Response | None:
    every: Sequence[Response] = _latest_first(request.book.all(Response))
    return next((one for one in every if one.instrument == kept.instrument and one.at < kept.at), None)


def _name(there: Shelf, response: Response) -> str:
    instrument = there.find(response.instrument)
    return instrument.name if instrument else response.instrument


def _wanted(request: LeantoRequest, form: QuestionsForm) -> int:
    """The page that was asked for, and one past the last to keep it. What was not seen yet comes first anyway."""
    to, last = request.POST.get("to", ""), len(form.pages)
    if request.POST.get("more"):
        return last
    return int(to) if to in {str(page.number) for page in form.pages} else last + 1


def _keep(request: LeantoRequest, one: Instrument, form: QuestionsForm) -> Response:
    """Add it. The same form sent again, from a page brought back, changes the answers and never makes a second."""
    id, book = form.cleaned_data["id"], request.book
    with book.together():
        kept = book.find(Response, id)
        at = kept.at if kept else request.now
        response = respond(one.form, form.answers, at)
        if kept is None:
            kept = book.add(Response(id=id, at=at, instrument=one.id, response=response))
        elif kept.instrument == one.id and kept.response != response:
            kept = book.revise(structs.replace(kept, response=response))
        drafts.end(request, id)
    return kept


def _bundle(kept: Response, instrument: Instrument | None) -> Fields:
    own = UUID(kept.id)
    address = f"urn:uuid:{own}"
    found = tuple(scored(instrument, kept).values()) if instrument else ()
    results = observations(instrument, found, kept.at, response=address) if instrument else ()
    entries = [{"fullUrl": address, "resource": kept.response | {"id": kept.id}}]
    entries += [
        {"fullUrl": f"urn:uuid:{uuid5(own, str(number))}", "resource": one}
        for number, one in enumerate(results)
    ]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}
