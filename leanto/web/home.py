"""Getting a data directory ready: folders, key files, database, static files. Run before anything is served."""

import ctypes
import fcntl
import hashlib
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

import leanto
from leanto.care import directories
from leanto.care.lines import overdue
from leanto.content import Misprint, lines, safety
from leanto.content.instruments import FOLDER
from leanto.name import instruments
from leanto.vault import accounts, backups, erasure, keyfiles, sqlite
from leanto.vault.cost import STRONG

WEB = Path(__file__).parent


DEVICE_LOST = (
    "The key file keys/device is missing or is another one, and there is no passphrase yet: nothing opens the "
    "pages here until it is put back from where you keep it."
)


class HomeRefused(Exception):
    """The data directory cannot be used; the message is a sentence with the mend."""


def prepare() -> list[str]:
    """Make everything ready and return what there is to say about it, one line each."""
    home = settings.LEANTO_HOME
    _folder(home)
    said = []
    database = home / "leanto.sqlite3"
    was_there = database.exists()
    if was_there:
        backups.check_live(database)
    newer = _unknown_migrations() if was_there else []
    if newer:
        raise HomeRefused(
            f"The data in {home} was written by a newer Leanto ({', '.join(newer)}). "
            "Update Leanto; nothing was changed."
        )
    if _migrations_wait():
        if was_there:
            made = backups.before_update(database, datetime.now(UTC))
            said.append(f"This is a new version. A backup was made first: {made}")
        call_command("migrate", verbosity=0, interactive=False)
        database.chmod(0o600)
    keyfiles.made(home, above=accounts.newest_pepper(), device=not accounts.device_needed())
    erasure.settle()
    if accounts.device_lost():
        said.append(DEVICE_LOST)
    missing = accounts.newest_pepper() and accounts.newest_pepper() not in settings.LEANTO_KEYS.peppers
    if missing:
        said.append(
            f"The key file keys/pepper-{accounts.newest_pepper()} is missing: passphrases cannot open anything "
            "until it is back. Recovery codes still can."
        )
    if not sqlite.safe_in_wal(sqlite.version()):
        said.append(
            f"This SQLite can damage a write-ahead log; a slower mode is used. {sqlite.SAFE} and later are well."
        )
    _static_files()
    return said


@contextmanager
def held(home: Path) -> Iterator[None]:
    """Hold the data directory for one running Leanto. Raises ``HomeRefused`` where another has it."""
    _folder(home)
    with os.fdopen(os.open(home / "running", os.O_RDWR | os.O_CREAT, 0o600), "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise HomeRefused(
                f"Another Leanto is already running with the data in {home}. Use that one, or stop it first."
            ) from None
        os.set_inheritable(file.fileno(), True)  # the workers hold it too
        yield


def problems() -> list[str]:
    """What is wrong with this installation, one line each."""
    home: Path = settings.LEANTO_HOME
    if not home.exists():
        return [f"There is no data directory at {home} yet. “leanto serve” makes it."]
    if not home.is_dir():
        return [f"{home} is a file. Name a folder in LEANTO_HOME, or move the file away."]
    looked = (_folder_problems, keyfiles.problems, _database_problems, *_OF_THE_HOST, _build_problems)
    return [problem for look in looked for problem in look(home)]


def _folder_problems(home: Path) -> list[str]:
    found = []
    if home.stat().st_mode & 0o077:
        found.append(f"{home} can be read by others on this computer. Mend it with: chmod 0700 {home}")
    if not os.access(home, os.W_OK):
        found.append(f"{home} cannot be written to.")
    return found


def _database_problems(home: Path) -> list[str]:
    database = home / "leanto.sqlite3"
    if not database.exists():
        return [
            f"There is no database at {database}. “leanto serve” makes one, “leanto restore” brings one back."
        ]
    try:
        backups.check_live(database)
    except backups.BackupRefused as refused:
        return [str(refused)]
    if newer := _unknown_migrations():
        return [f"The database was written by a newer Leanto ({', '.join(newer)}). Update Leanto."]
    if _migrations_wait():
        return ["The database is of an older version. “leanto serve” backs it up and brings it up to date."]
    newest = accounts.newest_pepper()
    if newest and not (home / "keys" / f"pepper-{newest}").exists():
        return [
            f"keys/pepper-{newest} is missing: passphrases cannot open anything. Recovery codes still can."
        ]
    # Beside another key file that is missing or not private, and named already, this one cannot be tried.
    others = [problem for problem in keyfiles.problems(home) if str(home / "keys" / "device") not in problem]
    return [DEVICE_LOST] if not others and accounts.device_lost() else []


def _lines_problems(home: Path) -> list[str]:
    """A host may bring help lines of their own, and a slip in that file is worth knowing."""
    try:
        found = lines.lines(home / "lines.json")
    except Misprint as misprint:
        return [f"{misprint}. Help now shows our own list until it is mended."]
    old = overdue(found, datetime.now(UTC).date())
    if not old:
        return []
    said = (
        f"Help lines not checked for more than twelve months: {len(old)}, {old[0].name} among them. They are shown "
        "with their date. Update Leanto, or bring a lines.json of your own."
    )
    return [said]


def _lists_problems(_home: Path) -> list[str]:
    """Lists of people and places grow old like lines."""
    old = directories.overdue(datetime.now(UTC).date())
    if not old:
        return []
    said = (
        f"Lists of people and places not looked at for more than twelve months: {len(old)}, {old[0].name} among "
        "them. They are shown with their date. Update Leanto."
    )
    return [said]


def _instruments_problems(home: Path) -> list[str]:
    """Instruments of a host's own that could not be taken in."""
    aside = instruments.shelf(home / FOLDER).set_aside
    return [f"{FOLDER}/{one.file} is left out: {one.why}." for one in aside]


def _gate_problems(_home: Path) -> list[str]:
    """The safety gate reads nothing without its data, and says so nowhere else but in the log."""
    try:
        safety.model(), safety.signs()
    except (Misprint, OSError) as error:
        return [
            f"{error}. Until it is mended no text is read for words of wanting to die. Install Leanto again."
        ]
    return []


_OF_THE_HOST = (_lines_problems, _lists_problems, _instruments_problems, _gate_problems)


def _build_problems(_home: Path) -> list[str]:
    found = []
    if not sqlite.safe_in_wal(sqlite.version()):
        found.append(f"This SQLite is not among {sqlite.SAFE} and later; a slower, safe mode is used.")
    if settings.LEANTO_COST != STRONG:
        found.append("Passphrases are stretched with the cheap profile that is for tests only.")
    return found


def no_core_dumps() -> None:
    """Keep a crash from writing keys to disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE


def _folder(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if home.stat().st_uid == os.getuid():
            home.chmod(0o700)
        (home / "running").touch(mode=0o600)
    except OSError as error:
        raise HomeRefused(
            f"The data directory {home} cannot be written to ({error.strerror}). "
            "Make it yours, or name another in LEANTO_HOME."
        ) from None


def _migrations_wait() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _unknown_migrations() -> list[str]:
    loader = MigrationLoader(connection)
    return sorted(
        name
        for app, name in loader.applied_migrations
        if app == "vault" and (app, name) not in loader.disk_migrations
    )


def _static_files() -> None:
    """Collect the static files when they are not those of this version."""
    files = sorted(path for path in (WEB / "static").rglob("*") if path.is_file())
    facts = [f"{path.relative_to(WEB)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    stamp = hashlib.sha256("\n".join([leanto.__version__, *facts]).encode()).hexdigest()
    mark = settings.STATIC_ROOT / ".stamp"
    if not mark.exists() or mark.read_text() != stamp:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        mark.write_text(stamp)
