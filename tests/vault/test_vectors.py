"""Published bytes: what opens, and what is refused for which reason.

The vectors were made by a second implementation (HKDF from the standard library's hmac), so that they hold
this one to the design and not to itself.
"""

import hashlib
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
from msgspec import Struct

from leanto.vault import envelope, keys, ledger, slots
from leanto.vault.cost import Cost
from leanto.vault.envelope import Place, Refused
from leanto.vault.keys import Keyring, Manifest, Tally
from leanto.vault.secrets import read_code
from leanto.vault.slots import Slot, SlotRefused, SlotType

HERE = Path(__file__).parent / "vectors"
V = TypeVar("V")


class Blob(Struct, kw_only=True, forbid_unknown_fields=True):
    """An envelope and where it stands. Long ones carry a hash instead of their bytes."""

    name: str
    keys: dict[str, str]
    account: str
    kind: str
    record: str
    revision: int
    salt: str = ""
    body: str = ""
    times: int = 1
    length: int = 0
    sha256: str = ""
    blob: str = ""
    refused: str = ""

    def place(self) -> Place:
        return Place(bytes.fromhex(self.account), self.kind, bytes.fromhex(self.record), self.revision)

    def ring(self) -> dict[int, bytes]:
        return {int(epoch): bytes.fromhex(key) for epoch, key in self.keys.items()}

    def plain(self) -> bytes:
        return bytes.fromhex(self.body) * self.times


class SlotShape(Struct, forbid_unknown_fields=True):
    """A slot's columns, in hex where they are bytes."""

    id: str
    type: int
    generation: int
    algorithm: int
    cost: tuple[int, int, int]
    salt: str
    pepper: int
    commit: str
    wrap: str

    def slot(self) -> Slot:
        return Slot(
            bytes.fromhex(self.id),
            SlotType(self.type),
            self.generation,
            self.algorithm,
            Cost(*self.cost),
            bytes.fromhex(self.salt),
            self.pepper,
            bytes.fromhex(self.commit),
            bytes.fromhex(self.wrap),
        )


class SlotVector(Struct, kw_only=True, forbid_unknown_fields=True):
    """A slot, a secret tried on it, and what comes of it."""

    name: str
    account: str
    secret: str
    peppers: dict[str, str]
    floor: tuple[int, int, int]
    slot: SlotShape
    opens: str = ""
    refused: str = ""

    def tried(self) -> bytes:
        return slots.unwrapped(
            self.slot.slot(),
            bytes.fromhex(self.account),
            bytes.fromhex(self.secret),
            floor=Cost(*self.floor),
            peppers={int(number): bytes.fromhex(pepper) for number, pepper in self.peppers.items()},
        )


class Code(Struct, forbid_unknown_fields=True):
    """A recovery code and other ways it may be typed."""

    secret: str
    code: str
    also: list[str]


class KeysVector(Struct, forbid_unknown_fields=True):
    """One account's keys and what hangs on them."""

    account: str
    account_key: str
    instance_key: str
    item: str
    cookie: str
    bound: str
    revision: int
    manifest_revision: int
    ring: str
    epochs: dict[str, str]
    current: int
    box: str
    manifest_key: str
    shelf_key: str
    slots: str
    manifest: str
    total: str
    count: int
    open: tuple[str, ...]
    last: tuple[tuple[int, str], ...]
    session_name: str
    session: str
    box_public: str
    box_mark: str
    boxed: str
    boxed_body: str
    shelf_of_moment: str
    salt_for_import: str
    fingerprint: str
    erased: str
    slot_list: str

    def keyring(self) -> Keyring:
        epochs = {int(epoch): bytes.fromhex(key) for epoch, key in self.epochs.items()}
        parts = (self.box, self.manifest_key, self.shelf_key, self.slots)
        return Keyring(epochs, self.current, *(bytes.fromhex(part) for part in parts))


class File(Struct, forbid_unknown_fields=True):
    """A vector file: what it is about, and its vectors, still raw."""

    about: str
    vectors: msgspec.Raw


class Buckets(Struct, forbid_unknown_fields=True):
    """Body length and padded size, in pairs."""

    about: str
    sizes: list[tuple[int, int]]


def vectors(name: str, kind: type[V]) -> list[V]:
    file = msgspec.json.decode((HERE / name).read_bytes(), type=File)
    return msgspec.json.decode(file.vectors, type=list[kind])  # type: ignore[valid-type]  # a type given as a value


KEYS = msgspec.json.decode(
    msgspec.json.decode((HERE / "keys.json").read_bytes(), type=File).vectors, type=KeysVector
)
ACCOUNT, ITEM, COOKIE = (bytes.fromhex(text) for text in (KEYS.account, KEYS.item, KEYS.cookie))
INSTANCE, BOUND, AK = (bytes.fromhex(text) for text in (KEYS.instance_key, KEYS.bound, KEYS.account_key))
OPENS = vectors("envelope.json", Blob)
REFUSED = vectors("envelope_refused.json", Blob)
SLOTS = vectors("slots.json", SlotVector)


@pytest.mark.parametrize("vector", OPENS, ids=lambda vector: vector.name)
def test_an_envelope_is_sealed_byte_for_byte(vector: Blob) -> None:
    ((epoch, key),) = vector.ring().items()
    blob = envelope.seal(key, epoch, vector.place(), vector.plain(), salt=bytes.fromhex(vector.salt))
    assert (len(blob), hashlib.sha256(blob).hexdigest()) == (vector.length, vector.sha256)
    assert blob.hex() == (vector.blob or blob.hex())
    assert envelope.opened(vector.ring(), vector.place(), blob) == vector.plain()


def test_the_published_envelope_is_among_them() -> None:
    assert OPENS[0].plain() == b"I let someone help me today"
    assert OPENS[0].sha256 == "4ddb7344db1926c7038ebd48fd7adb7e8dfc10f5800f1452693f0c55ff2beca6"


@pytest.mark.parametrize("vector", REFUSED, ids=lambda vector: f"{vector.refused}: {vector.name}")
def test_an_envelope_is_refused_for_its_own_reason(vector: Blob) -> None:
    with pytest.raises(Refused) as refused:
        envelope.opened(vector.ring(), vector.place(), bytes.fromhex(vector.blob))
    assert type(refused.value).__name__ == vector.refused


def test_every_way_to_refuse_an_envelope_has_a_vector_and_one_sentence_for_all() -> None:
    reasons = {"NotAnEnvelope", "UnknownSuite", "UnknownEpoch", "WrongKey", "Tampered", "NotCanonical"}
    assert {vector.refused for vector in REFUSED} == reasons
    assert len({str(getattr(envelope, reason)()) for reason in reasons}) == 1


@pytest.mark.parametrize("vector", SLOTS, ids=lambda vector: f"{vector.refused or 'opens'}: {vector.name}")
def test_a_slot_opens_or_is_refused_for_its_own_reason(vector: SlotVector) -> None:
    if vector.opens:
        assert vector.tried().hex() == vector.opens
        return
    with pytest.raises(SlotRefused) as refused:
        vector.tried()
    assert type(refused.value).__name__ == vector.refused


@pytest.mark.parametrize(
    "vector",
    [vector for vector in SLOTS if vector.refused in ("CostRefused", "NotASlot")],
    ids=lambda v: v.name,
)
def test_what_is_refused_on_sight_costs_no_derivation(
    vector: SlotVector, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(**_: object) -> None:
        pytest.fail("derived")

    monkeypatch.setattr(slots, "Argon2id", never)
    monkeypatch.setattr(slots, "hkdf", never)
    with pytest.raises(SlotRefused):
        vector.tried()


def test_every_way_to_refuse_a_slot_has_a_vector() -> None:
    reasons = {kind.__name__ for kind in SlotRefused.__subclasses__()}
    assert {vector.refused for vector in SLOTS} - {""} == reasons


@pytest.mark.parametrize("vector", vectors("codes.json", Code), ids=lambda vector: vector.code)
def test_a_code_gives_its_secret_however_it_is_typed(vector: Code) -> None:
    assert {read_code(typed).hex() for typed in (vector.code, *vector.also)} == {vector.secret}


@pytest.mark.parametrize(
    ("length", "size"), msgspec.json.decode((HERE / "buckets.json").read_bytes(), type=Buckets).sizes
)
def test_a_body_of_this_length_is_padded_to_that_size(length: int, size: int) -> None:
    assert envelope.bucket(length) == size


def test_a_ring_and_a_manifest_kept_long_ago_still_open() -> None:
    ring = keys.open_ring(bytes.fromhex(KEYS.ring), AK, ACCOUNT, KEYS.revision)
    assert ring == KEYS.keyring()
    manifest = keys.open_manifest(bytes.fromhex(KEYS.manifest), ring, ACCOUNT, KEYS.manifest_revision)
    tally = Tally(open=KEYS.open, last=KEYS.last)
    assert manifest == Manifest(bytes.fromhex(KEYS.total), KEYS.count, tally)


def test_a_session_is_sealed_byte_for_byte() -> None:
    assert keys.session_name(COOKIE).hex() == KEYS.session_name
    assert keys.seal_session(AK, COOKIE, BOUND).hex() == KEYS.session
    assert keys.open_session(bytes.fromhex(KEYS.session), COOKIE, BOUND) == AK


def test_what_was_boxed_long_ago_still_comes_out() -> None:
    ring = KEYS.keyring()
    assert keys.box_public(ring).hex() == KEYS.box_public
    assert keys.box_mark(keys.box_public(ring), ACCOUNT, INSTANCE).hex() == KEYS.box_mark
    body = keys.out_of_box(bytes.fromhex(KEYS.boxed), ring, account=ACCOUNT, item=ITEM)
    assert body.hex() == KEYS.boxed_body


def test_shelves_salts_marks_and_sums_stay_what_they_are() -> None:
    ring, record = KEYS.keyring(), b"R" * 16
    assert keys.shelf(ring, "moment").hex() == KEYS.shelf_of_moment
    assert keys.salt(ring, "import").hex() == KEYS.salt_for_import
    assert ledger.mark(ACCOUNT, INSTANCE) == KEYS.erased
    assert envelope.fingerprint(ring.manifest, record, 5, b"a blob") == int(KEYS.fingerprint, 16)
    ways_in = [SLOTS[0].slot.slot(), SLOTS[2].slot.slot()]
    assert slots.listed(ways_in).hex() == KEYS.slot_list
