"""The record envelope, version 1: what one sealed blob is, byte for byte.

Every record is sealed whole, once, under a key used for nothing else::

    off len
    0   2   "LT"
    2   1   version = 1
    3   1   suite   = 1   (AES-256-GCM, HKDF-SHA256)
    4   4   key epoch, big-endian
    8   32  salt, random, fresh for every write
    40  16  commitment
    56  n   ciphertext of the padded plaintext
    ..  16  GCM tag

    (key 32 | nonce 12 | commitment 16) = HKDF-SHA256(ikm=epoch key, salt, info=LP("leanto/v1/record", kind))
    AAD = bytes 0..55 || LP("leanto/record", account, kind, record, u64be(revision))

Three things follow. A fresh salt gives a fresh key and nonce, so no key is ever used twice and AES-GCM's
limits never come near. The commitment ties the blob to one key: GCM alone would let a crafted blob open
under several. And the place a blob stands (account, kind, row, revision) is bound into it but never read
from it: the reader supplies those from the row's own columns and the signed-in account, so a blob moved,
swapped or put back does not open.

Padding hides lengths: ``u32be(len) || plaintext || zeros`` up to the next 256 bytes, from 4 KiB on up to
Padme's bucket (Nikitin et al., PoPETs 2019), which leaks O(log log len) bits at a cost under 12 %. Kinds in
``FLOOR`` start higher: a questionnaire half answered and one answered whole look alike.

Every refusal is a ``Refused``; a subclass says why, for the tests and the log's counter. To the world
there is one sentence.
"""

import hmac
import os
from collections.abc import Mapping
from functools import cache, lru_cache
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC, VERSION, SUITE = b"LT", 1, 1
PREFIX = MAGIC + bytes((VERSION, SUITE))
SALT, COMMIT, TAG = 32, 16, 16
HEAD = len(PREFIX) + 4 + SALT + COMMIT
STEP, LADDER_END = 256, 4096
FLOOR: Mapping[str, int] = {"response": 4096}
MOST = 16 * 1024 * 1024
HASH = SHA256()


class Refused(Exception):
    """A sealed blob did not open. The message is the same for every reason."""

    def __init__(self) -> None:
        super().__init__("This page could not be opened. It may have been changed outside Leanto.")


class NotAnEnvelope(Refused):
    """Too short, too long, or it does not begin as an envelope does."""


class UnknownSuite(Refused):
    """A version or suite that this reader does not accept."""


class UnknownEpoch(Refused):
    """Sealed under a key that is not in the keyring."""


class WrongKey(Refused):
    """The commitment does not match: another key, kind or account's ring."""


class Tampered(Refused):
    """The seal is broken, or the blob stands in a place it was not sealed for."""


class NotCanonical(Refused):
    """It opens, but its padding is not the one the writer makes."""


class Place(NamedTuple):
    """Where a blob stands. All of it comes from key columns and the signed-in account, never from the blob."""

    account: bytes
    kind: str
    record: bytes
    revision: int

    def bound(self) -> bytes:
        """The place as authenticated data."""
        return _shelf_of(self.account, self.kind) + lp(self.record, self.revision.to_bytes(8, "big"))


def lp(*parts: bytes) -> bytes:
    """Join parts with their lengths, so that no two different lists give the same bytes."""
    return b"".join([len(part).to_bytes(4, "big") + part for part in parts])


def hkdf(ikm: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF-SHA256 (RFC 5869)."""
    return HKDF(HASH, length, salt, info).derive(ikm)


def bucket(length: int, kind: str = "") -> int:
    """The padded size of a body of ``length`` bytes, its length prefix included."""
    need = max(length + 4, FLOOR.get(kind, 0))
    if need <= LADDER_END:
        return -(-need // STEP) * STEP
    exponent = need.bit_length() - 1
    low = exponent - exponent.bit_length()
    return (need + (1 << low) - 1) >> low << low


LONGEST = HEAD + bucket(MOST) + TAG


def padded(body: bytes, kind: str = "") -> bytes:
    """The body with its length before it and zeros after it."""
    return (len(body).to_bytes(4, "big") + body).ljust(bucket(len(body), kind), b"\0")


def unpadded(padding: bytes, kind: str = "") -> bytes:
    """The body again. Raises ``NotCanonical`` unless these are the very bytes ``padded`` makes."""
    length = int.from_bytes(padding[:4], "big")
    size = bucket(length, kind)
    if length > len(padding) - 4 or len(padding) != size or padding[4 + length :].strip(b"\0"):
        raise NotCanonical
    return padding[4 : 4 + length]


@lru_cache(maxsize=64)
def _shelf_of(account: bytes, kind: str) -> bytes:
    """The first three parts of ``Place.bound``, the same for every row of a list."""
    return lp(b"leanto/record", account, kind.encode())


@cache
def _record_info(kind: str) -> bytes:
    return lp(b"leanto/v1/record", kind.encode())


def _derived(key: bytes, salt: bytes, kind: str) -> tuple[bytes, bytes, bytes]:
    out = hkdf(key, salt, _record_info(kind), 60)
    return out[:32], out[32:44], out[44:]


def seal(key: bytes, epoch: int, place: Place, body: bytes, *, salt: bytes | None = None) -> bytes:
    """Seal ``body`` at ``place`` under the 32-byte key of ``epoch``. Only vectors give their own salt."""
    if len(body) > MOST:
        raise ValueError("a record is at most 16 MiB")
    salt = os.urandom(SALT) if salt is None else salt
    single, nonce, commitment = _derived(key, salt, place.kind)
    head = PREFIX + epoch.to_bytes(4, "big") + salt + commitment
    return head + AESGCM(single).encrypt(nonce, padded(body, place.kind), head + place.bound())


def opened(keys: Mapping[int, bytes], place: Place, blob: bytes) -> bytes:
    """The body sealed in ``blob``, if it stands where it was sealed and nothing has touched it."""
    head = blob[:HEAD]
    if len(blob) < HEAD + STEP + TAG or len(blob) > LONGEST or head[:2] != MAGIC:
        raise NotAnEnvelope
    if head[:4] != PREFIX:
        raise UnknownSuite
    key = keys.get(int.from_bytes(head[4:8], "big"))
    if key is None:
        raise UnknownEpoch
    single, nonce, commitment = _derived(key, head[8:40], place.kind)
    if not hmac.compare_digest(commitment, head[40:]):
        raise WrongKey
    try:
        padding = AESGCM(single).decrypt(nonce, blob[HEAD:], head + place.bound())
    except InvalidTag:
        raise Tampered from None
    return unpadded(padding, place.kind)


def fingerprint(key: bytes, record: bytes, revision: int, blob: bytes) -> int:
    """One row's term in the manifest's sum (see ``keys.Manifest``), below 2^512."""
    mark = lp(record, revision.to_bytes(8, "big"), sha256(blob).digest())
    return int.from_bytes(hmac.digest(key, mark, "sha512"), "big")
