"""Erasing: not one byte is left in the files, and an erasure that failed is not one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from leanto.records import Did, Moment
from leanto.vault import accounts, erasure, ledger, sessions, upkeep
from leanto.vault.accounts import Opened
from leanto.vault.book import Book
from leanto.vault.models import Account, Boxed, Row, Session, SlotRow
from leanto.vault.secrets import recovery_code
from tests import disk
from tests.conftest import PASSPHRASE

ANOTHER = "seven quiet boats under maple lanterns"


@pytest.fixture
def db(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database in a file, because its bytes are looked for."""
    with django_db_blocker.unblock(), disk.database(tmp_path):
        yield


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
    assert upkeep.late_form(Account.objects.get(id=opened.account.id), form, uuid4().hex)
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


def line_of(opened: Opened) -> str:
    return ledger.mark(opened.account.id.bytes, settings.LEANTO_KEYS.instance)


def test_an_erasure_that_failed_is_no_erasure(hers: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(Account, "delete", locked)
    with pytest.raises(OperationalError):
        erasure.erase(hers.account.id.bytes)
    assert accounts.by_passphrase(PASSPHRASE).key == hers.key
    assert line_of(hers) not in ledger.erased(settings.LEANTO_HOME)
    assert ledger.intended(settings.LEANTO_HOME) == frozenset()


@pytest.mark.parametrize("done", [True, False])
def test_cut_off_in_between_the_next_start_knows_whether_it_was_done(hers: Opened, done: bool) -> None:
    line = line_of(hers)
    ledger.intend(settings.LEANTO_HOME, line)
    if done:
        erasure.deleted(hers.account)
    assert line not in ledger.erased(settings.LEANTO_HOME)
    erasure.settle()
    assert (line in ledger.erased(settings.LEANTO_HOME)) == done
    assert ledger.intended(settings.LEANTO_HOME) == frozenset()


def test_while_someone_reads_the_log_it_says_that_bytes_are_left(
    hers: Opened, book: Book, now: datetime
) -> None:
    book.add(Moment("a" * 32, now, Did.alone))
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM vault_row").fetchall()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout=50")
        assert not erasure.erase(hers.account.id.bytes)
    assert not Account.objects.exists()
    assert erasure.wipe()


@pytest.mark.parametrize("asked", [True, False])
def test_the_backups_made_by_itself_go_if_that_is_asked_and_no_others(
    hers: Opened, tmp_path: Path, asked: bool
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    names = {"before-update-1.sqlite3", "before-restore-1.sqlite3-wal", "leanto-1.sqlite3"}
    for name in names:
        (folder / name).touch()
    with override_settings(LEANTO_HOME=tmp_path):
        assert erasure.erase(hers.account.id.bytes, backups=asked)
    kept = {path.name for path in folder.iterdir()}
    assert kept == ({"leanto-1.sqlite3"} if asked else names)
