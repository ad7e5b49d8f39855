"""S2 to S11: sealed blobs swapped, moved, put back, flipped, cut and made up; slots made cheap, dear or false."""

import random
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from msgspec import Struct

from leanto.vault.envelope import (
    HEAD,
    MOST,
    NotAnEnvelope,
    NotCanonical,
    Place,
    Refused,
    Tampered,
    UnknownEpoch,
    UnknownSuite,
    WrongKey,
    bucket,
    opened,
    padded,
    seal,
)
from tests.trials.conftest import Told, many
from tests.vault import test_vectors as vectors

KINDS = ("moment", "person", "reach_out", "lesson", "draft")
LENGTHS = (0, 1, 27, 251, 252, 253, 300, 1000, 4092, 4093, 9000)
KEYS = {1: bytes(range(32)), 2: bytes(range(32, 64))}
MEGABYTE = 1024 * 1024


class Sealed(Struct, frozen=True):
    """A blob where it belongs."""

    place: Place
    epoch: int
    body: bytes
    blob: bytes


class Try(Struct, frozen=True):
    """A blob as an attacker left it, and the reasons for which it may be refused."""

    case: str
    place: Place
    blob: bytes
    reasons: tuple[type[Refused], ...]


def sealed(chance: random.Random, kind: str | None = None, account: bytes = b"A" * 16) -> Sealed:
    place = Place(account, kind or chance.choice(KINDS), chance.randbytes(16), chance.randint(1, 2**40))
    body, epoch = chance.randbytes(chance.choice(LENGTHS)), chance.choice((1, 2))
    return Sealed(place, epoch, body, seal(KEYS[epoch], epoch, place, body))


def swapped(chance: random.Random) -> Try:
    one = sealed(chance)
    return Try("S2 swapped with another row", one.place, sealed(chance, one.place.kind).blob, (Tampered,))


def moved(chance: random.Random) -> Try:
    one, other = sealed(chance), sealed(chance, account=b"B" * 16)
    if chance.random() < 0.5:
        return Try(
            "S3 moved to another account", one.place._replace(account=b"B" * 16), one.blob, (Tampered,)
        )
    kind = chance.choice([kind for kind in KINDS if kind != other.place.kind])
    return Try("S3 moved to another kind", other.place._replace(kind=kind), other.blob, (WrongKey,))


def put_back(chance: random.Random) -> Try:
    one = sealed(chance)
    later = one.place._replace(revision=one.place.revision + chance.choice((1, 2, -1, 2**20)))
    return Try("S4 another revision", later, one.blob, (Tampered,))


def flipped(chance: random.Random) -> Try:
    one = sealed(chance)
    bit = chance.randrange(len(one.blob) * 8)
    blob = bytearray(one.blob)
    blob[bit // 8] ^= 1 << bit % 8
    return Try("S7 one bit", one.place, bytes(blob), _reasons_at(bit // 8))


def _reasons_at(byte: int) -> tuple[type[Refused], ...]:
    """Which refusal a change of that byte must meet. A flipped epoch may name the other key that is there."""
    if byte < 2:
        return (NotAnEnvelope,)
    if byte < 4:
        return (UnknownSuite,)
    if byte < 8:
        return (UnknownEpoch, WrongKey)
    return (WrongKey,) if byte < HEAD else (Tampered,)


def cut(chance: random.Random) -> Try:
    one = sealed(chance)
    length = chance.randrange(len(one.blob))
    return Try("S7 cut", one.place, one.blob[:length], (NotAnEnvelope, Tampered))


def longer(chance: random.Random) -> Try:
    one = sealed(chance)
    more = chance.randbytes(chance.choice((1, 16, 256, 5000)))
    return Try("S7 extended", one.place, one.blob + more, (Tampered,))


def spliced(chance: random.Random) -> Try:
    one, other = sealed(chance), sealed(chance)
    at = chance.choice((8, 40, HEAD, len(one.blob) - 16))
    blob = one.blob[:at] + other.blob[at:]
    return Try("S7 head of one, tail of another", one.place, blob, (WrongKey, Tampered, NotAnEnvelope))


def noise(chance: random.Random) -> Try:
    place = sealed(chance).place
    blob = chance.choice((b"", b"LT\1\1")) + chance.randbytes(chance.choice((0, 10, 328, 600)))
    return Try("S7 noise", place, blob, (NotAnEnvelope, UnknownEpoch, WrongKey))


def renamed(chance: random.Random) -> Try:
    one = sealed(chance)
    version, suite = chance.choice([(0, 1), (2, 1), (255, 1), (1, 0), (1, 2), (1, 255), (0, 0)])
    return Try(
        "S8 unknown version or suite",
        one.place,
        b"LT" + bytes((version, suite)) + one.blob[4:],
        (UnknownSuite,),
    )


def epoch_gone(chance: random.Random) -> Try:
    place, epoch = sealed(chance).place, chance.choice((0, 3, 2**32 - 1))
    return Try("S8 epoch missing", place, seal(KEYS[1], epoch, place, b"words"), (UnknownEpoch,))


def badly_padded(chance: random.Random) -> Try:
    """Sealed in earnest by someone with the key: only the padding gives it away."""
    place, body = sealed(chance).place, chance.randbytes(chance.choice(LENGTHS))
    good = bytearray(padded(body))
    how = chance.randrange(3)
    if how == 0:
        good += bytes(256)
    elif how == 1:
        good[:4] = (len(good) + chance.randrange(1, 2**20)).to_bytes(4, "big")
    elif len(body) + 4 < len(good):
        good[chance.randrange(len(body) + 4, len(good))] = chance.randrange(1, 256)
    else:
        good += bytes(1)
    return Try("S8 padding not canonical", place, _sealed_as_it_is(place, bytes(good)), (NotCanonical,))


def _sealed_as_it_is(place: Place, padding: bytes) -> bytes:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("leanto.vault.envelope.padded", lambda *_: padding)
        return seal(KEYS[1], 1, place, b"")


CASES: tuple[Callable[[random.Random], Try], ...] = (
    swapped,
    moved,
    put_back,
    flipped,
    flipped,
    cut,
    longer,
    spliced,
    noise,
    renamed,
    epoch_gone,
    badly_padded,
)


def tried(count: int, seed: int) -> Iterator[tuple[str, bool]]:
    """Each case by name, and whether it was refused for a reason it may be refused for."""
    chance = random.Random(seed)
    for number in range(count):
        one = CASES[number % len(CASES)](chance)
        try:
            opened(KEYS, one.place, one.blob)
        except one.reasons as refused:
            yield one.case, type(refused) in one.reasons
        except Refused:
            yield one.case, False
        else:
            yield one.case, False


def test_a_few_thousand_of_the_matrix_are_refused_each_for_its_reason() -> None:
    results = list(tried(6000, seed=1))
    assert {case for case, right in results if not right} == set()


@pytest.mark.trials
def test_s2_to_s8_mutated_envelopes(told: Told) -> None:
    wanted, salts = many("TRIAL_ENVELOPES", 1_000_000), set[bytes]()
    counts: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for case, right in tried(wanted, seed=time.time_ns()):
        counts[case] += 1
        wrong[case] += not right
    for case, count in sorted(counts.items()):
        told(case, f"{count - wrong[case]:,} of {count:,} refused, each for its reason", "100 %")
    chance = random.Random()
    for _ in range(100_000):
        salts.add(sealed(chance, "moment").blob[8:40])
    told("S17 salts that two envelopes share", f"{100_000 - len(salts)} of 100,000", "0")
    assert wrong.total() == 0
    assert counts.total() == wanted >= 100_000
    assert len(salts) == 100_000


@pytest.mark.trials
def test_s7_sixteen_mebibytes(told: Told) -> None:
    place = Place(b"A" * 16, "moment", b"R" * 16, 1)
    size = HEAD + bucket(MOST) + 16
    blobs = [
        bytes(size),
        b"LT\1\1" + bytes(size),
        seal(KEYS[1], 1, place, b"words")[:HEAD].ljust(size, b"x"),
        bytes(4 * size),
    ]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for blob in blobs:
        with pytest.raises(Refused) as refused:
            opened(KEYS, place, blob)
        assert "could not be opened" in str(refused.value)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    told("S7 memory for a blob of 16 MiB", f"{grown:.0f} MiB more", "under 64 MiB")
    assert grown < 64


@pytest.mark.trials
@pytest.mark.parametrize(
    ("case", "begins"),
    [
        ("S9 cost under the floor", "S9"),
        ("S10 cost over the ceiling", "S10"),
        ("S11 wrap of another shape", "S11"),
    ],
)
def test_s9_to_s11_slots(told: Told, case: str, begins: str) -> None:
    chosen = [vector for vector in vectors.SLOTS if vector.name.startswith(f"{begins}:")]
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    refused = 0
    for vector in chosen:
        with pytest.raises(Exception, match="did not open") as why:
            vector.tried()
        refused += type(why.value).__name__ == vector.refused
    spent, grown = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    told(
        case,
        f"{refused} of {len(chosen)} refused before deriving: {spent * 1000:.1f} ms, {grown / 1024:.0f} MiB",
        "100 %, nothing derived",
    )
    assert refused == len(chosen) >= 3
    assert grown < 16 * 1024
