"""Take everything out, bring it back, or erase it. A file leaves only by the person's own act."""

from enum import StrEnum
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

import leanto
from leanto.records import KEPT, Preferences
from leanto.share import archive, reader
from leanto.share import page as readable
from leanto.share.refusals import TooLarge
from leanto.vault import erasure, sessions
from leanto.vault.sessions import Here
from leanto.web import cookies
from leanto.web.forms import Pick, page
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.privacy.locks import AskedAgain
from leanto.web.ways_in import shown


class Shape(StrEnum):
    """The files there are."""

    json = "json"
    html = "html"
    schema = "schema"
    reader = "reader"


FILES = {
    Shape.json: ("leanto-export.json", "application/json"),
    Shape.html: ("leanto-export.html", "text/html; charset=utf-8"),
    Shape.schema: ("leanto-export.schema.json", "application/schema+json"),
    Shape.reader: ("leanto-reader.py", "text/x-python; charset=utf-8"),
}


class ExportForm(AskedAgain):
    """Which file."""

    shape = Pick(
        _("Which file?"),
        {
            Shape.html: _("One page to read or print (HTML)"),
            Shape.json: _("All of it, for programs and for bringing back (JSON)"),
            Shape.schema: _("What the JSON means (a JSON Schema)"),
            Shape.reader: _("A small reader for the JSON (a Python script)"),
        },
        required=True,
    )
    field_order = ("shape", "now")


class ImportForm(forms.Form):
    """A file that Leanto wrote."""

    file = forms.FileField(label=_("A leanto-export.json file"), allow_empty_file=True)


class EraseForm(AskedAgain):
    """Erase everything."""

    sure = forms.BooleanField(label=_("Yes, erase everything I kept here"))
    backups = forms.BooleanField(
        label=_("And the backups Leanto made by itself"),
        help_text=_("Before updates and before restoring, in its own folder. Those you made yourself stay."),
        required=False,
    )

    def __init__(self, *args: Any, here: Here, **kwargs: Any) -> None:  # Django's own signature
        super().__init__(*args, here=here, **kwargs)
        if not erasure.own_backups():
            del self.fields["backups"]


@sensitive_post_parameters()
def export(request: LeantoRequest) -> HttpResponse:
    """Everything as a file. It is not sealed, and the page says so first."""
    form = ExportForm(request.POST or None, here=request.here)
    if not form.is_valid():
        return shown(request, "privacy/export.html", form, watched=request.preferences.watched is not False)
    shape: Shape = form.cleaned_data["shape"]
    name, kind = FILES[shape]
    response = HttpResponse(_made(request, shape), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    cookies.hand_over(response, sessions.turned(request.here, timezone.now()))
    return response


def bring_in(request: LeantoRequest) -> HttpResponse:
    """Bring an export back. Twice gives no doubles."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        form = ImportForm(QueryDict(), MultiValueDict({"file": [SimpleUploadedFile("too-large", b"")]}))
        form.add_error("file", str(TooLarge()))
        return page(request, "privacy/import.html", form)
    form = ImportForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return page(request, "privacy/import.html", form)
    try:
        read = archive.read(form.cleaned_data["file"].read())
    except archive.ArchiveRefused as refused:
        form.add_error("file", str(refused))
        return page(request, "privacy/import.html", form)
    new = archive.renewed(read, request.book.salt("import"), request.book.ids())
    if request.preferences.id:
        new = [record for record in new if not isinstance(record, Preferences)]
    with request.book.together():
        for record in new:
            request.book.add(record)
    return render(
        request, "privacy/imported.html", {"count": len(new), "newer": bool(read.extra or read.others)}
    )


@sensitive_post_parameters()
@sensitive_variables()
def erase(request: LeantoRequest) -> HttpResponse:
    """Erase the account: gone from this computer now, from backups when they are."""
    form = EraseForm(request.POST or None, here=request.here)
    if not form.is_valid():
        return shown(request, "privacy/erase.html", form)
    whole = erasure.erase(request.here.account.id.bytes, backups=form.cleaned_data.get("backups", False))
    response = redirect(f"/welcome/?said={'erased' if whole else 'erased-not-all'}")
    cookies.blank(response)
    return response


def _made(request: LeantoRequest, shape: Shape) -> bytes:
    if shape is Shape.schema:
        return archive.schema()
    if shape is Shape.reader:
        return Path(reader.__file__).read_bytes()
    bodies = {kind: request.book.bodies(kind) for kind in KEPT}
    if shape is Shape.json:
        return archive.write(bodies, request.now, leanto.__version__)
    return readable.html(bodies, request.now, timezone.get_current_timezone())
