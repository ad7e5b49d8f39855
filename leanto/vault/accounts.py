"""The ways into an account: made, opened, changed, recovered, closed for good.

Functions here take what the person typed and return the account key, which the caller hands straight to
``sessions.begin`` and forgets. One account is kept in this version, beside older ones that wait to be erased;
every row, key and query is by account all the same.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max
from django.views.decorators.debug import sensitive_variables
from msgspec import Struct

from leanto.vault import keys
from leanto.vault.cost import Cost
from leanto.vault.envelope import Refused
from leanto.vault.erasure import erase as erase
from leanto.vault.erasure import erase_due as erase_due
from leanto.vault.keyfiles import KeyFileRefused
from leanto.vault.keys import Keyring, Manifest
from leanto.vault.models import Account as Account
from leanto.vault.models import SlotRow, as_bytes
from leanto.vault.secrets import normalised, read_code
from leanto.vault.slotrows import row_of, slot_of
from leanto.vault.slots import Slot, listed, unwrapped, wrapped
from leanto.vault.slots import SlotRefused as SlotRefused
from leanto.vault.slots import SlotType as SlotType
from leanto.vault.slots import WrongSecret as WrongSecret

# 64 MiB and a sixth of a second each: one at a time in a process, tried and never waited for, so that a
# burst of guesses cannot starve the people who are already in.
_one_at_a_time = threading.BoundedSemaphore(1)


class Busy(Exception):
    """Another passphrase is being tried right now."""


class AlreadyHere(Exception):
    """There is an account already; a second one would hide it."""


class Opened(Struct, frozen=True):
    """An account that was just opened, its key on the way to a session, and the slot that opened it."""

    account: Account
    key: bytes
    slot: UUID | None = None

    def __repr__(self) -> str:
        """Never a key."""
        return "<Opened>"


def active() -> Account | None:
    """The one account that is kept here. What waits to be erased after a fresh start is not it."""
    return Account.objects.filter(erase_on=None).order_by("created_on", "id").first()


def exists() -> bool:
    """Whether anyone keeps anything here."""
    return active() is not None


def ways_in(account: Account | None = None) -> set[SlotType]:
    """Which kinds of slot an account has; the active one, if none is named."""
    account = account or active()
    return {slot.type for slot in slots_of(account)} if account else set()


def device_needed() -> bool:
    """Whether any account, waiting ones included, has a slot that only this device's key file opens."""
    return SlotRow.objects.filter(type=SlotType.device).exists()


def device_lost(account: Account | None = None) -> bool:
    """Whether an account, the active one if none is named, opens only with this device's key file, and that
    file is gone or another one."""
    account = account or active()
    if account is None or SlotType.passphrase in ways_in(account):
        return False
    try:
        by_device(account)
    except (SlotRefused, KeyFileRefused):
        return True
    return False


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
def create_first(today: date, *, passphrase: str | None = None, code: str | None = None) -> Opened:
    """The same, where nobody keeps anything yet: of two that come in at once, one meets ``AlreadyHere``."""
    with transaction.atomic():
        if exists():
            raise AlreadyHere
        return create(today, passphrase=passphrase, code=code)


@sensitive_variables()
def by_passphrase(passphrase: str, account: Account | None = None) -> Opened:
    """Open with a passphrase: that account, or whichever it opens. Raises ``WrongSecret``, another
    ``SlotRefused``, or ``Busy``."""
    with _one_argon2():
        return _opened(SlotType.passphrase, normalised(passphrase), account)


@sensitive_variables()
def by_code(typed: str) -> Opened:
    """Open with a recovery code. Raises ``secrets.CodeMistyped`` or ``WrongSecret``. The old pages of a fresh
    start that are still waiting to be erased come back this way too."""
    return _opened(SlotType.recovery, read_code(typed), None)


def by_device(account: Account | None = None) -> Opened:
    """Open with this device's key file, where there is no passphrase yet. Raises ``KeyFileRefused`` without it."""
    return _opened(SlotType.device, _device(), account)


def still(opened: Opened) -> Account:
    """The account as it is now, for a write in this transaction. Raises ``WrongSecret`` if its ways in have
    changed since it was opened: what opened it then may open nothing any more."""
    account = Account.objects.select_for_update().filter(id=opened.account.id).first()
    if account is None or account.generation != opened.account.generation:
        raise WrongSecret
    if opened.slot is not None and not account.slots.filter(id=opened.slot).exists():
        raise WrongSecret
    return account


@sensitive_variables()
def secure(opened: Opened, today: date, *, passphrase: str, code: str | None = None) -> Opened:
    """Set the passphrase: new slots in place of the old ones of their type, and of the device's. All sessions
    end, because the generation moves on: the account is returned as it is open now. Without a new code the
    old code keeps its slot."""
    with transaction.atomic():
        account = still(opened)
        ring = open_ring(account, opened.key)
        account.generation += 1
        slots = _slots(account, opened.key, passphrase, code)
        kept = [] if code else [slot for slot in slots_of(account) if slot.type is SlotType.recovery]
        _keep_slots(account, opened.key, ring, [*slots, *kept], today)
        # The account key stays: a cookie kept by someone would open it again from a copy of the old row.
        account.sessions.update(sealed=b"")
    return Opened(account, opened.key)


@sensitive_variables()
def renew_code(opened: Opened, today: date, code: str) -> None:
    """Replace the recovery code; the passphrase and open sessions stay."""
    with transaction.atomic():
        account = still(opened)
        ring = open_ring(account, opened.key)
        kept = [slot for slot in slots_of(account) if slot.type is not SlotType.recovery]
        _keep_slots(
            account, opened.key, ring, [*kept, *_slots(account, opened.key, None, code, device=False)], today
        )


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
    return [slot_of(row) for row in account.slots.filter(type__in=SlotType)]


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


def _device() -> bytes:
    device: bytes = settings.LEANTO_KEYS.device
    if not device:
        raise KeyFileRefused("The key file keys/device is missing. Put it back from where you keep it.")
    return device


@sensitive_variables()
def _opened(type: SlotType, secret: bytes, account: Account | None) -> Opened:
    refused: SlotRefused = WrongSecret()
    rows = SlotRow.objects.filter(type=type, **({"account": account} if account else {}))
    # What is kept comes before what waits to be erased.
    kept_first = F("account__erase_on").asc(nulls_first=True)
    for row in rows.select_related("account").order_by(kept_first, "account__created_on", "id"):
        try:
            slot = slot_of(row)
            floor: Cost = settings.LEANTO_COST
            key = unwrapped(
                slot, row.account.id.bytes, secret, floor=floor, peppers=settings.LEANTO_KEYS.peppers
            )
            # A planted slot opens with the planter's passphrase but not our ring.
            open_ring(row.account, key)
            return Opened(row.account, key, row.id)
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
        made.append(slot(SlotType.device, _device()))
    return made


def _keep_slots(
    account: Account, account_key: bytes, ring: Keyring, slots: Iterable[Slot], today: date
) -> None:
    """Make ``slots`` the ways in, and write their list into the ring; call inside a transaction."""
    slots = list(slots)
    account.slots.all().delete()
    SlotRow.objects.bulk_create(row_of(account, slot, today) for slot in slots)
    changed = Keyring(ring.epochs, ring.current, ring.box, ring.manifest, ring.shelf, listed(slots))
    keep_ring(account, account_key, changed)
