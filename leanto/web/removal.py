"""Removing is real at once. What was removed rides in the answer's own form, and comes back from there."""

from typing import TypeVar

import msgspec
from django.http import HttpResponse
from django.shortcuts import render

from leanto.records import Record
from leanto.vault.book import Absent
from leanto.web.forms import Words
from leanto.web.requests import LeantoRequest

R = TypeVar("R", bound=Record)


def removed(
    request: LeantoRequest, record: Record, *, words: Words, put_back: str, back: str
) -> HttpResponse:
    """Remove a record and answer with the one page from which it can come back.

    ``words`` name it in the person's own; ``put_back`` and ``back`` are addresses. Undo costs the store
    nothing, because the page holds it.
    """
    request.book.remove(record)
    written = msgspec.json.encode(record).decode()
    context = {"words": words, "put_back": put_back, "back": back, "record": written}
    return render(request, "parts/removed.html", context)


def put_back(request: LeantoRequest, kind: type[R]) -> R:
    """Keep again what was removed, as it was. Sent twice, it is kept once."""
    try:
        record = msgspec.json.decode(request.POST.get("record", ""), type=kind)
        return request.book.add(msgspec.structs.replace(record, revision=0))
    except (msgspec.MsgspecError, ValueError) as wrong:
        raise Absent from wrong
