"""The deletion ledger: which accounts were erased, so that restoring an older backup erases them again.

One line an account, its id under the instance key, in a file beside the database and outside its backups.
"""

import hmac
import os
from pathlib import Path

from leanto.vault.envelope import lp


def mark(account: bytes, instance_key: bytes) -> str:
    """An erased account's line."""
    return hmac.digest(instance_key, lp(b"leanto/v1/erased", account), "sha256").hex()


def note(home: Path, account: bytes, instance_key: bytes) -> None:
    """Write an account down, before anything of it is deleted."""
    with os.fdopen(os.open(home / "erased", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
        file.write(mark(account, instance_key) + "\n")
        file.flush()
        os.fsync(file.fileno())


def erased(home: Path) -> frozenset[str]:
    """All lines."""
    path = home / "erased"
    return frozenset(path.read_text().split()) if path.exists() else frozenset()
