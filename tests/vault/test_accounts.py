"""The ways into an account: made, opened, changed, recovered once."""

from datetime import date, datetime
from uuid import UUID

import pytest
from django.conf import settings
from django.test import override_settings
from msgspec import structs

from leanto.records import Did, Moment
from leanto.vault import accounts, keys, sessions, upkeep
from leanto.vault.accounts import AlreadyHere, Busy, Opened
from leanto.vault.book import Book
from leanto.vault.cost import STRONG
from leanto.vault.keyfiles import KeyFileRefused
from leanto.vault.models import Account, Row, SlotRow
from leanto.vault.secrets import read_code, recovery_code
from leanto.vault.slotrows import row_of
from leanto.vault.slots import CostRefused, NotASlot, PepperMissing, SlotType, WrongSecret, wrapped
from tests.conftest import PASSPHRASE

ANOTHER = "seven quiet boats under maple lanterns"
Changed = dict[str, object]


def peppers(**numbered: bytes) -> override_settings:
    """Other pepper files than the ones that are there."""
    found = {int(name[1:]): key for name, key in numbered.items()}
    return override_settings(LEANTO_KEYS=structs.replace(settings.LEANTO_KEYS, peppers=found))


def test_a_new_account_opens_with_its_passphrase_and_its_code(hers: Opened, code: str) -> None:
    assert accounts.exists()
    assert accounts.ways_in() == {SlotType.passphrase, SlotType.recovery}
    assert accounts.by_passphrase(PASSPHRASE).key == hers.key
    assert accounts.by_code(code.lower().replace("-", " ")).key == hers.key


@pytest.mark.parametrize("typed", ["", ANOTHER, PASSPHRASE + " ", PASSPHRASE.upper()])
def test_another_passphrase_opens_nothing(hers: Opened, typed: str) -> None:
    with pytest.raises(WrongSecret):
        accounts.by_passphrase(typed)


def test_another_code_and_the_device_open_nothing(hers: Opened) -> None:
    with pytest.raises(WrongSecret):
        accounts.by_code(recovery_code())
    with pytest.raises(WrongSecret):
        accounts.by_device()


def test_where_there_is_no_account_nothing_opens(db: None) -> None:
    assert not accounts.exists()
    assert accounts.ways_in() == set()
    assert accounts.newest_pepper() == 0
    with pytest.raises(WrongSecret):
        accounts.by_passphrase(PASSPHRASE)


def test_two_accounts_never_share_a_key(db: None, now: datetime) -> None:
    made = [accounts.create(now.date()) for _ in range(10)]
    assert len({opened.key for opened in made}) == 10


def test_before_there_is_a_passphrase_the_devices_file_opens_it(db: None, now: datetime) -> None:
    opened = accounts.create(now.date())
    assert accounts.ways_in() == {SlotType.device}
    assert accounts.by_device().key == opened.key
    another = override_settings(LEANTO_KEYS=structs.replace(settings.LEANTO_KEYS, device=bytes(32)))
    with another, pytest.raises(WrongSecret):
        accounts.by_device()


def test_after_a_passphrase_the_device_opens_nothing(db: None, now: datetime, code: str) -> None:
    opened = accounts.create(now.date())
    accounts.secure(opened, now.date(), passphrase=PASSPHRASE, code=code)
    with pytest.raises(WrongSecret):
        accounts.by_device()
    assert accounts.ways_in() == {SlotType.passphrase, SlotType.recovery}
    assert accounts.by_passphrase(PASSPHRASE).key == opened.key


def test_a_changed_passphrase_opens_and_the_old_one_is_dead(hers: Opened, now: datetime, code: str) -> None:
    accounts.secure(hers, now.date(), passphrase=ANOTHER)
    assert accounts.by_passphrase(ANOTHER).key == hers.key
    assert accounts.by_code(code).key == hers.key
    with pytest.raises(WrongSecret):
        accounts.by_passphrase(PASSPHRASE)
    assert SlotRow.objects.count() == 2


def test_a_changed_passphrase_touches_no_record(book: Book, hers: Opened, now: datetime) -> None:
    book.add(Moment("a" * 32, now, Did.alone, "the sofa"))
    before = bytes(Row.objects.get().blob)
    accounts.secure(hers, now.date(), passphrase=ANOTHER)
    assert bytes(Row.objects.get().blob) == before
    opened = accounts.by_passphrase(ANOTHER)
    assert Book(opened.account, opened.key, now).get(Moment, "a" * 32).text == "the sofa"


def test_a_code_recovers_once(hers: Opened, now: datetime, code: str) -> None:
    """I12: the second use, or the second tab, finds the code dead."""
    new = recovery_code()
    accounts.secure(accounts.by_code(code), now.date(), passphrase=ANOTHER, code=new)
    with pytest.raises(WrongSecret):
        accounts.by_code(code)
    with pytest.raises(WrongSecret):
        accounts.by_passphrase(PASSPHRASE)
    assert accounts.by_code(new).key == accounts.by_passphrase(ANOTHER).key == hers.key


def test_a_renewed_code_leaves_passphrase_and_sessions(hers: Opened, now: datetime, code: str) -> None:
    cookie, new = sessions.begin(hers, "here", now), recovery_code()
    accounts.renew_code(hers, now.date(), new)
    assert accounts.by_passphrase(PASSPHRASE).key == accounts.by_code(new).key == hers.key
    assert sessions.find(cookie, now)
    with pytest.raises(WrongSecret):
        accounts.by_code(code)


def test_a_way_in_that_was_planted_taken_or_changed_is_noticed(hers: Opened, now: datetime) -> None:
    account = Account.objects.get()
    ring = accounts.open_ring(account, hers.key)
    assert not accounts.ways_in_changed(account, ring)
    row = SlotRow.objects.get(type=SlotType.recovery)
    for change in ({"wrap": bytes(48)}, {"generation": 9}, {"commit": bytes(32)}, {"type": 9}):
        SlotRow.objects.filter(id=row.id).update(**change)
        assert accounts.ways_in_changed(account, ring), change
        row.save()
    row.delete()
    assert accounts.ways_in_changed(account, ring)


@pytest.mark.parametrize("type", [0, 4, 9])
def test_a_planted_slot_of_no_known_type_is_reported_and_stops_nothing(
    hers: Opened, now: datetime, type: int
) -> None:
    row = SlotRow.objects.get(type=SlotType.recovery)
    row.pk, row.type = UUID(int=5), type
    row.save(force_insert=True)
    opened = accounts.by_passphrase(PASSPHRASE)
    assert accounts.ways_in_changed(opened.account, accounts.open_ring(opened.account, opened.key))
    assert accounts.ways_in() == {SlotType.passphrase, SlotType.recovery}
    accounts.secure(opened, now.date(), passphrase=ANOTHER)
    opened = accounts.by_passphrase(ANOTHER)
    assert not accounts.ways_in_changed(opened.account, accounts.open_ring(opened.account, opened.key))


def test_a_slot_planted_for_the_planters_own_key_opens_nothing(hers: Opened, now: datetime) -> None:
    """S14: their code opens their slot, and then the ring is not theirs."""
    code = recovery_code()
    slot = wrapped(keys.new_key(), hers.account.id.bytes, SlotType.recovery, read_code(code), generation=1)
    row_of(hers.account, slot, now.date()).save(force_insert=True)
    with pytest.raises(WrongSecret):
        accounts.by_code(code)
    opened = accounts.by_passphrase(PASSPHRASE)
    assert opened.key == hers.key
    assert upkeep.after_opening(opened, now).ways_in


def test_a_ring_replaced_with_its_slots_locks_the_owner_out_and_lets_nobody_write_as_her(
    hers: Opened, now: datetime
) -> None:
    """S14: ring and slots of a planter in place of hers. Her passphrase fails; nothing is written under theirs."""
    planted = accounts.create(now.date(), passphrase=ANOTHER, code=recovery_code())
    theirs = Account.objects.get(id=planted.account.id)
    Account.objects.filter(id=hers.account.id).update(ring=theirs.ring, ring_revision=theirs.ring_revision)
    theirs.slots.update(account=hers.account)
    theirs.delete()
    for passphrase in (PASSPHRASE, ANOTHER):
        with pytest.raises(WrongSecret):
            accounts.by_passphrase(passphrase)


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"memory": 8, "passes": 1}, CostRefused),
        ({"memory": 16 * 1024 * 1024}, CostRefused),
        ({"passes": 10**6}, CostRefused),
        ({"lanes": 5}, CostRefused),
        ({"algorithm": 0}, CostRefused),
        ({"wrap": bytes(47)}, NotASlot),
        ({"salt": b""}, NotASlot),
        ({"pepper": 4}, PepperMissing),
        ({"generation": 2}, WrongSecret),
    ],
    ids=str,
)
def test_a_row_changed_by_a_writer_of_the_database_is_refused(
    hers: Opened, change: Changed, refused: type[Exception]
) -> None:
    """S9, S10, S11, through the door."""
    SlotRow.objects.filter(type=SlotType.passphrase).update(**change)
    with pytest.raises(refused):
        accounts.by_passphrase(PASSPHRASE)


def test_at_the_real_cost_a_cheap_row_is_refused(hers: Opened) -> None:
    with override_settings(LEANTO_COST=STRONG), pytest.raises(CostRefused):
        accounts.by_passphrase(PASSPHRASE)


def test_a_missing_pepper_is_told_from_a_wrong_passphrase_and_the_code_still_opens(
    hers: Opened, code: str
) -> None:
    with peppers(p2=bytes(32)):
        with pytest.raises(PepperMissing, match="recovery code does not need that file"):
            accounts.by_passphrase(PASSPHRASE)
        assert accounts.by_code(code).key == hers.key


def test_with_a_newer_pepper_old_slots_open_and_new_ones_use_it(hers: Opened, now: datetime) -> None:
    both = {**settings.LEANTO_KEYS.peppers, 2: bytes(32)}
    with peppers(**{f"p{number}": key for number, key in both.items()}):
        accounts.secure(accounts.by_passphrase(PASSPHRASE), now.date(), passphrase=ANOTHER)
        assert accounts.newest_pepper() == 2
        assert accounts.by_passphrase(ANOTHER).key == hers.key


def test_one_passphrase_is_tried_at_a_time(hers: Opened) -> None:
    with accounts._one_argon2():
        with pytest.raises(Busy):
            accounts.by_passphrase(PASSPHRASE)
        with pytest.raises(Busy):
            accounts.create(date(2026, 1, 1), passphrase=ANOTHER)
    assert accounts.by_passphrase(PASSPHRASE).key == hers.key
    assert Account.objects.count() == 1


def test_a_wrong_try_lets_the_next_one_in(hers: Opened) -> None:
    for _ in range(3):
        with pytest.raises(WrongSecret):
            accounts.by_passphrase(ANOTHER)
    assert accounts.by_passphrase(PASSPHRASE).key == hers.key


def test_keys_are_not_in_the_clear_columns(hers: Opened, code: str) -> None:
    account = Account.objects.get()
    ring = accounts.open_ring(account, hers.key)
    secret = {hers.key, ring.box, ring.manifest, ring.shelf, *ring.epochs.values()}
    stored = b"".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for table in (Account, SlotRow)
        for row in table.objects.values()
        for value in row.values()
    )
    assert not any(bytes(key) in stored for key in secret)
    assert PASSPHRASE.encode() not in stored
    assert code.encode() not in stored
    assert keys.box_public(ring) in stored


def test_of_two_who_begin_at_once_one_meets_the_other(db: None, now: datetime) -> None:
    accounts.create_first(now.date())
    with pytest.raises(AlreadyHere):
        accounts.create_first(now.date())
    assert Account.objects.count() == 1


def test_asked_again_only_the_passphrase_of_that_account_counts(hers: Opened, now: datetime) -> None:
    other = accounts.create(now.date(), passphrase=ANOTHER, code=recovery_code())
    assert accounts.by_passphrase(ANOTHER, other.account).key == other.key
    with pytest.raises(WrongSecret):
        accounts.by_passphrase(ANOTHER, hers.account)


@pytest.mark.parametrize("device", [b"", bytes(32)], ids=["missing", "another"])
def test_a_lost_device_file_is_known_before_anything_is_opened(
    db: None, now: datetime, device: bytes
) -> None:
    accounts.create(now.date())
    assert not accounts.device_lost()
    with override_settings(LEANTO_KEYS=structs.replace(settings.LEANTO_KEYS, device=device)):
        assert accounts.device_lost()
        with pytest.raises((WrongSecret, KeyFileRefused)):
            accounts.by_device()
