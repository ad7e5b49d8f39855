"""The ring, the manifest, the session's half and the box: each opens for its owner and nobody else."""

import hmac
import os

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from leanto.vault import keys
from leanto.vault.envelope import Refused, Tampered, hkdf, lp
from leanto.vault.keys import Forged, Keyring, Manifest, Tally

ACCOUNT, OTHER = b"A" * 16, b"B" * 16
AK, INSTANCE, ITEM = bytes(range(32)), b"I" * 32, b"i" * 16
COOKIE, BOUND = b"c" * 32, b"the row's columns"
TERMS = st.lists(st.integers(0, 2**512 - 1), max_size=12)


def boxed(ring: Keyring, body: bytes = b"late words") -> bytes:
    public = keys.box_public(ring)
    mark = keys.box_mark(public, ACCOUNT, INSTANCE)
    return keys.into_box(body, public, mark, account=ACCOUNT, item=ITEM, instance_key=INSTANCE)


def test_a_ring_opens_with_its_account_key_at_its_revision() -> None:
    ring = keys.new_ring()
    blob = keys.seal_ring(ring, AK, ACCOUNT, 7)
    assert keys.open_ring(blob, AK, ACCOUNT, 7) == ring


@pytest.mark.parametrize(
    ("key", "account", "revision"),
    [(b"x" * 32, ACCOUNT, 7), (AK, OTHER, 7), (AK, ACCOUNT, 6), (AK, ACCOUNT, 8)],
)
def test_a_ring_opens_nowhere_else(key: bytes, account: bytes, revision: int) -> None:
    blob = keys.seal_ring(keys.new_ring(), AK, ACCOUNT, 7)
    with pytest.raises(Refused):
        keys.open_ring(blob, key, account, revision)


def test_no_two_new_rings_share_a_key() -> None:
    rings = [keys.new_ring() for _ in range(20)]
    every = [key for ring in rings for key in (*ring.epochs.values(), ring.box, ring.manifest, ring.shelf)]
    assert len({bytes(key) for key in every}) == len(every) == 80
    assert {len(key) for key in every} == {32}


def test_a_ring_shows_no_key_in_a_log_or_a_traceback() -> None:
    assert repr(keys.new_ring()) == "<Keyring, epoch 1>"


@given(TERMS, TERMS)
def test_the_manifest_is_a_sum_in_which_order_does_not_matter(kept: list[int], gone: list[int]) -> None:
    manifest = Manifest()
    for term in (*kept, *gone):
        manifest = manifest.changed(come=term, rows=1)
    for term in reversed(gone):
        manifest = manifest.changed(gone=term, rows=-1)
    assert manifest.matches(reversed(kept))
    assert manifest.count == len(kept)


@given(TERMS, st.integers(1, 2**512 - 1))
def test_a_row_more_or_less_or_other_does_not_match(kept: list[int], other: int) -> None:
    manifest = Manifest()
    for term in kept:
        manifest = manifest.changed(come=term, rows=1)
    assert not manifest.matches([*kept, other])
    assert not manifest.matches([*kept, 0])
    if kept:
        assert not manifest.matches(kept[1:])
        assert not manifest.matches([*kept[1:], (kept[0] + other) % 2**512])


def test_a_change_touches_nothing_it_was_not_asked_to() -> None:
    tally = Tally(open=("a" * 32,))
    first = Manifest().changed(come=7, rows=1, tally=tally)
    second = first.changed(gone=7, come=9)
    assert (second.count, second.tally) == (1, tally)
    assert int.from_bytes(second.total, "big") == 9
    assert second.changed(tally=Tally()) == Manifest(second.total, 1, Tally())
    assert Manifest().changed() == Manifest() == Manifest(bytes(64), 0, Tally())


def test_a_manifest_opens_in_its_own_account_at_its_own_revision() -> None:
    ring, manifest = keys.new_ring(), Manifest().changed(come=5, rows=1, tally=Tally(open=("a" * 32,)))
    blob = keys.seal_manifest(manifest, ring, ACCOUNT, 3)
    assert keys.open_manifest(blob, ring, ACCOUNT, 3) == manifest
    for account, revision in ((OTHER, 3), (ACCOUNT, 2), (ACCOUNT, 4)):
        with pytest.raises(Refused):
            keys.open_manifest(blob, ring, account, revision)


def test_a_ring_and_a_manifest_cannot_stand_in_for_each_other() -> None:
    ring = Keyring({0: hkdf(AK, b"", lp(b"leanto/v1/keyring"), 32)}, 0, AK, AK, AK)
    with pytest.raises(Refused):
        keys.open_manifest(keys.seal_ring(ring, AK, ACCOUNT, 1), ring, ACCOUNT, 1)


def test_shelves_and_salts_differ_by_ring_and_by_word() -> None:
    one, two = keys.new_ring(), keys.new_ring()
    assert keys.shelf(one, "moment") == keys.shelf(one, "moment")
    assert len({keys.shelf(ring, kind) for ring in (one, two) for kind in ("moment", "person")}) == 4
    assert len({keys.salt(ring, use) for ring in (one, two) for use in ("import", "moment")}) == 4
    assert len(keys.shelf(one, "moment")) == 8


def test_a_session_opens_with_its_cookie_and_its_own_row() -> None:
    sealed = keys.seal_session(AK, COOKIE, BOUND)
    assert keys.open_session(sealed, COOKIE, BOUND) == AK
    assert AK not in sealed


@pytest.mark.parametrize(("cookie", "bound"), [(b"d" * 32, BOUND), (COOKIE, b"other columns"), (b"", BOUND)])
def test_a_session_opens_with_nothing_else(cookie: bytes, bound: bytes) -> None:
    with pytest.raises(Tampered):
        keys.open_session(keys.seal_session(AK, COOKIE, BOUND), cookie, bound)


@pytest.mark.parametrize("sealed", [b"", b"short", bytes(48)])
def test_a_session_row_that_was_emptied_or_made_up_opens_nothing(sealed: bytes) -> None:
    with pytest.raises(Tampered):
        keys.open_session(sealed, COOKIE, BOUND)


def test_the_name_of_a_session_does_not_give_its_cookie() -> None:
    assert keys.session_name(COOKIE) != COOKIE
    assert COOKIE not in keys.seal_session(AK, COOKIE, BOUND)


def test_what_went_into_the_box_comes_out_for_the_owner() -> None:
    ring = keys.new_ring()
    assert keys.out_of_box(boxed(ring), ring, account=ACCOUNT, item=ITEM) == b"late words"


def test_the_box_is_hpke_of_rfc_9180_base_mode() -> None:
    """The receiver's side written out from the RFC: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM."""
    ring = keys.new_ring()
    sealed, kem_suite = boxed(ring), b"KEM" + b"\x00\x20"
    suite = b"HPKE" + b"\x00\x20" + b"\x00\x01" + b"\x00\x02"

    def extract(salt: bytes, label: bytes, ikm: bytes, suite: bytes) -> bytes:
        return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + ikm, "sha256")

    def expand(prk: bytes, label: bytes, info: bytes, length: int, suite: bytes) -> bytes:
        labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
        return hmac.digest(prk, labelled + b"\x01", "sha256")[:length]

    enc, secret = sealed[:32], X25519PrivateKey.from_private_bytes(ring.box)
    shared = secret.exchange(X25519PublicKey.from_public_bytes(enc))
    context = enc + keys.box_public(ring)
    shared = expand(extract(b"", b"eae_prk", shared, kem_suite), b"shared_secret", context, 32, kem_suite)
    info = lp(b"leanto/v1/box", ACCOUNT, ITEM)
    schedule = b"\0" + extract(b"", b"psk_id_hash", b"", suite) + extract(b"", b"info_hash", info, suite)
    base = extract(shared, b"secret", b"", suite)
    key, nonce = expand(base, b"key", schedule, 32, suite), expand(base, b"base_nonce", schedule, 12, suite)
    assert AESGCM(key).decrypt(nonce, sealed[32:], b"") == b"late words"


@pytest.mark.parametrize(("account", "item"), [(OTHER, ITEM), (ACCOUNT, b"j" * 16)])
def test_a_box_item_moved_elsewhere_is_refused(account: bytes, item: bytes) -> None:
    ring = keys.new_ring()
    with pytest.raises(Tampered):
        keys.out_of_box(boxed(ring), ring, account=account, item=item)


def test_a_box_item_for_another_key_or_cut_short_is_refused() -> None:
    ring = keys.new_ring()
    for sealed in (
        boxed(keys.new_ring()),
        boxed(ring)[:-1],
        boxed(ring)[:40],
        boxed(ring)[:31],
        b"",
        bytes(80),
    ):
        with pytest.raises(Tampered):
            keys.out_of_box(sealed, ring, account=ACCOUNT, item=ITEM)


def test_nothing_is_sealed_to_a_key_without_our_mark() -> None:
    """S12: a writer of the database puts a key of their own in the account's place."""
    theirs, ours = keys.box_public(keys.new_ring()), keys.box_public(keys.new_ring())
    marks = (
        keys.box_mark(ours, ACCOUNT, INSTANCE),
        keys.box_mark(theirs, OTHER, INSTANCE),
        keys.box_mark(theirs, ACCOUNT, b"J" * 32),
        b"",
    )
    for mark in marks:
        with pytest.raises(Forged):
            keys.into_box(b"words", theirs, mark, account=ACCOUNT, item=ITEM, instance_key=INSTANCE)


def test_keys_come_from_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "urandom", lambda count: b"u" * count)
    assert keys.new_key() == b"u" * 32


def test_hkdf_with_an_empty_salt_is_the_zero_salt() -> None:
    assert hkdf(AK, b"", b"info", 32) == hkdf(AK, bytes(32), b"info", 32)
