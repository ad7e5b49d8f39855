"""The book of one request, which reads every free text that is kept through it, and opens care where it must.

Nothing is read before it is kept, so nothing here can keep a save from happening. No view knows of it: when
the answer to a form leads on to another page, care comes in between, and leads on to the same page.
"""

import logging
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from leanto.care.words import Heard, heard, texts
from leanto.content import Misprint
from leanto.records import ReachOut, Record, Step
from leanto.vault.book import Book
from leanto.web import careful
from leanto.web.ours import theirs

R = TypeVar("R", bound=Record)
log = logging.getLogger("leanto.care")

# What comes back as it was has been read when it was first kept.
AS_IT_WAS = "put_back"
ALREADY_CARE = ("panel", "not_so")
PERHAPS, UNFINISHED = "perhaps", "drafts:keep"


class Watched(Book):
    """A book that remembers, for one request, which texts are new in it or changed."""

    _new: tuple[str, ...] = ()

    def add(self, record: R) -> R:
        """Keep it. The same form sent twice is read twice: the browser shows the second answer alone."""
        kept = super().add(record)
        self._new += _texts(record)
        return kept

    def revise(self, record: R) -> R:
        """Keep the change. What stood there before is not read again, unless the form came twice."""
        now = _texts(record)
        before = self.find(type(record), record.id) if now else None
        kept = super().revise(record)
        known = _texts(before) if before is not None and before.revision == record.revision else ()
        self._new += tuple(text for text in now if text not in known)
        return kept

    def heard(self) -> Heard:
        """The most that any of it says. Without its data nothing is heard, and the log says so."""
        try:
            return max((heard(text) for text in self._new), default=Heard.nothing)
        except (Misprint, OSError) as error:
            log.warning("the safety gate's data cannot be read, so no text is read: %s", type(error).__name__)
            return Heard.nothing


def _texts(record: Record) -> tuple[str, ...]:
    """What the person wrote in it; of a plan and its step without the sentences that Leanto gave them."""
    if not isinstance(record, ReachOut | Step):
        return texts(record)
    return tuple(filter(None, (theirs(text) for text in texts(record))))


def care_first(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer to a form, or the care panel in its place, which then leads on to where the answer led."""
    book, view = getattr(request, "book", None), request.resolver_match
    if request.method != "POST" or response.status_code != 302 or view is None:
        return response
    if not isinstance(book, Watched):
        return redirect(_late()) if careful.answered_so(request, _page(request)) else response
    if view.view_name == UNFINISHED and careful.answered_so(request, _page(request)):
        return redirect(careful.care(request, careful.ITEM, _page(request)))  # type: ignore[arg-type]  # its book is open
    if view.url_name in (AS_IT_WAS, *ALREADY_CARE):
        return response
    if response["Location"].startswith("/help/said/") or (said := book.heard()) is Heard.nothing:
        return response
    if said is Heard.perhaps:
        return redirect(_with_the_line(response["Location"]))
    return redirect(careful.care(request, careful.WORDS, response["Location"]))  # type: ignore[arg-type]  # as above


def _page(request: HttpRequest) -> str:
    """The page a form stood on: one that is kept as unfinished brings it along."""
    return request.POST.get("path") or request.path


def _late() -> str:
    return reverse("care:help", query={"said": "late-kept"})


def _with_the_line(address: str) -> str:
    """The page it led to, with the way to help above it in place of its own notice."""
    parts = urlsplit(address)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != "said"]
    return parts._replace(query=urlencode([*query, ("said", PERHAPS)])).geturl()
