"""What every request passes: headers, cross-site refusals, and the door."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, TooManyFieldsSent
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from leanto.records import Preferences
from leanto.vault import faults, sessions, upkeep
from leanto.vault.book import Absent, Book, Closed, MovedOn, ReadOnly, Refused, WrittenByNewer
from leanto.web import cookies, late, refusals
from leanto.web.doors import answers_while_locked
from leanto.web.watched import Watched, care_first

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("leanto")

# A page that asks whether it is still open is nobody being there.
ASKS_ONLY = "/s/alive"
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
)


class Headers:
    """Headers for every answer, errors and files included."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        if not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store, private"
            response.headers["Pragma"] = "no-cache"
            response.headers["Vary"] = "Cookie"
        return response


class FetchMetadata:
    """Refuse what another site, a frame or an embed asked the browser to send (OWASP CSRF cheat sheet)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        site = request.headers.get("Sec-Fetch-Site", "")
        framed = request.headers.get("Sec-Fetch-Dest", "") in ("iframe", "frame", "embed", "object")
        if framed or (site in ("cross-site", "same-site") and request.method not in ("GET", "HEAD")):
            log.warning("refused: cross-site")
            return HttpResponse(status=403)
        return self.get_response(request)


class Doorway:
    """Open the account this browser's cookie names, for one request; send everyone else to the door."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        try:
            self._open(request, now)
        except (DatabaseError, Refused) as error:
            # Help, leaving and the door itself answer all the same: see process_view.
            request.unopened = error  # type: ignore[attr-defined]
            self._as_nobody(request, now)
        response = care_first(request, self.get_response(request))
        self._turn(request, response, now)
        return response

    def process_view(self, request: HttpRequest, view: Answer, args: Any, kwargs: Any) -> HttpResponse | None:
        """Without an open account only the pages marked for it answer."""
        if getattr(request, "book", None) is not None or answers_while_locked(view):
            return None
        unopened = getattr(request, "unopened", None)
        return self.process_exception(request, unopened) if unopened else late.to_the_door(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A clear sentence for each way things go wrong, with what was typed kept or shown."""
        if isinstance(error, Http404 | BadRequest | PermissionDenied):
            return None
        if isinstance(error, Closed):
            return late.to_the_door(request)
        if isinstance(error, DatabaseError):
            fault = faults.of(error)
            log.error("database: %s", fault)
            return refusals.of_the_disk(request, fault)
        for kind, answer in ANSWERS.items():
            if isinstance(error, kind):
                if kind is Refused:
                    log.error("refused: %s", type(error).__name__)
                return answer(request)
        # Anything else is our own mistake: name its kind and place, never its words, and show a calm page.
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        place = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else ""
        log.error("unexpected: %s at %s", type(error).__name__, place)
        return None if settings.DEBUG_PROPAGATE_EXCEPTIONS else refusals.ours(request)

    @sensitive_variables()
    def _open(self, request: HttpRequest, now: datetime) -> None:
        cookie = request.COOKIES.get(settings.LEANTO_COOKIE, "")
        here = sessions.find(cookie, now, touch=request.path != ASKS_ONLY) if cookie else None
        book = Watched(here.account, here.key, now) if here else None
        preferences = self._preferences(here, book) if here and book else Preferences(id="")
        zone = _zone(preferences.zone)
        timezone.activate(zone)
        request.here, request.book = here, book  # type: ignore[attr-defined]  # see web.requests
        request.preferences = preferences  # type: ignore[attr-defined]
        request.now = now.astimezone(zone)  # type: ignore[attr-defined]

    def _preferences(self, here: sessions.Here, book: Book) -> Preferences:
        try:
            kept = book.all(Preferences)
        except Refused:
            # One bad row must not close the rooms that do not need it. Privacy says what was found.
            upkeep.note_altered(here.account)
            kept = []
        return kept[0] if kept else Preferences(id="")

    def _as_nobody(self, request: HttpRequest, now: datetime) -> None:
        request.here = request.book = None  # type: ignore[attr-defined]  # see web.requests
        request.preferences = Preferences(id="")  # type: ignore[attr-defined]
        request.now = timezone.localtime(now)  # type: ignore[attr-defined]

    def _turn(self, request: HttpRequest, response: HttpResponse, now: datetime) -> None:
        """Give the session a new cookie now and then, on a full page load only."""
        here = getattr(request, "here", None)
        full = request.method == "GET" and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
        if here and here.turn_due and full and settings.LEANTO_COOKIE not in response.cookies:
            # A disk that cannot write keeps the cookie as it is.
            with suppress(DatabaseError):
                cookies.hand_over(response, sessions.turned(here, now))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError, IsADirectoryError):
        return ZoneInfo("UTC")


ANSWERS: dict[type[Exception], Answer] = {
    Absent: refusals.absent,
    ReadOnly: refusals.read_only,
    WrittenByNewer: refusals.newer,
    Refused: refusals.unopened,
    MovedOn: refusals.moved_on,
    RequestDataTooBig: refusals.too_large,
    TooManyFieldsSent: refusals.too_large,
}
