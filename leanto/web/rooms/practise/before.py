"""What one's own record says, and the last surprise, to look at after the guesses are written and not before."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.circle.came import RECEIVING
from leanto.practise.before import Fear, OwnRecord, last_surprise, own_record
from leanto.practise.plan import State, looked, may_guess, state
from leanto.records import Kind, Person, ReachOut
from leanto.vault.book import Absent
from leanto.web.reasons import bdi
from leanto.web.requests import LeantoRequest
from leanto.web.words import Label

BASIS: dict[str, Label] = {
    "ask close in_person": _("In one study about 4 of 5 friends agreed to a small favour asked in person."),
    "ask close voice": _("In one study fewer than 3 of 5 friends agreed by phone, video or voice message."),
}
CAME: dict[tuple[bool, bool], Promise] = {
    (False, False): ngettext_lazy(
        "%(came)d of %(asked)d came through before.", "%(came)d of %(asked)d came through before.", "came"
    ),
    (False, True): ngettext_lazy(
        "%(came)d of %(asked)d came through before, and %(partly)d partly.",
        "%(came)d of %(asked)d came through before, and %(partly)d partly.",
        "came",
    ),
    (True, False): ngettext_lazy(
        "%(came)d of %(asked)d was all right before.", "%(came)d of %(asked)d were all right before.", "came"
    ),
    (True, True): ngettext_lazy(
        "%(came)d of %(asked)d was all right before, and %(partly)d partly.",
        "%(came)d of %(asked)d were all right before, and %(partly)d partly.",
        "came",
    ),
}
"""By whether something is received, and whether any half came."""
FEARS: dict[bool, Label] = {
    False: _("What you feared before happened %(came)d of %(told)d times."),
    True: _(
        "What you feared before happened %(came)d of %(told)d times, and a little %(partly)d of %(told)d."
    ),
}
JUDGED = _("No study we found gives a figure for this, so it is our own judgement.")


class Figure(Struct, frozen=True):
    """The record in words: what came, what to expect, and the two parts that this comes from."""

    counted: str
    about: str
    own: Label
    general: str
    basis: Label
    fear: str = ""


def record(request: LeantoRequest, id: str) -> HttpResponse:
    """Looking is a touch of its own, because the guesses stand from then on."""
    kept = request.book.get(ReachOut, id)
    if kept.forecast is None:
        raise Absent
    if not may_guess(kept):
        return redirect(reverse("practise:reach_out", args=[id], query={"said": "meanwhile"}))
    if request.method == "POST":
        request.book.revise(looked(kept, request.now))
        return redirect("practise:record", id)
    if kept.looked_at is None:
        return render(request, "practise/record_first.html", {"kept": kept})
    history, people = request.book.all(ReachOut), request.book.all(Person)
    found = own_record(kept, history, people)
    going = state(kept, request.now) is State.planned
    person = request.book.find(Person, kept.person_id)
    context = {
        "kept": kept,
        "figure": _figure(found, kept.kind, person) if found else None,
        "guess": round(kept.forecast * 10),
        "person": person,
        "surprise": last_surprise(kept, history, people) if going else None,
    }
    return render(request, "practise/record.html", context)


def _figure(found: OwnRecord, kind: Kind, person: Person | None) -> Figure:
    """Counts first; what half came is counted apart."""
    words = CAME[kind in RECEIVING, found.partly > 0]
    tenths = {"about": _tenths(found.about), "low": _tenths(found.low), "high": _tenths(found.high)}
    told = {"came": found.came, "asked": found.asked, "partly": found.partly}
    return Figure(
        counted=str(words % told) if found.asked else "",
        about=gettext("About %(about)d in 10, likely between %(low)d and %(high)d.") % tenths,
        own=_own(found, person),
        general=gettext("About %(n)d in 10 for something small.") % {"n": _tenths(found.row.mean * 10)},
        basis=BASIS.get(found.row.name, JUDGED),
        fear=_fear(found.fear) if found.fear else "",
    )


def _fear(found: Fear) -> str:
    """The second guess in the same way. Neither has to do with the other, so they are never added."""
    tenths = {"about": _tenths(found.about), "low": _tenths(found.low), "high": _tenths(found.high)}
    about = gettext("That it happens: about %(about)d in 10, likely between %(low)d and %(high)d.") % tenths
    if not found.told:
        return about
    words = FEARS[found.partly > 0] % {"told": found.told, "came": found.happened, "partly": found.partly}
    return f"{words} {about}"


def _own(found: OwnRecord, person: Person | None) -> Label:
    """Which part of it is the person's own, in counts."""
    if not found.counted:
        return _("Nothing yet. So far the general figure speaks alone.")
    others = found.counted - found.asked
    other = ngettext("%(n)d other time you told of", "%(n)d other times you told of", others) % {"n": others}
    if person is None:
        return ngettext("%(n)d time you told of.", "%(n)d times you told of.", others) % {"n": others}
    if not found.asked:
        return format_html(gettext("Nothing with {name} yet; {other}."), name=bdi(person.name), other=other)
    theirs = ngettext("{n} time with {name}", "{n} times with {name}", found.asked)
    first = format_html(theirs, n=found.asked, name=bdi(person.name))
    return (
        format_html(gettext("{first}; {other}."), first=first, other=other)
        if others
        else format_html("{}.", first)
    )


def _tenths(chance: float) -> int:
    return int(chance + 0.5)
