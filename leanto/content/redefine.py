"""Beginnings for Redefine: early signs by where they show, what to do then, and things that can be good enough."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated

from msgspec import Meta, Struct

from leanto.content import Misprint, load
from leanto.records import Early

FILE = "en/redefine.toml"
Line = Annotated[str, Meta(min_length=5, max_length=160)]
Lines = Annotated[tuple[Line, ...], Meta(min_length=4)]


class Redefine(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of ``redefine.toml``. None of it is offered as an answer: they are examples to read."""

    signs: Mapping[Early, Lines]
    then: Lines
    good_enough: Lines
    pieces: Lines
    strength: Lines


@cache
def redefine() -> Redefine:
    """The beginnings. Raises ``Misprint`` when a place where signs show has none."""
    found = load(FILE, Redefine)
    missing = [place.value for place in Early if place not in found.signs]
    if missing:
        raise Misprint(FILE, "signs", f"nothing for {', '.join(missing)}")
    return found
