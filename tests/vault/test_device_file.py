"""The key file of an account without a passphrase: never made a second time, and missed out loud."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from leanto.vault import accounts, keyfiles
from leanto.web import home
from tests import disk


@pytest.fixture
def folder(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """A home with a database in a file, and key files of its own."""
    keyfiles.made(tmp_path)
    with django_db_blocker.unblock(), disk.database(tmp_path), override_settings(LEANTO_HOME=tmp_path):
        yield tmp_path


def problems(folder: Path) -> list[str]:
    with override_settings(LEANTO_KEYS=keyfiles.loaded(folder, device=False)):
        return [problem for problem in home.problems() if "keys/device" in problem]


def test_while_an_account_needs_it_a_lost_one_is_not_made_again(folder: Path, now: datetime) -> None:
    accounts.create(now.date())
    assert accounts.device_needed()
    (folder / "keys" / "device").unlink()
    assert keyfiles.made(folder, device=False).device == b""
    assert not (folder / "keys" / "device").exists()
    assert any("cannot be read" in problem for problem in problems(folder))
    assert home.DEVICE_LOST in problems(folder)


def test_another_one_in_its_place_is_said(folder: Path, now: datetime) -> None:
    with override_settings(LEANTO_KEYS=keyfiles.loaded(folder)):
        accounts.create(now.date())
    assert problems(folder) == []
    (folder / "keys" / "device").unlink()
    keyfiles.made(folder)
    assert problems(folder) == [home.DEVICE_LOST]


def test_with_a_passphrase_nobody_misses_it(folder: Path, now: datetime, code: str) -> None:
    accounts.create(now.date(), passphrase="otter lantern maple quiet seven boats", code=code)
    assert not accounts.device_needed()
    (folder / "keys" / "device").unlink()
    assert home.DEVICE_LOST not in problems(folder)
