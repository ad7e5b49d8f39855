"""Words of the circle: where people and places are found, signs to watch for, a small share, and taking turns."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated

from msgspec import Meta, Struct

from leanto.content import Misprint, load
from leanto.content.ladder import starters
from leanto.records import Domain

FILE = "en/circle.toml"
Text = Annotated[str, Meta(min_length=3, max_length=300)]
LEAST_PLACES, LEAST_SIGNS = 3, 8


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """A strict struct: a field it does not know is a slip of the pen."""


class Kind(Entry, frozen=True):
    """A kind of person or place, what it is good for, and where it is found."""

    title: Text
    about: Text
    found: Text


class Need(Entry, frozen=True):
    """One part of life: kinds of people and places, and first steps of the ladder, the first to try in front."""

    kind: tuple[Kind, ...]
    steps: Annotated[tuple[str, ...], Meta(min_length=1)]


class Stage(Entry, frozen=True):
    """One stage of trying someone new."""

    title: Text
    text: Text
    examples: tuple[Text, ...] = ()


class Turn(Entry, frozen=True):
    """One turn of ten minutes side by side. ``first``: it belongs to the one who began."""

    first: bool
    question: Text
    why: Text


class Words(Entry, frozen=True):
    """The whole file."""

    need: Mapping[Domain, Need]
    stage: tuple[Stage, ...]
    good: tuple[Text, ...]
    bad: tuple[Text, ...]
    turn: tuple[Turn, ...]
    lifts: tuple[Text, ...]


@cache
def circle() -> Words:
    """Everything, checked. Raises ``Misprint``."""
    found = load(FILE, Words)
    known = {starter.id: starter for starter in starters()}
    for domain in Domain:
        need = found.need.get(domain)
        if need is None or len(need.kind) < LEAST_PLACES:
            raise Misprint(FILE, domain, f"each part of life has at least {LEAST_PLACES} kinds")
        for step in need.steps:
            if step not in known or known[step].domain is not domain or known[step].needs_person:
                raise Misprint(FILE, domain, f"{step} is no step of this part that needs no one of one's own")
    if min(len(found.good), len(found.bad)) < LEAST_SIGNS:
        raise Misprint(FILE, "", f"there are at least {LEAST_SIGNS} signs of each sort")
    if len(found.turn) != 4:
        raise Misprint(FILE, "turn", "there are four turns, two each")
    return found
