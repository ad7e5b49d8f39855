"""Out again: lock, leave, and what a page asks about itself afterwards."""

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from leanto.vault import faults, sessions
from leanto.web import cookies
from leanto.web.doors import open_while_locked, post_only
from leanto.web.requests import MaybeOpenRequest


@open_while_locked
@post_only("door:open")
def lock(request: MaybeOpenRequest) -> HttpResponse:
    """Lock now. The page that Back would show is dropped with the cookie."""
    return _ended(request, redirect("door:open"))


@open_while_locked
@csrf_exempt
def exit_(request: MaybeOpenRequest) -> HttpResponse:
    """Leave this page: end the session, and go to the neutral site.

    A GET on purpose: a form post that redirects to another site is blocked by our own ``form-action``. A link
    on another site, or on another port of this computer, ends nothing.
    """
    if request.method == "POST":
        return _left(request, HttpResponse(status=204))
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        return redirect("today:page")
    response = HttpResponse(status=303)
    response["Location"] = request.preferences.exit_site or settings.LEANTO_EXIT_SITE
    if settings.SECURE:
        response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return _left(request, response)


@open_while_locked
def alive(request: MaybeOpenRequest) -> HttpResponse:
    """Whether this browser's session is open: asked before a page kept by Back is shown again."""
    return HttpResponse(status=204 if request.book else 403)


@open_while_locked
@csrf_exempt
def report(request: HttpRequest) -> HttpResponse:
    """A browser refused something our pages asked for. Counted by a trial; nothing of it is read."""
    return HttpResponse(status=204)


def _left(request: MaybeOpenRequest, response: HttpResponse) -> HttpResponse:
    """Without a passphrase one touch would open it again, so the word of this start is taken as well."""
    if settings.LEANTO_START_COOKIE in request.COOKIES:
        cookies.forget_start(response)
    return _ended(request, response)


def _ended(request: MaybeOpenRequest, response: HttpResponse) -> HttpResponse:
    cookie = request.COOKIES.get(settings.LEANTO_COOKIE, "")
    if cookie:
        cookies.blank(response, _end(cookie))
    return response


def _end(cookie: str) -> str:
    """On a disk that takes nothing more the browser forgets its half all the same, and leaving leaves."""
    try:
        account = sessions.owner(cookie)
        sessions.end(cookie)
        return sessions.blanked(account, timezone.now()) if account else ""
    except DatabaseError as error:
        faults.of(error)
        return ""
