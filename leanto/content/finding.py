"""Words for finding help: kinds of it, first words, questions for a therapist, cost, waiting, leaving again."""

from functools import cache
from typing import Annotated

from msgspec import Meta, Struct

from leanto.content import Misprint, load
from leanto.content.ladder import starters
from leanto.records import Channel

FILE = "en/finding.toml"
Text = Annotated[str, Meta(min_length=3, max_length=220)]
LEAST = {
    "kind": 9,
    "question": 14,
    "meanwhile": 8,
    "opening": 4,
    "cost": 4,
    "again": 4,
    "good": 6,
    "leave": 6,
}
"""As many of each as were promised, so that a cut is noticed."""


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """A strict struct: a field it does not know is a slip of the pen."""


class Kind(Entry, frozen=True):
    """One kind of help. ``otherwise`` is a good reason to choose something else."""

    title: Text
    what: Text
    differs: Text
    cost: Text
    wait: Text
    first: Text
    otherwise: Text


class Opening(Entry, frozen=True):
    """First words: those of a ``step`` of the ladder. ``channel`` puts its greeting before them."""

    step: str
    title: Text
    about: Text
    out: Text
    channel: Channel | None = None


class Question(Entry, frozen=True):
    """Something to ask a therapist, why, and what the answer may tell."""

    ask: Text
    why: Text
    tells: Text


class Point(Entry, frozen=True):
    """One thing to know or to do, with words to say where there are any."""

    title: Text
    text: Text
    say: str = ""


class Sooner(Entry, frozen=True):
    """When waiting is not the thing, and what is."""

    when: Text
    do: Text
    say: str = ""


class Finding(Entry, frozen=True):
    """The whole file."""

    kind: tuple[Kind, ...]
    opening: tuple[Opening, ...]
    question: tuple[Question, ...]
    good: tuple[Text, ...]
    leave: tuple[Text, ...]
    cost: tuple[Point, ...]
    meanwhile: tuple[Point, ...]
    sooner: tuple[Sooner, ...]
    again: tuple[Point, ...]


@cache
def finding() -> Finding:
    """Everything, checked. Raises ``Misprint``."""
    found = load(FILE, Finding)
    known = {starter.id: starter for starter in starters()}
    for name, least in LEAST.items():
        if len(getattr(found, name)) < least:
            raise Misprint(FILE, name, f"there are at least {least}")
    for opening in found.opening:
        if opening.step not in known or known[opening.step].needs_person:
            raise Misprint(
                FILE, opening.step, "first words are those of a step that needs no one of one's own"
            )
    return found
