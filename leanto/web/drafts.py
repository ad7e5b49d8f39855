"""Unfinished words: one draft for each form on each page, with all its fields and the revision it began from.

A form's own id and its page's address name its draft, so that two tabs on one page never end each other's
words, and the same form kept again and again stays one draft.
"""

from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from msgspec import structs

from leanto.records import Draft
from leanto.vault.book import Book
from leanto.web.doors import only_posts
from leanto.web.requests import LeantoRequest
from leanto.web.typed import SECRET_ROOMS, Typed, matched, words_of

# Words in an address that belong to a visit and not to the page.
OF_THE_VISIT = ("draft", "said", "page", "past")
NONE = "none"


def address(full_path: str) -> str:
    """The address of a page as its drafts know it: the path, and the ids in its query."""
    parts = urlsplit(full_path)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name not in OF_THE_VISIT]
    return parts.path + (f"?{urlencode(sorted(query))}" if query else "")


def own_page(sent: str) -> str:
    """An address that a form sent along, if it is one of our own pages with a form; else the front door."""
    match = matched(sent)
    return address(sent) if match and match.app_name not in SECRET_ROOMS else "/"


def name_of(page: str, form_id: str) -> str:
    """The id of the draft of one form on one page."""
    return sha256(f"{page} {form_id}".encode()).hexdigest()[:32]


def form_id(fields: Typed) -> str:
    """The hidden id a form carries, or nothing."""
    return (fields.get("id") or ("",))[0]


def put(book: Book, draft: Draft) -> None:
    """Keep a draft, in the place of the same form's older one. Nothing written is nothing kept."""
    with book.together():
        kept = book.find(Draft, draft.id)
        if not words_of(dict(draft.fields)):
            if kept:
                book.remove(kept)
        elif kept:
            book.revise(structs.replace(draft, revision=kept.revision))
        else:
            book.add(draft)


def end(request: LeantoRequest, form: str) -> None:
    """A form was kept: its draft has done its work."""
    here = address(request.get_full_path())
    for draft in request.book.all(Draft):
        # By what it holds, not by its id: a draft that was brought in from a file has another.
        if draft.path == here and form_id(dict(draft.fields)) == form:
            request.book.remove(draft)


def of(request: LeantoRequest) -> Draft | None:
    """The unfinished words to show on this page: those the address asks for, else the latest."""
    asked = request.GET.get("draft", "")
    if asked:
        return None if asked == NONE else request.book.find(Draft, asked)
    here = address(request.get_full_path())
    drafts = [draft for draft in request.book.all(Draft) if draft.path == here]
    return max(drafts, key=lambda draft: draft.at, default=None)


def laid_over(base: dict[str, Any], draft: Draft) -> dict[str, Any]:
    """What a form starts from, with a draft over it. A field that the form had and did not send was emptied."""
    fields = dict(draft.fields)
    had = " ".join(fields.pop("fields", ("",))).split()
    drafted = {name: values if len(values) > 1 else values[0] for name, values in fields.items() if values}
    return {**base, **dict.fromkeys(had, ""), **drafted, "drafted_at": draft.at, "draft_id": draft.id}


def again(draft: Draft) -> bool:
    """Whether this was one touch rather than a page of words: then it is sent again, not opened."""
    match = matched(draft.path)
    return match is not None and only_posts(match.func)
