"""Locking and leaving: what ends, what this browser keeps, and what another site can do."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client

from leanto.records import Preferences
from leanto.vault import faults, sessions
from leanto.vault.accounts import Opened
from leanto.vault.models import Session
from tests.rooms.test_door import book_of


def test_leaving_ends_the_session_and_goes_somewhere_neutral(ana: Client) -> None:
    answer = ana.get("/exit")
    assert answer.status_code == 303
    assert answer.headers["Location"] == settings.LEANTO_EXIT_SITE
    assert ana.get("/s/alive").status_code == 403
    assert not Session.objects.exclude(sealed=b"").exists()


def test_leaving_by_script_answers_without_a_page(ana: Client) -> None:
    assert ana.post("/exit").status_code == 204
    assert ana.get("/").status_code == 302


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_link_on_another_site_or_port_ends_nothing(ana: Client, site: str) -> None:
    before = ana.cookies[settings.LEANTO_COOKIE].value
    answer = ana.get("/exit", headers={"Sec-Fetch-Site": site})
    assert answer.headers["Location"] == "/"
    assert not answer.cookies
    assert ana.cookies[settings.LEANTO_COOKIE].value == before
    assert ana.get("/s/alive").status_code == 204


def test_a_browser_that_sent_no_cookie_keeps_the_one_it_has(hers: Opened, cleo: Client) -> None:
    for answer in (cleo.get("/exit"), cleo.post("/exit"), cleo.post("/lock/")):
        assert settings.LEANTO_COOKIE not in answer.cookies


@pytest.mark.parametrize("way", ["/lock/", "/exit"])
def test_a_late_form_of_another_window_still_finds_its_box(ana: Client, hers: Opened, way: str) -> None:
    ana.post(way)
    cookie = ana.cookies[settings.LEANTO_COOKIE].value
    assert sessions.find(cookie, datetime.now(UTC)) is None
    assert sessions.owner(cookie) == hers.account
    sent = {"id": "b" * 32, "revision": "0", "did": "alone", "text": "typed in another window"}
    assert ana.post("/name/new/", sent).headers["Location"] == "/open/?said=late-kept"


@pytest.mark.parametrize("way", ["/lock/", "/exit"])
def test_each_way_out_gives_a_new_cookie(ana: Client, way: str) -> None:
    seen = {ana.cookies[settings.LEANTO_COOKIE].value}
    for _ in range(3):
        ana.post(way)
        seen.add(ana.cookies[settings.LEANTO_COOKIE].value)
    assert len(seen) == 4


def test_on_a_disk_that_fails_leaving_leaves(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise OperationalError("disk I/O error")

    before = ana.cookies[settings.LEANTO_COOKIE].value
    monkeypatch.setattr(sessions, "end", failing)
    assert ana.get("/exit").headers["Location"] == settings.LEANTO_EXIT_SITE
    assert ana.cookies[settings.LEANTO_COOKIE].value != before
    assert faults.stopped()


@pytest.fixture
def alone(cleo: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser of someone who has no passphrase yet."""
    monkeypatch.setenv("LEANTO_START", "a-long-word")
    cleo.post("/welcome/", {"watched": "no"})
    return cleo


@pytest.mark.parametrize("by", ["get", "post"])
def test_without_a_passphrase_leaving_asks_for_the_printed_address(alone: Client, by: str) -> None:
    getattr(alone, by)("/exit")
    answer = alone.post("/open/")
    assert answer.status_code == 200
    assert "Open the address" in answer.content.decode()
    assert alone.get("/start/a-long-word/").status_code == 302
    assert book_of(alone).all(Preferences)


def test_without_a_passphrase_the_page_says_what_a_lock_is_worth(alone: Client) -> None:
    assert "one press opens it again" in alone.get("/privacy/").content.decode()
    alone.post("/lock/")
    assert "Anyone at this screen can press this" in alone.get("/open/").content.decode()
    assert alone.post("/open/").headers["Location"] == "/"
