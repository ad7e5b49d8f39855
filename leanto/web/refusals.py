"""The pages for when something goes wrong: what happened, what was kept, what to do."""

from typing import cast

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leanto.vault.faults import Fault
from leanto.web import drafts
from leanto.web.doors import open_while_locked
from leanto.web.requests import LeantoRequest
from leanto.web.typed import Typed, typed, written

NOT_KEPT = _("What you typed is below. Copy it somewhere safe before you leave this page.")
NOTHING_LOST = _("Nothing you kept before is lost.")


def sentence(
    request: HttpRequest,
    status: int,
    heading: str | Promise,
    kept: str | Promise,
    todo: str | Promise,
    *,
    again: bool = False,
    unfinished: Typed | None = None,
) -> HttpResponse:
    """One plain page. What a refused form held is shown again, because it was not kept; ``again`` holds the whole
    form ready to be sent once more."""
    fields = typed(request) if request.method == "POST" and status != 413 else unfinished or {}
    shown = written(fields)
    context = {
        "heading": heading,
        "kept": NOT_KEPT if shown else kept,
        "next": todo,
        "typed": shown,
        "again": request.get_full_path() if again and fields else "",
        "fields": [(name, value) for name, values in fields.items() for value in values],
    }
    return render(request, "sentence.html", context, status=status)


def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page: not there, removed, or not yours. All three look the same. Unfinished words that waited on a
    page that is gone are shown."""
    draft = drafts.of(cast(LeantoRequest, request)) if getattr(request, "book", None) else None
    return sentence(
        request,
        404,
        _("There is nothing here."),
        NOTHING_LOST,
        _("It may have been removed. Go back to Today."),
        unfinished=dict(draft.fields) if draft else None,
    )


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without our token."""
    return sentence(
        request,
        403,
        _("This form was too old to keep."),
        NOTHING_LOST,
        _(
            "Open the page again and put your words back in. If it happens again, check that cookies are allowed."
        ),
    )


def read_only(request: HttpRequest) -> HttpResponse:
    """Rows changed outside Leanto, and nobody has looked yet."""
    return sentence(
        request,
        503,
        _("Some pages changed outside Leanto, so nothing new is kept until you have seen it."),
        NOTHING_LOST,
        _("Open Privacy: the first card there says what was found and what you can do."),
    )


def moved_on(request: HttpRequest) -> HttpResponse:
    """One touch on a page that another window had changed meanwhile."""
    return sentence(
        request,
        409,
        _("This was changed in another window, so this touch was not kept."),
        NOTHING_LOST,
        _("Open the page again to see how it is now."),
    )


def newer(request: HttpRequest) -> HttpResponse:
    """A record of a later version."""
    return sentence(
        request,
        503,
        _("This was written by a newer Leanto than the one running now."),
        NOTHING_LOST,
        _("Update Leanto, then open the page again."),
    )


def unopened(request: HttpRequest) -> HttpResponse:
    """A sealed blob that did not open."""
    return sentence(
        request,
        500,
        _("One page here could not be opened. It may have been changed outside Leanto."),
        _("The rest is as it was."),
        _(
            "Lock and open again: Leanto then checks every page. A backup can be put back with “leanto restore”."
        ),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """More than a form may hold."""
    request._post = None  # type: ignore[attr-defined]  # what is too large is not read for this page either
    return sentence(
        request,
        413,
        _("That was too long to keep in one go."),
        _("It was not kept. Press Back: most browsers still have what you typed."),
        _("Split it into parts of about ten pages each."),
    )


def locked(request: HttpRequest) -> HttpResponse:
    """A form met a closed door and there was no safe place to put it."""
    return sentence(
        request,
        403,
        _("Leanto was locked when this arrived."),
        NOTHING_LOST,
        _("Open it, and put your words back in."),
    )


def ours(request: HttpRequest) -> HttpResponse:
    """Our own mistake."""
    return sentence(
        request,
        500,
        _("Something went wrong on our side."),
        NOTHING_LOST,
        _("Try once more. If it happens again, lock Leanto and open it again."),
        again=True,
    )


def of_the_disk(request: HttpRequest, fault: Fault) -> HttpResponse:
    """The database could not write or read."""
    heading, todo = DISK[fault]
    return sentence(request, 503, heading, NOTHING_LOST, todo, again=True)


DISK = {
    Fault.full: (
        _("The disk is full, so this was not kept."),
        _("Make some room on this computer, then send it again."),
    ),
    Fault.read_only: (
        _("The data folder cannot be written to, so this was not kept."),
        _("“leanto check” names what is wrong. Then send it again."),
    ),
    Fault.busy: (
        _("Leanto was busy with something else, so this was not kept."),
        _("Wait a moment and send it again."),
    ),
    Fault.broken: (
        _("The disk gave an error. To be safe, nothing more is written until Leanto is started again."),
        _(
            "Stop Leanto, run “leanto check”, and start it again. A backup can be put back with “leanto restore”."
        ),
    ),
}


def unreadable(request: HttpRequest) -> HttpResponse:
    """A form that no page of ours makes."""
    return sentence(
        request,
        400,
        _("That did not arrive in a form that can be read."),
        NOTHING_LOST,
        _("Go back, open the page again, and send it once more."),
    )


@open_while_locked
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Too large, or not ours."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return too_large(request)
    return unreadable(request)


@open_while_locked
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such address."""
    return absent(request)


@open_while_locked
def server_error(request: HttpRequest) -> HttpResponse:
    """Django's last resort."""
    return ours(request)
