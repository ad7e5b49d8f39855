"""What care says, as data: words for telling someone, what to do instead of practising, and grounding."""

from functools import cache
from typing import Annotated

from msgspec import Meta, Struct

from leanto.content import entries, load

Text = Annotated[str, Meta(min_length=2, max_length=400)]
Texts = Annotated[tuple[Text, ...], Meta(min_length=1)]


class Said(Struct, frozen=True, forbid_unknown_fields=True):
    """Words ready to send or to say. ``when`` is who or what they are for."""

    when: Text
    words: Text


class Instead(Struct, frozen=True, forbid_unknown_fields=True):
    """When practice is not for now, and what to do instead."""

    when: Text
    instead: Text


class Gap(Struct, frozen=True, forbid_unknown_fields=True):
    """Something leaving the page does not reach."""

    what: Text
    why: Text


class Everywhere(Struct, frozen=True, forbid_unknown_fields=True):
    """An emergency number that reaches far, for someone who chose no country; ``country`` is one of them."""

    at: str
    where: Text
    country: str


class Care(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of ``care.toml``."""

    tell: tuple[Said, ...]
    distance: Texts
    not_now: tuple[Instead, ...]
    gap: tuple[Gap, ...]
    everywhere: tuple[Everywhere, ...]


class Exercise(Struct, frozen=True, forbid_unknown_fields=True):
    """One grounding exercise: what it is, when not to, and the whole of it in words."""

    id: str
    title: Text
    minutes: Annotated[int, Meta(ge=1, le=10)]
    what: Text
    not_when: Texts
    steps: Texts
    after: Text
    paced: bool = False


@cache
def care() -> Care:
    """The words of the care pages. Raises ``Misprint``."""
    return load("en/care.toml", Care)


@cache
def exercises() -> tuple[Exercise, ...]:
    """The grounding exercises in the order of their file. Raises ``Misprint``."""
    return tuple(entries("en/grounding.toml", Exercise).values())
