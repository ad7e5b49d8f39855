"""S1: what is written into any field of any form stands in no file, in no shape that can be read."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from leanto.records import KEPT
from leanto.vault import backups
from leanto.vault.accounts import Opened
from tests import disk
from tests.served import ROOT, Answer, Browser, Reader, Served, Values, command, environment
from tests.trials.canaries import LEAKS, Flock, addresses, every_file, hits, let_out
from tests.trials.conftest import Told, many
from tests.vault.made import again

PASSPHRASE = "seven otters lean on quiet boats"


class Inside:
    """Django's test client, asking as a browser without a screen does."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, address: str) -> Answer:
        return self._answer(self.client.get(address))

    def post(self, address: str, fields: Values) -> Answer:
        together: dict[str, list[str]] = {}
        for name, value in fields:
            together.setdefault(name, []).append(value)
        return self._answer(self.client.post(address, together))

    def _answer(self, response: Any) -> Answer:  # the test client's own response has no useful type
        return Answer(
            response.status_code,
            response.headers.get("Location", ""),
            response.content.decode(errors="replace"),
        )


@pytest.fixture
def db(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database in a file."""
    with django_db_blocker.unblock(), disk.database(tmp_path), override_settings(LEANTO_HOME=tmp_path):
        yield


@pytest.mark.parametrize("shape", LEAKS)
def test_the_search_finds_a_canary_in_every_shape(tmp_path: Path, shape: str) -> None:
    flock = Flock()
    for type in ("text", "tel"):
        content = bytes(range(256)) + LEAKS[shape](flock.word(type)) + bytes(range(256))
        (tmp_path / type).write_bytes(content)
        assert hits([tmp_path / type], [flock.letters, flock.digits])
    (tmp_path / "clean").write_bytes(bytes(range(256)) * 50)
    assert not hits([tmp_path / "clean"], [flock.letters, flock.digits])


def test_no_word_written_anywhere_can_be_read_in_the_files(
    ana: Client, hers: Opened, tmp_path: Path, now: datetime, capfd: pytest.CaptureFixture[str]
) -> None:
    asking, flock = Inside(ana), Flock()
    for spoil in (False, True, False):
        for address in addresses(asking):
            let_out(asking, flock, address, spoil=spoil)
    kept = b"".join(json.dumps(again(hers, now).bodies(kind), default=str).encode() for kind in KEPT)
    assert flock.count > 100
    assert len(flock.forms) > 15, flock.forms
    assert kept.count(flock.letters.encode()) > 20
    assert "/unfinished/" in flock.forms
    assert flock.digits.encode() in kept
    backup = backups.make(tmp_path / "leanto.sqlite3", tmp_path / "backup.sqlite3")
    said = tmp_path / "said"
    said.write_text("".join(capfd.readouterr()))
    files = every_file(tmp_path)
    assert {"leanto.sqlite3", "leanto.sqlite3-wal", "backup.sqlite3"} <= {path.name for path in files}
    assert backup in files
    assert hits(files, [flock.letters, flock.digits, PASSPHRASE, "otter lantern maple"]) == []


@pytest.mark.trials
def test_s1_canaries(served: Served, tmp_path: Path, told: Told) -> None:
    """The whole product in its own processes: files, logs, static files, backup, and what ends up in a box."""
    least, flock = many("TRIAL_CANARIES", 2000), Flock()
    browser, code = begun(served)
    late = Browser(served.port)
    while flock.count < least:
        late.cookies = dict(browser.cookies)
        for address in addresses(browser):
            let_out(browser, flock, address)
            if flock.count % 5 == 0:
                let_out(browser, flock, address, spoil=True)
    form = Reader("/name/new/", browser.get("/name/new/").text).forms
    browser.post("/exit", [])
    (catch,) = (one for one in form if one.action == "/name/new/")
    late.post(catch.action, catch.values({"text": flock.word("text"), "did": "alone"}))
    running = hits(every_file(tmp_path), [flock.letters, flock.digits, PASSPHRASE, code[:14]])
    assert command(served.home, "backup", str(tmp_path / "backup.sqlite3")).returncode == 0
    served.stop()
    stopped = hits(every_file(tmp_path), [flock.letters, flock.digits, PASSPHRASE, code[:14]])
    kept = opened_again(served.home, PASSPHRASE)
    told(
        "S1 canaries",
        f"{len(running + stopped)} hits of {flock.count:,} put into {len(flock.forms)} forms",
        "0 of 2,000",
    )
    assert running == stopped == []
    assert json.loads(kept)["late"] == 1
    assert kept.count(flock.letters) > least / 8
    assert flock.answers.keys() <= {200, 204, 302, 409, 422, 404}, flock.answers


def begun(served: Served) -> tuple[Browser, str]:
    """Someone who has begun with a passphrase, and their recovery code."""
    browser = Browser(served.port)
    page = browser.get("/begin/")
    form = next(form for form in Reader("/begin/", page.text).forms if "begin" in form.action)
    hidden = {field.name: field.value for field in form.fields}
    groups = hidden["new_code"].split("-")
    first, second = (groups[int(place)] for place in hidden["places"].split(","))
    typed = {"passphrase": PASSPHRASE, "again": PASSPHRASE, "first": first, "second": second}
    answer = browser.post("/begin/", form.values(typed))
    assert answer.status == 302, answer.text
    return browser, hidden["new_code"]


def opened_again(home: Path, *passphrase: str) -> str:
    """Everything the account holds, after opening it as its owner would."""
    words = [sys.executable, "-m", "tests.trials.look", str(home), *passphrase]
    looked = subprocess.run(
        words, cwd=ROOT, env=environment(home), capture_output=True, text=True, check=True
    )
    return looked.stdout
