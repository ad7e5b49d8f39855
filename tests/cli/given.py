"""What can be so before a transcript begins: each a context in which its commands run."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import cache
from pathlib import Path

import pytest
from msgspec import Struct

from tests.served import ROOT, Served, environment

Given = Callable[["Place"], AbstractContextManager[None]]


class Place(Struct, frozen=True):
    """Where a transcript runs: a folder of its own and the port that is free."""

    folder: Path
    port: int

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def away(self) -> Path:
        return self.folder / "away"

    @property
    def database(self) -> Path:
        return self.home / "leanto.sqlite3"


@cache
def _ready() -> Path:
    """A home in which someone has begun, without a passphrase; made once."""
    home = Path(tempfile.mkdtemp(prefix="leanto-test-")) / "home"
    made = [sys.executable, "-m", "tests.trials.keep", str(home), "0"]
    subprocess.run(made, cwd=ROOT, env=environment(home), check=True)
    return home


def done(act: Callable[[Place], object]) -> Given:
    """Something that is done once, and needs no undoing."""

    @contextmanager
    def context(place: Place) -> Iterator[None]:
        act(place)
        yield

    return context


def a_home(place: Place) -> None:
    shutil.copytree(_ready(), place.home)


def another_home_away(place: Place) -> None:
    shutil.copytree(_ready(), place.away, dirs_exist_ok=True)


def statement(database: Path, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(sql, values)
        connection.commit()


def with_a_passphrase(place: Place) -> None:
    """What the command looks at is which slots there are; this one opens with nothing."""
    statement(place.database, "UPDATE vault_slotrow SET type = 1, pepper = 1")


def newer(place: Place) -> None:
    sql = "INSERT INTO django_migrations (app, name, applied) VALUES ('vault', '0099_later', '2030-01-01')"
    statement(place.database, sql)


def damaged(place: Place) -> None:
    with place.database.open("r+b") as file:
        for page in range(2, 9):
            file.seek(4096 * page)
            file.write(b"\xff" * 4096)


def no_database_at_all(place: Place) -> None:
    place.database.write_text("Dear diary, " * 1000)


def cut_off_first_start(place: Place) -> None:
    place.home.mkdir(mode=0o700)
    statement(place.database, "CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app, name, applied)")


def a_file_where_the_home_would_be(place: Place) -> None:
    place.home.write_text("not a folder")


def key(name: str, mode: int | None = None, content: bytes | None = None) -> Callable[[Place], None]:
    """A key file that was changed: its mode, its content, or, with neither, taken away."""

    def change(place: Place) -> None:
        path = place.home / "keys" / name
        if content is not None:
            path.chmod(0o600)
            path.write_bytes(content)
            path.chmod(0o400)
        elif mode is not None:
            path.chmod(mode)
        else:
            path.unlink()

    return change


@contextmanager
def running(place: Place) -> Iterator[None]:
    with Served(place.home, place.folder / "log"):
        yield


@contextmanager
def port_taken(place: Place) -> Iterator[None]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", place.port))
        other.listen()
        yield


@contextmanager
def read_only(place: Place) -> Iterator[None]:
    """A folder nobody may write to. Root may write to any, but for a file system that is read-only."""
    if os.geteuid():
        place.home.chmod(0o500)
        yield
        place.home.chmod(0o700)
        return
    bound = ["mount", "--bind", str(place.home), str(place.home)]
    remount = ["mount", "-o", "remount,bind,ro", str(place.home)]
    if any(subprocess.run(words, capture_output=True, check=False).returncode for words in (bound, remount)):
        pytest.skip("root may write everywhere, and no file system can be mounted here")
    yield
    subprocess.run(["umount", str(place.home)], check=True)


GIVEN: dict[str, Given] = {
    "a home": done(a_home),
    "another home away": done(another_home_away),
    "a passphrase": done(with_a_passphrase),
    "a newer database": done(newer),
    "a damaged database": done(damaged),
    "a diary in place of the database": done(no_database_at_all),
    "a first start that was cut off": done(cut_off_first_start),
    "a file where the home would be": done(a_file_where_the_home_would_be),
    "no database": done(lambda place: place.database.unlink()),
    "a home that others may read": done(lambda place: place.home.chmod(0o755)),
    "no pepper": done(key("pepper-1")),
    "a pepper that others may read": done(key("pepper-1", mode=0o644)),
    "a pepper cut short": done(key("pepper-1", content=b"short")),
    "another pepper beside": done(
        lambda place: (place.home / "keys/pepper-1").rename(place.home / "keys/pepper-7")
    ),
    "no device key": done(key("device")),
    "another device key": done(key("device", content=bytes(32))),
    "no instance key": done(key("instance")),
    "no keys": done(lambda place: shutil.rmtree(place.home / "keys")),
    "a file away": done(lambda place: (place.away / "taken.sqlite3").write_text("mine")),
    "running": running,
    "the port taken": port_taken,
    "a read-only home": read_only,
}
