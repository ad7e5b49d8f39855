"""Slots: the ways into an account, each wrapping the same 32-byte account key.

    passphrase --Argon2id(salt)--> PRK --HKDF(PRK || pepper)--> KEK, nonce, commitment
    recovery code (160 random bits), device secret (256) --HKDF--> the same; no pepper, no Argon2

Opening the slot *is* the check of the passphrase: one Argon2 run serves both. The cost that a row names is
held against constants before anything is derived, so that a writer of the database can neither make
guessing cheap nor make us burn memory; and the wrap has one exact length and a commitment compared before
the AEAD, which closes the partitioning-oracle tricks that a non-committing AEAD invites (Len, Grubbs &
Ristenpart 2021).
"""

import hmac
import os
from collections.abc import Iterable, Mapping
from enum import IntEnum
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from msgspec import Struct, structs

from leanto.vault.cost import STRONG, Cost
from leanto.vault.envelope import hkdf, lp

ARGON2ID = 1
NO_KDF = 0
WRAP = 48
SALT = 16


class SlotType(IntEnum):
    """What opens a slot."""

    passphrase = 1
    recovery = 2
    device = 3


CEILING = Cost(1024 * 1024, 20, 4)
NONE = Cost(0, 0, 0)
INFO = {
    SlotType.passphrase: b"leanto/v1/slot/pass",
    SlotType.recovery: b"leanto/v1/slot/recovery",
    SlotType.device: b"leanto/v1/slot/device",
}


class SlotRefused(Exception):
    """A slot did not open; the message is a sentence for the person."""

    says = "That did not open it. Nothing was changed."

    def __init__(self) -> None:
        super().__init__(self.says)


class WrongSecret(SlotRefused):
    """Another passphrase, code or device."""


class NotASlot(SlotRefused):
    """A wrap, salt or commitment of the wrong length, or a kind of slot there is not."""


class CostRefused(SlotRefused):
    """A cost under the floor or over the ceiling, refused before deriving."""


class PepperMissing(SlotRefused):
    """The pepper file this slot was made with is not here."""

    says = (
        "A key file (the pepper) is missing beside the database, so no passphrase can open it. "
        "Nothing is lost: your recovery code does not need that file."
    )


class Slot(Struct, frozen=True):
    """One way in, as its row stores it. ``pepper`` is the number of the pepper file used, 0 for none."""

    id: bytes
    type: SlotType
    generation: int
    algorithm: int
    cost: Cost
    salt: bytes
    pepper: int
    commit: bytes = b""
    wrap: bytes = b""

    def bound(self, account: bytes) -> bytes:
        """All that the wrap vouches for."""
        numbers = (self.type, self.generation, self.algorithm, *self.cost)
        words = (n.to_bytes(8, "big") for n in numbers)
        return lp(b"leanto/slot", account, self.id, *words, self.salt, self.pepper.to_bytes(8, "big"))


def wrapped(
    account_key: bytes,
    account: bytes,
    type: SlotType,
    secret: bytes,
    *,
    generation: int,
    cost: Cost = STRONG,
    peppers: Mapping[int, bytes] | None = None,
) -> Slot:
    """A new slot that opens with ``secret``. A passphrase is stretched and peppered with the newest pepper."""
    stretch = type is SlotType.passphrase
    bare = Slot(
        id=os.urandom(16),
        type=type,
        generation=generation,
        algorithm=ARGON2ID if stretch else NO_KDF,
        cost=cost if stretch else NONE,
        salt=os.urandom(SALT),
        pepper=max(peppers or {}, default=0) if stretch else 0,
    )
    kek, nonce, commit = _derived(bare, secret, peppers or {})
    return structs.replace(
        bare, commit=commit, wrap=AESGCM(kek).encrypt(nonce, account_key, bare.bound(account))
    )


def unwrapped(
    slot: Slot,
    account: bytes,
    secret: bytes,
    *,
    floor: Cost = STRONG,
    peppers: Mapping[int, bytes] | None = None,
) -> bytes:
    """The account key, or a ``SlotRefused``."""
    _hold_to_constants(slot, floor)
    kek, nonce, commit = _derived(slot, secret, peppers or {})
    if not hmac.compare_digest(commit, slot.commit):
        raise WrongSecret
    try:
        return AESGCM(kek).decrypt(nonce, slot.wrap, slot.bound(account))
    except InvalidTag:
        raise WrongSecret from None


def listed(slots: Iterable[Slot]) -> bytes:
    """A hash over all ways in, kept in the keyring."""
    rows = sorted(lp(slot.id, slot.commit, slot.wrap, slot.generation.to_bytes(8, "big")) for slot in slots)
    return sha256(lp(*rows)).digest()


def _hold_to_constants(slot: Slot, floor: Cost) -> None:
    if len(slot.wrap) != WRAP or len(slot.salt) != SALT or len(slot.commit) != 32:
        raise NotASlot
    if slot.type is SlotType.passphrase:
        within = zip(floor, slot.cost, CEILING, strict=True)
        if slot.algorithm != ARGON2ID or not all(low <= here <= high for low, here, high in within):
            raise CostRefused
    elif slot.algorithm != NO_KDF:
        raise CostRefused


def _derived(slot: Slot, secret: bytes, peppers: Mapping[int, bytes]) -> tuple[bytes, bytes, bytes]:
    material = secret
    if slot.type is SlotType.passphrase:
        if slot.pepper and slot.pepper not in peppers:
            raise PepperMissing
        memory, passes, lanes = slot.cost
        stretched = Argon2id(salt=slot.salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory)
        material = stretched.derive(secret) + peppers.get(slot.pepper, b"")
    out = hkdf(material, slot.salt, lp(INFO[slot.type], slot.id), 76)
    return out[:32], out[32:44], out[44:]
