"""SQLite as this product needs it: a build without the WAL corruption bug, or a mode that does not meet it."""

import sys
from typing import Any

SAFE = "3.51.3, 3.50.7 or 3.44.6"
PRAGMAS = (
    "PRAGMA secure_delete=ON; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA trusted_schema=OFF; "
    "PRAGMA wal_autocheckpoint=400"
)


def use_bundled() -> None:
    """Let Django's backend find the SQLite that comes with pysqlite3 instead of the system's."""
    try:
        import pysqlite3
        import pysqlite3.dbapi2
    except ImportError:  # no wheel for this platform: the gate below decides what the system's may do
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def version() -> tuple[int, ...]:
    """The version of the SQLite in use."""
    from sqlite3 import sqlite_version_info

    return sqlite_version_info


def safe_in_wal(version: tuple[int, ...]) -> bool:
    """Whether this SQLite's write-ahead log is free of the corruption bug mended in early 2026."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def options(version: tuple[int, ...]) -> dict[str, Any]:  # Django's own type for OPTIONS
    """Connection options. FULL and EXTRA lose no acknowledged write to a power cut; NORMAL would."""
    mode = (
        "journal_mode=WAL; PRAGMA synchronous=FULL"
        if safe_in_wal(version)
        else "journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA"
    )
    return {"transaction_mode": "IMMEDIATE", "timeout": 5, "init_command": f"PRAGMA {mode}; {PRAGMAS}"}
