"""A file of cards may be anything: it is read or refused for the reason it claims, at once, and never breaks."""

import time
from contextlib import suppress
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanto.share import refusals
from leanto.share.refusals import CardsRefused
from leanto.share.vcard import LONGEST_LINE, MOST_BYTES, MOST_CARDS, Version, read, write
from tests.share import address_books

HEAD, FOOT = b"BEGIN:VCARD\nVERSION:4.0\nFN:Maya\n", b"\nEND:VCARD\n"
SMALL = HEAD + FOOT


def filled(unit: bytes, size: int = MOST_BYTES) -> bytes:
    """One card with as many of these in it as there is room for."""
    return HEAD + unit * ((size - len(HEAD) - len(FOOT)) // len(unit)) + FOOT


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (filled(b"X") + b" " * MOST_BYTES, refusals.CardsTooLarge),
        (b"TEL:" + b"1" * 1_000_000, refusals.CardsTooLarge),
        (SMALL * (MOST_CARDS + 1), refusals.TooManyCards),
        (SMALL.decode().encode("utf-16"), refusals.NotText),
        (HEAD + b"NOTE:\xe9" + FOOT, refusals.NotText),
        (HEAD + b"NOTE:\0" + FOOT, refusals.NotText),
        (b"\x89PNG\r\n\x1a\n", refusals.NotText),
        (b"", refusals.NotCards),
        (b" \r\n\t", refusals.NotCards),
        (b"name,phone\nMaya,01", refusals.NotCards),
        (b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR", refusals.NotCards),
        (b"<html>", refusals.NotCards),
        (HEAD, refusals.NotCards),
        (FOOT, refusals.NotCards),
        (b"Hello Ana\n" + SMALL, refusals.NotCards),
        (HEAD + SMALL + FOOT, refusals.NotCards),
        (b"BEGIN:VCARD\nFN:Maya\nEND:VCARD", refusals.OtherVersion),
        (b"BEGIN:VCARD\nVERSION:3.0\nVERSION:4.0\nFN:Maya\nEND:VCARD", refusals.OtherVersion),
        (SMALL + b"BEGIN:VCARD\nVERSION:2.1\nN;CELL:Maya\nEND:VCARD", refusals.OtherVersion),
        (HEAD + b"TEL:" + b"1" * LONGEST_LINE + FOOT, refusals.LongLine),
        (HEAD + b"TEL:" + b"\n 1" * LONGEST_LINE + FOOT, refusals.LongLine),
    ],
    ids=lambda value: value[:24].decode(errors="replace") if isinstance(value, bytes) else value.__name__,
)
def test_it_is_refused_for_the_reason_it_claims(data: bytes, kind: type[CardsRefused]) -> None:
    with pytest.raises(CardsRefused) as refused:
        read(data)
    assert type(refused.value) is kind
    assert str(refused.value).startswith("Nothing was read: ")


def test_it_says_at_which_card() -> None:
    with pytest.raises(refusals.OtherVersion, match="card 2 is not of version"):
        read(SMALL + b"BEGIN:VCARD\nVERSION:2.1\nEND:VCARD")
    with pytest.raises(refusals.LongLine, match="line of card 3"):
        read(SMALL + SMALL + HEAD + b"EMAIL:" + b"a" * LONGEST_LINE + FOOT)


def test_the_most_that_is_taken_is_taken() -> None:
    assert len(read(SMALL * MOST_CARDS).cards) == MOST_CARDS
    full = filled(b"NOTE:a\n", MOST_BYTES - 50)
    assert read(full + b"\n" * (MOST_BYTES - len(full))).cards[0].name == "Maya"


def mutated(random: Random, data: bytes) -> bytes:
    """One to four changes: a bit, a byte, a piece gone, doubled or moved, an end cut off, two files mixed."""
    raw = bytearray(data)
    for _ in range(random.randint(1, 4)):
        at, size = random.randrange(len(raw) or 1), random.choice([1, 2, 8, 64, 512])
        match random.randrange(7):
            case 0 if raw:
                raw[at] ^= 1 << random.randrange(8)
            case 1:
                raw[at : at + 1] = random.choice(
                    [b"\0", b"\n", b"\r\n ", b'"', b":", b";", b"\\", b",", b"\xff"]
                )
            case 2:
                del raw[at : at + size]
            case 3:
                raw[at:at] = raw[at : at + size] * random.randint(1, 3)
            case 4:
                piece = raw[at : at + size]
                del raw[at : at + size]
                raw[(to := random.randrange(len(raw) + 1)) : to] = piece
            case 5:
                del raw[at:]
            case _:
                other = random.choice(list(address_books.ALL.values()))
                raw[at:] = other[random.randrange(len(other)) :]
    return bytes(raw)


def test_ten_thousand_spoilt_files_are_read_or_refused() -> None:
    random = Random(2426 + 6350)
    outcomes = dict.fromkeys(["read", *(kind.__name__ for kind in CardsRefused.__subclasses__())], 0)
    originals = list(address_books.ALL.values())
    for turn in range(10_000):
        try:
            found = read(mutated(random, originals[turn % len(originals)]))
        except CardsRefused as refused:
            outcomes[type(refused).__name__] += 1
        else:
            outcomes["read"] += 1
            assert not found.cards or read(write(found.cards, Version.v4)).cards == found.cards
    reached = {name for name, times in outcomes.items() if times > 20}
    assert {"read", "NotText", "NotCards", "OtherVersion"} <= reached, outcomes


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for raw in (data, HEAD + data + FOOT):
        with suppress(CardsRefused):
            read(raw)


BOMBS = [
    b"\n ",
    b"\n",
    b"a.",
    b'PHOTO;"',
    b";",
    b'"',
    b"TEL:1\n",
    b'FN;A="b":c\n',
    b"N:\\;\\,\n",
    b"\n\n ",
    b"X:\xc3\xa9\n ",
]


@pytest.mark.parametrize("unit", BOMBS)
def test_a_file_made_to_be_slow_is_not(unit: bytes) -> None:
    """Four times as much takes about four times as long, and the largest that is read takes under two seconds."""

    def seconds(size: int) -> float:
        data = filled(unit, size)
        began = time.process_time()
        read(data, most=len(data))
        return time.process_time() - began

    whole = min(seconds(MOST_BYTES) for _ in range(2))
    assert whole < 2
    assert whole < 10 * min(seconds(MOST_BYTES // 4) for _ in range(2)) + 0.05


@pytest.mark.parametrize("unit", [b";a", b';"', b'"a', b"\\", b"\\;", b";", b",", b"%00", b"a=b;"])
@pytest.mark.parametrize("name", [b"N:", b"TEL;", b"TEL;VALUE=uri:tel:", b"FN;A="])
def test_nor_is_the_longest_line(name: bytes, unit: bytes) -> None:
    line = (name + unit * LONGEST_LINE)[: LONGEST_LINE - 2] + b":a"
    began = time.process_time()
    read(HEAD + line + FOOT)
    assert time.process_time() - began < 0.5
