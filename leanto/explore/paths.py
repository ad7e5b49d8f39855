"""Which question comes next on a path, how deep it is, and where an answer that was kept belongs."""

from collections.abc import Collection
from enum import StrEnum

from leanto.content.paths import Asked, Depth, Path, Prompt, Root, Start, explore, of_path, path

LETTER = "letter"
"""The letter is one page and no question, so what is kept of it goes under this name."""
ASK_NOW_EVERY = 3


class Place(StrEnum):
    """Where a question stands: on a path, in one of the three places to write, or the day after."""

    path = "path"
    grief = "grief"
    strong_one = "strong_one"
    letter = "letter"
    night = "night"


def place_of(asked: str) -> Place | None:
    """Where what is kept under ``asked`` belongs, or None where nothing is asked under that name."""
    if asked == LETTER:
        return Place.letter
    if path_of(asked):
        return Place.path
    found = explore()
    for place, questions in (
        (Place.grief, found.grief.prompts),
        (Place.strong_one, found.strong_one.prompts),
        (Place.night, found.night.questions),
    ):
        if any(one.id == asked for one in questions):
            return place
    return None


def path_of(asked: str) -> Path | None:
    """The path a question stands on, if it stands on one."""
    return next((one for one in explore().path if any(each.id == asked for each in of_path(one))), None)


def starts(asked: str) -> tuple[Start, ...]:
    """Old rules that may serve as examples, from the path of a question or from the path of that id."""
    found = path(asked) or path_of(asked)
    return found.lesson_starts if found else ()


def depth(asked: Asked) -> Depth:
    """How near a question goes. The one question goes as near as any; who was different is gentle."""
    if isinstance(asked, Prompt):
        return asked.depth
    return Depth.deep if isinstance(asked, Root) else Depth.gentle


def smaller(asked: Asked) -> str:
    """How to stop or ask less, where the question itself says so; else nothing."""
    return "" if not isinstance(asked, Prompt | Root) else asked.smaller


def allowed(one: Path, depths: Collection[Depth]) -> tuple[Asked, ...]:
    """What a path asks at these depths, in its own order."""
    return tuple(asked for asked in of_path(one) if depth(asked) in depths)


def following(
    one: Path, depths: Collection[Depth], answered: Collection[str], after: str = ""
) -> Asked | None:
    """The next question that has no answer yet, behind ``after`` or from the start; None at the end."""
    ids = [each.id for each in of_path(one)]
    begin = ids.index(after) + 1 if after in ids else 0
    waiting = (each for each in allowed(one, depths) if each.id not in answered)
    return next((each for each in waiting if ids.index(each.id) >= begin), None)


def asks_now(one: Path, depths: Collection[Depth], asked: str) -> bool:
    """Whether distress is asked again beside this question: at every third, so that a steep rise is seen."""
    places = {each.id: place for place, each in enumerate(allowed(one, depths), 1)}
    return asked in places and places[asked] % ASK_NOW_EVERY == 0


def steadying(one: Path, asked: str, texts: tuple[str, ...], more: int = 0) -> str:
    """Which of the grounding texts stands before a question, so that they take turns along the path."""
    ids = [each.id for each in of_path(one)]
    return texts[((ids.index(asked) if asked in ids else 0) + more) % len(texts)]
