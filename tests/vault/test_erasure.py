"""Beginning again, and erasing: seven days to come back, and then not one byte is left in the files."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from pytest_django import DjangoDbBlocker

from leanto.records import Did, Moment
from leanto.vault import accounts, ledger, sessions, upkeep
from leanto.vault.accounts import Opened
from leanto.vault.book import Book
from leanto.vault.models import Account, Boxed, Row, Session, SlotRow
from leanto.vault.secrets import recovery_code
from leanto.vault.slots import WrongSecret
from tests import disk
from tests.conftest import PASSPHRASE

ANOTHER = "seven quiet boats under maple lanterns"
WEEK = timedelta(days=7)


@pytest.fixture
def db(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database in a file, because its bytes are looked for."""
    with django_db_blocker.unblock(), disk.database(tmp_path):
        yield


def test_a_fresh_start_ends_sessions_and_waits_seven_days(hers: Opened, now: datetime) -> None:
    cookie = sessions.begin(hers, "here", now)
    accounts.start_fresh(now.date())
    assert not accounts.exists()
    assert accounts.ways_in() == set()
    assert sessions.find(cookie, now) is None
    accounts.erase_due((now + WEEK).date() - timedelta(days=1))
    assert Account.objects.count() == 1
    accounts.erase_due((now + WEEK).date())
    assert Account.objects.count() == 0


def test_the_old_pages_come_back_with_their_code_while_they_wait(
    book: Book, now: datetime, code: str
) -> None:
    book.add(Moment("a" * 32, now, Did.alone))
    accounts.start_fresh(now.date())
    opened = accounts.by_code(code)
    accounts.secure(opened, now.date(), passphrase=ANOTHER, code=recovery_code())
    upkeep.after_opening(opened, now + WEEK)
    assert accounts.exists()
    opened = accounts.by_passphrase(ANOTHER)
    assert Book(opened.account, opened.key, now).get(Moment, "a" * 32)


def test_the_old_pages_come_back_with_their_passphrase_and_stay(hers: Opened, now: datetime) -> None:
    """Remembered after all: whoever opens them within the week has not lost the way in."""
    accounts.start_fresh(now.date())
    upkeep.after_opening(accounts.by_passphrase(PASSPHRASE), now + timedelta(days=3))
    assert accounts.exists()
    accounts.erase_due((now + 2 * WEEK).date())
    assert accounts.by_passphrase(PASSPHRASE).key == hers.key


def test_opening_on_the_day_of_erasure_opens_and_does_not_fail(hers: Opened, now: datetime) -> None:
    accounts.start_fresh(now.date())
    upkeep.after_opening(accounts.by_passphrase(PASSPHRASE), now + WEEK)
    assert accounts.exists()


def test_beside_a_waiting_account_the_new_one_opens_first(hers: Opened, now: datetime) -> None:
    accounts.start_fresh(now.date())
    new = accounts.create(now.date(), passphrase=ANOTHER, code=recovery_code())
    assert accounts.by_passphrase(ANOTHER).key == new.key
    accounts.erase_due((now + WEEK).date())
    assert accounts.by_passphrase(ANOTHER).key == new.key
    with pytest.raises(WrongSecret):
        accounts.by_passphrase(PASSPHRASE)


def test_an_erased_account_is_written_in_the_ledger(hers: Opened) -> None:
    instance = settings.LEANTO_KEYS.instance
    accounts.erase(hers.account.id.bytes)
    assert ledger.mark(hers.account.id.bytes, instance) in ledger.erased(settings.LEANTO_HOME)
    assert hers.account.id.hex not in (settings.LEANTO_HOME / "erased").read_text()
    assert not any(table.objects.exists() for table in (Account, SlotRow, Row, Session, Boxed))


def test_erasing_one_account_leaves_the_other(hers: Opened, now: datetime) -> None:
    other = accounts.create(now.date(), passphrase=ANOTHER, code=recovery_code())
    accounts.erase(hers.account.id.bytes)
    assert accounts.by_passphrase(ANOTHER).key == other.key


def test_of_an_erased_account_no_byte_stays_in_the_files(db: None, now: datetime, code: str) -> None:
    """S20: sealed bytes, wraps, ring, ids: gone from the database and its log after the checkpoint."""
    other = accounts.create(now.date())
    opened = accounts.create(now.date(), passphrase=PASSPHRASE, code=code)
    book = Book(opened.account, opened.key, now)
    for n in range(60):
        book.add(Moment(f"{n:032x}", now, Did.alone, "words " * n * 20))
    sessions.begin(opened, "here", now)
    form = upkeep.LateForm(at=now, path="/name/", fields={"text": ("late",)})
    assert upkeep.late_form(Account.objects.get(id=opened.account.id), form)
    marks = sealed_bytes(opened.account)
    assert len(marks) > 120
    assert all(found_in_files(mark) for mark in marks)
    accounts.erase(opened.account.id.bytes)
    assert [mark for mark in marks if found_in_files(mark)] == []
    assert accounts.by_device().key == other.key


def sealed_bytes(account: Account) -> list[bytes]:
    """A piece of everything sealed that the account's rows hold, and its id."""
    account = Account.objects.get(id=account.id)
    whole = [
        *account.rows.values_list("blob", flat=True),
        *account.slots.values_list("wrap", flat=True),
        *account.slots.values_list("commit", flat=True),
        *account.sessions.values_list("sealed", flat=True),
        *account.box_items.values_list("sealed", flat=True),
        account.ring,
        account.manifest,
    ]
    pieces = [bytes(blob)[at : at + 24] for blob in whole for at in (8, len(blob) - 24)]
    return [*(piece for piece in pieces if len(piece) == 24), account.id.hex.encode()]


def found_in_files(mark: bytes) -> bool:
    name = str(connection.settings_dict["NAME"])
    files = [Path(name + suffix) for suffix in ("", "-wal", "-shm", "-journal")]
    return any(mark in file.read_bytes() for file in files if file.exists())
