"""Beginning again: seven days to come back, into one book with what was written since."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from leanto.records import Draft, Gate, Moment, Person, Preferences, Relation
from leanto.vault import accounts, fresh, sessions, upkeep
from leanto.vault.accounts import Opened
from leanto.vault.book import Book
from leanto.vault.fresh import Apart
from leanto.vault.models import Account
from leanto.vault.secrets import recovery_code
from leanto.vault.slots import WrongSecret
from tests.conftest import PASSPHRASE
from tests.vault.made import again, moment

ANOTHER = "seven quiet boats under maple lanterns"
WEEK = timedelta(days=7)


def come_back(opened: Opened, now: datetime, beside: Opened | None = None) -> None:
    fresh.bring_back(opened, now, beside=beside)
    upkeep.after_opening(opened, now)


def texts(opened: Opened, now: datetime) -> set[str]:
    return {one.text for one in again(opened, now).all(Moment)}


def test_a_fresh_start_ends_sessions_and_waits_seven_days(hers: Opened, now: datetime) -> None:
    cookie = sessions.begin(hers, "here", now)
    fresh.start(now.date())
    assert not accounts.exists()
    assert accounts.ways_in() == set()
    assert sessions.find(cookie, now) is None
    accounts.erase_due((now + WEEK).date() - timedelta(days=1))
    assert Account.objects.count() == 1
    accounts.erase_due((now + WEEK).date())
    assert Account.objects.count() == 0


def test_the_old_pages_come_back_with_their_code_while_they_wait(
    book: Book, now: datetime, code: str
) -> None:
    book.add(moment(now))
    fresh.start(now.date())
    opened = accounts.by_code(code)
    fresh.bring_back(opened, now)
    opened = accounts.secure(opened, now.date(), passphrase=ANOTHER, code=recovery_code())
    upkeep.after_opening(opened, now + WEEK)
    opened = accounts.by_passphrase(ANOTHER)
    assert len(Book(opened.account, opened.key, now).all(Moment)) == 1


@pytest.mark.parametrize("days", [0, 3, 7])
def test_the_old_pages_come_back_with_their_passphrase_and_stay(
    hers: Opened, now: datetime, days: int
) -> None:
    """Remembered after all: whoever opens them within the week, or before they are gone, has the way in."""
    fresh.start(now.date())
    come_back(accounts.by_passphrase(PASSPHRASE), now + timedelta(days=days))
    assert accounts.exists()
    accounts.erase_due((now + 2 * WEEK).date())
    assert accounts.by_passphrase(PASSPHRASE).key == hers.key


def test_beside_a_waiting_account_the_new_one_opens_first(hers: Opened, now: datetime) -> None:
    fresh.start(now.date())
    new = accounts.create(now.date(), passphrase=ANOTHER, code=recovery_code())
    assert accounts.by_passphrase(ANOTHER).key == new.key
    accounts.erase_due((now + WEEK).date())
    assert accounts.by_passphrase(ANOTHER).key == new.key
    with pytest.raises(WrongSecret):
        accounts.by_passphrase(PASSPHRASE)


def test_what_was_written_since_comes_along_and_there_is_one_account(
    book: Book, hers: Opened, now: datetime, code: str
) -> None:
    book.add(moment(now, 1, text="before"))
    book.add(Preferences("d" * 32, watched=True))
    fresh.start(now.date())
    new = accounts.create(now.date())
    again(new, now).add(moment(now, 2, text="since"))
    again(new, now).add(
        Person("c" * 32, "Kim", Relation.friend, gate=Gate.safe, gate_at=now, safe_for=(), channels=())
    )
    again(new, now).add(Preferences("e" * 32, watched=False))
    late = upkeep.LateForm(at=now, path="/name/new/", fields={"text": ("late",)})
    assert upkeep.late_form(Account.objects.get(id=new.account.id), late, uuid4().hex)
    come_back(accounts.by_code(code), now)
    assert [account.erase_on for account in Account.objects.all()] == [None]
    found = again(hers, now)
    assert {one.text for one in found.all(Moment)} == {"before", "since"}
    assert [one.name for one in found.all(Person)] == ["Kim"]
    assert [one.watched for one in found.all(Preferences)] == [True]
    assert [one.path for one in found.all(Draft)] == ["/name/new/"]
    account = Account.objects.get()
    assert upkeep.intact(account, accounts.open_ring(account, hers.key))


def test_two_that_share_an_id_both_stay(book: Book, hers: Opened, now: datetime) -> None:
    book.add(moment(now, 1, text="before"))
    fresh.start(now.date())
    again(accounts.create(now.date()), now).add(moment(now, 1, text="since"))
    come_back(accounts.by_passphrase(PASSPHRASE), now)
    assert texts(hers, now) == {"before", "since"}


def test_newer_pages_with_a_passphrase_of_their_own_are_not_dropped(
    book: Book, hers: Opened, now: datetime
) -> None:
    book.add(moment(now, 1, text="before"))
    fresh.start(now.date())
    new = accounts.create(now.date(), passphrase=ANOTHER, code=recovery_code())
    again(new, now).add(moment(now, 2, text="since"))
    old = accounts.by_passphrase(PASSPHRASE)
    with pytest.raises(Apart):
        fresh.bring_back(old, now)
    assert texts(new, now) == {"since"}
    come_back(old, now, beside=accounts.by_passphrase(ANOTHER))
    assert texts(hers, now) == {"before", "since"}
    assert Account.objects.count() == 1


@pytest.mark.parametrize("which", ["older", "newer"])
def test_where_either_was_changed_outside_neither_is_dropped(
    book: Book, hers: Opened, now: datetime, which: str
) -> None:
    book.add(moment(now, 1, text="before"))
    fresh.start(now.date())
    new = accounts.create(now.date())
    again(new, now).add(moment(now, 2, text="since"))
    (hers if which == "older" else new).account.rows.all().delete()
    with pytest.raises(Apart):
        fresh.bring_back(accounts.by_passphrase(PASSPHRASE), now)
    assert Account.objects.count() == 2
    assert accounts.active() == new.account


def test_pages_that_do_not_wait_are_left_as_they_are(hers: Opened, now: datetime) -> None:
    fresh.bring_back(hers, now)
    assert accounts.active() == hers.account
    assert fresh.waiting() is None
