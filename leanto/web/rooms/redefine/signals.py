"""When do I reach out? Own early signs, each with what to do then."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.content.redefine import redefine
from leanto.records import Early, Signal
from leanto.redefine.signals import places
from leanto.web.forms import Line, Pick, RecordForm, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.redefine.kept import Shelf, laid
from leanto.web.words import Label

EARLY: Mapping[Early, Label] = {
    Early.body: _("in my body"),
    Early.behaviour: _("in what I do"),
    Early.thought: _("in what I think"),
}


class SignalForm(RecordForm):
    """If this, then that. The second half can come later."""

    sign = Line(
        _("If …"),
        _("The smallest sign you know, from before it is too much. You may be the only one who sees it."),
        required=True,
        hint=_("My jaw is tight when I wake"),
    )
    then = Line(
        _("… then …"),
        _("Decided on a calm day, it is easier to do on a hard one."),
        hint=_("I text one person: a heavy day here"),
    )
    early = Pick(_("Where does it show?"), EARLY)


class Group(Struct, frozen=True):
    """The signals, or the examples, of one place."""

    words: Label
    signals: tuple[Signal, ...]


class Examples(Struct, frozen=True):
    """Signs that other people know, by where they show."""

    words: Label
    lines: tuple[str, ...]


def signals(request: LeantoRequest) -> HttpResponse:
    form = SignalForm(request.POST or None, initial=started(request))
    if form.is_valid():
        signal = Signal(id=form.cleaned_data["id"], at=request.now, **form.changes())
        if keep(request, form, signal):
            return redirect(reverse("redefine:signals", query={"said": "kept"}))
    written = redefine()
    groups = [
        Group(EARLY[place.early] if place.early else _("not said where"), place.signals)
        for place in places(request.book.all(Signal))
    ]
    examples = [
        *(Examples(EARLY[place], written.signs[place]) for place in Early),
        Examples(_("and then"), written.then),
    ]
    return page(request, "redefine/signals.html", form, laid=laid(form), groups=groups, examples=examples)


def _form(_request: LeantoRequest, data: QueryDict | None, initial: dict[str, Any]) -> SignalForm:
    return SignalForm(data, initial=initial)


def _words(signal: Signal) -> Label:
    return signal.sign


def _home(_request: LeantoRequest, _signal: Signal) -> str:
    return reverse("redefine:signals")


SHELF = Shelf(Signal, _form, _words, _home, _("When do I reach out?"), _("If and then"))
