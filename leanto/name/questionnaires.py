"""A questionnaire as it is understood here: items in a tree, when each shows, and what may be answered."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

Value = bool | int | float | str | date
"""One answer. To a choice it is the option's key."""

Answers = Mapping[str, tuple[Value, ...]]
"""What was answered, by place. A question that is not there, or has no values, was skipped."""


class Type(StrEnum):
    """The kinds of item that can be asked here."""

    group = "group"
    display = "display"
    choice = "choice"
    boolean = "boolean"
    integer = "integer"
    decimal = "decimal"
    string = "string"
    text = "text"
    date = "date"


QUESTIONS = frozenset(Type) - {Type.group, Type.display}


class Operator(StrEnum):
    """How a condition compares."""

    exists = "exists"
    equal = "="
    differs = "!="
    above = ">"
    below = "<"
    at_least = ">="
    at_most = "<="


class Coding(Struct, frozen=True):
    """A code in a system of codes."""

    code: str = ""
    system: str = ""
    display: str = ""


class Option(Struct, frozen=True):
    """One answer of a choice. ``key`` stands for it in answers; ``weight`` is its published number."""

    key: str
    text: str
    value: Coding | str | int | date
    weight: float | None = None


class Condition(Struct, frozen=True):
    """One thing that must hold for an item to show. ``value`` of ``exists`` says whether an answer is wanted."""

    question: str
    operator: Operator
    value: Value


class Item(Struct, frozen=True):
    """One item. ``asked`` is false for what is hidden or computed; ``longest`` counts characters.

    ``low`` and ``high`` bound a number; ``most`` bounds how many answers, or copies of a group, there may be.
    """

    link: str
    type: Type
    text: str = ""
    prefix: str = ""
    codes: tuple[Coding, ...] = ()
    repeats: bool = False
    asked: bool = True
    options: tuple[Option, ...] = ()
    conditions: tuple[Condition, ...] = ()
    all_of: bool = False
    longest: int | None = None
    low: float | None = None
    high: float | None = None
    earliest: date | None = None
    latest: date | None = None
    most: int | None = None
    unit: str = ""
    items: tuple["Item", ...] = ()

    @property
    def is_question(self) -> bool:
        """Whether it can be answered."""
        return self.type in QUESTIONS

    @property
    def comes_again(self) -> bool:
        """Whether what lies inside it is there once for each copy, or for each answer."""
        return self.repeats and (self.type is Type.group or bool(self.items))


class Questionnaire(Struct, frozen=True):
    """A whole form. ``links`` finds an item, ``parents`` what it lies in, ``within`` what repeats around it."""

    id: str
    url: str
    version: str
    title: str
    codes: tuple[Coding, ...]
    copyright: str
    items: tuple[Item, ...]
    links: Mapping[str, Item]
    parents: Mapping[str, str]
    within: Mapping[str, tuple[str, ...]]

    @property
    def questions(self) -> tuple[Item, ...]:
        """Everything that is asked, in order."""
        return tuple(item for item in self.links.values() if item.is_question and item.asked)

    @property
    def canonical(self) -> str:
        """How a response names this form."""
        address = self.url or f"urn:leanto:questionnaire:{self.id}"
        return f"{address}|{self.version}" if self.version else address


def place(link: str, turns: tuple[int, ...] = ()) -> str:
    """Where an answer lies: its item, and which copy of each repeated thing around it, outermost first."""
    return "@".join([link, *map(str, turns)])


def walk(items: tuple[Item, ...]) -> Iterator[Item]:
    """Every item, in the order in which it is read."""
    for item in items:
        yield item
        yield from walk(item.items)
