"""A file that is not right is refused whole, for the reason it claims, in one sentence."""

import json
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanto.lab.demo import life
from leanto.records import BodyCheck, Fields, Record
from leanto.share import archive, page, reader, refusals
from leanto.share.archive import SECTIONS
from leanto.share.refusals import ArchiveRefused
from tests.share.lives import NOW, SALT, bodies

HEAD = {"leanto": {"format": 1}}
AT = "2026-03-02T21:40:00+00:00"
MOMENT = {"schema": 1, "id": "a" * 32, "at": AT, "did": "alone"}
PERSON = {
    "schema": 1,
    "id": "b" * 32,
    "name": "Maya",
    "relation": "friend",
    "gate": "safe",
    "gate_at": AT,
    "safe_for": [],
    "channels": [],
}
STEP = {"schema": 1, "id": "c" * 32, "text": "Ask", "kind": "ask", "domain": "work", "rung": 20}
DRAFT = {"schema": 1, "id": "d" * 32, "at": AT, "path": "/name/", "fields": {}}
PREFERENCES = {"schema": 1, "id": "e" * 32}


def file(section: str, *entries: object) -> bytes:
    return json.dumps({**HEAD, section: entries}).encode()


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"", refusals.NotJson),
        (b"<html>", refusals.NotJson),
        (b'{"leanto": {"format": 1}', refusals.NotJson),
        (b"\xff\xfe{\x00}\x00", refusals.NotJson),
        (b'{"leanto": {"format": 1}, "moments": ["\\ud800"]}', refusals.NotJson),
        (b'{"leanto": {"format": NaN}}', refusals.NotJson),
        (b"[" * 100_000, refusals.NotJson),
        (b'{"a":' * 100_000, refusals.NotJson),
        (b'{"leanto": {"format": 1}, "moments": [' + b"9" * 5_000 + b"]}", refusals.NotJson),
        (b"[]", refusals.NotOurs),
        (b"1", refusals.NotOurs),
        (b"{}", refusals.NotOurs),
        (b'{"leanto": []}', refusals.NotOurs),
        (b'{"leanto": {"format": true}}', refusals.NotOurs),
        (b'{"leanto": {"format": "1"}}', refusals.NotOurs),
        (b'{"leanto": {"format": 0}}', refusals.NotOurs),
        (b'{"leanto": {"format": 2}}', refusals.TooNew),
        (b'{"leanto": {"format": 1}, "moments": {}}', refusals.BadSection),
        (b'{"leanto": {"format": 1}, "people": null}', refusals.BadSection),
        (file("moments", 5), refusals.BadRecord),
        (file("moments", {**MOMENT, "schema": 2}), refusals.TooNew),
        (file("moments", {**MOMENT, "schema": 10**30}), refusals.TooNew),
        (file("moments", MOMENT, MOMENT), refusals.Doubled),
        (file("moments", {**MOMENT, "text": "a\0b"}), refusals.NulText),
        (file("drafts", {**DRAFT, "fields": {"a\0": []}}), refusals.NulText),
        (file("drafts", {**DRAFT, "fields": {"a": ["\0"]}}), refusals.NulText),
        (file("moments", {**MOMENT, "text": "a" * (4 * 1024 * 1024)}), refusals.TooLong),
    ],
    ids=lambda value: value[:32].decode(errors="replace") if isinstance(value, bytes) else value.__name__,
)
def test_it_is_refused_for_the_reason_it_claims(raw: bytes, kind: type[ArchiveRefused]) -> None:
    with pytest.raises(ArchiveRefused) as refused:
        archive.read(raw)
    assert type(refused.value) is kind


def test_a_file_over_the_limit_is_refused_unread() -> None:
    with pytest.raises(refusals.TooLarge):
        archive.read(b" " * (archive.MOST_BYTES + 1))


@pytest.mark.parametrize(
    ("section", "entry", "field"),
    [
        ("moments", {**MOMENT, "did": "danced"}, "did"),
        ("moments", {**MOMENT, "overwhelmed": 5}, "overwhelmed"),
        ("moments", {**MOMENT, "overwhelmed": True}, "overwhelmed"),
        ("moments", {**MOMENT, "text": None}, "text"),
        ("moments", {**MOMENT, "signs": ["refusing", "x"]}, "signs"),
        ("moments", {**MOMENT, "at": "2026-03-02T21:40:00"}, "at"),
        ("moments", {**MOMENT, "at": "0001-01-01T00:00:00+14:00"}, "at"),
        ("moments", {**MOMENT, "at": "9999-12-31T23:59:59-14:00"}, "at"),
        ("moments", {**MOMENT, "at": 12}, "at"),
        ("moments", {**MOMENT, "id": "a"}, "id"),
        ("moments", {**MOMENT, "id": "A" * 32}, "id"),
        ("moments", {**MOMENT, "id": "a" * 32 + "\n"}, "id"),
        ("moments", {**MOMENT, "schema": 0}, "schema"),
        ("moments", {**MOMENT, "schema": 1.0}, "schema"),
        ("moments", {key: value for key, value in MOMENT.items() if key != "schema"}, "schema"),
        ("moments", {key: value for key, value in MOMENT.items() if key != "did"}, "did"),
        ("people", {**PERSON, "ring": 4}, "ring"),
        ("people", {**PERSON, "ring": 10**30}, "ring"),
        ("people", {**PERSON, "phone": 999}, "phone"),
        ("steps", {**STEP, "rung": 1e300}, "rung"),
        ("steps", {**STEP, "rung": -1}, "rung"),
        ("drafts", {**DRAFT, "path": "//elsewhere.example/"}, "path"),
        ("drafts", {**DRAFT, "path": "/\\elsewhere.example/"}, "path"),
        ("drafts", {**DRAFT, "path": "javascript:alert(1)"}, "path"),
        ("drafts", {**DRAFT, "path": "/name/?next=/"}, "path"),
        ("preferences", {**PREFERENCES, "zone": "Mars/Base"}, "zone"),
        ("preferences", {**PREFERENCES, "zone": "../../etc/passwd"}, "zone"),
        ("preferences", {**PREFERENCES, "country": "Great Britain"}, "country"),
        ("preferences", {**PREFERENCES, "exit_site": "javascript:alert(1)"}, "exit_site"),
        ("preferences", {**PREFERENCES, "exit_site": "https://a b"}, "exit_site"),
    ],
)
def test_a_record_that_does_not_hold_is_named_with_its_place_and_field(
    section: str, entry: Fields, field: str
) -> None:
    with pytest.raises(refusals.BadField) as refused:
        archive.read(file(section, entry))
    assert (refused.value.section, refused.value.position, refused.value.field) == (section, 1, field)
    assert str(refused.value).startswith("Nothing was brought in: number 1 of")


def test_the_place_is_counted_from_one() -> None:
    with pytest.raises(refusals.BadRecord) as refused:
        archive.read(file("moments", MOMENT, {**MOMENT, "id": "b" * 32}, 7))
    assert (refused.value.section, refused.value.position) == ("moments", 3)


def test_an_id_is_one_s_own_across_sections() -> None:
    raw = json.dumps({**HEAD, "moments": [MOMENT], "people": [{**PERSON, "id": MOMENT["id"]}]}).encode()
    with pytest.raises(refusals.Doubled) as refused:
        archive.read(raw)
    assert refused.value.section == "people"


def test_a_refusal_never_repeats_what_was_written() -> None:
    with pytest.raises(ArchiveRefused) as refused:
        archive.read(file("moments", {**MOMENT, "did": "told nobody"}))
    assert "told nobody" not in str(refused.value)


def test_a_backslash_before_a_nul_s_number_is_not_a_nul() -> None:
    assert archive.read(file("moments", {**MOMENT, "text": r"typed \u0000 by hand"})).counts


def test_a_body_that_an_upgrade_cannot_take_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BodyCheck, "upgrades", (lambda body: {**body, "body": body["felt"].lower()},))
    for body in ({"schema": 1}, {"schema": 1, "felt": 3}):
        with pytest.raises(refusals.BadRecord):
            archive.read(file("body_checks", body))


@given(st.binary(max_size=200))
def test_no_bytes_at_all_are_met_with_anything_but_a_refusal(raw: bytes) -> None:
    with pytest.raises(ArchiveRefused):
        archive.read(raw)


# Two thousand damaged copies of a real archive. What is still accepted must also be harmless to all that follows.

NUMBERS = [None, True, False, 0, -1, 2**63, 2**64, 10**40, 1e308, -0.0, 5e-324]
WORDS = [
    "",
    "a",
    "\0",
    "\x1b[2J",
    "\u202e",
    "\ufeff",
    "9" * 400,
    "a" * 100_000,
    "<script>",
    "{{ text }}",
    "\U0001fa9c",
]
TIMES = [
    "2026-02-30T25:61:00Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "2026-03-02T21:40:00",
]
SHAPES: list[Any] = [[], {}, [[]], [[[[[[{}]]]]]], {"id": {"id": {}}}, ["\ud800"], {"": None}]
HOSTILE: list[Any] = [*NUMBERS, *WORDS, *TIMES, *SHAPES]


def nodes(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        found += nodes(value[key], (*path, key))
    return found


def at(whole: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        whole = whole[key]
    return whole


def swapped(data: Any, chance: Random) -> bytes:
    *way, key = chance.choice(nodes(data))
    at(data, tuple(way))[key] = chance.choice(HOSTILE)
    return json.dumps(data).encode()


def renamed(data: Any, chance: Random) -> bytes:
    *way, key = chance.choice([path for path in nodes(data) if isinstance(path[-1], str)])
    holder = at(data, tuple(way))
    holder[chance.choice(["at", "id", "schema", "text", "x" * 5_000, ""])] = holder.pop(key)
    return json.dumps(data).encode()


def dropped(data: Any, chance: Random) -> bytes:
    *way, key = chance.choice(nodes(data))
    del at(data, tuple(way))[key]
    return json.dumps(data).encode()


def doubled(data: Any, chance: Random) -> bytes:
    section = data[chance.choice([name for name in SECTIONS if data[name]])]
    section.append(deepcopy(chance.choice(section)))
    return json.dumps(data).encode()


def flipped(data: Any, chance: Random) -> bytes:
    raw = bytearray(json.dumps(data).encode())
    for _ in range(chance.randrange(1, 4)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


def cut(data: Any, chance: Random) -> bytes:
    raw = json.dumps(data).encode()
    first, last = sorted(chance.randrange(len(raw)) for _ in range(2))
    return raw[:first] + raw[last:]


def small_life() -> list[Record]:
    every = life(26, NOW)
    return [one for kind in SECTIONS.values() for one in [each for each in every if type(each) is kind][:2]]


DAMAGE: list[Callable[[Any, Random], bytes]] = [
    swapped,
    swapped,
    swapped,
    renamed,
    dropped,
    doubled,
    flipped,
    cut,
]


def refused(raw: bytes) -> str:
    """The sentence of a refusal, or nothing where the file was read and did no harm to what follows."""
    try:
        found = archive.read(raw)
    except ArchiveRefused as why:
        return str(why)
    copies = archive.renewed(found, SALT, set())
    again = archive.write(bodies(copies), NOW, "1.0")
    assert len(list(archive.read(again))) == len(copies)
    assert page.html(bodies(copies), NOW, ZoneInfo("Pacific/Kiritimati"))
    assert list(reader.pages(json.loads(again)))
    return ""


def test_two_thousand_damaged_files_are_refused_or_harmless() -> None:
    whole, chance = json.loads(archive.write(bodies(small_life()), NOW, "1.0")), Random(3)
    damaged = [DAMAGE[turn % len(DAMAGE)](deepcopy(whole), chance) for turn in range(2_000)]
    sentences = [sentence for raw in damaged if (sentence := refused(raw))]
    assert 1_000 < len(sentences) < 1_950
    assert all(sentence.startswith("Nothing was brought in: ") for sentence in sentences)
    assert max(map(len, sentences)) < 160
