"""S5, S6 and their like: rows of a real database put back, deleted, planted, moved; and rotations cut off."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, transaction
from msgspec.structs import replace
from pytest_django import DjangoDbBlocker

from leanto.records import Moment
from leanto.vault import accounts, rotation
from leanto.vault.accounts import Opened
from leanto.vault.models import Account, Row
from leanto.vault.secrets import recovery_code
from leanto.vault.slots import WrongSecret
from leanto.vault.upkeep import Findings, after_opening, intact
from tests import disk
from tests.conftest import PASSPHRASE
from tests.trials.conftest import Told, many
from tests.vault.made import again, moment

pytestmark = pytest.mark.trials
ANOTHER = "seven quiet boats under maple lanterns"
RECORDS = 300


@pytest.fixture
def db(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database in a file."""
    with django_db_blocker.unblock(), disk.database(tmp_path):
        yield


@pytest.fixture
def older(hers: Opened, now: datetime) -> list[Row]:
    """Some hundred records, each changed since; as their rows were before."""
    book = again(hers, now)
    with book.together():
        for n in range(RECORDS):
            book.add(moment(now, n, text=f"moment {n}"))
    rows = list(Row.objects.all())
    with book.together():
        for one in book.all(Moment):
            book.revise(replace(one, text=one.text + ", changed"))
    return rows


def put_back(old: list[Row], chance: random.Random) -> None:
    for row in chance.sample(old, chance.randint(1, 3)):
        row.save()


def delete(old: list[Row], chance: random.Random) -> None:
    for row in chance.sample(old, chance.randint(1, 3)):
        Row.objects.filter(id=row.id).delete()


def plant(old: list[Row], chance: random.Random) -> None:
    row = chance.choice(old)
    Row.objects.create(
        account_id=row.account_id,
        id=UUID(bytes=chance.randbytes(16)),
        shelf=row.shelf,
        revision=row.revision,
        changed_on=row.changed_on,
        blob=row.blob,
    )


def rename(old: list[Row], chance: random.Random) -> None:
    Row.objects.filter(id=chance.choice(old).id).update(id=UUID(bytes=chance.randbytes(16)))


def swap(old: list[Row], chance: random.Random) -> None:
    one, two = chance.sample(old, 2)
    blobs = {row.id: bytes(row.blob) for row in Row.objects.filter(id__in=(one.id, two.id))}
    Row.objects.filter(id=one.id).update(blob=blobs[two.id])
    Row.objects.filter(id=two.id).update(blob=blobs[one.id])


CHANGES: dict[str, Callable[[list[Row], random.Random], None]] = {
    "S5 rows put back with their revisions": put_back,
    "S6 rows deleted in SQL": delete,
    "S6 rows planted": plant,
    "S6 rows renamed": rename,
    "S2 blobs of two rows exchanged": swap,
}


def test_s5_s6_rows_changed_in_sql(hers: Opened, older: list[Row], told: Told) -> None:
    chance, tries = random.Random(), many("TRIAL_ROWS", 100)
    account = Account.objects.get()
    ring = accounts.open_ring(account, hers.key)
    noticed: Counter[str] = Counter()
    for name, change in CHANGES.items():
        for _ in range(tries):
            with transaction.atomic():
                change(older, chance)
                noticed[name] += not intact(account, ring)
                transaction.set_rollback(True)
        told(name, f"{noticed[name]} of {tries} noticed at opening", "all")
    assert intact(account, ring)
    assert set(noticed.values()) == {tries}


def test_s19_rotation_killed(
    hers: Opened, older: list[Row], now: datetime, told: Told, tmp_path: Path
) -> None:
    """Each time a process of its own is killed somewhere in a full rotation; the next opening goes on."""
    kills, before = many("TRIAL_ROTATIONS", 200), {one.id: one.text for one in again(hers, now).all(Moment)}
    passphrase, begun, resumed = PASSPHRASE, 0, 0
    whole = _seconds_of_a_rotation(passphrase, now)
    for _ in range(kills):
        other = ANOTHER if passphrase == PASSPHRASE else PASSPHRASE
        _killed_within(whole * random.random() * 1.1, passphrase, other, now)
        try:
            opened = accounts.by_passphrase(other)
            begun, passphrase = begun + 1, other
        except WrongSecret:
            opened = accounts.by_passphrase(passphrase)
        ring = accounts.open_ring(opened.account, opened.key)
        resumed += len(ring.epochs) > 1
        assert {one.id: one.text for one in again(opened, now).all(Moment)} == before
        found = after_opening(opened, now)
        assert found == Findings(altered=False, ways_in=False, box=False, late=0)
        ring = accounts.open_ring(Account.objects.get(), opened.key)
        epochs = {
            int.from_bytes(bytes(blob)[4:8], "big") for blob in Row.objects.values_list("blob", flat=True)
        }
        assert epochs == set(ring.epochs) == {ring.current}
        assert {one.id: one.text for one in again(opened, now).all(Moment)} == before
        with pytest.raises(WrongSecret):
            accounts.by_passphrase(ANOTHER if passphrase == PASSPHRASE else PASSPHRASE)
    plain = b"moment 7, changed"
    assert not any(plain in path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    told(
        "S19 rotations killed",
        f"{kills} ({begun} had begun, {resumed} were taken up): all {RECORDS} records open each time",
        "all open, old epoch gone",
    )
    assert resumed > kills / 10


def _killed_within(seconds: float, passphrase: str, other: str, now: datetime) -> None:
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            rotation.BATCH = 20
            rotation.rotate(
                accounts.by_passphrase(passphrase), now.date(), passphrase=other, code=recovery_code()
            )
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _seconds_of_a_rotation(passphrase: str, now: datetime) -> float:
    began = time.monotonic()
    connection.close()
    child = os.fork()
    if child == 0:
        rotation.BATCH = 20
        with transaction.atomic():
            rotation.rotate(
                accounts.by_passphrase(passphrase), now.date(), passphrase=ANOTHER, code=recovery_code()
            )
            transaction.set_rollback(True)
        os._exit(0)
    os.waitpid(child, 0)
    return time.monotonic() - began
