"""Sessions: an open account in one browser, split so that neither half opens anything alone.

The cookie holds 32 random bytes. The row, found by their hash, holds the account key sealed under them. The
key exists in the worker for one request. Stock Django would store the session key raw, and a reader of the
database could then ride along.
"""

import base64
import binascii
import os
from datetime import datetime, timedelta

from django.views.decorators.debug import sensitive_variables
from msgspec import Struct

from leanto.vault import keys
from leanto.vault.accounts import Opened
from leanto.vault.book import Book
from leanto.vault.envelope import Refused, lp
from leanto.vault.models import Account, Session, as_bytes

IDLE = timedelta(minutes=20)
LONGEST = timedelta(hours=12)
TURN = timedelta(minutes=15)
GRACE = timedelta(seconds=30)
SEEN_EVERY = timedelta(minutes=1)
MOST = 5
KEPT_ENDED = timedelta(days=1)


class Here(Struct, frozen=True):
    """This request's session: who, until when, and whether its cookie is due for a new value."""

    account: Account
    key: bytes
    name: str
    turn_due: bool

    def __repr__(self) -> str:
        """Never a key."""
        return "<Here>"

    @property
    def opened(self) -> Opened:
        """The open account, for changing its ways in."""
        return Opened(self.account, self.key)

    def book(self, now: datetime) -> Book:
        """The account's book."""
        return Book(self.account, self.key, now)


class Open(Struct, frozen=True):
    """A line in the list of sessions: opaque name, coarse device, times, whether it is this one."""

    name: str
    device: str
    created_at: datetime
    seen_at: datetime
    here: bool


@sensitive_variables()
def begin(opened: Opened, device: str, now: datetime) -> str:
    """Open a session and return its cookie. The oldest go when there would be more than five."""
    live = Session.objects.filter(account=opened.account).exclude(sealed=b"").order_by("-seen_at")
    for session in live[MOST - 1 :]:
        _end(session)
    opened.account.refresh_from_db()
    return _kept(opened.account, opened.key, device, now, now, now + LONGEST)


@sensitive_variables()
def find(cookie: str, now: datetime) -> Here | None:
    """The open session of a cookie, or nothing."""
    raw, session = _session(cookie)
    if session is None or not session.sealed or session.generation != session.account.generation:
        return None
    retired = session.retires_at is not None and session.retires_at <= now
    if retired or session.ends_at <= now or session.seen_at + IDLE <= now:
        _end(session)
        return None
    try:
        key = keys.open_session(as_bytes(session.sealed), raw, _bound(session))
    except Refused:
        return None
    if now - session.seen_at >= SEEN_EVERY:
        Session.objects.filter(name=session.name).update(seen_at=now)
    turn_due = session.retires_at is None and now - session.created_at >= TURN
    return Here(session.account, key, session.name, turn_due)


@sensitive_variables()
def turned(here: Here, now: datetime) -> str:
    """A new cookie for the same session. The old one lives half a minute more, for a save in flight; the
    change of cookie also keeps the browser from showing kept pages after Back."""
    session = Session.objects.get(name=here.name)
    cookie = _kept(here.account, here.key, session.device, now, now, session.ends_at)
    Session.objects.filter(name=here.name).update(retires_at=now + GRACE)
    return cookie


def owner(cookie: str) -> Account | None:
    """Whose session a cookie was, even when it is over: for putting a late form into the right box."""
    session = _session(cookie)[1]
    return session.account if session else None


def end(cookie: str) -> None:
    """End the session of a cookie."""
    session = _session(cookie)[1]
    if session is not None:
        _end(session)


def end_named(account: Account, name: str) -> None:
    """End one session from the list."""
    for session in Session.objects.filter(account=account, name=name):
        _end(session)


def end_others(here: Here) -> None:
    """End every session but this one."""
    for session in Session.objects.filter(account=here.account).exclude(name=here.name):
        _end(session)


def listed(here: Here, now: datetime) -> list[Open]:
    """The account's open sessions, latest first."""
    live = Session.objects.filter(
        account=here.account, generation=here.account.generation, ends_at__gt=now, seen_at__gt=now - IDLE
    )
    return [
        Open(session.name, session.device, session.created_at, session.seen_at, session.name == here.name)
        for session in live.exclude(sealed=b"").filter(retires_at=None).order_by("-seen_at")
    ]


def sweep(now: datetime) -> None:
    """Forget sessions that ended more than a day ago."""
    Session.objects.filter(seen_at__lt=now - KEPT_ENDED).delete()


def _session(cookie: str) -> tuple[bytes, Session | None]:
    try:
        raw = base64.urlsafe_b64decode(cookie + "=")
    except (binascii.Error, ValueError):
        return b"", None
    name = keys.session_name(raw).hex()
    return raw, Session.objects.select_related("account").filter(name=name).first()


@sensitive_variables()
def _kept(account: Account, key: bytes, device: str, created: datetime, now: datetime, ends: datetime) -> str:
    raw = os.urandom(32)
    session = Session(
        name=keys.session_name(raw).hex(),
        account=account,
        generation=account.generation,
        device=device[:60],
        created_at=created,
        seen_at=now,
        ends_at=ends,
    )
    session.sealed = keys.seal_session(key, raw, _bound(session))
    session.save(force_insert=True)
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bound(session: Session) -> bytes:
    """The columns that may not be changed behind the session's back."""
    times = (
        str(int(time.timestamp() * 1_000_000)).encode() for time in (session.created_at, session.ends_at)
    )
    return lp(session.account_id.bytes, session.generation.to_bytes(4, "big"), *times)


def _end(session: Session) -> None:
    Session.objects.filter(name=session.name).update(sealed=b"")
