"""Explore as written: five paths from gentle to deep, how a sitting is held, and three places to write."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Annotated

from msgspec import Meta, Struct

from leanto.content import Misprint, load

FILE = "en/paths.toml"
Id = Annotated[str, Meta(pattern=r"^[a-z]+(-[a-z]+)?$", max_length=20)]
Line = Annotated[str, Meta(min_length=5, max_length=200)]
Text = Annotated[str, Meta(min_length=20, max_length=600)]
Texts = Annotated[tuple[Text, ...], Meta(min_length=1)]


class Depth(StrEnum):
    """How near a question goes. Prompts are laid out in this order."""

    gentle = "gentle"
    middle = "middle"
    deep = "deep"


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """A question and, in one sentence, why it is asked."""

    id: Id
    question: Line
    why: Line


class Root(Struct, frozen=True, forbid_unknown_fields=True):
    """The one question a path comes to: who or what taught it. ``smaller`` says how to stop or ask less."""

    id: Id
    question: Line
    why: Line
    smaller: Line


class Prompt(Struct, frozen=True, forbid_unknown_fields=True):
    """A question of known depth. A deep one has ``smaller``: how to stop, or how to make it less."""

    id: Id
    depth: Depth
    question: Line
    why: Line
    smaller: Annotated[str, Meta(max_length=200)] = ""


Asked = Prompt | Question | Root


class Start(Struct, frozen=True, forbid_unknown_fields=True):
    """An old rule in a person's words, and a new one that could be believed."""

    old: Line
    new: Line


class Path(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a rule may have been learned. ``recognise`` is by a key that stays when its sentence is mended."""

    id: Id
    title: Line
    about: Annotated[tuple[Text, ...], Meta(min_length=4, max_length=6)]
    learned: Annotated[tuple[Line, ...], Meta(min_length=4, max_length=6)]
    recognise: Annotated[Mapping[str, Line], Meta(min_length=8, max_length=12)]
    protected: Texts
    root: Root
    prompts: Annotated[tuple[Prompt, ...], Meta(min_length=14)]
    exceptions: Annotated[tuple[Question, ...], Meta(min_length=1)]
    lesson_starts: Annotated[tuple[Start, ...], Meta(min_length=6, max_length=8)]


class Ending(Struct, frozen=True, forbid_unknown_fields=True):
    """A way to close a sitting, whole in words."""

    id: Id
    title: Line
    words: Texts


class Sitting(Struct, frozen=True, forbid_unknown_fields=True):
    """What holds a sitting: between prompts when keyed up, in place of one when shut down, and its end."""

    between: Texts
    shut_down: Texts
    endings: tuple[Ending, ...]


class Night(Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked on the day after a sitting."""

    title: Line
    opening: Texts
    questions: tuple[Question, ...]
    closing: Texts


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """A place to write that belongs to no path: what never came, the strong one."""

    title: Line
    opening: Texts
    prompts: tuple[Prompt, ...]
    closing: Texts


class Letter(Struct, frozen=True, forbid_unknown_fields=True):
    """A letter that is sent to nobody. ``starts`` are beginnings of sentences."""

    title: Line
    opening: Texts
    starts: tuple[Line, ...]
    closing: Texts


class Explore(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of ``paths.toml``."""

    path: tuple[Path, ...]
    sitting: Sitting
    night: Night
    grief: Place
    strong_one: Place
    letter: Letter


@cache
def explore() -> Explore:
    """All of it. Raises ``Misprint``."""
    found = load(FILE, Explore)
    for one in found.path:
        _named(one)
        _ordered(one.id, one.prompts)
    _ordered("grief", found.grief.prompts)
    _ordered("strong_one", found.strong_one.prompts)
    _once(_ids(found))
    return found


def path(id: str) -> Path | None:
    """The path of this id, or None where there is none."""
    return next((one for one in explore().path if one.id == id), None)


def asked(id: str) -> Asked | None:
    """Whatever is asked under this id, on a path or beside it, so that a kept answer finds its question."""
    return next((one for one in everything_asked(explore()) if one.id == id), None)


def everything_asked(found: Explore) -> Iterator[Asked]:
    """Every question with an id, in the order of the file."""
    for one in found.path:
        yield from of_path(one)
    yield from found.grief.prompts
    yield from found.strong_one.prompts
    yield from found.night.questions


def of_path(one: Path) -> Iterator[Asked]:
    """What one path asks: its prompts, the one question, and who was different."""
    yield from one.prompts
    yield one.root
    yield from one.exceptions


def _ids(found: Explore) -> Iterator[str]:
    yield from (one.id for one in found.path)
    yield from (one.id for one in found.sitting.endings)
    yield from (one.id for one in everything_asked(found))


def _once(ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            raise Misprint(FILE, id, "this id stands here twice")
        seen.add(id)


def _named(path: Path) -> None:
    for one in of_path(path):
        if not one.id.startswith(f"{path.id}-"):
            raise Misprint(FILE, one.id, f"an id on this path begins with {path.id}-")


def _ordered(entry: str, prompts: Iterable[Prompt]) -> None:
    """Gentle before deep, and a way to stop wherever it is deep."""
    given, depths = tuple(prompts), tuple(Depth)
    for before, after in pairwise(given):
        if depths.index(after.depth) < depths.index(before.depth):
            raise Misprint(
                FILE, after.id, f"{entry}: a {after.depth} prompt stands after a {before.depth} one"
            )
    for one in given:
        if (one.depth is Depth.deep) != bool(one.smaller):
            raise Misprint(FILE, one.id, "a deep prompt, and no other, says how to stop or make it smaller")
