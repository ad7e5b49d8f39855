"""The deletion ledger: which accounts were erased, so that restoring an older backup erases them again.

One line an account, its id under the instance key, in a file beside the database and outside its backups.
Before anything is deleted only the intent is written, as a file of its own: an erasure that failed must not
take the account from every backup later. See ``erasure`` for when an intent counts.
"""

import hmac
import os
from pathlib import Path

from leanto.vault.envelope import lp

INTENT = "erasing-"


def mark(account: bytes, instance_key: bytes) -> str:
    """An erased account's line."""
    return hmac.digest(instance_key, lp(b"leanto/v1/erased", account), "sha256").hex()


def intend(home: Path, marked: str) -> None:
    """Write down that an account is about to be erased."""
    _written(home / f"{INTENT}{marked}", "")


def confirm(home: Path, marked: str) -> None:
    """Its rows are gone: from here on restoring erases it."""
    _written(home / "erased", marked + "\n")
    withdraw(home, marked)


def withdraw(home: Path, marked: str) -> None:
    """It is still there: nothing was erased."""
    (home / f"{INTENT}{marked}").unlink(missing_ok=True)


def note(home: Path, account: bytes, instance_key: bytes) -> None:
    """Confirm an account that is gone."""
    confirm(home, mark(account, instance_key))


def intended(home: Path) -> frozenset[str]:
    """The erasures that began and were neither confirmed nor withdrawn."""
    return frozenset(path.name.removeprefix(INTENT) for path in home.glob(f"{INTENT}*"))


def erased(home: Path) -> frozenset[str]:
    """All confirmed lines."""
    path = home / "erased"
    return frozenset(path.read_text().split()) if path.exists() else frozenset()


def _written(path: Path, line: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
