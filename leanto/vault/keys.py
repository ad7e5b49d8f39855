"""The keys of one account: the ring, the manifest, the session's half, and the box for what arrives locked.

    account key AK (32 random bytes, wrapped by every slot and every session)
      --HKDF--> opens the keyring: one data key for each epoch, the X25519 secret, the manifest and shelf keys

AK itself seals nothing but the ring, so that changing a passphrase rewraps 32 bytes and touches no record.
"""

import hmac
import os
from collections.abc import Iterable, Mapping
from hashlib import sha256

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from msgspec import Struct

from leanto.vault.envelope import Place, Refused, Tampered, hkdf, lp, opened, seal

KEY = 32
MODULUS = 1 << 512
BOX = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class Forged(Refused):
    """A public key in the store does not carry this instance's mark: nothing may be sealed to it."""


class Keyring(Struct, frozen=True):
    """Everything an open account needs. ``epochs`` maps each data key's number to it; new rows use ``current``.

    ``slots`` is the hash of the slot list (see ``slots.listed``): a way in that was added or taken
    away behind the owner's back no longer matches.
    """

    epochs: Mapping[int, bytes]
    current: int
    box: bytes
    manifest: bytes
    shelf: bytes
    slots: bytes = b""

    def __repr__(self) -> str:
        """Never a key."""
        return f"<Keyring, epoch {self.current}>"


class Tally(Struct, frozen=True):
    """What the front door needs without opening every reach-out: their ids, sealed in the manifest.

    ``open`` have no outcome and are not cancelled; ``fears`` have an outcome and a fear whose last word
    is still out; ``last`` are the latest outcomes, newest first, with the second each was given.
    """

    open: tuple[str, ...] = ()
    fears: tuple[str, ...] = ()
    last: tuple[tuple[int, str], ...] = ()


class Manifest(Struct, frozen=True):
    """One sealed value over all rows of an account: the sum of their fingerprints mod 2^512, and the count.

    A row deleted, planted, or put back together with its revision changes the sum. It cannot see a
    whole account rolled back to an older state of itself.
    """

    total: bytes = bytes(64)
    count: int = 0
    tally: Tally = Tally()

    def changed(
        self, *, gone: int = 0, come: int = 0, rows: int = 0, tally: Tally | None = None
    ) -> "Manifest":
        """The manifest after a write: subtract the old fingerprint, add the new, move the count by ``rows``."""
        total = (int.from_bytes(self.total, "big") - gone + come) % MODULUS
        return Manifest(total.to_bytes(64, "big"), self.count + rows, self.tally if tally is None else tally)

    def matches(self, fingerprints: Iterable[int]) -> bool:
        """Whether these are the fingerprints of all rows there were."""
        found = list(fingerprints)
        return len(found) == self.count and (sum(found) % MODULUS).to_bytes(64, "big") == self.total


def new_key() -> bytes:
    """32 random bytes."""
    return os.urandom(KEY)


def new_ring() -> Keyring:
    """A keyring for a new account, at epoch 1."""
    return Keyring({1: new_key()}, 1, new_key(), new_key(), new_key())


def _ring_key(account_key: bytes) -> bytes:
    return hkdf(account_key, b"", lp(b"leanto/v1/keyring"), KEY)


def seal_ring(ring: Keyring, account_key: bytes, account: bytes, revision: int) -> bytes:
    """The keyring as stored: a record envelope of epoch 0 under a key of its own."""
    return seal(
        _ring_key(account_key), 0, Place(account, "keyring", account, revision), msgspec.json.encode(ring)
    )


def open_ring(blob: bytes, account_key: bytes, account: bytes, revision: int) -> Keyring:
    """The keyring again, or ``Refused``."""
    body = opened({0: _ring_key(account_key)}, Place(account, "keyring", account, revision), blob)
    return msgspec.json.decode(body, type=Keyring)


def seal_manifest(manifest: Manifest, ring: Keyring, account: bytes, revision: int) -> bytes:
    """The manifest as stored; its revision counts the writes of the account."""
    place = Place(account, "manifest", account, revision)
    return seal(ring.epochs[ring.current], ring.current, place, msgspec.json.encode(manifest))


def open_manifest(blob: bytes, ring: Keyring, account: bytes, revision: int) -> Manifest:
    """The manifest again, or ``Refused``."""
    body = opened(ring.epochs, Place(account, "manifest", account, revision), blob)
    return msgspec.json.decode(body, type=Manifest)


def shelf(ring: Keyring, kind: str) -> bytes:
    """The kind of a row as its column shows it: eight bytes that say nothing without the ring."""
    return hmac.digest(ring.shelf, kind.encode(), "sha256")[:8]


def salt(ring: Keyring, purpose: str) -> bytes:
    """32 bytes of the account's own, for naming what is brought in a second time."""
    return hmac.digest(ring.shelf, lp(b"leanto/v1/salt", purpose.encode()), "sha256")


# The session's half. Neither the cookie nor the row opens anything alone.


def session_name(cookie: bytes) -> bytes:
    """How a session row is found: the hash of its cookie, so that the table lends nobody a session."""
    return sha256(cookie).digest()


def seal_session(account_key: bytes, cookie: bytes, bound: bytes) -> bytes:
    """The account key under a key from the cookie; ``bound`` are the row's own columns."""
    out = hkdf(cookie, b"", lp(b"leanto/v1/session"), KEY + 12)
    return AESGCM(out[:KEY]).encrypt(
        out[KEY:], account_key, lp(b"leanto/session", session_name(cookie), bound)
    )


def open_session(sealed: bytes, cookie: bytes, bound: bytes) -> bytes:
    """The account key again, or ``Tampered``."""
    out = hkdf(cookie, b"", lp(b"leanto/v1/session"), KEY + 12)
    try:
        return AESGCM(out[:KEY]).decrypt(
            out[KEY:], sealed, lp(b"leanto/session", session_name(cookie), bound)
        )
    except InvalidTag:
        raise Tampered from None


# The box: what arrives while the account is locked is sealed to its public key (HPKE, RFC 9180, base mode).


def box_public(ring: Keyring) -> bytes:
    """The public half of the ring's X25519 key."""
    return X25519PrivateKey.from_private_bytes(ring.box).public_key().public_bytes_raw()


def box_mark(public: bytes, account: bytes, instance_key: bytes) -> bytes:
    """This instance's mark on a stored public key, so that a writer of the database cannot plant one."""
    return hmac.digest(instance_key, lp(b"leanto/v1/box-key", account, public), "sha256")


def into_box(
    body: bytes, public: bytes, mark: bytes, *, account: bytes, item: bytes, instance_key: bytes
) -> bytes:
    """Seal ``body`` so that only the account can read it. Raises ``Forged`` for a key without our mark."""
    if not hmac.compare_digest(mark, box_mark(public, account, instance_key)):
        raise Forged
    return BOX.encrypt(body, X25519PublicKey.from_public_bytes(public), lp(b"leanto/v1/box", account, item))


def out_of_box(sealed: bytes, ring: Keyring, *, account: bytes, item: bytes) -> bytes:
    """What was sealed into the box, or ``Tampered``."""
    secret = X25519PrivateKey.from_private_bytes(ring.box)
    try:
        return BOX.decrypt(sealed, secret, lp(b"leanto/v1/box", account, item))
    except (InvalidTag, ValueError):
        raise Tampered from None
