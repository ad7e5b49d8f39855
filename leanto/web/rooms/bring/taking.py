"""Exactly what the pages hold, and the file, which the person takes. Nothing is sent, and nothing is kept of it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, cast

import msgspec
from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.name.bundle import bundle
from leanto.records import Brief
from leanto.share.pdf import Made, pdf
from leanto.share.sheet import Sheet, html, plain
from leanto.web.forms import Pick, page
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.bring.laid import Laid, lay, sheet
from leanto.web.words import card

LETTER = ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
"""Where paper is not A4 (CLDR, ``paperSize``)."""


class Shape(StrEnum):
    """The files there are."""

    pdf = "pdf"
    text = "text"
    html = "html"
    fhir = "fhir"


SHAPES = {
    Shape.pdf: card(_("PDF"), _("to print, or to send yourself")),
    Shape.text: card(_("Plain text"), _("to copy into a message")),
    Shape.html: card(_("A page for a browser"), _("one HTML file")),
    Shape.fhir: card(_("The check-ins alone, for programs"), _("FHIR, with every answer")),
}


class File(Struct, frozen=True):
    """What it is called and what it is. The name says nothing."""

    name: str
    kind: str


FILES: Mapping[Shape, File] = {
    Shape.pdf: File("pages.pdf", "application/pdf"),
    Shape.text: File("pages.txt", "text/plain; charset=utf-8"),
    Shape.html: File("pages.html", "text/html; charset=utf-8"),
    Shape.fhir: File("pages.json", "application/fhir+json"),
}


class TakeForm(forms.Form):
    """Which file. ``seen`` is the fingerprint of the pages that stood on this page."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    whole = forms.BooleanField(required=False)

    def __init__(self, *given: Any, laid: Laid, sheet: Sheet, made: Made, **more: Any) -> None:
        super().__init__(*given, **more)
        self.sheet, self.made = sheet, made
        without = {Shape.fhir: not laid.taken, Shape.pdf: not made.pages}
        there = {one: words for one, words in SHAPES.items() if not without.get(one)}
        self.fields["shape"] = Pick(_("Which file?"), there, required=True)
        if made.short:
            del self.fields["whole"]
        else:
            self.fields["whole"].label = _("Yes, all %(n)s pages") % {"n": made.pages}

    def clean(self) -> dict[str, Any]:
        """What is taken is what was seen, and it is short, or the person wants all of it."""
        said = super().clean() or {}
        if said.get("seen") != self.sheet.fingerprint:
            data = cast(QueryDict, self.data).copy()
            data["seen"] = self.sheet.fingerprint
            self.data = data
            raise forms.ValidationError(
                _("The pages have changed since you saw them. This is how they are now.")
            )
        if not self.made.short and not said.get("whole") and said.get("shape") is not Shape.fhir:
            self.add_error(
                "whole", _("It is longer than two pages. Say that you want all of it, or take something out.")
            )
        return said


def take(request: LeantoRequest, id: str) -> HttpResponse:
    laid = lay(request, request.book.get(Brief, id))
    pages = sheet(laid, request)
    made = pdf(pages, "us-letter" if request.preferences.country in LETTER else "a4")
    form = TakeForm(
        request.POST or None, laid=laid, sheet=pages, made=made, initial={"seen": pages.fingerprint}
    )
    if form.is_valid():
        return _file(form.cleaned_data["shape"], laid, pages, made)
    context = {"brief": laid.brief, "sheet": pages, "made": made, "gone": laid.gone, "taken": laid.taken}
    watched = request.preferences.watched is not False
    return page(request, "bring/take.html", form, watched=watched, **context)


def _file(shape: Shape, laid: Laid, pages: Sheet, made: Made) -> HttpResponse:
    contents: Mapping[Shape, Callable[[], bytes]] = {
        Shape.pdf: lambda: made.content,
        Shape.text: lambda: plain(pages).encode(),
        Shape.html: lambda: html(pages),
        Shape.fhir: lambda: _fhir(laid),
    }
    file = FILES[shape]
    answer = HttpResponse(contents[shape](), content_type=file.kind)
    answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer


def _fhir(laid: Laid) -> bytes:
    found = bundle((one.of, one.instrument) for one in laid.taken)
    return msgspec.json.format(msgspec.json.encode(found), indent=2)
