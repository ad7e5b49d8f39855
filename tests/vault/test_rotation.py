"""Someone may know it: every key is made new, every record sealed again, and a crash anywhere is made good."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from leanto.records import Draft, Lesson, Moment, ReachOut
from leanto.vault import accounts, rotation, sessions, upkeep
from leanto.vault.accounts import Opened
from leanto.vault.book import Book, Closed
from leanto.vault.keys import open_ring
from leanto.vault.models import Account, Boxed, Row, Session
from leanto.vault.secrets import recovery_code
from leanto.vault.slots import WrongSecret
from leanto.vault.upkeep import LateForm, after_opening, late_form
from tests.conftest import PASSPHRASE
from tests.vault.made import again, moment, reach_out

ANOTHER = "seven quiet boats under maple lanterns"


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def full(book: Book, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Book:
    """Twenty-three records of three kinds, and batches of five."""
    monkeypatch.setattr(rotation, "BATCH", 5)
    for n in range(20):
        book.add(moment(now, n, text=f"moment {n}"))
    book.add(Lesson("d" * 32, now, "asking gets you punished"))
    book.add(reach_out(now, 100, text="the clinic"))
    book.add(reach_out(now, 101))
    return book


class Steps:
    """The transactions of a rotation; the process is killed before the one that is ``left`` away."""

    left = 0

    def taken(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Killed


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    steps, enter = Steps(), transaction.Atomic.__enter__

    def entered(self: transaction.Atomic) -> None:
        if len(transaction.get_connection().atomic_blocks) == 1:  # the test's own is the one around it
            steps.taken()
        enter(self)

    monkeypatch.setattr(transaction.Atomic, "__enter__", entered)
    return steps


def contents(opened: Opened, now: datetime) -> dict[str, str]:
    book = again(opened, now)
    texts = {one.id: one.text for one in book.all(Moment)}
    texts |= {one.id: one.old_rule for one in book.all(Lesson)}
    return texts | {one.id: one.text for one in book.all(ReachOut)}


def epochs() -> set[int]:
    return {int.from_bytes(bytes(blob)[4:8], "big") for blob in Row.objects.values_list("blob", flat=True)}


def ring_of(opened: Opened) -> Any:
    return accounts.open_ring(Account.objects.get(id=opened.account.id), opened.key)


def rotate(opened: Opened, now: datetime, code: str = "") -> Opened:
    return rotation.rotate(opened, now.date(), passphrase=ANOTHER, code=code or recovery_code())


def test_after_it_every_record_opens_under_new_keys_alone(full: Book, hers: Opened, now: datetime) -> None:
    before, old = contents(hers, now), ring_of(hers)
    new = rotate(hers, now)
    ring = ring_of(new)
    assert contents(new, now) == before
    assert len(before) == 23
    assert epochs() == {2}
    assert set(ring.epochs) == {2}
    assert new.key != hers.key
    assert ring.box != old.box
    assert ring.epochs[2] != old.epochs[1]
    assert again(new, now).tally.open == full.tally.open
    assert not after_opening(new, now).altered


def test_the_old_passphrase_code_key_and_sessions_are_dead(
    full: Book, hers: Opened, now: datetime, code: str
) -> None:
    cookie, fresh = sessions.begin(hers, "theirs", now), recovery_code()
    new = rotate(hers, now, fresh)
    assert accounts.by_passphrase(ANOTHER).key == accounts.by_code(fresh).key == new.key
    assert sessions.find(cookie, now) is None
    assert not Session.objects.exclude(sealed=b"").exists()
    with pytest.raises(WrongSecret):
        accounts.by_passphrase(PASSPHRASE)
    with pytest.raises(WrongSecret):
        accounts.by_code(code)
    account = Account.objects.get()
    with pytest.raises(Exception, match="could not be opened"):
        open_ring(bytes(account.ring), hers.key, account.id.bytes, account.ring_revision)


def test_a_page_that_was_open_writes_nothing_under_the_old_key(
    full: Book, hers: Opened, now: datetime
) -> None:
    new = rotate(hers, now)
    with pytest.raises(Closed):
        full.add(moment(now, 500))
    assert len(contents(new, now)) == 23


def test_revisions_move_on_so_that_an_old_blob_cannot_be_put_back(
    full: Book, hers: Opened, now: datetime
) -> None:
    old = Row.objects.get(id=UUID(int=1))
    new = rotate(hers, now)
    assert again(new, now).get(Moment, f"{1:032x}").revision == 2
    old.save()
    assert after_opening(new, now).altered


def test_twice_in_a_row_and_with_nothing_kept(hers: Opened, now: datetime) -> None:
    new = rotate(rotate(hers, now), now)
    assert set(ring_of(new).epochs) == {3}
    again(new, now).add(moment(now))
    assert epochs() == {3}


@pytest.mark.parametrize("step", range(1, 9))
def test_killed_before_any_step_it_is_taken_up_again(
    full: Book, hers: Opened, now: datetime, steps: Steps, step: int
) -> None:
    """One step begins it, five seal batches, one finds no more, one drops the old key."""
    before, fresh = contents(hers, now), recovery_code()
    steps.left = step
    with pytest.raises(Killed):
        rotate(hers, now, fresh)
    steps.left = 0
    begun = step > 1
    opened = accounts.by_passphrase(ANOTHER if begun else PASSPHRASE)
    assert contents(opened, now) == before
    assert after_opening(opened, now) == upkeep.Findings(altered=False, ways_in=False, box=False, late=0)
    assert contents(opened, now) == before
    assert epochs() == ({2} if begun else {1})
    assert set(ring_of(opened).epochs) == ({2} if begun else {1})
    with pytest.raises(WrongSecret):
        accounts.by_passphrase(PASSPHRASE if begun else ANOTHER)


def test_there_are_just_eight_steps(full: Book, hers: Opened, now: datetime, steps: Steps) -> None:
    steps.left = 9
    rotate(hers, now)


def test_between_two_steps_the_book_can_be_read_and_written(
    full: Book, hers: Opened, now: datetime, steps: Steps
) -> None:
    steps.left = 4
    with pytest.raises(Killed):
        rotate(hers, now)
    steps.left = 0
    assert epochs() == {1, 2}
    opened = accounts.by_passphrase(ANOTHER)
    book = again(opened, now)
    book.add(moment(now, 500))
    book.remove(moment(now, 19))
    kept = book.get(Moment, f"{18:032x}")
    book.revise(type(kept)(kept.id, kept.at, kept.did, "changed in between", revision=kept.revision))
    assert not after_opening(opened, now).altered
    assert epochs() == {2}
    assert contents(opened, now)[f"{18:032x}"] == "changed in between"


def test_a_kill_at_every_step_of_the_taking_up_is_taken_up_too(
    full: Book, hers: Opened, now: datetime, steps: Steps
) -> None:
    before = contents(hers, now)
    steps.left = 2
    with pytest.raises(Killed):
        rotate(hers, now)
    behind = []
    for _ in range(6):
        steps.left = 3  # the sweep of old sessions, one step, and then the kill
        with pytest.raises(Killed):
            after_opening(accounts.by_passphrase(ANOTHER), now)
        behind.append(sum(bytes(blob)[7] == 1 for blob in Row.objects.values_list("blob", flat=True)))
        assert contents(accounts.by_passphrase(ANOTHER), now) == before
    assert behind == [18, 13, 8, 3, 0, 0]
    steps.left = 0
    opened = accounts.by_passphrase(ANOTHER)
    after_opening(opened, now)
    assert contents(opened, now) == before
    assert epochs() == {2}


@pytest.fixture
def boxed(hers: Opened, now: datetime) -> Boxed:
    late_form(hers.account, LateForm(at=now, path="/name/new/", fields={"text": ("late",)}), uuid4().hex)
    return Boxed.objects.get()


def test_what_waits_in_the_box_is_carried_over(full: Book, hers: Opened, now: datetime, boxed: Boxed) -> None:
    before = bytes(boxed.sealed)
    new = rotate(hers, now)
    assert bytes(Boxed.objects.get().sealed) != before
    assert after_opening(new, now).late == 1
    assert [dict(draft.fields) for draft in again(new, now).all(Draft)] == [{"text": ("late",)}]


def test_what_was_planted_in_the_box_does_not_stop_it(
    full: Book, hers: Opened, now: datetime, boxed: Boxed
) -> None:
    Boxed.objects.create(id=UUID(int=5), account=hers.account, sealed=b"x" * 90, arrived_on=now.date())
    assert after_opening(rotate(hers, now), now).late == 1


def test_a_broken_row_does_not_stop_it_and_does_not_lock_anyone_out(
    full: Book, hers: Opened, now: datetime
) -> None:
    Row.objects.filter(id=UUID(int=3)).update(blob=b"LT\1\1" + bytes(400))
    Row.objects.filter(id=UUID(int=4)).update(shelf=b"12345678")
    new = rotate(hers, now)
    assert set(ring_of(new).epochs) == {1, 2}
    assert after_opening(new, now).altered
    assert len(contents(new, now)) == 21
    upkeep.seen(new)
    for _ in range(2):
        assert not after_opening(new, now).altered
    assert len(contents(new, now)) == 22, "the one that strayed is back on its shelf"
    again(new, now).add(moment(now, 500))
    assert set(ring_of(new).epochs) == {2}


def test_a_new_passphrase_that_cannot_be_made_changes_nothing(
    full: Book, hers: Opened, now: datetime
) -> None:
    with accounts._one_argon2(), pytest.raises(accounts.Busy):
        rotate(hers, now)
    assert accounts.by_passphrase(PASSPHRASE).key == hers.key
    assert after_opening(hers, now) == upkeep.Findings(altered=False, ways_in=False, box=False, late=0)


def test_another_account_is_not_touched(full: Book, hers: Opened, now: datetime) -> None:
    ben = accounts.create(now.date(), passphrase="a boat of seven maple otters", code=recovery_code())
    Book(ben.account, ben.key, now).add(moment(now, 1, text="his"))
    rotate(hers, now)
    assert contents(ben, now) == {f"{1:032x}": "his"}
    assert set(ring_of(ben).epochs) == {1}
