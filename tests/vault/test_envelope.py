"""Whatever is sealed opens where it was sealed, and nowhere else; nothing that was touched opens at all."""

import hashlib
import hmac
import math
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanto.vault import envelope
from leanto.vault.envelope import (
    HEAD,
    MOST,
    TAG,
    NotAnEnvelope,
    NotCanonical,
    Place,
    Refused,
    bucket,
    fingerprint,
    hkdf,
    lp,
    opened,
    padded,
    seal,
    unpadded,
)

KEY = bytes(range(32))
PLACE = Place(b"A" * 16, "moment", b"R" * 16, 1)
SIXTEEN = st.binary(min_size=16, max_size=16)
PLACES = st.builds(Place, SIXTEEN, st.text(max_size=20), SIXTEEN, st.integers(1, 2**64 - 1))
EPOCHS = st.integers(0, 2**32 - 1)


@given(PLACES, EPOCHS, st.binary(max_size=9000), st.binary(min_size=32, max_size=32))
def test_what_is_sealed_opens_again(place: Place, epoch: int, body: bytes, key: bytes) -> None:
    blob = seal(key, epoch, place, body)
    assert opened({epoch: key}, place, blob) == body
    assert len(blob) == HEAD + bucket(len(body)) + TAG


@given(PLACES, PLACES, st.binary(max_size=100))
def test_it_opens_in_no_other_place(here: Place, there: Place, body: bytes) -> None:
    blob = seal(KEY, 1, here, body)
    if here == there:
        assert opened({1: KEY}, there, blob) == body
    else:
        with pytest.raises(Refused):
            opened({1: KEY}, there, blob)


@pytest.mark.parametrize("part", Place._fields)
def test_each_part_of_the_place_is_bound(part: str) -> None:
    other = Place(b"B" * 16, "moments", b"S" * 16, 2)
    blob = seal(KEY, 1, PLACE, b"words")
    with pytest.raises(Refused):
        opened({1: KEY}, PLACE._replace(**{part: getattr(other, part)}), blob)


def test_every_flipped_bit_is_refused() -> None:
    blob = seal(KEY, 1, PLACE, b"I let someone help me today")
    for bit in range(len(blob) * 8):
        touched = bytearray(blob)
        touched[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Refused):
            opened({1: KEY}, PLACE, bytes(touched))


def test_every_truncation_and_every_extension_is_refused() -> None:
    blob = seal(KEY, 1, PLACE, b"y" * 300)
    for length in range(len(blob)):
        with pytest.raises(Refused):
            opened({1: KEY}, PLACE, blob[:length])
    for length in range(1, 300):
        with pytest.raises(Refused):
            opened({1: KEY}, PLACE, blob + bytes(length))


def test_a_blob_over_the_most_there_is_is_refused_before_it_costs_memory() -> None:
    blob = bytes(bytearray(envelope.PREFIX).ljust(HEAD + bucket(MOST) + TAG + 1, b"\0"))
    tracemalloc.start()
    with pytest.raises(NotAnEnvelope):
        opened({1: KEY}, PLACE, blob)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1024 * 1024


def test_the_most_there_is_opens_and_one_byte_more_is_not_sealed() -> None:
    body = bytes(MOST)
    assert opened({1: KEY}, PLACE, seal(KEY, 1, PLACE, body)) == body
    with pytest.raises(ValueError, match="16 MiB"):
        seal(KEY, 1, PLACE, body + b"x")


def test_two_envelopes_of_one_body_share_nothing_that_could_be_compared() -> None:
    one, two = seal(KEY, 1, PLACE, b"same"), seal(KEY, 1, PLACE, b"same")
    assert one[:8] == two[:8]
    assert one[8:40] != two[8:40]
    assert one[40:56] != two[40:56]
    assert one[56:] != two[56:]


@given(st.integers(0, 2**24))
def test_a_bucket_holds_its_body_and_wastes_little(length: int) -> None:
    size = bucket(length)
    assert size >= length + 4
    assert size <= max(256, length + 4 + 255) or size <= 1.12 * (length + 4)
    assert bucket(size - 4) == size


@given(st.integers(4093, 2**24))
def test_past_the_ladder_the_bucket_is_padme(length: int) -> None:
    need = length + 4
    exponent = int(math.log2(need))
    low_bits = exponent - (int(math.log2(exponent)) + 1)
    mask = (1 << low_bits) - 1
    assert bucket(length) == (need + mask) & ~mask


@given(st.integers(0, 2**24), st.integers(0, 2**24))
def test_a_longer_body_never_has_a_smaller_bucket(one: int, two: int) -> None:
    assert (bucket(one) <= bucket(two)) == (one <= two or bucket(one) == bucket(two))


@given(st.binary(max_size=6000))
def test_padding_comes_off_again(body: bytes) -> None:
    assert unpadded(padded(body)) == body


def test_answers_to_a_questionnaire_look_alike_whether_few_or_many() -> None:
    place = Place(b"A" * 16, "response", b"R" * 16, 1)
    few, many = seal(KEY, 1, place, b"few"), seal(KEY, 1, place, b"many" * 1000)
    assert len(few) == len(many) == HEAD + 4096 + TAG
    assert opened({1: KEY}, place, few) == b"few"
    with pytest.raises(NotCanonical):
        unpadded(padded(b"few"), "response")


@given(st.binary(min_size=4, max_size=6000))
def test_only_the_writers_own_padding_is_read(padding: bytes) -> None:
    try:
        body = unpadded(padding)
    except NotCanonical:
        return
    assert padded(body) == padding


@given(st.lists(st.binary(max_size=6), max_size=4), st.lists(st.binary(max_size=6), max_size=4))
def test_no_two_lists_are_joined_to_the_same_bytes(one: list[bytes], two: list[bytes]) -> None:
    assert (lp(*one) == lp(*two)) == (one == two)


@given(
    st.binary(min_size=1, max_size=64), st.binary(max_size=64), st.binary(max_size=64), st.integers(1, 100)
)
def test_hkdf_is_rfc_5869(ikm: bytes, salt: bytes, info: bytes, length: int) -> None:
    extracted = hmac.digest(salt or bytes(32), ikm, "sha256")
    out, last = b"", b""
    for number in range(1, 5):
        last = hmac.digest(extracted, last + info + bytes((number,)), "sha256")
        out += last
    assert hkdf(ikm, salt, info, length) == out[:length]


@given(SIXTEEN, st.integers(1, 2**64 - 1), st.binary(max_size=100))
def test_a_fingerprint_names_the_row_its_revision_and_every_byte(
    record: bytes, revision: int, blob: bytes
) -> None:
    mark = record, revision, blob
    assert fingerprint(KEY, *mark) == fingerprint(KEY, *mark) < 2**512
    assert fingerprint(KEY, *mark) != fingerprint(KEY, record, revision, blob + b"x")
    assert fingerprint(KEY, *mark) != fingerprint(KEY, record, revision - 1, blob)
    assert fingerprint(KEY, *mark) != fingerprint(hashlib.sha256(KEY).digest(), *mark)


def test_a_refusal_says_nothing_of_why() -> None:
    kinds: list[type[Refused]] = [Refused, *Refused.__subclasses__()]
    said = {str(kind()) for kind in kinds}
    assert said == {"This page could not be opened. It may have been changed outside Leanto."}
