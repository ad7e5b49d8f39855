"""A plan is not changed once its answer is here; what was typed for it meanwhile is shown, never dropped."""

from collections.abc import Mapping, Sequence

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from msgspec import Struct

from leanto.records import ReachOut
from leanto.web import drafts
from leanto.web.forms import Area, Line, RecordForm, Words
from leanto.web.requests import LeantoRequest
from leanto.web.typed import typed


class Typed(Struct, frozen=True):
    """Words typed into one field."""

    label: Words
    words: str


def answered(request: LeantoRequest, kept: ReachOut, form: type[RecordForm]) -> HttpResponse:
    """Lead to the story, unless there are words that came too late: these first."""
    draft = drafts.of(request) if request.method == "GET" else None
    words = _words(form.base_fields, draft.fields if draft else typed(request), kept)
    if not words:
        query = {"said": "meanwhile"} if request.method == "POST" else {}
        return redirect(reverse("practise:reach_out", args=[kept.id], query=query))
    context = {"kept": kept, "words": words, "draft": draft}
    return render(request, "practise/answered.html", context, status=200 if draft else 409)


def _words(
    fields: Mapping[str, forms.Field], sent: Mapping[str, Sequence[str]], kept: ReachOut
) -> list[Typed]:
    """What was typed into the fields for words, and is not kept as it is."""
    own = {name: field.label or "" for name, field in fields.items() if isinstance(field, Line | Area)}
    typed_into = {name: "\n".join(sent.get(name, ())).strip() for name in own}
    return [
        Typed(own[name], words)
        for name, words in typed_into.items()
        if words and words != getattr(kept, name)
    ]
