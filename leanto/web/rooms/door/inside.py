"""What every way in ends with: an open session in this browser, and a word on what was found."""

import hmac
import os

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_variables

from leanto.records import Preferences
from leanto.vault import fresh, sessions, upkeep
from leanto.vault.accounts import Opened
from leanto.web import cookies
from leanto.web.devices import device_of
from leanto.web.forms import new_id
from leanto.web.requests import MaybeOpenRequest


@sensitive_variables()
def come_in(
    request: MaybeOpenRequest,
    opened: Opened,
    response: HttpResponse,
    *,
    watched: bool | None = None,
    start: bool = False,
) -> HttpResponse:
    """Open a session and say where to go on. Raises ``fresh.Apart``, or ``WrongSecret`` where what opened the
    account has been changed meanwhile."""
    now = timezone.now()
    bring_back(request, opened)
    found = upkeep.after_opening(opened, now)
    old = request.COOKIES.get(settings.LEANTO_COOKIE, "")
    cookie = sessions.begin(opened, device_of(request.headers.get("User-Agent", "")), now)
    sessions.end(old)
    if watched is not None:
        here = sessions.find(cookie, now)
        if here:
            here.book(now).add(Preferences(id=new_id(), watched=watched))
    if start and _token():
        cookies.hand_over(response, _token(), settings.LEANTO_START_COOKIE)
    cookies.hand_over(response, cookie)
    if found.altered or found.ways_in or found.box:
        response["Location"] = "/privacy/?said=changed-outside"
    elif found.late:
        response["Location"] = "/?said=late-found"
    return response


@sensitive_variables()
def bring_back(request: MaybeOpenRequest, opened: Opened) -> None:
    """End the waiting of pages that a fresh start left, and put what this browser has open since with them."""
    fresh.bring_back(opened, timezone.now(), beside=request.here.opened if request.here else None)


def knows(token: str) -> bool:
    """Whether this is the word at the end of the address that ``leanto serve`` printed."""
    return bool(_token()) and hmac.compare_digest(token.encode(), _token().encode())


def ours(request: MaybeOpenRequest) -> bool:
    """Whether this browser came by that address since Leanto was started."""
    return knows(request.COOKIES.get(settings.LEANTO_START_COOKIE, ""))


def way_on(request: MaybeOpenRequest) -> str:
    """The page that was asked for before the door; never another site's."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if safe else "/"


def _token() -> str:
    return os.environ.get("LEANTO_START", "")
