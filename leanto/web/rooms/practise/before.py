"""What one's own record says, to look at after the guesses are written and not before."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.circle.came import RECEIVING
from leanto.practise.before import OwnRecord, own_record
from leanto.practise.plan import looked, may_guess
from leanto.records import Kind, Person, ReachOut
from leanto.vault.book import Absent
from leanto.web.requests import LeantoRequest
from leanto.web.words import Label

BASIS: dict[str, Label] = {
    "ask close in_person": _("In one study about 4 of 5 friends agreed to a small favour asked in person."),
    "ask close voice": _(
        "In the same study fewer than 3 of 5 friends agreed by phone, video or voice message."
    ),
}
CAME: dict[tuple[bool, bool], Label] = {
    (False, False): _("%(came)d of %(asked)d came through before."),
    (False, True): _("%(came)d of %(asked)d came through before, and %(partly)d partly."),
    (True, False): _("%(came)d of %(asked)d was all right before."),
    (True, True): _("%(came)d of %(asked)d was all right before, and %(partly)d partly."),
}
"""By whether something is received, and whether any half came."""
JUDGED = _("No study we found gives a figure for this. The starting point is our own judgement.")


class Said(Struct, frozen=True):
    """The record in words."""

    counted: str
    about: str
    basis: Label


def record(request: LeantoRequest, id: str) -> HttpResponse:
    """Looking is a touch of its own, because the guesses stand from then on."""
    kept = request.book.get(ReachOut, id)
    if kept.forecast is None or not may_guess(kept):
        raise Absent
    if request.method == "POST":
        request.book.revise(looked(kept, request.now))
        return redirect("practise:record", id)
    if kept.looked_at is None:
        return render(request, "practise/record_first.html", {"kept": kept})
    found = own_record(kept, request.book.all(ReachOut), request.book.all(Person))
    context = {
        "kept": kept,
        "said": _said(found, kept.kind) if found else None,
        "guess": round(kept.forecast * 10),
        "person": request.book.find(Person, kept.person_id),
    }
    return render(request, "practise/record.html", context)


def _said(found: OwnRecord, kind: Kind) -> Said:
    """Counts first; what half came is counted apart."""
    words = CAME[kind in RECEIVING, found.partly > 0]
    counted = str(words) % {"came": found.came, "asked": found.asked, "partly": found.partly}
    tenths = {"about": _tenths(found.about), "low": _tenths(found.low), "high": _tenths(found.high)}
    return Said(
        counted=counted if found.asked else "",
        about=gettext("About %(about)d in 10, likely between %(low)d and %(high)d.") % tenths,
        basis=BASIS.get(found.row.name, JUDGED),
    )


def _tenths(chance: float) -> int:
    return int(chance + 0.5)
