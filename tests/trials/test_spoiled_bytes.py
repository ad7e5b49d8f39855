"""R5: one byte spoiled anywhere in the database: noticed, or without effect; never shown as other words."""

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from pytest_django import DjangoDbBlocker

from leanto.records import Lesson, Moment
from leanto.vault import accounts, backups
from leanto.vault.accounts import Opened
from leanto.vault.backups import BackupRefused
from leanto.vault.book import Book
from leanto.vault.envelope import Refused
from leanto.vault.models import Account
from leanto.vault.slots import SlotRefused
from leanto.vault.upkeep import after_opening
from tests import disk
from tests.conftest import PASSPHRASE
from tests.trials.conftest import Told, many
from tests.vault.made import again, moment

pytestmark = pytest.mark.trials
RECORDS = 150


@pytest.fixture
def db(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database in a file."""
    with django_db_blocker.unblock(), disk.database(tmp_path):
        yield


@pytest.fixture
def kept(hers: Opened, now: datetime, tmp_path: Path) -> Path:
    """A copy of a database with some records, nothing of it in a log."""
    book = again(hers, now)
    with book.together():
        for n in range(RECORDS):
            book.add(moment(now, n, text=f"moment {n} " * (1 + n % 40)))
        book.add(Lesson("d" * 32, now, "asking gets you punished"))
    connection.close()
    return Path(shutil.copyfile(tmp_path / "leanto.sqlite3", tmp_path / "whole.sqlite3"))


def words(opened: Opened, now: datetime) -> dict[str, str]:
    book = Book(Account.objects.get(id=opened.account.id), opened.key, now)
    return {one.id: one.text for one in book.all(Moment)} | {one.id: one.old_rule for one in book.all(Lesson)}


def found(database: Path, before: dict[str, str], now: datetime) -> str:
    """What becomes of a spoiled database: where it was noticed, or what was shown."""
    try:
        backups.check_live(database)
        opened = accounts.by_passphrase(PASSPHRASE)
        altered = after_opening(opened, now)
        shown = words(opened, now)
    except (BackupRefused, DatabaseError):
        return "noticed by SQLite"
    except (Refused, SlotRefused):
        return "noticed by a seal"
    except (ValueError, TypeError, OverflowError):
        # A column that no longer holds what its type says. The page is refused, with no word of it.
        return "noticed by a column's type"
    if any(before.get(id) != text for id, text in shown.items()):
        return "SHOWN AS OTHER WORDS"
    if altered.altered or altered.ways_in or altered.box:
        return "noticed at opening"
    return "without effect" if shown == before else "A PAGE GONE UNNOTICED"


def test_r5_spoiled_bytes(hers: Opened, kept: Path, now: datetime, told: Told) -> None:
    before, chance, tries = words(hers, now), random.Random(), many("TRIAL_BYTES", 1000)
    database, whole = kept.with_name("leanto.sqlite3"), kept.read_bytes()
    outcomes: Counter[str] = Counter()
    for _ in range(tries):
        connection.close()
        spoiled, at = bytearray(whole), chance.randrange(len(whole))
        spoiled[at] ^= chance.randrange(1, 256)
        for log in database.parent.glob("leanto.sqlite3-*"):
            log.unlink()
        database.write_bytes(spoiled)
        outcomes[found(database, before, now)] += 1
    for outcome, count in outcomes.most_common():
        told(
            f"R5 one byte of {len(whole):,}: {outcome}", f"{count} of {tries}", "no other words, no page gone"
        )
    assert set(outcomes) <= {
        "noticed by SQLite",
        "noticed by a seal",
        "noticed by a column's type",
        "noticed at opening",
        "without effect",
    }
