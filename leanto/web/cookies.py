"""The session's cookie: handed over, and replaced by a meaningless one."""

import secrets

from django.conf import settings
from django.http import HttpResponse


def hand_over(response: HttpResponse, value: str, name: str = "") -> None:
    """Set a cookie that no script can read, no other site can send and no disk keeps after the browser closes."""
    response.set_cookie(
        name or settings.LEANTO_COOKIE,
        value,
        secure=settings.SECURE,
        httponly=True,
        samesite="Strict",
        path="/",
    )


def blank(response: HttpResponse) -> None:
    """Give the browser a new, empty-handed value. Deleting would do less: the change of an HttpOnly cookie
    is what makes Chromium drop pages it keeps for Back."""
    hand_over(response, secrets.token_urlsafe(32))
