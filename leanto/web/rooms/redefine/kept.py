"""What the lists of this room have in common: each thing on them is changed, removed and put back."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from msgspec import Struct, structs

from leanto.records import Record
from leanto.web import removal
from leanto.web.doors import post_only
from leanto.web.forms import Pick, RecordForm, Scale, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.words import Label

R = TypeVar("R", bound=Record)
MakeForm = Callable[[LeantoRequest, QueryDict | None, dict[str, Any]], RecordForm]


class Shelf(Struct, Generic[R], frozen=True):
    """One kind of thing: its form, its words, the page it stands on, and what that page is called."""

    kind: type[R]
    form: MakeForm
    words: Callable[[R], Label]
    home: Callable[[LeantoRequest, R], str]
    home_words: Label
    heading: Label


class Field(Struct, frozen=True):
    """One field with the part that draws it."""

    part: str
    field: forms.BoundField


def laid(form: RecordForm) -> list[Field]:
    """The fields a person sees, in their order."""
    return [Field(f"parts/_{_part(field.field)}.html", field) for field in form.visible_fields()]


def _part(field: forms.Field) -> str:
    if isinstance(field, Scale):
        return "scale"
    if isinstance(field, Pick) or isinstance(field.widget, forms.RadioSelect):
        return "choice"
    if isinstance(field.widget, forms.Select):
        return "select"
    return "area" if isinstance(field.widget, forms.Textarea) else "text"


def paths(under: str, name: str, shelf: Shelf[Any]) -> list[URLPattern]:
    """The three addresses of one thing."""
    also = {"shelf": shelf, "name": name}
    return [
        path(f"{under}remove/", remove, also, name=f"{name}_remove"),
        path(f"{under}put-back/", put_back, also, name=f"{name}_put_back"),
        path(f"{under}<str:id>/", change, also, name=name),
    ]


def change(request: LeantoRequest, id: str, shelf: Shelf[R], name: str) -> HttpResponse:
    """One thing, to change it or take it away."""
    kept = request.book.get(shelf.kind, id)
    home = shelf.home(request, kept)
    form = shelf.form(request, request.POST or None, started(request, kept))
    if form.is_valid() and keep(request, form, structs.replace(kept, **form.changes())):
        return redirect(f"{home}?said=changed")
    return page(
        request,
        "redefine/change.html",
        form,
        laid=laid(form),
        kept=kept,
        heading=shelf.heading,
        home=home,
        home_words=shelf.home_words,
        remove=reverse(f"redefine:{name}_remove"),
    )


@post_only("redefine:rules")
def remove(request: LeantoRequest, shelf: Shelf[R], name: str) -> HttpResponse:
    kept = request.book.get(shelf.kind, request.POST.get("id", ""))
    return removal.removed(
        request,
        kept,
        words=shelf.words(kept),
        put_back=reverse(f"redefine:{name}_put_back"),
        back=shelf.home(request, kept),
    )


@post_only("redefine:rules")
def put_back(request: LeantoRequest, shelf: Shelf[R], name: str) -> HttpResponse:
    with request.book.together():
        kept = removal.put_back(request, shelf.kind)
        home = shelf.home(request, kept)
    return redirect(f"{home}?said=put-back")
