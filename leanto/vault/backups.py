"""Backups: a copy of the database as it is, sealed rows and all. Key files are never in one."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from leanto.vault import ledger

KEPT_BY_ITSELF = 10
MIGRATIONS = {path.stem for path in (Path(__file__).parent / "migrations").glob("0*.py")}
TABLES = ("vault_boxed", "vault_session", "vault_slotrow", "vault_row", "vault_leftout")


class BackupRefused(Exception):
    """A backup was not made or not put back. The message is a sentence; nothing was changed."""


def make(database: Path, to: Path) -> Path:
    """Copy the database to ``to`` by VACUUM INTO: compact, in one moment, with no deleted bytes. It is
    checked before it gets its name."""
    if not database.exists():
        raise BackupRefused(f"There is no database at {database}, so there is nothing to back up.")
    if _is_there(to):
        raise BackupRefused(f"{to} is already there. Nothing was written; choose another name.")
    part = to.with_name(to.name + ".part")
    try:
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        _whole(part)
        part.chmod(0o600)
        part.rename(to)
        _sync(to.parent)
    except (sqlite3.Error, OSError, BackupRefused) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise BackupRefused(
            f"The backup could not be written ({_why(error)}). What is there already is as it was."
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
    try:
        incoming.unlink(missing_ok=True)
        shutil.copyfile(backup, incoming)
        incoming.chmod(0o600)
        _replay(incoming, ledger.erased(database.parent), instance_key)
        _sync(incoming)
        aside = _aside(database, now) if database.exists() else None
        # The log first: a new database under an old log would be damaged by it. Then one rename, so that no
        # crash can leave the folder without a database, which the next start would take for an empty one.
        for log in _logs(database):
            log.unlink(missing_ok=True)
        incoming.replace(database)
        _sync(database.parent)
    except (sqlite3.Error, OSError) as error:
        raise BackupRefused(
            f"The backup could not be put in place ({_why(error)}). What is there is as it was."
        ) from None
    return aside


def check(path: Path) -> None:
    """Raise ``BackupRefused`` unless this is a whole Leanto database that this Leanto can read."""
    if not _is_there(path):
        raise BackupRefused(f"{path} is not there.")
    if any(log.exists() and log.stat().st_size for log in _logs(path)[:1]):
        raise BackupRefused(
            f"{path} is a database in use, not a backup: part of it is still in {_logs(path)[0].name}. "
            "Stop the Leanto it belongs to, and make a backup of it with “leanto backup”."
        )
    _whole(path)
    try:
        with closing(_reading(path)) as connection:
            connection.execute("SELECT count(*) FROM vault_account").fetchone()
            asked = "SELECT name FROM django_migrations WHERE app = 'vault'"
            newer = {name for (name,) in connection.execute(asked)} - MIGRATIONS
    except sqlite3.Error as error:
        raise BackupRefused(f"{path} is not a Leanto backup, or it is damaged ({error}).") from None
    if newer:
        raise BackupRefused(f"{path} was written by a newer Leanto. Update Leanto; nothing was changed.")


def check_live(database: Path) -> None:
    """Raise ``BackupRefused`` if the database in use is not there or damaged."""
    if not database.exists():
        raise BackupRefused(f"There is no database at {database}.")
    try:
        with closing(sqlite3.connect(database)) as connection:
            whole = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise BackupRefused(f"The database {database} cannot be read ({error}).") from None
    except sqlite3.Error as error:
        whole = str(error)
    if whole != "ok":
        raise BackupRefused(
            f"The database {database} is damaged: {whole}. Put a backup back with “leanto restore”."
        )


def newest_pepper(backup: Path) -> int:
    """The highest pepper number a backup's slots name."""
    check(backup)
    with closing(_reading(backup)) as connection:
        return int(connection.execute("SELECT coalesce(max(pepper), 0) FROM vault_slotrow").fetchone()[0])


def _aside(database: Path, now: datetime) -> Path:
    """A backup of what is there now; or, where it is too damaged for that, the very files."""
    to = database.parent / "backups" / f"before-restore-{now:%Y%m%d-%H%M%S}.sqlite3"
    try:
        return make(database, to)
    except BackupRefused:
        to.parent.mkdir(mode=0o700, exist_ok=True)
        for log, moved in zip(_logs(database), _logs(to), strict=True):
            if log.exists():
                shutil.copyfile(log, moved)
        shutil.copyfile(database, to)
        return to


def _is_there(path: Path) -> bool:
    with suppress(OSError):  # a name too long, a folder that may not be looked into: not there, for us
        return path.exists()
    return False


def _logs(database: Path) -> tuple[Path, Path]:
    return Path(f"{database}-wal"), Path(f"{database}-shm")


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _whole(path: Path) -> None:
    try:
        with closing(_reading(path)) as connection:
            whole = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        raise BackupRefused(f"{path} is not a Leanto backup, or it is damaged ({error}).") from None
    if whole != "ok":
        raise BackupRefused(f"{path} is damaged: {whole}.")


def _why(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error).rstrip(".")


def _replay(path: Path, erased: frozenset[str], instance_key: bytes) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("DELETE FROM vault_session")
        # A backup from before an update may lack a table.
        there = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        for (account,) in connection.execute("SELECT id FROM vault_account").fetchall():
            if ledger.mark(bytes.fromhex(account), instance_key) in erased:
                for table in there.intersection(TABLES):
                    connection.execute(f"DELETE FROM {table} WHERE account_id = ?", (account,))  # noqa: S608 - our own names
                connection.execute("DELETE FROM vault_account WHERE id = ?", (account,))
        connection.commit()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
