"""Keep, loosen, let go: what the independence is made of, sorted by the person and by nobody else."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import Struct, structs

from leanto.content.redefine import redefine
from leanto.records import Load, Piece, Stance
from leanto.redefine import stance as sorting
from leanto.web.doors import post_only
from leanto.web.forms import Line, Pick, RecordForm, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.redefine.kept import Shelf, laid
from leanto.web.words import DOMAIN, Label, card

SHOWN = 12
STANCE: Mapping[Stance, Label] = {
    Stance.keep: _("Keep"),
    Stance.loosen: _("Loosen"),
    Stance.let_go: _("Let go"),
}
STANCE_CARDS: Mapping[Stance, Label] = {
    Stance.keep: card(STANCE[Stance.keep], _("a choice of mine")),
    Stance.loosen: card(STANCE[Stance.loosen], _("a little less tightly")),
    Stance.let_go: card(STANCE[Stance.let_go], _("it can go, in its time")),
}


class PieceForm(RecordForm):
    """One piece. It can stand unsorted."""

    text = Line(
        _("What do you do on your own?"),
        _("A thing you do, or a way you do it. Big or small."),
        required=True,
        hint=_("I fix what breaks before I call anyone"),
    )
    stance = Pick(
        _("What would you like to do with it?"),
        STANCE_CARDS,
        _(
            "Independence is worth having. What you keep is left alone here. It can be sorted later, or never."
        ),
    )
    domain = Pick(_("Which part of life is it in?"), DOMAIN)


class Choice(Struct, frozen=True):
    """One of three buttons beside a piece."""

    stance: Stance
    words: Label
    current: bool


class Row(Struct, frozen=True):
    """A piece as the list shows it. ``loose``: a small step may be made of it."""

    piece: Piece
    choices: tuple[Choice, ...]
    loose: bool

    @property
    def chosen(self) -> bool:
        """Kept, and so a choice."""
        return self.piece.stance is Stance.keep


class Part(Struct, frozen=True):
    """The rows of one part of life."""

    words: Label
    rows: tuple[Row, ...]


def pieces(request: LeantoRequest) -> HttpResponse:
    """Everything sorted so far, the pile's things that are not, and one form to add to it."""
    form = PieceForm(request.POST or None, initial=started(request))
    if form.is_valid():
        piece = Piece(id=form.cleaned_data["id"], at=request.now, **form.changes())
        if keep(request, form, piece):
            return redirect(reverse("redefine:pieces", query={"said": "kept"}))
    own = request.book.all(Piece)
    waiting = sorting.unsorted(request.book.all(Load), own)
    context = {
        "parts": [_part(part) for part in sorting.parts(own)],
        "waiting": waiting[:SHOWN],
        "left": len(waiting[SHOWN:]),
        "choices": _choices(None),
        "examples": redefine().pieces,
    }
    return page(request, "redefine/pieces.html", form, laid=laid(form), **context)


@post_only("redefine:pieces")
def sort(request: LeantoRequest) -> HttpResponse:
    """One touch: a piece, or a thing of the pile that becomes one. The same touch again takes it back."""
    said = next((one for one in Stance if one.value == request.POST.get("stance")), None)
    if said is None:
        return redirect("redefine:pieces")
    load = request.POST.get("load", "")
    with request.book.together():
        kept = _of(request, load) if load else request.book.get(Piece, request.POST.get("id", ""))
        if kept.revision:
            request.book.revise(structs.replace(kept, stance=None if kept.stance is said else said))
        else:
            request.book.add(structs.replace(kept, stance=said))
    return redirect(reverse("redefine:pieces", query={"said": "sorted"}) + f"#piece-{kept.id}")


def _of(request: LeantoRequest, load_id: str) -> Piece:
    """The piece of a thing on the pile, or a new one. Sent twice from there, it is sorted and not taken back."""
    load = request.book.get(Load, load_id)
    id = sorting.piece_id(load.id)
    found = request.book.find(Piece, id)
    fresh = Piece(id=id, at=request.now, text=load.text, domain=load.domain, load_id=load.id)
    return structs.replace(found, stance=None) if found else fresh


def _part(part: sorting.Part) -> Part:
    words = DOMAIN[part.domain] if part.domain else _("no part of life said")
    return Part(words, tuple(map(_row, part.pieces)))


def _row(piece: Piece) -> Row:
    return Row(piece, _choices(piece.stance), sorting.may_work_on(piece))


def _choices(now: Stance | None) -> tuple[Choice, ...]:
    return tuple(Choice(one, words, one is now) for one, words in STANCE.items())


def _form(_request: LeantoRequest, data: QueryDict | None, initial: dict[str, Any]) -> PieceForm:
    return PieceForm(data, initial=initial)


def _words(piece: Piece) -> Label:
    return piece.text


def _home(_request: LeantoRequest, _piece: Piece) -> str:
    return reverse("redefine:pieces")


SHELF = Shelf(Piece, _form, _words, _home, _("Keep, loosen, let go"), _("One piece"))
