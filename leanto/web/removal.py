"""Removing is real at once. What was removed rides in the answer's own form, and comes back from there."""

from typing import TypeVar

import msgspec
from django.http import HttpResponse
from django.shortcuts import render

from leanto.records import Contact, Draft, Exhibit, Rating, Record
from leanto.share.archive import ArchiveRefused
from leanto.share.sound import refuse_unsound
from leanto.vault.book import Absent
from leanto.web.forms import Words
from leanto.web.requests import LeantoRequest

R = TypeVar("R", bound=Record)


class Along(msgspec.Struct, frozen=True):
    """What has no page without the record, and so goes and comes back with it."""

    ratings: tuple[Rating, ...] = ()
    drafts: tuple[Draft, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    contacts: tuple[Contact, ...] = ()

    @property
    def all(self) -> tuple[Record, ...]:
        """All of it."""
        return (*self.ratings, *self.drafts, *self.exhibits, *self.contacts)


def removed(
    request: LeantoRequest,
    record: Record,
    *,
    words: Words,
    put_back: str,
    back: str,
    along: Along | None = None,
) -> HttpResponse:
    """Remove a record and answer with the one page from which it can come back.

    ``words`` name it in the person's own; ``put_back`` and ``back`` are addresses; ``along`` is of this record
    and goes with it, as do the unfinished words of its pages. Undo costs the store nothing, because the page
    holds it.
    """
    with request.book.together():
        its = along or Along()
        drafts = _drafts_on(request, {record.id, *(one.id for one in its.all)})
        its = msgspec.structs.replace(its, drafts=drafts)
        for one in (record, *its.all):
            request.book.remove(one)
    written = {"record": msgspec.json.encode(record).decode(), "along": msgspec.json.encode(its).decode()}
    return render(
        request, "parts/removed.html", {"words": words, "put_back": put_back, "back": back, **written}
    )


def _drafts_on(request: LeantoRequest, ids: set[str]) -> tuple[Draft, ...]:
    """Unfinished words on pages that are gone with these records."""
    drafts = request.book.all(Draft)
    return tuple(one for one in drafts if ids.intersection(one.path.partition("?")[0].split("/")))


def put_back(request: LeantoRequest, kind: type[R]) -> R:
    """Keep again what was removed, as it was, and what went with it. Sent twice, it is kept once."""
    try:
        record = msgspec.json.decode(request.POST.get("record", ""), type=kind)
        along = msgspec.json.decode(request.POST.get("along") or "{}", type=Along)
        others = along.all
        refuse_unsound("", 1, record)
        for one in others:
            refuse_unsound("", 1, one)
        with request.book.together():
            for one in others:
                request.book.add(msgspec.structs.replace(one, revision=0))
            return request.book.add(msgspec.structs.replace(record, revision=0))
    except (msgspec.MsgspecError, ValueError, ArchiveRefused) as wrong:
        raise Absent from wrong
