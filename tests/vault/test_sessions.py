"""Sessions: how long an account stays open, who can end it, and that half of one opens nothing."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, OperationalError, models
from django.utils import timezone

from leanto.records import Did, Moment
from leanto.vault import accounts, faults, keys, sessions
from leanto.vault.accounts import Opened
from leanto.vault.envelope import Refused
from leanto.vault.models import Account, Session
from leanto.vault.secrets import recovery_code
from leanto.vault.sessions import Here
from leanto.vault.slots import WrongSecret
from tests.conftest import PASSPHRASE

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
ANOTHER = "seven quiet boats under maple lanterns"


@pytest.fixture
def cookie(hers: Opened, now: datetime) -> str:
    return sessions.begin(hers, "Firefox, Linux", now)


def here(cookie: str, now: datetime) -> Here:
    found = sessions.find(cookie, now)
    assert found is not None
    return found


def turned(here: Here, now: datetime) -> str:
    cookie = sessions.turned(here, now)
    assert cookie is not None
    return cookie


def holds_no_key(cookie: str) -> bool:
    return not sessions._session(cookie)[1].sealed  # type: ignore[union-attr]  # there is a row


def test_a_session_opens_the_book(cookie: str, hers: Opened, now: datetime) -> None:
    found = here(cookie, now)
    assert found.key == hers.key
    kept = found.book(now).add(Moment("a" * 32, now, Did.asked))
    assert here(cookie, now).book(now).all(Moment) == [kept]


def test_an_account_stays_open_for_twenty_minutes_without_anyone(cookie: str, now: datetime) -> None:
    assert sessions.find(cookie, now + 20 * MINUTE) is None
    assert holds_no_key(cookie)


def test_each_visit_begins_the_twenty_minutes_again(cookie: str, now: datetime) -> None:
    for minutes in range(0, 120, 19):
        assert sessions.find(cookie, now + minutes * MINUTE)
    assert sessions.find(cookie, now + (114 + 20) * MINUTE) is None


def test_twelve_hours_are_the_longest(cookie: str, now: datetime) -> None:
    for minutes in range(0, 12 * 60, 10):
        assert sessions.find(cookie, now + minutes * MINUTE)
    assert sessions.find(cookie, now + 12 * 60 * MINUTE) is None
    assert holds_no_key(cookie)


def test_a_new_cookie_does_not_make_it_longer(cookie: str, now: datetime) -> None:
    last = now + 715 * MINUTE
    for minutes in range(0, 716, 5):
        found = here(cookie, now + minutes * MINUTE)
        if found.turn_due:
            cookie = turned(found, now + minutes * MINUTE)
    here(cookie, last + 4 * MINUTE)
    assert sessions.find(cookie, last + 5 * MINUTE) is None


def test_the_time_of_the_last_visit_is_written_once_a_minute(
    cookie: str, now: datetime, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        sessions.find(cookie, now + 59 * SECOND)
    with django_assert_num_queries(2):
        sessions.find(cookie, now + 60 * SECOND)


def test_after_a_quarter_of_an_hour_a_new_cookie_is_due(cookie: str, now: datetime) -> None:
    assert not here(cookie, now + 14 * MINUTE).turn_due
    assert here(cookie, now + 15 * MINUTE).turn_due


def test_the_old_cookie_lives_thirty_seconds_more(cookie: str, now: datetime) -> None:
    later = now + 15 * MINUTE
    new = turned(here(cookie, later), later)
    assert new != cookie
    assert not here(new, later).turn_due
    assert not here(cookie, later + 29 * SECOND).turn_due
    assert sessions.find(cookie, later + 30 * SECOND) is None
    assert holds_no_key(cookie)
    here(new, later + MINUTE)


def test_two_pages_that_turn_at_once_give_one_new_cookie(cookie: str, now: datetime) -> None:
    later = now + 15 * MINUTE
    one, two = here(cookie, later), here(cookie, later)
    new = turned(one, later)
    assert sessions.turned(two, later + SECOND) is None
    assert len(sessions.listed(here(new, later + SECOND), later + SECOND)) == 1
    here(new, later + MINUTE)
    assert sessions.find(cookie, later + 30 * SECOND) is None


def test_locking_ends_the_cookies_that_were_replaced_as_well(cookie: str, now: datetime) -> None:
    later = now + 15 * MINUTE
    new = turned(here(cookie, later), later)
    sessions.end(new)
    assert sessions.find(new, later) is None
    assert sessions.find(cookie, later) is None
    assert holds_no_key(cookie)
    assert holds_no_key(new)


def test_leaving_with_the_old_cookie_ends_the_new_one(cookie: str, now: datetime) -> None:
    """The beacon of "leave this page" went out before the new cookie came in."""
    later = now + 15 * MINUTE
    new = turned(here(cookie, later), later)
    sessions.end(cookie)
    assert sessions.find(new, later) is None


def test_a_page_that_was_on_its_way_does_not_bring_an_ended_session_back(cookie: str, now: datetime) -> None:
    later = now + 15 * MINUTE
    slow_page = here(cookie, later)
    sessions.end(cookie)
    assert sessions.turned(slow_page, later) is None
    assert not Session.objects.exclude(sealed=b"").exists()


def test_five_at_most_and_the_one_unseen_longest_goes(hers: Opened, now: datetime) -> None:
    cookies = [sessions.begin(hers, f"device {n}", now + n * SECOND) for n in range(5)]
    sessions.find(cookies[0], now + 2 * MINUTE)
    sixth = sessions.begin(hers, "device 5", now + 3 * MINUTE)
    alive = [bool(sessions.find(cookie, now + 3 * MINUTE)) for cookie in [*cookies, sixth]]
    assert alive == [True, False, True, True, True, True]
    assert holds_no_key(cookies[1])


def test_a_session_with_many_turns_behind_it_counts_once(hers: Opened, now: datetime) -> None:
    quiet = sessions.begin(hers, "quiet", now + 29 * MINUTE)
    busy = [sessions.begin(hers, f"busy {n}", now) for n in range(2)]
    for minutes in (15, 30):
        at = now + minutes * MINUTE
        busy = [turned(here(cookie, at), at) for cookie in busy]
    sessions.begin(hers, "new", now + 31 * MINUTE)
    assert sessions.find(quiet, now + 31 * MINUTE)
    assert len(sessions.listed(here(quiet, now + 31 * MINUTE), now + 31 * MINUTE)) == 4


def test_the_list_shows_each_open_browser_and_marks_this_one(hers: Opened, now: datetime) -> None:
    one = sessions.begin(hers, "Firefox, Linux", now)
    two = sessions.begin(hers, "Safari, iPhone", now + SECOND)
    lines = sessions.listed(here(one, now + SECOND), now + SECOND)
    assert [(line.device, line.here) for line in lines] == [
        ("Safari, iPhone", False),
        ("Firefox, Linux", True),
    ]
    sessions.end_named(hers.account, lines[0].name)
    assert sessions.find(two, now + SECOND) is None
    assert len(sessions.listed(here(one, now + SECOND), now + SECOND)) == 1


def test_a_name_from_the_list_ends_nobody_elses_session(cookie: str, now: datetime) -> None:
    stranger = accounts.create(now.date(), passphrase=ANOTHER, code=recovery_code())
    sessions.end_named(stranger.account, here(cookie, now).name)
    assert sessions.find(cookie, now)


def test_all_others_are_ended_and_this_one_stays(hers: Opened, cookie: str, now: datetime) -> None:
    others = [sessions.begin(hers, "other", now + n * SECOND) for n in range(1, 4)]
    later = now + 15 * MINUTE
    new = turned(here(cookie, later), later)
    sessions.end_others(here(new, later))
    assert sessions.find(new, later)
    assert sessions.find(cookie, later + SECOND)
    assert not any(sessions.find(other, later) for other in others)
    assert all(holds_no_key(other) for other in others)


def test_a_changed_passphrase_ends_every_session_and_leaves_no_key_in_its_row(
    hers: Opened, cookie: str, now: datetime
) -> None:
    opened = accounts.secure(hers, now.date(), passphrase=ANOTHER)
    assert sessions.find(cookie, now) is None
    assert holds_no_key(cookie)
    assert sessions.find(sessions.begin(opened, "this one", now), now)


@pytest.mark.parametrize("how", ["passphrase", "code", "erased"])
def test_a_sign_in_that_was_checked_before_a_change_opens_nothing_after_it(
    hers: Opened, now: datetime, code: str, how: str
) -> None:
    slow = accounts.by_code(code) if how == "code" else accounts.by_passphrase(PASSPHRASE)
    if how == "passphrase":
        accounts.secure(hers, now.date(), passphrase=ANOTHER)
    elif how == "code":
        accounts.renew_code(hers, now.date(), recovery_code())
    else:
        accounts.erase(hers.account.id.bytes)
    with pytest.raises(WrongSecret):
        sessions.begin(slow, "someone else", now)
    with pytest.raises(WrongSecret):
        accounts.secure(slow, now.date(), passphrase="a passphrase of someone else")
    assert not Session.objects.exists()


def test_two_sign_ins_in_the_same_second_are_two(hers: Opened, now: datetime) -> None:
    one, two = (sessions.begin(hers, name, now) for name in ("one", "two"))
    sessions.end_others(here(one, now))
    assert sessions.find(one, now)
    assert sessions.find(two, now) is None


def test_the_cookie_a_locked_browser_keeps_opens_nothing_and_says_whose_it_was(
    hers: Opened, cookie: str, now: datetime
) -> None:
    sessions.end(cookie)
    kept = sessions.blanked(hers.account, now)
    assert sessions.find(kept, now) is None
    assert sessions.owner(kept) == hers.account
    sessions.sweep(now + timedelta(hours=25))
    assert sessions.owner(kept) is None


def test_a_session_of_another_generation_is_over_even_with_its_key(
    hers: Opened, cookie: str, now: datetime
) -> None:
    """S16 turned around: an old session row is put back beside the newer account."""
    row = Session.objects.get()
    accounts.secure(hers, now.date(), passphrase=ANOTHER)
    row.save()
    assert sessions.find(cookie, now) is None
    Session.objects.update(generation=models.F("generation") + 1)
    assert sessions.find(cookie, now) is None


def test_a_row_without_its_cookie_gives_no_page_and_no_key(cookie: str, hers: Opened, now: datetime) -> None:
    """S15: what a copy of the table holds."""
    row = Session.objects.get()
    raw = sessions._session(cookie)[0]
    assert hers.key not in bytes(row.sealed)
    assert raw not in bytes(row.sealed)
    assert raw.hex() not in row.name
    for stolen in (
        row.name,
        row.name[:43],
        bytes.fromhex(row.name).decode("latin-1"),
        "",
        "é",
        "=" * 43,
        "\0",
    ):
        assert sessions.find(stolen, now) is None


def test_a_cookie_without_its_row_opens_nothing(cookie: str, now: datetime) -> None:
    """S16: the database was restored without its sessions."""
    Session.objects.all().delete()
    assert sessions.find(cookie, now) is None
    assert sessions.owner(cookie) is None
    sessions.end(cookie)


@pytest.mark.parametrize(
    "change",
    [
        {"sign_in": UUID(int=1)},
        {"ends_at": datetime(2200, 1, 1, tzinfo=timezone.get_default_timezone())},
        {"created_at": datetime(2000, 1, 1, tzinfo=timezone.get_default_timezone())},
        {"sealed": bytes(48)},
        {"name": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_row_changed_behind_its_back_opens_nothing(
    cookie: str, now: datetime, change: dict[str, Any]
) -> None:
    Session.objects.update(**change)
    assert sessions.find(cookie, now) is None


def test_a_row_moved_to_another_account_opens_neither(cookie: str, now: datetime) -> None:
    stranger = accounts.create(now.date(), passphrase=ANOTHER, code=recovery_code())
    Session.objects.update(account=stranger.account)
    assert sessions.find(cookie, now) is None


def test_two_rows_cannot_exchange_their_keys(hers: Opened, now: datetime) -> None:
    one, two = sessions.begin(hers, "one", now), sessions.begin(hers, "two", now)
    first, second = (sessions._session(cookie)[1] for cookie in (one, two))
    assert first is not None
    assert second is not None
    Session.objects.filter(name=first.name).update(sealed=second.sealed)
    assert sessions.find(one, now) is None


def test_whose_an_ended_session_was_is_known_for_a_day(hers: Opened, cookie: str, now: datetime) -> None:
    sessions.end(cookie)
    sessions.sweep(now + timedelta(hours=23))
    assert sessions.owner(cookie) == hers.account
    sessions.sweep(now + timedelta(hours=25))
    assert sessions.owner(cookie) is None


def test_sweeping_takes_the_key_out_of_what_is_over_and_nothing_else(hers: Opened, now: datetime) -> None:
    idle = sessions.begin(hers, "idle", now - 20 * MINUTE)
    turned_from = sessions.begin(hers, "turned", now - 16 * MINUTE)
    turned_to = turned(here(turned_from, now - MINUTE), now - MINUTE)
    fresh = sessions.begin(hers, "fresh", now)
    sessions.sweep(now)
    assert [holds_no_key(cookie) for cookie in (idle, turned_from, turned_to, fresh)] == [
        True,
        True,
        False,
        False,
    ]


def test_on_a_full_disk_the_pages_can_still_be_read(
    cookie: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(models.QuerySet, "update", full)
    assert sessions.find(cookie, now + 5 * MINUTE)
    assert not faults.stopped()


def test_a_disk_that_fails_stops_the_writing_and_not_the_reading(
    cookie: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise DatabaseError("disk I/O error")

    monkeypatch.setattr(models.QuerySet, "update", broken)
    assert sessions.find(cookie, now + 5 * MINUTE)
    assert faults.stopped()


def test_on_a_failed_disk_an_idle_session_is_over_all_the_same(cookie: str, now: datetime) -> None:
    faults.of(DatabaseError("disk I/O error"))
    assert sessions.find(cookie, now + 20 * MINUTE) is None


def test_a_session_says_nothing_of_its_key(cookie: str, hers: Opened, now: datetime) -> None:
    assert repr(here(cookie, now)) == "<Here>"
    assert repr(hers) == repr(here(cookie, now).opened) == "<Opened>"
    assert str(Session.objects.get()) == "session"
    assert "Opened" in repr(here(cookie, now).opened)


def test_the_key_of_one_session_seals_nothing_of_another_place(hers: Opened, now: datetime) -> None:
    account = Account.objects.get()
    with pytest.raises(Refused):
        keys.open_session(bytes(account.ring), hers.key, b"")
