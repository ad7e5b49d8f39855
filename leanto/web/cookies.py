"""The session's cookie: handed over, and replaced by a meaningless one."""

import secrets

from django.conf import settings
from django.http import HttpResponse


def hand_over(response: HttpResponse, value: str | None, name: str = "") -> None:
    """Set a cookie that no script can read, no other site can send and no disk keeps after the browser closes.
    Where there is no new value, the browser keeps what it has."""
    if value is None:
        return
    response.set_cookie(
        name or settings.LEANTO_COOKIE,
        value,
        secure=settings.SECURE,
        httponly=True,
        samesite="Strict",
        path="/",
    )


def blank(response: HttpResponse, value: str = "") -> None:
    """Give the browser a new, empty-handed value: that of ``sessions.blanked``, or one nobody knows. Deleting
    would do less: the change of an HttpOnly cookie is what makes Chromium drop pages it keeps for Back."""
    hand_over(response, value or secrets.token_urlsafe(32))


def forget_start(response: HttpResponse) -> None:
    """From here on the address that ``leanto serve`` printed is needed again."""
    response.delete_cookie(settings.LEANTO_START_COOKIE, path="/", samesite="Strict")
