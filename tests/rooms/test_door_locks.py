"""Setting and changing the ways in, when someone else is faster or two try at once; and erasing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

from leanto.vault import accounts, sessions
from leanto.vault.accounts import Opened
from leanto.vault.models import Account
from leanto.vault.secrets import recovery_code
from tests.conftest import PASSPHRASE
from tests.rooms.test_door import secrets_of

NEW = "violin copper meadow lunar eight spoons"
TWICE = {"passphrase": NEW, "again": NEW}


def given(client: Client, address: str) -> dict[str, str]:
    return secrets_of(client.get(address).content.decode())


def someone_tries(*_: object, **__: object) -> None:
    raise accounts.Busy


@pytest.mark.parametrize("why", ["routine", "known"])
def test_while_another_try_is_on_changing_says_so(
    ana: Client, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    sent = {**given(ana, "/privacy/passphrase/"), **TWICE, "why": why, "now": PASSPHRASE}
    monkeypatch.setattr(accounts, "_slots", someone_tries)
    said_busy(ana.post("/privacy/passphrase/", sent))
    monkeypatch.undo()
    accounts.by_passphrase(PASSPHRASE)


def test_while_another_try_is_on_asking_again_says_so(ana: Client) -> None:
    with accounts._one_argon2():
        said_busy(ana.post("/privacy/export/", {"shape": "json", "now": PASSPHRASE}))
        said_busy(ana.post("/privacy/erase/", {"sure": "on", "now": PASSPHRASE}))
        said_busy(Client().post("/open/", {"passphrase": PASSPHRASE}))
    assert Account.objects.exists()


def test_while_another_try_is_on_beginning_says_so(cleo: Client) -> None:
    sent = {**given(cleo, "/begin/"), **TWICE}
    with accounts._one_argon2():
        answer = cleo.post("/begin/", sent)
    said_busy(answer)
    assert sent["new_code"] in answer.content.decode()
    assert not accounts.exists()


def test_while_another_try_is_on_keeping_says_so(cleo: Client) -> None:
    cleo.post("/welcome/", {"watched": "no"})
    sent = {**given(cleo, "/privacy/lock/"), **TWICE}
    with accounts._one_argon2():
        said_busy(cleo.post("/privacy/lock/", sent))
    assert cleo.post("/privacy/lock/", sent).headers["Location"] == "/?said=locked-in"


def test_while_another_try_is_on_recovering_says_so_and_the_code_still_counts(
    hers: Opened, cleo: Client, code: str
) -> None:
    page = cleo.post("/recover/", {"code": code}).content.decode()
    sent = {**secrets_of(page), **TWICE, "code": code}
    with accounts._one_argon2():
        said_busy(cleo.post("/recover/", sent))
    assert cleo.post("/recover/", sent).headers["Location"] == "/?said=recovered"


def said_busy(answer: object) -> None:
    assert answer.status_code == 503  # type: ignore[attr-defined]  # the test client's response has no type
    assert answer["Retry-After"] == "2"  # type: ignore[index]
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert "Leanto is busy" in page
    assert NEW not in page
    assert PASSPHRASE not in page


def test_whoever_signed_in_before_the_change_is_not_in_after_it(
    ana: Client, hers: Opened, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The passphrase is checked, then someone changes it, then the session begins."""
    slow = accounts.by_passphrase(PASSPHRASE)
    accounts.secure(hers, now.date(), passphrase=NEW, code=recovery_code())
    monkeypatch.setattr(accounts, "by_passphrase", lambda *_: slow)
    assert Client().post("/open/", {"passphrase": PASSPHRASE}).status_code == 422


@pytest.mark.parametrize("room", ["/privacy/code/", "/privacy/export/"])
def test_asked_again_and_answered_the_cookie_is_a_new_one(ana: Client, room: str) -> None:
    before = ana.cookies[settings.LEANTO_COOKIE].value
    ana.post(room, {**given(ana, "/privacy/code/"), "now": PASSPHRASE, "shape": "json"})
    after = ana.cookies[settings.LEANTO_COOKIE].value
    assert after != before
    here = sessions.find(after, datetime.now(UTC))
    assert here
    assert len(sessions.listed(here, datetime.now(UTC))) == 1


def test_erasing_offers_the_backups_leanto_made_by_itself(ana: Client, tmp_path: Path) -> None:
    assert 'name="backups"' not in ana.get("/privacy/erase/").content.decode()
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "before-update-1.sqlite3").touch()
    with override_settings(LEANTO_HOME=tmp_path):
        assert 'name="backups"' in ana.get("/privacy/erase/").content.decode()
        sent = {"sure": "on", "backups": "on", "now": PASSPHRASE}
        assert ana.post("/privacy/erase/", sent).headers["Location"].startswith("/welcome/?said=erased")
    assert list((tmp_path / "backups").iterdir()) == []
    assert not Account.objects.exists()
