"""How true the old rule and the new rule have felt: one mark for each answer, joined in their order."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from leanto.records import Rating

WIDTH, HEIGHT = 340, 182
LEFT, RIGHT, TOP, BOTTOM = 30, 252, 14, 148
LABEL, NUMBERS, DATES = 262, 22, 174
BELOW = 5  # from the middle of a line of text down to its foot
MOST = 10
APART = 4  # how far two marks of one day and one value stand aside, so that both are seen
LABEL_GAP = 18
SIZE = 5


class Mark(Struct, frozen=True):
    """One answer, at whole units: a decimal comma in some languages would break the drawing."""

    x: int
    y: int
    value: int

    @property
    def diamond(self) -> str:
        """Its outline. No outcome is drawn as a diamond, so that the two are not taken for each other."""
        return f"M{self.x} {self.y - SIZE}l{SIZE} {SIZE}-{SIZE} {SIZE}-{SIZE}-{SIZE}z"


class Row(Struct, frozen=True):
    """The answers about one rule: marks, the line through them, and where the name of the rule stands."""

    marks: tuple[Mark, ...]
    path: str
    label_y: int
    last: int


class Tick(Struct, frozen=True):
    """A value on the axis."""

    y: int
    value: int

    @property
    def text_y(self) -> int:
        """Where its number stands."""
        return self.y + BELOW


class Chart(Struct, frozen=True):
    """The drawing. A row is ``None`` where that rule was never rated."""

    old: Row | None
    new: Row | None
    first: datetime
    last: datetime
    ticks: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    label: int = LABEL
    numbers_x: int = NUMBERS
    dates_y: int = DATES


def draw(ratings: Sequence[Rating]) -> Chart | None:
    """The chart of ratings in their order, or ``None`` where there is no second one to compare with."""
    if len(ratings) < 2:
        return None
    first, last = ratings[0].at, ratings[-1].at
    old = [_mark(one.at, first, last, one.old, -_aside(one)) for one in ratings if one.old is not None]
    new = [_mark(one.at, first, last, one.new, _aside(one)) for one in ratings if one.new is not None]
    old_y, new_y = _labels(old, new)
    ticks = tuple(Tick(_y(value), value) for value in (MOST, MOST // 2, 0))
    return Chart(_row(old, old_y), _row(new, new_y), first, last, ticks)


def _mark(at: datetime, first: datetime, last: datetime, value: int, aside: int) -> Mark:
    share = (at - first) / (last - first) if last > first else 0.5
    return Mark(round(LEFT + 8 + share * (RIGHT - LEFT - 16)) + aside, _y(value), value)


def _y(value: int) -> int:
    return round(BOTTOM - value / MOST * (BOTTOM - TOP))


def _aside(rating: Rating) -> int:
    return APART if rating.old == rating.new else 0


def _labels(old: Sequence[Mark], new: Sequence[Mark]) -> tuple[int, int]:
    """Where the two names stand: at their last marks, moved apart when they would cover each other."""
    old_y, new_y = (row[-1].y if row else 0 for row in (old, new))
    if not (old and new) or abs(old_y - new_y) >= LABEL_GAP:
        return old_y, new_y
    middle = min(max((old_y + new_y) // 2, TOP + LABEL_GAP // 2), BOTTOM - LABEL_GAP // 2)
    above, below = middle - LABEL_GAP // 2, middle + LABEL_GAP // 2
    return (above, below) if old_y <= new_y else (below, above)


def _row(marks: Iterable[Mark], label_y: int) -> Row | None:
    kept = tuple(marks)
    if not kept:
        return None
    path = "M" + "L".join(f"{mark.x} {mark.y}" for mark in kept)
    return Row(kept, path, label_y + BELOW, kept[-1].value)
