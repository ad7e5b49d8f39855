"""What strength means to me: short versions, each with its day."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leanto.content.redefine import redefine
from leanto.records import Strength
from leanto.redefine.strength import latest_first
from leanto.web.forms import Area, RecordForm, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.redefine.kept import Shelf, laid
from leanto.web.words import Label


class StrengthForm(RecordForm):
    """One sentence for now."""

    text = Area(
        _("What does strength mean to you, today?"),
        _("One sentence is enough. An older one is not wrong because there is a newer one."),
        required=True,
        rows=2,
    )


def strength(request: LeantoRequest) -> HttpResponse:
    form = StrengthForm(request.POST or None, initial=started(request))
    if form.is_valid():
        one = Strength(id=form.cleaned_data["id"], at=request.now, **form.changes())
        if keep(request, form, one):
            return redirect(reverse("redefine:strength", query={"said": "kept"}))
    said = latest_first(request.book.all(Strength))
    return page(
        request,
        "redefine/strength.html",
        form,
        laid=laid(form),
        said_so_far=said,
        examples=redefine().strength,
    )


def _form(_request: LeantoRequest, data: QueryDict | None, initial: dict[str, Any]) -> StrengthForm:
    return StrengthForm(data, initial=initial)


def _words(one: Strength) -> Label:
    return one.text


def _home(_request: LeantoRequest, _one: Strength) -> str:
    return reverse("redefine:strength")


SHELF = Shelf(Strength, _form, _words, _home, _("What strength means to me"), _("In your words"))
