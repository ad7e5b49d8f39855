"""A backup is sealed like the database, is checked before it has its name, and comes back whole."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from msgspec import structs
from pytest_django import DjangoDbBlocker

from leanto.records import Moment
from leanto.vault import accounts, backups, ledger, sessions
from leanto.vault.accounts import Opened
from leanto.vault.backups import BackupRefused, check, check_live, make, newest_pepper, restore
from leanto.vault.book import Book
from leanto.vault.models import Account, Session
from leanto.vault.secrets import recovery_code
from leanto.vault.slots import PepperMissing, WrongSecret
from leanto.vault.upkeep import Findings, after_opening
from tests import disk
from tests.conftest import PASSPHRASE
from tests.vault.made import again, moment

ALL_WELL = Findings(altered=False, ways_in=False, box=False, late=0)
WHEN = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
INSTANCE = b"I" * 32


@pytest.fixture
def db(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database in a file, in a home of its own, with nothing in the ledger."""
    with django_db_blocker.unblock(), disk.database(tmp_path), override_settings(LEANTO_HOME=tmp_path):
        yield


@pytest.fixture
def database(db: None, tmp_path: Path) -> Path:
    return tmp_path / "leanto.sqlite3"


@pytest.fixture
def backup(book: Book, database: Path, tmp_path: Path, now: datetime) -> Path:
    """A backup of Ana's book with one moment in it."""
    book.add(moment(now, 1, text="in the backup"))
    return make(database, tmp_path / "away" / "one.sqlite3")


def texts(opened: Opened, now: datetime) -> set[str]:
    return {one.text for one in again(opened, now).all(Moment)}


def put_back(backup: Path, database: Path) -> Path | None:
    connection.close()
    return restore(backup, database, WHEN, instance_key=settings.LEANTO_KEYS.instance)


def test_a_backup_is_made_checked_private_and_whole(backup: Path, database: Path) -> None:
    check(backup)
    assert backup.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in backup.parent.iterdir()) == ["one.sqlite3"]


def test_it_holds_what_stands_in_the_log_too(
    book: Book, database: Path, tmp_path: Path, now: datetime
) -> None:
    book.add(moment(now, 2))
    assert Path(f"{database}-wal").stat().st_size
    made = make(database, tmp_path / "b.sqlite3")
    with closing(sqlite3.connect(made)) as copy:
        assert copy.execute("SELECT count(*) FROM vault_row").fetchone() == (1,)


def test_it_holds_nothing_that_was_removed(book: Book, database: Path, tmp_path: Path, now: datetime) -> None:
    kept = book.add(moment(now, 2, text="x" * 5000))
    row = bytes(kept_blob())
    book.remove(kept)
    assert row[60:100] not in make(database, tmp_path / "b.sqlite3").read_bytes()


def kept_blob() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT blob FROM vault_row")
        return bytes(cursor.fetchone()[0])


def test_it_is_sealed_and_holds_no_key_file(backup: Path) -> None:
    stored = backup.read_bytes()
    assert b"in the backup" not in stored
    keys = settings.LEANTO_KEYS
    assert not any(key in stored for key in (*keys.peppers.values(), keys.instance, keys.device, keys.django))


def test_it_is_never_written_over_anything(backup: Path, database: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(BackupRefused, match="already there"):
        make(database, backup)
    with pytest.raises(BackupRefused, match="already there"):
        make(database, backup.parent)
    assert backup.read_bytes() == before


def test_where_there_is_no_database_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="There is no database at"):
        make(tmp_path / "leanto.sqlite3", tmp_path / "b.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_gets_a_sentence_and_no_leftovers(
    database: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    for to in (tmp_path / "file" / "b.sqlite3", tmp_path / ("x" * 300)):
        with pytest.raises(BackupRefused, match=r"The backup could not be written \(.+\)\. What is there"):
            make(database, to)
    assert not list(tmp_path.rglob("*.part"))


def test_a_damaged_database_is_not_taken_for_a_backup(
    book: Book, database: Path, tmp_path: Path, now: datetime
) -> None:
    for n in range(40):
        book.add(moment(now, n, text="x" * 3000))
    damage(database)
    with pytest.raises(BackupRefused):
        make(database, tmp_path / "b.sqlite3")
    assert not list(tmp_path.glob("b.*"))


def damage(database: Path) -> None:
    """Spoil two pages in the middle of the file."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with database.open("r+b") as file:
        for page in (8, 9, 10, 11, 12):
            file.seek(4096 * page)
            file.write(b"\xff" * 4096)


def test_a_backup_comes_back_and_what_was_there_is_kept_aside(
    backup: Path, book: Book, database: Path, hers: Opened, now: datetime
) -> None:
    book.add(moment(now, 2, text="after the backup"))
    aside = put_back(backup, database)
    assert texts(accounts.by_passphrase(PASSPHRASE), now) == {"in the backup"}
    assert after_opening(hers, now) == ALL_WELL
    assert aside == database.parent / "backups" / "before-restore-20260304-050607.sqlite3"
    put_back(aside, database)
    assert texts(accounts.by_passphrase(PASSPHRASE), now) == {"in the backup", "after the backup"}


def test_it_comes_back_to_an_empty_folder(backup: Path, tmp_path: Path, now: datetime, code: str) -> None:
    connection.close()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert restore(backup, elsewhere / "leanto.sqlite3", WHEN, instance_key=INSTANCE) is None
    assert [path.name for path in elsewhere.iterdir()] == ["leanto.sqlite3"]
    with disk._connected(elsewhere / "leanto.sqlite3"):
        assert texts(accounts.by_code(code), now) == {"in the backup"}


def test_without_the_pepper_the_code_opens_it_and_the_message_says_what_is_missing(
    backup: Path, database: Path, now: datetime, code: str
) -> None:
    """R14."""
    put_back(backup, database)
    with override_settings(LEANTO_KEYS=structs.replace(settings.LEANTO_KEYS, peppers={2: bytes(32)})):
        with pytest.raises(PepperMissing, match="recovery code does not need that file"):
            accounts.by_passphrase(PASSPHRASE)
        assert texts(accounts.by_code(code), now) == {"in the backup"}


def test_every_session_of_the_backup_is_over(
    hers: Opened, database: Path, tmp_path: Path, now: datetime
) -> None:
    cookie = sessions.begin(hers, "here", now)
    put_back(make(database, tmp_path / "b.sqlite3"), database)
    assert sessions.find(cookie, now) is None
    assert not Session.objects.exists()


def test_an_account_erased_since_does_not_come_back(
    backup: Path, hers: Opened, database: Path, now: datetime, code: str
) -> None:
    """S21."""
    accounts.erase(hers.account.id.bytes)
    ben = accounts.create(now.date(), passphrase="a boat of seven maple otters", code=recovery_code())
    later = make(database, backup.with_name("two.sqlite3"))
    put_back(backup, database)
    assert not Account.objects.exists()
    assert b"in the backup" not in database.read_bytes()
    put_back(later, database)
    assert [account.id for account in Account.objects.all()] == [ben.account.id]


def test_of_an_account_erased_since_no_byte_comes_back(backup: Path, hers: Opened, database: Path) -> None:
    marks = [bytes(kept_blob())[60:100], hers.account.id.hex.encode()]
    assert all(mark in backup.read_bytes() for mark in marks)
    accounts.erase(hers.account.id.bytes)
    put_back(backup, database)
    assert not any(mark in database.read_bytes() for mark in marks)


def test_the_ledger_of_another_instance_key_erases_nothing(
    backup: Path, hers: Opened, database: Path
) -> None:
    ledger.note(settings.LEANTO_HOME, hers.account.id.bytes, INSTANCE)
    put_back(backup, database)
    assert Account.objects.exists()


@pytest.mark.parametrize("what", ["missing", "empty", "text", "cut", "spoiled", "other", "folder", "header"])
def test_what_is_no_whole_backup_is_refused_and_nothing_is_changed(
    backup: Path, database: Path, tmp_path: Path, now: datetime, hers: Opened, what: str
) -> None:
    bad, whole = tmp_path / "bad.sqlite3", backup.read_bytes()
    contents = {
        "empty": b"",
        "text": b"Dear diary, " * 500,
        "cut": whole[: len(whole) // 2 // 4096 * 4096],
        "spoiled": whole[:8192] + b"\xff" * 4096 + whole[12288:],
        "header": whole[:100],
    }
    if what in contents:
        bad.write_bytes(contents[what])
    elif what == "other":
        with closing(sqlite3.connect(bad)) as other:
            other.execute("CREATE TABLE notes (text)")
    elif what == "folder":
        bad.mkdir()
    connection.close()
    for act in (lambda: check(bad), lambda: newest_pepper(bad), lambda: put_back(bad, database)):
        with pytest.raises(BackupRefused, match=str(bad)):
            act()
    assert texts(hers, now) == {"in the backup"}
    assert not (database.parent / "backups").exists()
    assert not list(tmp_path.glob("restoring*"))


def test_a_backup_of_a_newer_leanto_is_refused_before_anything_is_changed(
    backup: Path, database: Path, now: datetime, hers: Opened
) -> None:
    with closing(sqlite3.connect(backup)) as newer:
        newer.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('vault', '0099_later', '2030-01-01')"
        )
        newer.commit()
    with pytest.raises(BackupRefused, match="written by a newer Leanto"):
        put_back(backup, database)
    assert texts(hers, now) == {"in the backup"}


def test_a_database_in_use_is_not_taken_for_a_backup(
    book: Book, database: Path, tmp_path: Path, now: datetime
) -> None:
    """A plain copy leaves the newest pages in the log beside it."""
    book.add(moment(now))
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{database}{suffix}", tmp_path / f"copy.sqlite3{suffix}")
    with pytest.raises(BackupRefused, match=r"copy\.sqlite3-wal"):
        check(tmp_path / "copy.sqlite3")


def test_over_a_damaged_database_a_backup_still_comes_back(
    backup: Path, book: Book, database: Path, now: datetime
) -> None:
    for n in range(2, 40):
        book.add(moment(now, n, text="x" * 3000))
    damage(database)
    with pytest.raises(BackupRefused, match=r"leanto restore|cannot be read"):
        check_live(database)
    spoiled = database.read_bytes()
    aside = put_back(backup, database)
    assert texts(accounts.by_passphrase(PASSPHRASE), now) == {"in the backup"}
    assert aside is not None
    assert aside.read_bytes() == spoiled


@pytest.mark.parametrize("stage", ["unlink", "replace"])
def test_cut_off_while_it_is_put_in_place_there_is_always_a_database(
    backup: Path, book: Book, database: Path, now: datetime, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    class Cut(BaseException):
        """The computer is switched off."""

    def cut(self: Path, *_: object, **__: object) -> None:
        if "restoring" in self.name or "-wal" in self.name:
            raise Cut

    unlink = Path.unlink

    def unlink_or_cut(self: Path, missing_ok: bool = False) -> None:
        cut(self) if self.name.endswith("-wal") else unlink(self, missing_ok)

    book.add(moment(now, 2, text="after the backup"))
    connection.close()
    with monkeypatch.context() as patched:
        if stage == "replace":
            patched.setattr(Path, "replace", cut)
        else:
            patched.setattr(Path, "unlink", unlink_or_cut)
        with pytest.raises(Cut):
            restore(backup, database, WHEN, instance_key=INSTANCE)
    assert texts(accounts.by_passphrase(PASSPHRASE), now) == {"in the backup", "after the backup"}
    put_back(backup, database)
    assert texts(accounts.by_passphrase(PASSPHRASE), now) == {"in the backup"}


def test_before_an_update_a_backup_is_made_and_ten_are_kept(database: Path) -> None:
    for second in range(12):
        backups.before_update(database, WHEN.replace(second=second))
    names = sorted(path.name for path in (database.parent / "backups").iterdir())
    assert names == [f"before-update-20260304-0506{second:02}.sqlite3" for second in range(2, 12)]


def test_an_update_after_a_first_start_that_was_cut_off_has_nothing_to_lose(tmp_path: Path) -> None:
    database = tmp_path / "leanto.sqlite3"
    with closing(sqlite3.connect(database)) as begun:
        begun.execute("CREATE TABLE django_migrations (app, name, applied)")
    assert backups.before_update(database, WHEN).exists()


def test_the_newest_pepper_of_a_backup_is_known_before_it_is_put_back(backup: Path) -> None:
    assert newest_pepper(backup) == 1


def test_a_database_in_use_that_is_whole_is_said_to_be(book: Book, database: Path, now: datetime) -> None:
    book.add(moment(now))
    check_live(database)


def test_a_wrong_passphrase_stays_wrong_after_restoring(backup: Path, database: Path) -> None:
    put_back(backup, database)
    with pytest.raises(WrongSecret):
        accounts.by_passphrase("another passphrase altogether")
