"""What a database error means for a person, and when to stop writing.

After a failed fsync Linux marks the pages clean, on all three file systems studied (Rebello et al., ATC
2020), so that trying again proves nothing. After such an error, or signs of corruption, this process writes
no more until it is started again and checked.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django.db import DatabaseError


class Fault(StrEnum):
    """The four kinds of trouble a disk makes."""

    full = "full"
    read_only = "read_only"
    busy = "busy"
    broken = "broken"


SIGNS = (
    ("full", Fault.full),
    ("readonly", Fault.read_only),
    ("read-only", Fault.read_only),
    ("unable to open", Fault.read_only),
    ("locked", Fault.busy),
    ("busy", Fault.busy),
)

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")

_stopped = False


class Stopped(DatabaseError):
    """This process writes nothing more."""

    def __init__(self) -> None:
        super().__init__("nothing is written after a disk error")


def of(error: DatabaseError) -> Fault:
    """Which trouble an error is. Anything that may mean a lost write stops writing in this process."""
    global _stopped
    text = str(error).lower()
    found = next((fault for sign, fault in SIGNS if sign in text), Fault.broken)
    if found is Fault.broken and any(
        sign in text for sign in ("i/o", "malformed", "not a database", "corrupt")
    ):
        _stopped = True
    return found


def stopped() -> bool:
    """Whether this process has stopped writing."""
    return _stopped


def start_again() -> None:
    """What starting the process again does: try to write once more."""
    global _stopped
    _stopped = False


def guard(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Every statement passes here (a wrapper of Django's): an error is looked at even where its caller goes on
    without, and after one that stopped the writing no table is written, whoever asks."""
    if _stopped and sql.lstrip().upper().startswith(WRITES):
        raise Stopped
    try:
        return execute(sql, params, many, context)
    except DatabaseError as error:
        of(error)
        raise
