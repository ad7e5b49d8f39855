"""A plan for hard moments, left where it can be read without opening the account, because the person chose so.

    instance key file --HKDF("leanto/v1/left-out", purpose)--> seals the copy, one record envelope

The copy is a second one: the plan itself is a record like any other. Its key comes from a file that is never in
the database nor in a backup of it, so that a stolen copy of either shows nothing; whoever is at this
installation can read it, and the page says so before it is chosen. The account and the purpose are bound into
the seal. A copy that does not open, for whatever reason, is not there: its page is one that may never fail.
"""

from contextlib import suppress
from typing import Any

import msgspec
from django.conf import settings
from django.db import DatabaseError
from msgspec import Struct

from leanto.records import SafetyPlan
from leanto.vault import faults, sessions
from leanto.vault.envelope import Place, Refused, hkdf, lp, opened, seal
from leanto.vault.keyfiles import KeyFileRefused
from leanto.vault.models import Account, LeftOut, as_bytes

PURPOSE = "hard-moments"


class Left(Struct, frozen=True):
    """What lies outside: the plan, and the country (ISO code or nothing) that its short numbers belong to."""

    plan: SafetyPlan
    country: str = ""


def leave(account_id: bytes, plan: SafetyPlan, country: str) -> None:
    """Leave a copy outside, in the place of an older one. Call inside the transaction that keeps the plan. Raises
    ``KeyFileRefused`` without the key file."""
    body = msgspec.json.encode([_schema(), msgspec.to_builtins(plan), country])
    sealed = seal(_key(), 0, _place(account_id), body)
    LeftOut.objects.update_or_create(account_id=account_id.hex(), defaults={"sealed": sealed})


def take_back(account_id: bytes) -> None:
    """Nothing is outside any more. Its bytes are overwritten in the file."""
    LeftOut.objects.filter(account_id=account_id.hex()).delete()


def is_out(account_id: bytes) -> bool:
    """Whether a copy is outside and can be read."""
    return _read(account_id) is not None


def shown(cookie: str, *, here: bool) -> Left | None:
    """What may be shown without an open account, or nothing.

    ``here`` says that only those at this computer reach this Leanto. Then the one account kept on it is meant,
    whichever browser asks: someone in a hard moment may have closed theirs, and a cookie does not outlive that.
    Where others reach it, or several accounts are kept, only the browser whose cookie names an account is shown
    that account's: anything else would show it to strangers. A cookie names one for about a day after its last use.
    """
    try:
        account = (_only() if here else None) or sessions.owner(cookie)
    except DatabaseError as error:
        faults.of(error)
        return None
    # What waits to be erased after a fresh start is nobody's here.
    return _read(account.id.bytes) if account and account.erase_on is None else None


def _only() -> Account | None:
    kept = list(Account.objects.filter(erase_on=None)[:2])
    return kept[0] if len(kept) == 1 else None


def _read(account_id: bytes) -> Left | None:
    with suppress(DatabaseError, KeyFileRefused, Refused, msgspec.MsgspecError):
        row = LeftOut.objects.filter(account_id=account_id.hex()).first()
        if row is not None:
            return _decoded(opened({0: _key()}, _place(account_id), as_bytes(row.sealed)))
    return None


def _decoded(body: bytes) -> Left:
    """A copy written by an older Leanto is brought up to date; one by a newer is refused as not understood."""
    schema, fields, country = msgspec.json.decode(body, type=tuple[int, dict[str, Any], str])
    if schema > _schema():
        raise msgspec.ValidationError("written by a newer Leanto")
    for upgrade in SafetyPlan.upgrades[schema - 1 :]:
        fields = upgrade(fields)
    return Left(msgspec.convert(fields, SafetyPlan), country)


def _schema() -> int:
    return len(SafetyPlan.upgrades) + 1


def _key() -> bytes:
    instance: bytes = settings.LEANTO_KEYS.instance
    return hkdf(instance, b"", lp(b"leanto/v1/left-out", PURPOSE.encode()), 32)


def _place(account_id: bytes) -> Place:
    return Place(account_id, f"left-out/{PURPOSE}", account_id, 1)
