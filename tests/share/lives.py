"""Made-up archives: any records at all with their links, and the bodies a vault would hold them as."""

from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Any

import msgspec
from hypothesis import settings
from hypothesis import strategies as st

from leanto.records import KEPT, Fields, Record
from leanto.share.archive import Bodies

NOW = datetime(2026, 3, 3, 8, 14, tzinfo=UTC)
SALT = bytes(range(32))
LINKS = ("person_id", "step_id", "lesson_id", "moment_id", "load_id")

soon = settings(max_examples=40, deadline=None)
"""A dozen records an example are many: fewer examples, and no clock beside two busy cores."""

ids = st.integers(0, 2**128 - 1).map("{:032x}".format)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
times = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=zones)

PARTICULAR: dict[str, st.SearchStrategy[Any]] = {
    "ring": st.integers(1, 3),
    "rung": st.floats(5, 95),
    "path": st.sampled_from(["/circle/person/", "/name/moment/", "/"]),
    "zone": st.sampled_from(["", "Europe/London", "Asia/Kathmandu"]),
    "country": st.sampled_from(["", "GB"]),
    "exit_site": st.sampled_from(["", "https://example.org/weather"]),
    "picked": st.dictionaries(texts, texts, max_size=3),
    "fields": st.dictionaries(texts, st.lists(texts, max_size=2).map(tuple), max_size=3),
    "instrument": st.sampled_from(["this-week", "phq-8"]),
    "response": st.dictionaries(texts, texts, max_size=3)
    | st.builds(
        lambda text, said: {"item": [{"linkId": "q", "text": text, "answer": [{"valueString": said}]}]},
        texts,
        texts,
    ),
    "starter": st.sampled_from([None, "ask-practical-lift"]),
}


links = st.integers(0, 11) | st.sampled_from(["ask-practical-lift", "f" * 32])


@st.composite
def lives(draw: st.DrawFn) -> list[Record]:
    """Up to a dozen records of any kinds, whose links lead to each other, to a starter step, or nowhere."""
    known = draw(st.lists(ids, min_size=1, max_size=12, unique=True))
    made = []
    for id in known:
        kind = draw(st.sampled_from(KEPT))
        fields = draw(_shape(kind))
        linked = {
            name: known[fields[name] % len(known)] for name in LINKS if isinstance(fields.get(name), int)
        }
        made.append(kind(**fields | linked | {"id": id}))
    return made


@cache
def _shape(kind: type[Record]) -> st.SearchStrategy[Fields]:
    info = msgspec.inspect.type_info(kind)
    assert isinstance(info, msgspec.inspect.StructType)
    fields = [field for field in info.fields if field.name not in ("id", "revision")]
    return st.fixed_dictionaries({field.name: _value(field) for field in fields})


def _value(field: msgspec.inspect.Field) -> st.SearchStrategy[Any]:
    if field.name in LINKS:
        return links if field.required else st.none() | links
    return PARTICULAR[field.name] if field.name in PARTICULAR else _of(field.type)


def _of(type_: msgspec.inspect.Type) -> st.SearchStrategy[Any]:
    match type_:
        case msgspec.inspect.UnionType(types=types):
            return st.one_of([_of(one) for one in types])
        case msgspec.inspect.EnumType(cls=members):
            return st.sampled_from(list(members))
        case msgspec.inspect.VarTupleType(item_type=item):
            return st.lists(_of(item), max_size=3).map(tuple)
        case msgspec.inspect.IntType(ge=low, le=high):
            return st.integers(low, high)
        case msgspec.inspect.FloatType(ge=low, le=high):
            return st.floats(low, high, allow_nan=False, allow_infinity=False)
    plain: dict[type[msgspec.inspect.Type], st.SearchStrategy[Any]] = {
        msgspec.inspect.NoneType: st.none(),
        msgspec.inspect.BoolType: st.booleans(),
        msgspec.inspect.StrType: texts,
        msgspec.inspect.DateTimeType: times,
    }
    return plain[type(type_)]


def bodies(records: list[Record]) -> Bodies:
    """The records as the vault stores them: JSON, with a schema number and without a revision."""
    kept: dict[type[Record], list[Fields]] = {}
    for record in records:
        fields = msgspec.json.decode(msgspec.json.encode(record))
        del fields["revision"]
        number = len(record.upgrades) + 1
        kept.setdefault(type(record), []).append({"schema": number, **fields})
    return kept
