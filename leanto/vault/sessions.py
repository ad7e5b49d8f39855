"""Sessions: an open account in one browser, split so that neither half opens anything alone.

The cookie holds 32 random bytes. The row, found by their hash, holds the account key sealed under them. The
key exists in the worker for one request. Stock Django would store the session key raw, and a reader of the
database could then ride along.
"""

import base64
import binascii
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import DatabaseError, transaction
from django.db.models import Q, QuerySet
from django.views.decorators.debug import sensitive_variables
from msgspec import Struct

from leanto.vault import accounts, faults, keys
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
    """Open a session and return its cookie. The oldest go when there would be more than five. Raises
    ``WrongSecret`` if what opened the account has been changed meanwhile."""
    with transaction.atomic():
        account = accounts.still(opened)
        for session in _live(account, now).order_by("-seen_at")[MOST - 1 :]:
            _end(session)
        return _kept(account, opened.key, uuid4(), device, now, now + LONGEST)


@sensitive_variables()
def find(cookie: str, now: datetime, *, touch: bool = True) -> Here | None:
    """The open session of a cookie, or nothing. Without ``touch`` this does not count as being there."""
    raw, session = _session(cookie)
    if session is None or not session.sealed or session.generation != session.account.generation:
        return None
    if session.retires_at is not None and session.retires_at <= now:
        with _unless_the_disk_refuses():
            Session.objects.filter(name=session.name).update(sealed=b"")
        return None
    if session.ends_at <= now or session.seen_at + IDLE <= now:
        with _unless_the_disk_refuses():
            _end(session)
        return None
    try:
        key = keys.open_session(as_bytes(session.sealed), raw, _bound(session))
    except Refused:
        return None
    if touch and now - session.seen_at >= SEEN_EVERY:
        with _unless_the_disk_refuses():
            Session.objects.filter(name=session.name).update(seen_at=now)
    turn_due = session.retires_at is None and now - session.created_at >= TURN
    return Here(session.account, key, session.name, turn_due)


@sensitive_variables()
def turned(here: Here, now: datetime) -> str | None:
    """A new cookie for the same session. The old one lives half a minute more, for a save in flight; the
    change of cookie also keeps the browser from showing kept pages after Back.

    Nothing where another page of this browser was faster, or the session was ended while this one was made:
    handing over anything then would take the newer cookie from the browser.
    """
    with transaction.atomic():
        old = Session.objects.filter(name=here.name, retires_at=None).exclude(sealed=b"")
        session = old.first()
        if session is None or old.update(retires_at=now + GRACE) != 1:
            return None
        return _kept(here.account, here.key, session.sign_in, session.device, now, session.ends_at)


def blanked(account: Account, now: datetime) -> str:
    """A cookie that opens nothing and yet says whose it was, for a browser that just locked: a form that
    comes late from another of its windows still finds its box, for a day."""
    raw = os.urandom(32)
    session = Session(
        name=_name(raw),
        account=account,
        sealed=b"",
        generation=account.generation,
        sign_in=uuid4(),
        device="",
        created_at=now,
        seen_at=now,
        ends_at=now,
    )
    session.save(force_insert=True)
    return _as_cookie(raw)


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
    kept = Session.objects.get(name=here.name).sign_in
    Session.objects.filter(account=here.account).exclude(sign_in=kept).update(sealed=b"")


def listed(here: Here, now: datetime) -> list[Open]:
    """The account's open sessions, latest first."""
    mine = Session.objects.filter(name=here.name).values_list("sign_in", flat=True).first()
    return [
        Open(session.name, session.device, session.created_at, session.seen_at, session.sign_in == mine)
        for session in _live(here.account, now).order_by("-seen_at")
    ]


def sweep(now: datetime) -> None:
    """Take the key out of sessions that are over, and forget those that ended more than a day ago."""
    over = Q(seen_at__lte=now - IDLE) | Q(ends_at__lte=now) | Q(retires_at__lte=now)
    Session.objects.filter(over).exclude(sealed=b"").update(sealed=b"")
    Session.objects.filter(seen_at__lt=now - KEPT_ENDED).delete()


def _live(account: Account, now: datetime) -> QuerySet[Session]:
    """The open sessions, each once: not the cookies of theirs that were replaced."""
    inside = Session.objects.filter(account=account, generation=account.generation, retires_at=None)
    return inside.filter(ends_at__gt=now, seen_at__gt=now - IDLE).exclude(sealed=b"")


@contextmanager
def _unless_the_disk_refuses() -> Iterator[None]:
    """On a disk that takes nothing more the pages can still be read, until the idle time ends."""
    try:
        yield
    except DatabaseError as error:
        faults.of(error)


def _name(raw: bytes) -> str:
    return keys.session_name(raw).hex()


def _session(cookie: str) -> tuple[bytes, Session | None]:
    try:
        raw = base64.urlsafe_b64decode(cookie + "=")
    except (binascii.Error, ValueError):
        return b"", None
    return raw, Session.objects.select_related("account").filter(name=_name(raw)).first()


@sensitive_variables()
def _kept(account: Account, key: bytes, sign_in: UUID, device: str, now: datetime, ends: datetime) -> str:
    raw = os.urandom(32)
    session = Session(
        name=_name(raw),
        account=account,
        generation=account.generation,
        sign_in=sign_in,
        device=device[:60],
        created_at=now,
        seen_at=now,
        ends_at=ends,
    )
    session.sealed = keys.seal_session(key, raw, _bound(session))
    session.save(force_insert=True)
    return _as_cookie(raw)


def _as_cookie(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bound(session: Session) -> bytes:
    """The columns that may not be changed behind the session's back."""
    times = (
        str(int(time.timestamp() * 1_000_000)).encode() for time in (session.created_at, session.ends_at)
    )
    return lp(session.account_id.bytes, session.generation.to_bytes(4, "big"), session.sign_in.bytes, *times)


def _end(session: Session) -> None:
    """End it, whichever of its cookies it was found by."""
    Session.objects.filter(account=session.account, sign_in=session.sign_in).update(sealed=b"")
