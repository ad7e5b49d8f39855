"""What is left outside the account by choice: readable here and nowhere else, and gone when it is to be gone."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import override_settings
from msgspec import structs

from leanto.records import SafetyPlan
from leanto.vault import accounts, backups, erasure, fresh, ledger, left_out, rotation, sessions, upkeep
from leanto.vault.accounts import Opened
from leanto.vault.envelope import seal
from leanto.vault.keyfiles import KeyFileRefused
from leanto.vault.left_out import Left
from leanto.vault.models import Account, LeftOut
from leanto.vault.secrets import recovery_code
from tests import disk
from tests.conftest import PASSPHRASE

WHEN = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
PLAN = SafetyPlan(id="a" * 32, at=WHEN, people="Jolanthe, 01632 960001", shown_locked=True)
LEFT = Left(PLAN, "GB")
ANOTHER = "seven quiet boats under maple lanterns"


@pytest.fixture
def outside(hers: Opened) -> Opened:
    """Ana's account, with a plan left outside."""
    left_out.leave(hers.account.id.bytes, PLAN, "GB")
    return hers


def here() -> Left | None:
    """What someone at this computer sees, in a browser that has never been here."""
    return left_out.shown("", here=True)


def sealed() -> bytes:
    return bytes(LeftOut.objects.get().sealed)


def with_instance(key: bytes) -> override_settings:
    return override_settings(LEANTO_KEYS=structs.replace(settings.LEANTO_KEYS, instance=key))


def test_what_is_left_out_is_read_again_as_it_was(outside: Opened) -> None:
    assert here() == LEFT
    assert left_out.is_out(outside.account.id.bytes)


def test_nothing_is_out_before_it_is_chosen(hers: Opened) -> None:
    assert here() is None
    assert not left_out.is_out(hers.account.id.bytes)


def test_without_any_account_nothing_is_shown(db: None) -> None:
    assert here() is None


def test_a_newer_copy_stands_in_the_place_of_the_older(outside: Opened) -> None:
    left_out.leave(outside.account.id.bytes, structs.replace(PLAN, people="Kim"), "")
    found = here()
    assert found is not None
    assert (found.plan.people, found.country) == ("Kim", "")


def test_taken_back_nothing_is_there(outside: Opened) -> None:
    left_out.take_back(outside.account.id.bytes)
    left_out.take_back(outside.account.id.bytes)
    assert here() is None
    assert not LeftOut.objects.exists()


def test_the_row_holds_no_word_of_it(outside: Opened) -> None:
    assert b"Jolanthe" not in sealed()
    assert b"960001" not in sealed()
    before = sealed()
    left_out.leave(outside.account.id.bytes, PLAN, "GB")
    assert sealed() != before


def test_plans_of_about_a_length_look_alike(outside: Opened) -> None:
    before = len(sealed())
    left_out.leave(outside.account.id.bytes, structs.replace(PLAN, people="Kim"), "GB")
    assert len(sealed()) == before


def test_without_the_key_file_it_is_quietly_not_there(outside: Opened) -> None:
    with with_instance(os.urandom(32)):
        assert here() is None
        assert not left_out.is_out(outside.account.id.bytes)
    assert here() == LEFT


def test_a_key_file_that_cannot_be_read_is_the_same(outside: Opened) -> None:
    class Missing:
        @property
        def instance(self) -> bytes:
            raise KeyFileRefused("keys/instance cannot be read")

    with override_settings(LEANTO_KEYS=Missing()):
        assert here() is None


@pytest.mark.parametrize("spoil", [lambda blob: b"", lambda blob: blob[:-1], lambda blob: blob[:-1] + b"x"])
def test_a_spoilt_copy_is_quietly_not_there(outside: Opened, spoil: Callable[[bytes], bytes]) -> None:
    LeftOut.objects.update(sealed=spoil(sealed()))
    assert here() is None


def test_the_account_is_bound_into_it(outside: Opened, now: datetime) -> None:
    """A writer of the database cannot show one person's plan as another's."""
    other = accounts.create(now.date(), passphrase=ANOTHER, code=recovery_code())
    LeftOut.objects.create(account=other.account, sealed=sealed())
    assert left_out.is_out(outside.account.id.bytes)
    assert not left_out.is_out(other.account.id.bytes)


def test_the_purpose_is_bound_into_it(outside: Opened) -> None:
    id = outside.account.id.bytes
    place = left_out._place(id)._replace(kind="left-out/something-else")
    LeftOut.objects.update(sealed=seal(left_out._key(), 0, place, b"[1,{},null]"))
    assert here() is None


def put(id: bytes, body: object) -> None:
    sealed = seal(left_out._key(), 0, left_out._place(id), msgspec.json.encode(body))
    LeftOut.objects.update(sealed=sealed)


@pytest.mark.parametrize("body", [[2, {"id": "a"}, ""], [1, {"id": "a"}, ""], ["x"], {}])
def test_one_that_is_not_understood_is_quietly_not_there(outside: Opened, body: object) -> None:
    """Among them one that a newer Leanto wrote."""
    put(outside.account.id.bytes, body)
    assert here() is None


def test_one_that_an_older_leanto_wrote_is_brought_up_to_date(
    outside: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SafetyPlan, "upgrades", (lambda body: body | {"places": "the library"},))
    found = here()
    assert found is not None
    assert found.plan.places == "the library"


# Who is shown it.


def test_where_others_reach_it_only_the_browser_that_was_inside_sees_it(
    outside: Opened, now: datetime
) -> None:
    cookie = sessions.begin(outside, "here", now)
    sessions.end(cookie)
    assert left_out.shown(cookie, here=False) == LEFT
    assert left_out.shown("", here=False) is None
    assert left_out.shown("x" * 43, here=False) is None
    assert left_out.shown("é", here=False) is None


def test_that_browser_forgets_after_about_a_day(outside: Opened, now: datetime) -> None:
    cookie = sessions.begin(outside, "here", now)
    sessions.sweep(now + timedelta(days=2))
    assert left_out.shown(cookie, here=False) is None


def test_of_several_accounts_the_cookie_names_the_one(outside: Opened, now: datetime) -> None:
    other = accounts.create(now.date(), passphrase=ANOTHER, code=recovery_code())
    assert here() is None
    assert left_out.shown(sessions.begin(outside, "hers", now), here=True) == LEFT
    assert left_out.shown(sessions.begin(other, "other", now), here=True) is None


def test_a_disk_that_cannot_be_read_shows_nothing(outside: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object, **_named: object) -> Account:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(LeftOut.objects, "filter", broken)
        assert here() is None
    monkeypatch.setattr(sessions, "owner", broken)
    assert left_out.shown("", here=False) is None


# How it ends.


def test_a_fresh_start_takes_it_back_and_coming_back_does_not_leave_it_out(
    outside: Opened, now: datetime, code: str
) -> None:
    cookie = sessions.begin(outside, "here", now)
    fresh.start(now.date())
    assert not LeftOut.objects.exists()
    assert here() is None
    assert left_out.shown(cookie, here=True) is None
    fresh.bring_back(accounts.by_code(code), now)
    assert here() is None


def test_pages_that_wait_show_nothing_whoever_asks(outside: Opened, now: datetime) -> None:
    cookie = sessions.begin(outside, "here", now)
    Account.objects.update(erase_on=now.date())
    assert left_out.shown(cookie, here=True) is None


def test_what_newer_pages_left_out_goes_when_the_older_come_back(
    hers: Opened, now: datetime, code: str
) -> None:
    fresh.start(now.date())
    new = accounts.create(now.date())
    left_out.leave(new.account.id.bytes, PLAN, "GB")
    fresh.bring_back(accounts.by_code(code), now)
    assert not LeftOut.objects.exists()


def test_a_new_passphrase_and_a_rotation_leave_it(outside: Opened, now: datetime) -> None:
    before = sealed()
    opened = accounts.secure(outside, now.date(), passphrase=ANOTHER)
    opened = rotation.rotate(opened, now.date(), passphrase=PASSPHRASE, code=recovery_code())
    assert upkeep.after_opening(opened, now) == upkeep.Findings(altered=False, ways_in=False, box=False)
    assert sealed() == before
    assert here() == LEFT


# In files: what a copy of them shows, and what erasing and restoring leave.


@pytest.fixture
def database(tmp_path: Path, django_db_blocker: object) -> Iterator[Path]:
    with django_db_blocker.unblock(), disk.database(tmp_path) as path:  # type: ignore[attr-defined]
        yield path


@pytest.fixture
def kept(database: Path, now: datetime, code: str) -> Opened:
    """An account in a file, with a plan left outside."""
    opened = accounts.create(now.date(), passphrase=PASSPHRASE, code=code)
    left_out.leave(opened.account.id.bytes, PLAN, "GB")
    return opened


def put_back(backup: Path, database: Path) -> None:
    connection.close()
    backups.restore(backup, database, WHEN, instance_key=settings.LEANTO_KEYS.instance)


def test_the_database_and_a_backup_alone_show_no_word(kept: Opened, database: Path, tmp_path: Path) -> None:
    backup = backups.make(database, tmp_path / "b.sqlite3")
    files = [backup, database, Path(f"{database}-wal")]
    assert not any(
        word in file.read_bytes() for file in files if file.exists() for word in (b"Jolanthe", b"960001")
    )
    assert any(sealed() in file.read_bytes() for file in files if file.exists())


def test_restored_beside_its_key_files_it_is_there_and_without_them_it_is_not(
    kept: Opened, database: Path, tmp_path: Path
) -> None:
    backup = backups.make(database, tmp_path / "b.sqlite3")
    left_out.take_back(kept.account.id.bytes)
    put_back(backup, database)
    assert here() == LEFT
    with with_instance(os.urandom(32)):
        assert here() is None


def test_erased_no_byte_of_it_stays_and_restoring_does_not_bring_it_back(
    kept: Opened, database: Path, tmp_path: Path
) -> None:
    backup, mark = backups.make(database, tmp_path / "b.sqlite3"), sealed()[8:48]
    with override_settings(LEANTO_HOME=tmp_path):
        assert erasure.erase(kept.account.id.bytes)
    assert not LeftOut.objects.exists()
    assert not any(mark in file.read_bytes() for file in tmp_path.glob("leanto.sqlite3*"))
    put_back(backup, database)
    assert not LeftOut.objects.exists()
    assert here() is None


def test_a_backup_from_before_there_was_such_a_table_is_restored(
    kept: Opened, database: Path, tmp_path: Path
) -> None:
    left_out.take_back(kept.account.id.bytes)
    backup = backups.make(database, tmp_path / "b.sqlite3")
    with closing(sqlite3.connect(backup)) as older:
        older.execute("DROP TABLE vault_leftout")
        older.execute("DELETE FROM django_migrations WHERE app = 'vault' AND name LIKE '0002%'")
        older.commit()
    ledger.note(tmp_path, kept.account.id.bytes, settings.LEANTO_KEYS.instance)
    put_back(backup, database)
    assert Account.objects.count() == 0
