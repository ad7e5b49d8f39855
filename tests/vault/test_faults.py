"""What a database error means, and after which of them nothing more is written."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction

from leanto.vault import accounts, faults, rotation, sessions, upkeep
from leanto.vault.accounts import Opened
from leanto.vault.faults import Fault
from leanto.vault.models import Account
from leanto.vault.secrets import recovery_code


@pytest.mark.parametrize(
    ("text", "fault", "stops"),
    [
        ("database or disk is full", Fault.full, False),
        ("attempt to write a readonly database", Fault.read_only, False),
        ("unable to open database file", Fault.read_only, False),
        ("database is locked", Fault.busy, False),
        ("database table is locked", Fault.busy, False),
        ("disk I/O error", Fault.broken, True),
        ("database disk image is malformed", Fault.broken, True),
        ("file is not a database", Fault.broken, True),
        ("no such table: vault_row", Fault.broken, False),
        ("UNIQUE constraint failed: vault_row.account_id, vault_row.id", Fault.broken, False),
    ],
)
def test_each_error_is_one_of_four_troubles(text: str, fault: Fault, stops: bool) -> None:
    assert faults.of(DatabaseError(text)) is fault
    assert faults.stopped() is stops


def test_once_stopped_a_smaller_trouble_does_not_start_it_again() -> None:
    faults.of(DatabaseError("disk I/O error"))
    faults.of(DatabaseError("database is locked"))
    assert faults.stopped()
    faults.start_again()
    assert not faults.stopped()


@pytest.mark.parametrize(
    "write",
    [
        lambda hers, now: sessions.begin(hers, "here", now),
        lambda hers, now: sessions.blanked(hers.account, now),
        lambda hers, now: accounts.renew_code(hers, now.date(), recovery_code()),
        lambda hers, now: rotation.resume(hers),
        lambda hers, now: upkeep.late_form(hers.account, upkeep.LateForm(now, "/", {}), "a" * 32),
        lambda hers, now: Account.objects.all().delete(),
    ],
    ids=["session", "blank", "slots", "rotation", "box", "delete"],
)
def test_after_a_disk_error_nothing_at_all_is_written(
    hers: Opened, now: datetime, write: Callable[[Opened, datetime], object]
) -> None:
    faults.of(DatabaseError("disk I/O error"))
    with pytest.raises(faults.Stopped) as stopped, transaction.atomic():
        write(hers, now)
    assert faults.of(stopped.value) is Fault.broken
    assert Account.objects.count() == 1


def test_a_disk_error_stops_the_writing_even_where_nobody_asks_what_it_was(hers: Opened) -> None:
    def failing(*_: object) -> None:
        raise OperationalError("disk I/O error")

    with connection.execute_wrapper(failing), suppress(DatabaseError):
        Account.objects.exists()
    assert faults.stopped()
