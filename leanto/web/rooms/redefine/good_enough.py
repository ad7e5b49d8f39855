"""Good enough: what I would hand over or leave at four fifths, and whether it stayed handed over."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from leanto.content.redefine import redefine
from leanto.practise import ladder as rungs
from leanto.records import Domain, Kind, Person, Piece, ReachOut, Step
from leanto.redefine.good_enough import Way, tried
from leanto.redefine.stance import may_work_on
from leanto.vault.book import Absent
from leanto.web.doors import post_only
from leanto.web.forms import Line, Pick, RecordForm, Scale, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.redefine.kept import laid
from leanto.web.told import tell
from leanto.web.words import DOMAIN, Label, card

WAYS: Mapping[Way, Label] = {
    Way.hand_over: card(_("Hand it over"), _("someone does it, their way")),
    Way.four_fifths: card(_("Leave it at four fifths"), _("it stays as it is, on purpose")),
}
STAYED: Mapping[str, bool | None] = {"1": True, "2": False, "0": None}
"""Short, so that the one touch is no word in an unfinished form."""


class EnoughForm(RecordForm):
    """An experiment, as a step of one's own ladder. What is feared is asked where it is planned."""

    text = Line(
        _("What would you hand over, or leave good enough?"),
        _("One thing, on one day. Small enough that nobody is harmed if it goes wrong."),
        required=True,
        hint=_("Send Friday’s report without reading it again"),
    )
    way = Pick(
        _("Which is it?"), WAYS, _("So that planning asks with whom, or leaves it out."), required=True
    )
    domain = Pick(_("Which part of life is it in?"), DOMAIN)
    suds = Scale(
        _("How hard does it look?"),
        _("easy"),
        _("the hardest"),
        range(0, 101, 10),
        _("It gives the step its place on your ladder."),
    )


def good_enough(request: LeantoRequest) -> HttpResponse:
    form = EnoughForm(request.POST or None, initial=started(request, **_from_piece(request)))
    if form.is_valid() and keep(request, form, made := _step(request, form)):
        return redirect(reverse("practise:plan", query={"step": made.id}))
    found, people = tried(request.book.all(ReachOut)), {one.id: one for one in request.book.all(Person)}
    context = {
        "waiting": tell(found.waiting, people),
        "told": tell(found.told, people),
        "examples": redefine().good_enough,
    }
    return page(request, "redefine/good_enough.html", form, laid=laid(form), **context)


def _piece(request: LeantoRequest) -> Piece | None:
    """The piece it comes from. What is kept is never worked on, whatever the address says."""
    piece = request.book.find(Piece, request.GET.get("piece"))
    return piece if piece and may_work_on(piece) else None


def _from_piece(request: LeantoRequest) -> dict[str, Any]:
    piece = _piece(request)
    return {"text": piece.text, "domain": piece.domain} if piece else {}


def _step(request: LeantoRequest, form: EnoughForm) -> Step:
    said, piece = form.cleaned_data, _piece(request)
    made = rungs.own(
        said["id"],
        said["text"],
        Kind.let_go,
        said["domain"] or Domain.practical,
        suds=said["suds"],
        needs_person=said["way"] is Way.hand_over,
    )
    return structs.replace(made, load_id=piece.load_id if piece else None)


@post_only("redefine:good_enough")
def stayed(request: LeantoRequest) -> HttpResponse:
    """One touch, once it was told: did it stay handed over? Taken back by the third button."""
    said = request.POST.get("stayed", "")
    with request.book.together():
        kept = request.book.get(ReachOut, request.POST.get("id", ""))
        if kept.kind is not Kind.let_go or kept.outcome is None or said not in STAYED:
            raise Absent
        request.book.revise(structs.replace(kept, stayed=STAYED[said]))
    return redirect(reverse("redefine:good_enough", query={"said": "changed"}) + f"#one-{kept.id}")
