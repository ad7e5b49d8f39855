"""Which SQLite may use the write-ahead log, and how every connection is set."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from leanto.vault import sqlite
from tests import disk


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 44, 99), True),
        ((3, 45, 0), False),
        ((3, 46, 1), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 50, 99), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_the_gate(version: tuple[int, ...], safe: bool) -> None:
    """R6."""
    assert sqlite.safe_in_wal(version) is safe
    mode = sqlite.options(version)["init_command"]
    assert ("journal_mode=WAL; PRAGMA synchronous=FULL" in mode) is safe
    assert ("journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA" in mode) is not safe


@pytest.mark.parametrize(
    ("version", "journal", "synchronous"), [((3, 51, 3), "wal", 2), ((3, 40, 1), "truncate", 3)]
)
def test_a_connection_is_set_as_it_must_be(
    tmp_path: Path,
    django_db_blocker: DjangoDbBlocker,
    version: tuple[int, ...],
    journal: str,
    synchronous: int,
) -> None:
    expected: dict[str, Any] = {
        "journal_mode": journal,
        "synchronous": synchronous,
        "secure_delete": 1,
        "cell_size_check": 1,
        "trusted_schema": 0,
        "foreign_keys": 1,
        "busy_timeout": 5000,
    }
    with django_db_blocker.unblock(), disk.database(tmp_path):
        connection.close()
        connection.settings_dict["OPTIONS"] = sqlite.options(version)
        with connection.cursor() as cursor:
            found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in expected}
            mapped = cursor.execute("PRAGMA mmap_size").fetchone()
    assert found == expected
    assert mapped in (None, (0,))


def test_the_sqlite_in_use_is_one_of_the_safe(db: None) -> None:
    """The one that comes with Leanto. Where there is no wheel of it the gate decides, and the start says so."""
    pytest.importorskip("pysqlite3")
    assert sqlite.safe_in_wal(sqlite.version())
