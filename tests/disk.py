"""A database in a real file, for tests of what stands on the disk: no transaction is around the test."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def database(folder: Path) -> Iterator[Path]:
    """Let Django's own connection be one to a migrated file in ``folder``, with the options of the product."""
    path = folder / "leanto.sqlite3"
    shutil.copyfile(_migrated(), path)
    with _connected(path):
        yield path


@contextmanager
def _connected(path: Path) -> Iterator[BaseDatabaseWrapper]:
    usual = connections["default"]
    ours = connections.create_connection("default")
    ours.settings_dict = {**ours.settings_dict, "NAME": str(path)}
    connections["default"] = ours
    try:
        yield ours
    finally:
        ours.close()
        connections["default"] = usual


@cache
def _migrated() -> Path:
    path = Path(tempfile.mkdtemp(prefix="leanto-test-")) / "migrated.sqlite3"
    with _connected(path) as ours:
        call_command("migrate", verbosity=0, interactive=False)
        with ours.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path
