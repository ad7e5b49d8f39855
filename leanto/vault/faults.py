"""What a database error means for a person, and when to stop writing.

After a failed fsync Linux marks the pages clean, on all three file systems studied (Rebello et al., ATC
2020), so that trying again proves nothing. After such an error, or signs of corruption, this process writes
no more until it is started again and checked.
"""

from enum import StrEnum

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

_stopped = False


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
