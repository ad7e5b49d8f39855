"""Backups: a copy of the database as it is, sealed rows and all. Key files are never in one."""

import os
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

from leanto.vault import ledger

KEPT_BY_ITSELF = 10
TABLES = ("vault_boxed", "vault_session", "vault_slotrow", "vault_row")


class BackupRefused(Exception):
    """A backup was not made or not put back. The message is a sentence; nothing was changed."""


def make(database: Path, to: Path) -> Path:
    """Copy the database to ``to`` by VACUUM INTO: compact, in one moment, with no deleted bytes. It is
    checked before it gets its name."""
    if to.exists():
        raise BackupRefused(f"{to} is already there. Nothing was written; choose another name.")
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = to.with_name(to.name + ".part")
    part.unlink(missing_ok=True)
    try:
        connection = sqlite3.connect(database)
        try:
            connection.execute("VACUUM INTO ?", (str(part),))
        finally:
            connection.close()
        check(part)
        part.chmod(0o600)
        part.rename(to)
        _sync(to.parent)
    except sqlite3.Error as error:
        part.unlink(missing_ok=True)
        raise BackupRefused(
            f"The backup could not be written ({error}). What is there already is as it was."
        ) from None
    return to


def before_update(database: Path, now: datetime) -> Path:
    """The backup made by itself before a migration; the latest ten are kept."""
    folder = database.parent / "backups"
    made = make(database, folder / f"before-update-{now:%Y%m%d-%H%M%S}.sqlite3")
    for old in sorted(folder.glob("before-update-*.sqlite3"))[:-KEPT_BY_ITSELF]:
        old.unlink()
    return made


def restore(backup: Path, database: Path, now: datetime, *, instance_key: bytes) -> Path | None:
    """Put a backup in the database's place. What was there is moved aside and its path returned; sessions of
    the backup end, and accounts that were erased since are erased from it first."""
    check(backup)
    incoming = database.with_name("restoring.sqlite3")
    incoming.unlink(missing_ok=True)
    shutil.copyfile(backup, incoming)
    incoming.chmod(0o600)
    _replay(incoming, ledger.erased(database.parent), instance_key)
    aside = None
    if database.exists():
        aside = make(database, database.parent / "backups" / f"before-restore-{now:%Y%m%d-%H%M%S}.sqlite3")
        for name in (database, Path(f"{database}-wal"), Path(f"{database}-shm")):
            name.unlink(missing_ok=True)
    incoming.rename(database)
    _sync(database.parent)
    return aside


def check(path: Path) -> None:
    """Raise ``BackupRefused`` unless this is a whole Leanto database."""
    if not path.exists():
        raise BackupRefused(f"{path} is not there.")
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            whole = connection.execute("PRAGMA integrity_check").fetchone()[0]
            connection.execute("SELECT count(*) FROM vault_account").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise BackupRefused(f"{path} is not a Leanto backup, or it is damaged ({error}).") from None
    if whole != "ok":
        raise BackupRefused(f"{path} is damaged: {whole}.")


def check_live(database: Path) -> None:
    """Raise ``BackupRefused`` if the database in use is damaged."""
    try:
        connection = sqlite3.connect(database)
        try:
            whole = connection.execute("PRAGMA quick_check").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise BackupRefused(f"The database {database} cannot be read ({error}).") from None
    if whole != "ok":
        raise BackupRefused(
            f"The database {database} is damaged: {whole}. Put a backup back with “leanto restore”."
        )


def newest_pepper(backup: Path) -> int:
    """The highest pepper number a backup's slots name."""
    check(backup)
    connection = sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return int(connection.execute("SELECT coalesce(max(pepper), 0) FROM vault_slotrow").fetchone()[0])
    finally:
        connection.close()


def _replay(path: Path, erased: frozenset[str], instance_key: bytes) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("DELETE FROM vault_session")
        for (account,) in connection.execute("SELECT id FROM vault_account").fetchall():
            if ledger.mark(bytes.fromhex(account), instance_key) in erased:
                for table in TABLES:
                    connection.execute(f"DELETE FROM {table} WHERE account_id = ?", (account,))  # noqa: S608 - our own names
                connection.execute("DELETE FROM vault_account WHERE id = ?", (account,))
        connection.commit()
    finally:
        connection.close()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
