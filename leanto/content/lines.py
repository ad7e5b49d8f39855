"""Help lines as data: one dated file, each entry with the sources that were read and the day they were read.

A host may lay a file of the same form beside the database; it then stands in for this one.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from leanto.content import Misprint, load

FILE = "lines.json"
Text = Annotated[str, Meta(min_length=1, max_length=300)]


class LineKind(StrEnum):
    """What a line is for. ``warm``: to talk, without a crisis. ``peer``: those who answer have been there."""

    crisis = "crisis"
    warm = "warm"
    abuse = "abuse"
    peer = "peer"


class Medium(StrEnum):
    """How a line is reached."""

    call = "call"
    text = "text"
    chat = "chat"
    whatsapp = "whatsapp"


class Brings(StrEnum):
    """Who an emergency number sends."""

    all = "all"
    ambulance_fire = "ambulance_fire"
    ambulance = "ambulance"
    police = "police"
    fire = "fire"


class Read(StrEnum):
    """What was read, always as a stored copy. ``mention``: only the address, on pages of others."""

    own = "own"
    official = "official"
    partner = "partner"
    news = "news"
    directory = "directory"
    encyclopedia = "encyclopedia"
    mention = "mention"


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """A strict struct: a field it does not know is a slip of the pen."""


class Source(Entry, frozen=True):
    """One page that was read. ``page`` is the page's own date, as exactly as it gave it, if it did."""

    address: Text
    read: Read
    page: Annotated[str, Meta(pattern=r"\A(\d{4}(-\d{2}(-\d{2})?)?)?\Z")] = ""


Sources = Annotated[tuple[Source, ...], Meta(min_length=1)]


class Way(Entry, frozen=True):
    """One way to reach a line: a number, or a chat's address. ``say`` is the word to send in a text."""

    medium: Medium
    at: Text
    say: str = ""


class Line(Entry, frozen=True):
    """One line. ``whom``: for whom it is, where not for all. ``free=None``: not stated on the pages read."""

    id: Annotated[str, Meta(pattern=r"\A[a-z]{2}-[a-z0-9-]+\Z")]
    country: str
    name: Text
    kinds: Annotated[tuple[LineKind, ...], Meta(min_length=1)]
    ways: Annotated[tuple[Way, ...], Meta(min_length=1)]
    hours: Text
    languages: tuple[str, ...]
    sources: Sources
    checked_on: date
    free: bool | None = None
    whom: str = ""
    note: str = ""
    site: str = ""


class Directory(Entry, frozen=True):
    """A list of lines for many countries, kept by someone else."""

    name: Text
    address: Text
    kinds: tuple[LineKind, ...]
    about: Text
    sources: Sources
    checked_on: date


class Number(Entry, frozen=True):
    """One emergency number and who it sends; ``None`` where only the number is known."""

    at: str
    brings: Brings | None = None


class Emergency(Entry, frozen=True):
    """The emergency numbers of a country, the one to try first in front."""

    country: str
    numbers: Annotated[tuple[Number, ...], Meta(min_length=1)]
    sources: Sources
    checked_on: date
    note: str = ""


class Lines(Entry, frozen=True):
    """The whole file."""

    about: str
    directories: tuple[Directory, ...]
    emergency: tuple[Emergency, ...]
    lines: tuple[Line, ...]


class HostMisprint(Misprint):
    """The host's own file of lines is not as it must be."""

    def __init__(self, path: Path, wrong: str) -> None:
        ValueError.__init__(self, f"{path}: {wrong}")


def lines(host: Path | None = None) -> Lines:
    """The host's file where there is one, else ours. Raises ``Misprint``."""
    return _of_host(host) if host and host.is_file() else _ours()


@cache
def countries() -> Mapping[str, str]:
    """English short names of countries and territories with telephone numbers, by code, in their order."""
    return load("en/countries.toml", dict[str, str])


@cache
def _ours() -> Lines:
    found = load(FILE, Lines)
    for entry, wrong in _slips(found):
        raise Misprint(FILE, entry, wrong)
    return found


def _of_host(path: Path) -> Lines:
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Lines)
    except (msgspec.DecodeError, UnicodeDecodeError, OSError) as error:
        raise HostMisprint(path, str(error)) from error
    for entry, wrong in _slips(found):
        raise HostMisprint(path, f"{entry}: {wrong}")
    return found


def _slips(found: Lines) -> Iterator[tuple[str, str]]:
    """What a type cannot say: the entry and what is wrong with it."""
    seen: set[str] = set()
    for line in found.lines:
        if line.id in seen:
            yield line.id, "this id is there twice"
        if line.country not in countries() or not line.id.startswith(f"{line.country.lower()}-"):
            yield line.id, "the id begins with the country, and the country is in countries.toml"
        seen.add(line.id)
        yield from ((line.id, wrong) for way in line.ways if (wrong := _wrong(way)))
    for emergency in found.emergency:
        if emergency.country not in countries():
            yield emergency.country, "this country is not in countries.toml"


def _wrong(way: Way) -> str:
    if way.medium is Medium.chat:
        return "" if way.at.startswith("https://") else "a chat is an https address"
    return "" if any(character.isdecimal() for character in way.at) else "a number has digits"
