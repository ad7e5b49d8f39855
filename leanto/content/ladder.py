"""The starter ladder: steps written for everyone, to be rated, reworded and retired by each."""

from functools import cache
from typing import Annotated

from msgspec import Meta, Struct

from leanto.content import Misprint, entries
from leanto.records import Domain, Kind

FILE = "en/ladder.toml"
LONGEST, FIRST_WORDS = 120, 240
Text = Annotated[str, Meta(min_length=10, max_length=LONGEST)]
Rung = Annotated[int, Meta(ge=5, le=95)]


class Starter(Struct, frozen=True, forbid_unknown_fields=True):
    """One step as written. ``say`` are words to start from, with ``[brackets]`` for the person to fill in."""

    id: str
    text: Text
    kind: Kind
    domain: Domain
    rung: Rung
    say: Annotated[str, Meta(max_length=FIRST_WORDS)] = ""
    needs_person: bool = True
    money: bool = False


@cache
def starters() -> tuple[Starter, ...]:
    """The starter ladder in the order of its file. Raises ``Misprint``."""
    found = entries(FILE, Starter)
    for starter in found.values():
        _check(starter)
    return tuple(found.values())


def _check(starter: Starter) -> None:
    """What a type cannot say: an id begins with its cell, and whoever is spoken to is spoken to in words."""
    cell = f"{starter.kind}-{starter.domain}-".replace("_", "-")
    if not starter.id.startswith(cell):
        raise Misprint(FILE, starter.id, f"the id of this step begins with {cell}")
    if starter.needs_person and not starter.say:
        raise Misprint(FILE, starter.id, "a step with someone needs words to start from (say)")
    if starter.needs_person and len(starter.say) > LONGEST:
        raise Misprint(
            FILE, starter.id, "words to someone one knows are short; only a service hears longer ones"
        )
    if starter.money and not starter.needs_person:
        raise Misprint(FILE, starter.id, "money is asked of someone, never of a shop or a service")
