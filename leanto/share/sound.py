"""What has the right type and would still harm the store or a page: a file may hold anything."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import available_timezones

import msgspec

from leanto.records import Draft, Person, Preferences, Record, Response, Step
from leanto.share.refusals import BadField, NulText, TooLong

MOST_OF_ONE = 4 * 1024 * 1024 - 1024
"""What the vault seals in one piece, less the few bytes it adds."""
DEEPEST = 60


def refuse_unsound(name: str, position: int, record: Record) -> None:
    """What has the right type and would still harm the store or a page."""
    encoded = msgspec.json.encode(record)
    if len(encoded) > MOST_OF_ONE:
        raise TooLong(name, position)
    # The first look is cheap and sees escaped backslashes too; the second is exact.
    if rb"\u0000" in encoded and any("\0" in text for text in _texts(msgspec.to_builtins(record))):
        raise NulText(name, position)
    for field in record.__struct_fields__:
        if not _sound(record, field):
            raise BadField(name, position, field)


def _texts(value: object) -> Iterator[str]:
    left = [value]
    while left:
        match left.pop():
            case str() as text:
                yield text
            case dict() as pairs:
                left += [*pairs, *pairs.values()]
            case list() | tuple() as parts:
                left += parts


def _sound(record: Record, field: str) -> bool:
    value = getattr(record, field)
    if isinstance(value, datetime):
        # Beyond these years, moving a time to another zone can overflow.
        return 1900 <= value.year <= 2200
    check = _SOUND.get((type(record), field)) or _SOUND.get((Record, field))
    return check is None or check(value)


@cache
def _zones() -> set[str]:
    return available_timezones()


def _shallow(response: object) -> bool:
    """Whether a page can walk through it: a form within forms, but not without end."""
    level: list[object] = [response]
    for _ in range(DEEPEST):
        inner = [list(one.values()) if isinstance(one, dict) else one for one in level]
        level = [part for one in inner if isinstance(one, list) for part in one]
    return not level


_PAGE = re.compile(r"/(?:[\w-]+/)*(?:\?[\w-]+=[\w-]+(?:&[\w-]+=[\w-]+)*)?", re.ASCII)

_SOUND: Mapping[tuple[type[Record], str], Callable[[Any], bool]] = {
    (Record, "id"): lambda one: re.fullmatch(r"[0-9a-f]{32}", one) is not None,
    (Person, "ring"): lambda ring: 1 <= ring <= 3,
    (Step, "rung"): lambda rung: 0 <= rung <= 100,
    (Draft, "path"): lambda path: _PAGE.fullmatch(path) is not None,
    (Preferences, "zone"): lambda zone: not zone or zone in _zones(),
    (Preferences, "country"): lambda country: re.fullmatch(r"(?:[A-Z]{2})?", country) is not None,
    (Preferences, "exit_site"): lambda site: not site or re.fullmatch(r"https?://\S+", site) is not None,
    (Response, "instrument"): lambda name: re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", name) is not None,
    (Response, "response"): _shallow,
}
"""Fields that reach an address, a list of zones or a drawing. Any: each check knows its field's type."""
