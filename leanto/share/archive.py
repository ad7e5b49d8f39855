"""Everything a person keeps as one readable file, and back again.

The file is JSON: a header under ``leanto``, then one list for each kind of record under its everyday
name. Each record is whole, in the schema it is kept in, with its id and its schema number. Nothing is
sealed. The same file brought in twice adds nothing the second time: see ``renewed``.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from inspect import cleandoc

import msgspec
from msgspec import Struct

from leanto.records import (
    BodyCheck,
    Brief,
    Contact,
    Draft,
    Event,
    Exhibit,
    Fields,
    Lesson,
    Load,
    Moment,
    Person,
    Piece,
    Praise,
    Preferences,
    Rating,
    ReachOut,
    Recognition,
    Record,
    Reflection,
    Response,
    Rest,
    SafetyPlan,
    Signal,
    Sitting,
    Step,
    Strength,
)
from leanto.share.refusals import (
    ArchiveRefused,
    BadField,
    BadRecord,
    BadSection,
    Doubled,
    NotJson,
    NotOurs,
    TooLarge,
    TooNew,
)
from leanto.share.sound import refuse_unsound

__all__ = ["SECTIONS", "Archive", "ArchiveRefused", "Bodies", "read", "renewed", "schema", "write"]

Bodies = Mapping[type[Record], Sequence[Fields]]
"""Records by kind, as they are kept: ``schema``, ``id``, and every field they were written with."""

FORMAT = 1
MOST_BYTES = 25 * 1024 * 1024

SECTIONS: Mapping[str, type[Record]] = {
    "moments": Moment,
    "people": Person,
    "steps": Step,
    "reach_outs": ReachOut,
    "lessons": Lesson,
    "ratings": Rating,
    "body_checks": BodyCheck,
    "drafts": Draft,
    "preferences": Preferences,
    "responses": Response,
    "recognitions": Recognition,
    "pile": Load,
    "rests": Rest,
    "hard_moments": SafetyPlan,
    "reflections": Reflection,
    "sittings": Sitting,
    "timeline": Event,
    "exhibits": Exhibit,
    "praise": Praise,
    "pieces": Piece,
    "signals": Signal,
    "strength": Strength,
    "contacts": Contact,
    "briefs": Brief,
}

NOT_SEALED = ("schema", "revision")
"""Names beside a record's own fields: ``schema`` is written down, ``revision`` belongs to one store."""


class Archive(Struct, frozen=True):
    """What a file holds.

    ``extra`` is, by record id, the fields this program does not know, and ``others`` the sections: a
    newer Leanto wrote them.
    """

    records: Mapping[type[Record], tuple[Record, ...]]
    extra: Mapping[str, Fields]
    others: Fields

    @property
    def counts(self) -> dict[type[Record], int]:
        """How many there are of each kind, in the file's order."""
        return {kind: len(records) for kind, records in self.records.items()}

    def __iter__(self) -> Iterator[Record]:
        return (record for records in self.records.values() for record in records)


def write(bodies: Bodies, now: datetime, version: str) -> bytes:
    """Write the archive: UTF-8, indented, oldest first, every field kept, known to this program or not."""
    head = {"format": FORMAT, "written": now, "version": version}
    lists = {name: _by_time(bodies.get(kind, ())) for name, kind in SECTIONS.items()}
    return msgspec.json.format(msgspec.json.encode({"leanto": head, **lists}), indent=2) + b"\n"


def _by_time(bodies: Sequence[Fields]) -> list[Fields]:
    def place(body: Fields) -> list[str]:
        return [str(body.get(name, "")) for name in ("at", "name", "id")]

    return [_ids_first(body) for body in sorted(bodies, key=place)]


def _ids_first(body: Fields) -> Fields:
    first = {name: body[name] for name in ("id", "schema") if name in body}
    return first | {name: value for name, value in body.items() if name != "revision"}


def schema() -> bytes:
    """The JSON Schema (Draft 2020-12) of the archive. It allows fields and sections it does not name."""
    refs, parts = msgspec.json.schema_components(SECTIONS.values(), ref_template="#/$defs/{name}")
    for part in parts.values():
        part["description"] = cleandoc(part["description"]).replace("``", "`")
    for kind in SECTIONS.values():
        _as_kept(kind, parts[kind.__name__])
    lists = {name: {"type": "array", "items": ref} for name, ref in zip(SECTIONS, refs, strict=True)}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Leanto export",
        "description": "Everything one person keeps in Leanto. Not sealed.",
        "type": "object",
        "properties": {"leanto": _HEAD, **lists},
        "required": ["leanto"],
        "$defs": parts,
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


_HEAD = {
    "type": "object",
    "properties": {
        "format": {"const": FORMAT},
        "written": {"type": "string", "format": "date-time"},
        "version": {"type": "string", "description": "The version of Leanto that wrote the file."},
    },
    "required": ["format", "written", "version"],
}


def _as_kept(kind: type[Record], part: Fields) -> None:
    own = {name: shape for name, shape in part["properties"].items() if name not in NOT_SEALED}
    number = {"type": "integer", "minimum": 1, "maximum": _schema_of(kind)}
    part["properties"] = {"id": own.pop("id"), "schema": number, **own}
    part["required"] = [*part["required"], "schema"]


def read(raw: bytes) -> Archive:
    """Read a file back. Raises a subclass of ``ArchiveRefused``, and nothing else, whatever the bytes."""
    sections = _sections(raw)
    found = {kind: _records(name, kind, sections.pop(name, [])) for name, kind in SECTIONS.items()}
    _refuse_doubles(found)
    return Archive(
        records={kind: tuple(record for record, _ in pairs) for kind, pairs in found.items()},
        extra={record.id: extra for pairs in found.values() for record, extra in pairs if extra},
        others=sections,
    )


def _sections(raw: bytes) -> Fields:
    """The file without its header, which is checked here."""
    if len(raw) > MOST_BYTES:
        raise TooLarge
    try:
        # Some editors put a byte order mark before what they save.
        data = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise NotJson from None
    head = data.pop("leanto", None) if isinstance(data, dict) else None
    number = head.get("format") if isinstance(head, dict) else None
    if type(number) is not int or number < 1:
        raise NotOurs
    if number > FORMAT:
        raise TooNew
    return dict(data)


Pair = tuple[Record, Fields]
"""A record and the fields that were left over."""


def _records(name: str, kind: type[Record], section: object) -> list[Pair]:
    if not isinstance(section, list):
        raise BadSection(name)
    return [_record(name, kind, position, body) for position, body in enumerate(section, 1)]


def _record(name: str, kind: type[Record], position: int, body: object) -> Pair:
    fields = _upgraded(name, kind, position, body)
    try:
        record = msgspec.convert(fields, kind)
        refuse_unsound(name, position, record)
    except (msgspec.ValidationError, RecursionError) as error:
        raise _fault(name, position, str(error)) from None
    known = record.__struct_fields__
    return record, {field: value for field, value in fields.items() if field not in known}


def _upgraded(name: str, kind: type[Record], position: int, body: object) -> Fields:
    if not isinstance(body, dict):
        raise BadRecord(name, position)
    number = body.get("schema")
    if type(number) is not int or number < 1:
        raise BadField(name, position, "schema")
    if number > _schema_of(kind):
        raise TooNew(name, position, "schema")
    fields = {field: value for field, value in body.items() if field not in NOT_SEALED}
    try:
        for upgrade in kind.upgrades[number - 1 :]:
            fields = upgrade(fields)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        # An upgrade trusts the body as it was written; a file may hold anything under that name.
        raise BadRecord(name, position) from None
    return fields


def _schema_of(kind: type[Record]) -> int:
    return len(kind.upgrades) + 1


def _fault(name: str, position: int, said: str) -> BadRecord:
    """The decoder's complaint without the value it met: ``... - at `$.signs[0]```."""
    field = re.search(r"\$\.(\w+)", said) or re.search(r"field `(\w+)`", said)
    return BadField(name, position, field[1]) if field else BadRecord(name, position)


def _refuse_doubles(found: Mapping[type[Record], list[Pair]]) -> None:
    seen: set[str] = set()
    for name, kind in SECTIONS.items():
        for position, (record, _) in enumerate(found[kind], 1):
            if record.id in seen:
                raise Doubled(name, position)
            seen.add(record.id)


def renewed(archive: Archive, salt: bytes, have: Collection[str]) -> list[Record]:
    """The records that are still to be added to an account, under ids of its own, links and all.

    ``salt`` is 32 bytes that belong to the account and stay the same; ``have`` is the ids of every
    record it holds. An id that is there already is kept and its record left out; any other becomes
    half of a SHA-256 over salt and id. So ids on one host never tell that two accounts brought in the
    same file, and a file brought in again meets its own ids and adds nothing.
    """
    new = {one.id: one.id if one.id in have else _renewed_id(salt, one.id) for one in archive}
    return [_relinked(record, new) for record in archive if new[record.id] not in have]


def _renewed_id(salt: bytes, old: str) -> str:
    return sha256(salt + old.encode()).hexdigest()[:32]


def _relinked(record: Record, new: Mapping[str, str]) -> Record:
    """The record with every id of the file in it renewed. Steps of the starter ladder keep their names."""
    links = [field for field in record.__struct_fields__ if field == "id" or field.endswith("_id")]
    changes: Fields = {field: new.get(link, link) for field in links if (link := getattr(record, field))}
    if isinstance(record, Brief):
        changes["picked"] = {_renamed(key, new): words for key, words in record.picked.items()}
        changes["by_name"] = tuple(new.get(one, one) for one in record.by_name)
    if isinstance(record, Preferences):
        changes["not_today"] = tuple(new.get(one, one) for one in record.not_today)
    if isinstance(record, Draft):
        changes["path"] = _renamed(record.path, new)
        changes["fields"] = {
            _renamed(field, new): tuple(_renamed(value, new) for value in values)
            for field, values in record.fields.items()
        }
    return msgspec.structs.replace(record, **changes)


def _renamed(text: str, new: Mapping[str, str]) -> str:
    """The same with every id in it renewed."""
    return re.sub("[0-9a-f]{32}", lambda found: new.get(found[0], found[0]), text)
