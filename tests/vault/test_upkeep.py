"""Each opening looks whether everything is there and is ours; what was found altered can still be read."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import override_settings
from msgspec import structs

from leanto.records import Draft, Moment, Preferences, ReachOut
from leanto.vault import accounts, faults, keys, rotation, sessions, upkeep
from leanto.vault.accounts import Opened
from leanto.vault.book import Absent, Book, ReadOnly
from leanto.vault.envelope import Place, Refused, seal
from leanto.vault.models import Account, Boxed, Row, SlotRow
from leanto.vault.secrets import recovery_code
from leanto.vault.upkeep import BOX_HOLDS, Findings, LateForm, after_opening
from tests.conftest import PASSPHRASE
from tests.vault.made import again, moment, reach_out

ANOTHER = "seven quiet boats under maple lanterns"
ALL_WELL = Findings(altered=False, ways_in=False, box=False, late=0)
FIRST, SECOND = UUID(int=1), UUID(int=2)


@pytest.fixture
def two(book: Book, now: datetime) -> Book:
    """A book with two moments in it."""
    book.add(moment(now, 1, text="one"))
    book.add(moment(now, 2, text="two"))
    return book


def late(now: datetime, **fields: str) -> LateForm:
    shown = {name: (value,) for name, value in (fields or {"text": "typed too late"}).items()}
    return LateForm(at=now, path="/name/new/", fields=shown)


def flip(id: UUID, byte: int = 100) -> None:
    blob = bytearray(Row.objects.get(id=id).blob)
    blob[byte] ^= 1
    Row.objects.filter(id=id).update(blob=bytes(blob))


def swap() -> None:
    """S2: two blobs of one account and kind change places."""
    first, second = Row.objects.get(id=FIRST), Row.objects.get(id=SECOND)
    Row.objects.filter(id=FIRST).update(blob=second.blob)
    Row.objects.filter(id=SECOND).update(blob=first.blob)


def plant() -> None:
    row = Row.objects.get(id=FIRST)
    row.id = UUID(int=3)
    Row.objects.create(
        account=row.account, id=row.id, shelf=row.shelf, revision=1, changed_on=row.changed_on, blob=row.blob
    )


def plant_of_no_kind() -> None:
    plant()
    Row.objects.filter(id=UUID(int=3)).update(shelf=b"12345678")


def remove() -> None:
    """S6: a row is deleted in SQL."""
    Row.objects.filter(id=FIRST).delete()


def rename() -> None:
    Row.objects.filter(id=FIRST).update(id=UUID(int=9))


def move_shelf() -> None:
    Row.objects.filter(id=FIRST).update(shelf=b"12345678")


CHANGES: list[Callable[[], object]] = [
    remove,
    plant,
    plant_of_no_kind,
    swap,
    rename,
    lambda: flip(FIRST),
    lambda: flip(FIRST, 0),
    lambda: Row.objects.filter(id=FIRST).update(blob=b""),
    lambda: Row.objects.filter(id=FIRST).update(revision=7),
    lambda: Row.objects.all().delete(),
]
NAMES = [
    "removed",
    "planted",
    "planted of no kind",
    "swapped",
    "renamed",
    "a bit",
    "the magic",
    "emptied",
    "revision",
    "all removed",
]


def test_an_account_that_nobody_touched_is_well(two: Book, hers: Opened, now: datetime) -> None:
    assert after_opening(hers, now) == ALL_WELL
    assert not again(hers, now).read_only


@pytest.mark.parametrize("change", CHANGES, ids=NAMES)
def test_rows_changed_outside_are_noticed_and_nothing_more_is_written(
    two: Book, hers: Opened, now: datetime, change: Callable[[], object]
) -> None:
    change()
    assert after_opening(hers, now).altered
    with pytest.raises(ReadOnly):
        again(hers, now).add(moment(now, 5))
    assert after_opening(hers, now).altered


@pytest.mark.parametrize("change", CHANGES, ids=NAMES)
def test_once_seen_everything_that_opens_is_there_and_can_be_written(
    two: Book, hers: Opened, now: datetime, change: Callable[[], object]
) -> None:
    change()
    after_opening(hers, now)
    readable = again(hers, now).all(Moment)
    upkeep.seen(hers)
    book = again(hers, now)
    assert book.all(Moment) == readable
    assert all(one.text in ("one", "two") for one in readable)
    book.add(moment(now, 5))
    assert after_opening(hers, now) == ALL_WELL


def test_a_row_on_a_shelf_where_nothing_looks_is_noticed_and_comes_back(
    two: Book, hers: Opened, now: datetime
) -> None:
    before = two.get(Moment, FIRST.hex)
    move_shelf()
    assert after_opening(hers, now).altered
    assert again(hers, now).find(Moment, FIRST.hex) is None
    upkeep.seen(hers)
    assert again(hers, now).get(Moment, FIRST.hex) == before
    assert after_opening(hers, now) == ALL_WELL


def test_a_row_whose_id_is_none_is_refused(two: Book, hers: Opened, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE vault_row SET id = 'not an id' WHERE id = %s", [FIRST.hex])
    with pytest.raises(Refused):
        again(hers, now).all(Moment)


def test_an_older_revision_put_back_is_refused(two: Book, hers: Opened, now: datetime) -> None:
    """S4: the blob alone."""
    old = bytes(Row.objects.get(id=FIRST).blob)
    two.revise(structs.replace(two.get(Moment, FIRST.hex), text="later"))
    Row.objects.filter(id=FIRST).update(blob=old)
    with pytest.raises(Refused):
        again(hers, now).get(Moment, FIRST.hex)
    assert after_opening(hers, now).altered


def test_an_older_revision_put_back_with_its_column_opens_and_is_noticed(
    two: Book, hers: Opened, now: datetime
) -> None:
    """S5: row and revision together."""
    old = Row.objects.get(id=FIRST)
    two.revise(structs.replace(two.get(Moment, FIRST.hex), text="later"))
    old.save()
    assert again(hers, now).get(Moment, FIRST.hex).text == "one"
    assert after_opening(hers, now).altered


def test_an_older_manifest_put_back_is_noticed(two: Book, hers: Opened, now: datetime) -> None:
    old = Account.objects.get()
    two.add(moment(now, 5))
    Account.objects.update(manifest=old.manifest)
    assert after_opening(hers, now).altered
    Account.objects.update(manifest=old.manifest, manifest_revision=old.manifest_revision, altered=False)
    assert after_opening(hers, now).altered


def test_a_row_of_someone_elses_is_refused(two: Book, hers: Opened, now: datetime) -> None:
    """S3: moved from another account."""
    ben = accounts.create(now.date(), passphrase=ANOTHER, code=recovery_code())
    Book(ben.account, ben.key, now).add(moment(now, 7, text="his"))
    mine = Row.objects.get(id=FIRST)
    Row.objects.filter(account_id=ben.account.id).update(account_id=hers.account.id, shelf=mine.shelf)
    with pytest.raises(Refused):
        again(hers, now).all(Moment)
    assert after_opening(hers, now).altered
    assert {one.text for one in again(hers, now).all(Moment)} == {"one", "two"}
    assert after_opening(ben, now).altered


def test_one_page_that_does_not_open_stops_everything_until_it_was_looked_at(
    two: Book, hers: Opened, now: datetime
) -> None:
    flip(FIRST)
    for act in (lambda: two.all(Moment), lambda: two.get(Moment, FIRST.hex), lambda: two.bodies(Moment)):
        with pytest.raises(Refused):
            act()
    assert two.get(Moment, SECOND.hex).text == "two"


def test_once_looked_at_the_rest_can_be_read_and_taken_out(two: Book, hers: Opened, now: datetime) -> None:
    flip(FIRST)
    after_opening(hers, now)
    book = again(hers, now)
    assert [one.text for one in book.all(Moment)] == ["two"]
    assert [body["text"] for body in book.bodies(Moment)] == ["two"]
    assert book.find(Moment, FIRST.hex) is None
    with pytest.raises(Absent):
        book.get(Moment, FIRST.hex)


def test_a_page_broken_on_the_disk_does_not_lock_its_owner_out(
    book: Book, hers: Opened, now: datetime
) -> None:
    """The worst places: preferences, which every page reads, and a reach-out, which the tally counts."""
    book.add(Preferences("c" * 32, zone="Europe/Paris"))
    book.add(reach_out(now, 1))
    book.add(reach_out(now, 2))
    flip(UUID("c" * 32))
    flip(FIRST)
    Account.objects.update(manifest=b"broken")
    after_opening(hers, now)
    reading = again(hers, now)
    assert reading.all(Preferences) == []
    assert reading.tally.open == (SECOND.hex,)
    upkeep.seen(hers)
    assert again(hers, now).tally.open == (SECOND.hex,)
    assert {one.id for one in again(hers, now).all(ReachOut)} == {SECOND.hex}
    assert after_opening(hers, now) == ALL_WELL


def test_a_broken_manifest_stops_the_front_page_until_it_was_looked_at(
    two: Book, hers: Opened, now: datetime
) -> None:
    Account.objects.update(manifest=b"broken")
    with pytest.raises(Refused):
        _ = again(hers, now).tally


def test_seeing_it_counts_the_tally_anew(book: Book, hers: Opened, now: datetime) -> None:
    book.add(reach_out(now, 1))
    book.add(reach_out(now, 2))
    Row.objects.filter(id=FIRST).delete()
    after_opening(hers, now)
    upkeep.seen(hers)
    assert again(hers, now).tally.open == (SECOND.hex,)


def test_a_kind_that_only_a_newer_leanto_knows_is_left_alone(two: Book, hers: Opened, now: datetime) -> None:
    ring, account = accounts.open_ring(hers.account, hers.key), Account.objects.get()
    blob = seal(ring.epochs[1], 1, Place(account.id.bytes, "wish", bytes(16), 1), b"{}")
    Row.objects.create(
        account=account,
        id=UUID(int=0),
        shelf=keys.shelf(ring, "wish"),
        revision=1,
        changed_on=now.date(),
        blob=blob,
    )
    after_opening(hers, now)
    upkeep.seen(hers)
    assert Row.objects.filter(id=UUID(int=0)).exists()
    assert after_opening(hers, now) == ALL_WELL


def test_a_planted_way_in_is_reported(hers: Opened, now: datetime) -> None:
    row = SlotRow.objects.first()
    assert row is not None
    row.pk = UUID(int=5)
    row.save(force_insert=True)
    assert after_opening(hers, now) == structs.replace(ALL_WELL, ways_in=True)


def test_full_rotation_makes_the_ways_in_ours_again(two: Book, hers: Opened, now: datetime) -> None:
    row = SlotRow.objects.first()
    assert row is not None
    row.pk = UUID(int=5)
    row.save(force_insert=True)
    new = rotation.rotate(hers, now.date(), passphrase=ANOTHER, code=recovery_code())
    assert after_opening(new, now) == ALL_WELL


def test_a_form_that_came_after_the_lock_is_found_as_a_draft(hers: Opened, now: datetime) -> None:
    cookie = sessions.begin(hers, "here", now)
    sessions.end(cookie)
    account = sessions.owner(cookie)
    assert account is not None
    assert upkeep.late_form(account, late(now, text="typed too late", body="settled"), uuid4().hex)
    assert b"typed" not in bytes(Boxed.objects.get().sealed)
    assert after_opening(accounts.by_passphrase(PASSPHRASE), now).late == 1
    (draft,) = again(hers, now).all(Draft)
    assert (draft.path, dict(draft.fields)) == (
        "/name/new/",
        {"text": ("typed too late",), "body": ("settled",)},
    )
    assert not Boxed.objects.exists()
    assert after_opening(hers, now) == ALL_WELL


def test_a_form_brought_in_twice_is_one_draft(hers: Opened, now: datetime) -> None:
    upkeep.late_form(hers.account, late(now), uuid4().hex)
    row = Boxed.objects.get()
    after_opening(hers, now)
    row.save(force_insert=True)
    after_opening(hers, now)
    assert len(again(hers, now).all(Draft)) == 1
    assert not Boxed.objects.exists()


def test_the_box_holds_so_many_and_no_more(hers: Opened, now: datetime) -> None:
    for _ in range(BOX_HOLDS):
        assert upkeep.late_form(hers.account, late(now), uuid4().hex)
    assert not upkeep.late_form(hers.account, late(now), uuid4().hex)
    assert after_opening(hers, now).late == BOX_HOLDS
    assert upkeep.late_form(hers.account, late(now), uuid4().hex)


def test_a_replaced_box_key_is_refused_and_reported(hers: Opened, now: datetime) -> None:
    """S12."""
    theirs = keys.box_public(keys.new_ring())
    Account.objects.update(box=theirs)
    assert not upkeep.late_form(Account.objects.get(), late(now), uuid4().hex)
    Account.objects.update(box_mark=keys.box_mark(theirs, hers.account.id.bytes, b"guess" * 6))
    assert not upkeep.late_form(Account.objects.get(), late(now), uuid4().hex)
    assert after_opening(hers, now) == structs.replace(ALL_WELL, box=True)
    upkeep.seen(hers)
    assert after_opening(hers, now) == ALL_WELL
    assert upkeep.late_form(Account.objects.get(), late(now), uuid4().hex)


def test_after_a_move_without_the_instance_key_the_box_works_again(hers: Opened, now: datetime) -> None:
    with override_settings(LEANTO_KEYS=structs.replace(settings.LEANTO_KEYS, instance=bytes(32))):
        assert not upkeep.late_form(hers.account, late(now), uuid4().hex)
        assert after_opening(hers, now) == ALL_WELL
        assert upkeep.late_form(Account.objects.get(), late(now), uuid4().hex)
        assert after_opening(hers, now).late == 1


@pytest.mark.parametrize("sealed", [b"", b"x" * 10, b"x" * 200])
def test_what_was_planted_in_the_box_is_thrown_away(hers: Opened, now: datetime, sealed: bytes) -> None:
    Boxed.objects.create(id=FIRST, account=hers.account, sealed=sealed, arrived_on=now.date())
    upkeep.late_form(hers.account, late(now), uuid4().hex)
    assert after_opening(hers, now).late == 1
    assert not Boxed.objects.exists()


def test_a_box_item_moved_to_another_id_is_thrown_away(hers: Opened, now: datetime) -> None:
    upkeep.late_form(hers.account, late(now), uuid4().hex)
    Boxed.objects.update(id=FIRST)
    assert after_opening(hers, now).late == 0
    assert again(hers, now).all(Draft) == []


def test_while_the_account_is_altered_the_box_waits(two: Book, hers: Opened, now: datetime) -> None:
    upkeep.late_form(hers.account, late(now), uuid4().hex)
    remove()
    assert after_opening(hers, now) == structs.replace(ALL_WELL, altered=True)
    assert Boxed.objects.count() == 1
    upkeep.seen(hers)
    assert after_opening(hers, now).late == 1


def test_while_the_disk_has_failed_the_box_waits(hers: Opened, now: datetime) -> None:
    upkeep.late_form(hers.account, late(now), uuid4().hex)
    faults.of(DatabaseError("disk I/O error"))
    with pytest.raises(faults.Stopped), transaction.atomic():
        after_opening(hers, now)
    assert Boxed.objects.count() == 1


def test_opening_sweeps_sessions_and_erases_what_is_due(hers: Opened, now: datetime) -> None:
    ben = accounts.create(now.date(), passphrase=ANOTHER, code=recovery_code())
    Account.objects.filter(id=ben.account.id).update(erase_on=now.date() + timedelta(days=1))
    cookie = sessions.begin(hers, "long ago", now - timedelta(days=2))
    after_opening(hers, now)
    assert sessions.owner(cookie) is None
    assert Account.objects.filter(id=ben.account.id).exists()
