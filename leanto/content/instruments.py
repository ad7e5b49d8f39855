"""Instruments as data: a FHIR R4 Questionnaire each, and beside it how it is added up, its source and licence.

``phq-8.json`` holds the questions, ``phq-8.scoring.toml`` the rest. A host may lay files of the same form into a
folder; a file there that cannot be read is set aside with a sentence, so that it hides none of the others.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from leanto.content import Misprint

FOLDER = "instruments"
FORM, SCORING = ".json", ".scoring.toml"
LARGEST = 1_000_000
NAMED = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
Name = Annotated[str, Meta(pattern=rf"\A{NAMED.pattern}\Z")]
Text = Annotated[str, Meta(min_length=1, max_length=800)]


class Part(StrEnum):
    """Where an instrument is met. ``closer``: a facet of "look closer"; ``costs``: a check-in."""

    reflection = "reflection"
    closer = "closer"
    weekly = "weekly"
    costs = "costs"
    support = "support"
    other = "other"


class Combine(StrEnum):
    """How the answers of a scale come together."""

    sum = "sum"
    mean = "mean"


class Better(StrEnum):
    """Which way is lighter for the person, where one can say so."""

    low = "low"
    high = "high"
    neither = "neither"


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """A strict struct: a field it does not know is a slip of the pen."""


class Band(Entry, frozen=True):
    """A published range: it runs from ``start`` to the next one's."""

    start: float
    name: Text


class Scale(Entry, frozen=True):
    """One result. ``need``: how many answers it takes; ``missing``: that rule in words.

    ``reliable`` is the published change beyond measurement error; without it, ``reliability`` and ``sd``
    together give one. ``felt`` is the smallest change people named themselves. ``stated`` are items in which
    a response from elsewhere may state this result.
    """

    id: Name
    name: Text
    combine: Combine
    items: Annotated[tuple[str, ...], Meta(min_length=1)]
    need: Annotated[int, Meta(ge=1)]
    missing: Text
    reversed: tuple[str, ...] = ()
    better: Better = Better.neither
    loinc: str = ""
    loinc_text: str = ""
    bands: tuple[Band, ...] = ()
    bands_source: str = ""
    reliability: Annotated[float, Meta(gt=0, lt=1)] | None = None
    reliability_source: str = ""
    sd: Annotated[float, Meta(gt=0)] | None = None
    reliable: Annotated[float, Meta(gt=0)] | None = None
    reliable_source: str = ""
    felt: Annotated[float, Meta(gt=0)] | None = None
    felt_source: str = ""
    stated: tuple[str, ...] = ()


class Gate(Entry, frozen=True):
    """A first question that decides: with ``answer`` to ``item``, every scale is ``value``."""

    item: str
    answer: str | bool
    value: float


class Safety(Entry, frozen=True):
    """An item about being better off dead: from ``start`` on, help comes before anything else (care rule 1)."""

    item: str
    start: float


class Scoring(Entry, frozen=True):
    """What stands beside the questions. ``measure`` is the instrument's own name, for the source line alone.

    ``name`` is the plain name on screen; ``read`` says where the wording was read; ``second_hand``: the
    permission was read where someone else quotes it; ``validated=False``: our own, and never tested;
    ``on_request``: off until the person chooses it; ``days_apart``: offered no more often than this.
    """

    name: Text
    why: Text
    measure: Text
    source: Text
    read: Annotated[tuple[str, ...], Meta(min_length=1)]
    licence: Text
    part: Part
    scales: tuple[Scale, ...]
    second_hand: bool = False
    validated: bool = True
    on_request: bool = False
    days_apart: Annotated[int, Meta(ge=0)] = 0
    note: str = ""
    gate: Gate | None = None
    safety: tuple[Safety, ...] = ()


class Sheet(Struct, frozen=True):
    """One instrument as it lies in its folder. ``form`` is the Questionnaire as JSON, read but not understood."""

    id: str
    form: Mapping[str, object]
    scoring: Scoring | None
    ours: bool


class SetAside(Struct, frozen=True):
    """A host's file that could not be taken in, and the sentence that says why."""

    file: str
    why: str


@cache
def ours() -> tuple[Sheet, ...]:
    """The instruments of the house, by name. Raises ``Misprint``."""
    folder = files("leanto.content").joinpath(FOLDER)
    held = {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}
    sheets = []
    for name in sorted(name for name in held if name.endswith(FORM)):
        try:
            sheets.append(_sheet(name, held, ours=True))
        except (ValueError, RecursionError) as error:
            raise Misprint(f"{FOLDER}/{name}", "", str(error)) from error
    return tuple(sheets)


def laid_by(folder: Path | None) -> tuple[Sheet | SetAside, ...]:
    """What a host has laid into a folder, by name: each taken in, or set aside with the reason."""
    return tuple(_taken_in(folder)) if folder and folder.is_dir() else ()


def _taken_in(folder: Path) -> Iterator[Sheet | SetAside]:
    paths = {path.name: path for path in folder.iterdir() if path.name.endswith((FORM, SCORING))}
    for name in sorted(name for name in paths if name.endswith(FORM)):
        beside = [name, _beside(name)]
        try:
            held = {one: _bytes(paths[one]) for one in beside if one in paths}
            yield _sheet(name, held, ours=False)
        except (ValueError, OSError, RecursionError) as error:
            yield SetAside(name, str(error))


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise ValueError("this file is larger than 1 MB")
    return path.read_bytes()


def _sheet(name: str, held: Mapping[str, bytes], *, ours: bool) -> Sheet:
    id = name.removesuffix(FORM)
    if not NAMED.fullmatch(id):
        raise ValueError("the name of this file is not of small letters, digits and dashes")
    # msgspec's errors and UnicodeDecodeError are ValueErrors, so one net above catches them.
    form = msgspec.json.decode(held[name], type=dict[str, object])
    beside = held.get(_beside(name))
    scoring = msgspec.toml.decode(beside, type=Scoring) if beside is not None else None
    if ours and scoring is None:
        raise ValueError(f"{_beside(name)} is not there")
    return Sheet(id, form, scoring, ours)


def _beside(name: str) -> str:
    return name.removesuffix(FORM) + SCORING
