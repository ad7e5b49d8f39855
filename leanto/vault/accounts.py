"""The ways into an account: made, opened, changed, recovered, closed for good.

Functions here take what the person typed and return the account key, which the caller hands straight to
``sessions.begin`` and forgets. One account is kept in this version; every row and key is by account all the same.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.views.decorators.debug import sensitive_variables
from msgspec import Struct

from leanto.vault import keys, ledger
from leanto.vault.cost import Cost
from leanto.vault.envelope import Refused
from leanto.vault.keys import Keyring, Manifest
from leanto.vault.models import Account, SlotRow, as_bytes
from leanto.vault.secrets import normalised, read_code
from leanto.vault.slots import Slot, listed, unwrapped, wrapped
from leanto.vault.slots import SlotRefused as SlotRefused
from leanto.vault.slots import SlotType as SlotType
from leanto.vault.slots import WrongSecret as WrongSecret

COOLING = timedelta(days=7)

# 64 MiB and a sixth of a second each: one at a time in a process, tried and never waited for, so that a
# burst of guesses cannot starve the people who are already in.
_one_at_a_time = threading.BoundedSemaphore(1)


class Busy(Exception):
    """Another passphrase is being tried right now."""


class Opened(Struct, frozen=True):
    """An account that was just opened, and its key on the way to a session."""

    account: Account
    key: bytes

    def __repr__(self) -> str:
        """Never a key."""
        return "<Opened>"


def exists() -> bool:
    """Whether anyone keeps anything here."""
    return Account.objects.filter(erase_on=None).exists()


def ways_in() -> set[SlotType]:
    """Which kinds of slot the account here has."""
    return {
        SlotType(type)
        for type in SlotRow.objects.filter(account__erase_on=None, type__in=SlotType).values_list(
            "type", flat=True
        )
    }


def newest_pepper() -> int:
    """The highest pepper number that any slot names."""
    return SlotRow.objects.aggregate(newest=Max("pepper"))["newest"] or 0


@sensitive_variables()
def create(today: date, *, passphrase: str | None = None, code: str | None = None) -> Opened:
    """A new account, opened by passphrase and code, or, without a passphrase yet, by this device's key file."""
    account_key = keys.new_key()
    account = Account(created_on=today)
    ring = keys.new_ring()
    with transaction.atomic():
        box = keys.box_public(ring)
        account.box, account.box_mark = (
            box,
            keys.box_mark(box, account.id.bytes, settings.LEANTO_KEYS.instance),
        )
        account.manifest = keys.seal_manifest(Manifest(), ring, account.id.bytes, 1)
        account.ring = b""
        account.save(force_insert=True)
        _keep_slots(account, account_key, ring, _slots(account, account_key, passphrase, code), today)
    return Opened(account, account_key)


@sensitive_variables()
def by_passphrase(passphrase: str) -> Opened:
    """Open with a passphrase. Raises ``WrongSecret``, another ``SlotRefused``, or ``Busy``."""
    with _one_argon2():
        return _opened(SlotType.passphrase, normalised(passphrase))


@sensitive_variables()
def by_code(typed: str) -> Opened:
    """Open with a recovery code. Raises ``secrets.CodeMistyped`` or ``WrongSecret``. The old pages of a fresh
    start that are still waiting to be erased come back this way too."""
    return _opened(SlotType.recovery, read_code(typed))


def by_device() -> Opened:
    """Open with this device's key file; only where there is no passphrase yet."""
    return _opened(SlotType.device, settings.LEANTO_KEYS.device)


@sensitive_variables()
def secure(opened: Opened, today: date, *, passphrase: str, code: str | None = None) -> None:
    """Set the passphrase: new slots in place of the old ones of their type, and of the device's. All sessions
    end, because the generation moves on. Without a new code the old code keeps its slot."""
    with transaction.atomic():
        account = Account.objects.select_for_update().get(id=opened.account.id)
        ring = open_ring(account, opened.key)
        account.generation += 1
        account.erase_on = None
        slots = _slots(account, opened.key, passphrase, code)
        kept = [] if code else [slot for slot in slots_of(account) if slot.type is SlotType.recovery]
        _keep_slots(account, opened.key, ring, [*slots, *kept], today)
        # The account key stays: a cookie kept by someone would open it again from a copy of the old row.
        account.sessions.update(sealed=b"")


@sensitive_variables()
def renew_code(opened: Opened, today: date, code: str) -> None:
    """Replace the recovery code; the passphrase and open sessions stay."""
    with transaction.atomic():
        account = Account.objects.select_for_update().get(id=opened.account.id)
        ring = open_ring(account, opened.key)
        kept = [slot for slot in slots_of(account) if slot.type is not SlotType.recovery]
        _keep_slots(
            account, opened.key, ring, [*kept, *_slots(account, opened.key, None, code, device=False)], today
        )


def start_fresh(today: date) -> None:
    """Both passphrase and code are lost: what is sealed waits seven days, then is erased."""
    waiting = Account.objects.filter(erase_on=None)
    for account in waiting:
        account.sessions.all().delete()
    waiting.update(erase_on=today + COOLING)


def erase(account_id: bytes) -> None:
    """Delete an account for good: keys first, then rows, then the bytes they stood in."""
    account = Account.objects.get(id=account_id.hex())
    ledger.note(settings.LEANTO_HOME, account.id.bytes, settings.LEANTO_KEYS.instance)
    with transaction.atomic():
        account.slots.all().delete()
        account.sessions.all().delete()
        account.box_items.all().delete()
        account.delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def erase_due(today: date) -> None:
    """Erase what a fresh start left, once its seven days are over."""
    for account in Account.objects.filter(erase_on__lte=today):
        erase(account.id.bytes)


def open_ring(account: Account, account_key: bytes) -> Keyring:
    """The keyring of an account."""
    return keys.open_ring(as_bytes(account.ring), account_key, account.id.bytes, account.ring_revision)


def keep_ring(account: Account, account_key: bytes, ring: Keyring) -> None:
    """Store a changed keyring and the account's other columns; call inside a transaction."""
    account.ring_revision += 1
    account.ring = keys.seal_ring(ring, account_key, account.id.bytes, account.ring_revision)
    account.save()


def slots_of(account: Account) -> list[Slot]:
    """The ways in as they are stored; rows of a type that there is not are passed over."""
    return [_slot(row) for row in account.slots.filter(type__in=SlotType)]


def ways_in_changed(account: Account, ring: Keyring) -> bool:
    """Whether a slot was added, changed or taken away by anything but us."""
    slots = slots_of(account)
    return len(slots) != account.slots.count() or listed(slots) != ring.slots


@contextmanager
def _one_argon2() -> Iterator[None]:
    if not _one_at_a_time.acquire(blocking=False):
        raise Busy
    try:
        yield
    finally:
        _one_at_a_time.release()


def _opened(type: SlotType, secret: bytes) -> Opened:
    refused: SlotRefused = WrongSecret()
    for row in SlotRow.objects.filter(type=type).select_related("account").order_by("account__erase_on"):
        try:
            slot = _slot(row)
            floor: Cost = settings.LEANTO_COST
            key = unwrapped(
                slot, row.account.id.bytes, secret, floor=floor, peppers=settings.LEANTO_KEYS.peppers
            )
            # A planted slot opens with the planter's passphrase but not our ring.
            open_ring(row.account, key)
            return Opened(row.account, key)
        except SlotRefused as again:
            refused = again
        except Refused:
            refused = WrongSecret()
    raise refused


@sensitive_variables()
def _slots(
    account: Account, account_key: bytes, passphrase: str | None, code: str | None, *, device: bool = True
) -> list[Slot]:
    def slot(type: SlotType, secret: bytes) -> Slot:
        return wrapped(
            account_key,
            account.id.bytes,
            type,
            secret,
            generation=account.generation,
            cost=settings.LEANTO_COST,
            peppers=settings.LEANTO_KEYS.peppers,
        )

    made = []
    if passphrase is not None:
        with _one_argon2():
            made.append(slot(SlotType.passphrase, normalised(passphrase)))
    if code is not None:
        made.append(slot(SlotType.recovery, read_code(code)))
    if not made and device:
        made.append(slot(SlotType.device, settings.LEANTO_KEYS.device))
    return made


def _keep_slots(
    account: Account, account_key: bytes, ring: Keyring, slots: Iterable[Slot], today: date
) -> None:
    """Make ``slots`` the ways in, and write their list into the ring; call inside a transaction."""
    slots = list(slots)
    account.slots.all().delete()
    SlotRow.objects.bulk_create(_row(account, slot, today) for slot in slots)
    changed = Keyring(ring.epochs, ring.current, ring.box, ring.manifest, ring.shelf, listed(slots))
    keep_ring(account, account_key, changed)


def _slot(row: SlotRow) -> Slot:
    return Slot(
        id=row.id.bytes,
        type=SlotType(row.type),
        generation=row.generation,
        algorithm=row.algorithm,
        cost=Cost(row.memory, row.passes, row.lanes),
        salt=as_bytes(row.salt),
        pepper=row.pepper,
        commit=as_bytes(row.commit),
        wrap=as_bytes(row.wrap),
    )


def _row(account: Account, slot: Slot, today: date) -> SlotRow:
    return SlotRow(
        id=slot.id.hex(),
        account=account,
        type=slot.type,
        generation=slot.generation,
        algorithm=slot.algorithm,
        memory=slot.cost.memory,
        passes=slot.cost.passes,
        lanes=slot.cost.lanes,
        salt=slot.salt,
        pepper=slot.pepper,
        commit=slot.commit,
        wrap=slot.wrap,
        created_on=today,
    )
