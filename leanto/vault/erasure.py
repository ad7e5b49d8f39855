"""Erasing an account for good: intended, done, confirmed, in this order, so that a crash at any point is told
from an erasure and from a failed try."""

from contextlib import suppress
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from leanto.vault import ledger
from leanto.vault.models import Account, LeftOut

BY_ITSELF = "before-*.sqlite3*"


def erase(account_id: bytes, *, backups: bool = False) -> bool:
    """Delete an account for good: keys first, then rows, then the bytes they stood in; with ``backups`` also
    those that Leanto made by itself. Returns whether the files hold nothing of it any more."""
    account = Account.objects.get(id=account_id.hex())
    marked = ledger.mark(account.id.bytes, settings.LEANTO_KEYS.instance)
    ledger.intend(settings.LEANTO_HOME, marked)
    try:
        deleted(account)
    finally:
        settle(only=marked)
    wiped = wipe()
    return (_forgot_backups() if backups else True) and wiped


def erase_due(today: date) -> None:
    """Erase what a fresh start left, once its seven days are over."""
    for account in Account.objects.filter(erase_on__lte=today):
        erase(account.id.bytes)


def settle(only: str = "") -> None:
    """Confirm each intent whose account is gone, and withdraw the others. What cannot be looked at now is
    settled at the next start."""
    home = settings.LEANTO_HOME
    begun = {marked for marked in ledger.intended(home) if marked == (only or marked)}
    if not begun:
        return
    with suppress(DatabaseError, OSError):
        ids = Account.objects.values_list("id", flat=True)
        there = {ledger.mark(id.bytes, settings.LEANTO_KEYS.instance) for id in ids}
        for marked in begun - there:
            ledger.confirm(home, marked)
        for marked in begun & there:
            ledger.withdraw(home, marked)


def deleted(account: Account) -> None:
    """Delete an account's rows, keys first."""
    with transaction.atomic():
        account.slots.all().delete()
        account.sessions.all().delete()
        account.box_items.all().delete()
        LeftOut.objects.filter(account=account).delete()
        account.delete()


def wipe() -> bool:
    """Move the log into the database and empty it, so that no deleted byte stays there. False while someone
    still reads from it; closing Leanto does it then."""
    if connection.vendor != "sqlite":
        return True
    with suppress(DatabaseError), connection.cursor() as cursor:
        for _ in range(2):
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if cursor.fetchone()[0] == 0:
                return True
    return False


def own_backups() -> list[Path]:
    """The backups that Leanto made by itself, before updates and before restoring."""
    return sorted((Path(settings.LEANTO_HOME) / "backups").glob(BY_ITSELF))


def _forgot_backups() -> bool:
    for path in own_backups():
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return not own_backups()
