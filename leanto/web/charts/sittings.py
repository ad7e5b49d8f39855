"""How hard it was before and after each sitting: an open ring, a filled mark, and the line between them."""

from collections.abc import Sequence

from msgspec import Struct

from leanto.explore.sitting import both_said
from leanto.records import Sitting

WIDTH, HEIGHT = 340, 168
LEFT, RIGHT, TOP, BOTTOM = 30, 332, 12, 140
MOST, MOST_DRAWN, BELOW = 10, 12, 5
NUMBERS, DATES = 22, 162
LEAST = 2


class Pair(Struct, frozen=True):
    """One sitting: where it began and where it ended, in whole units."""

    x: int
    before: int
    after: int
    sitting: Sitting

    @property
    def between(self) -> str:
        """The line from one to the other; none where they are one."""
        return "" if self.before == self.after else f"M{self.x} {self.before}V{self.after}"


class Tick(Struct, frozen=True):
    """A value on the axis."""

    y: int
    value: int

    @property
    def text_y(self) -> int:
        """Where its number stands."""
        return self.y + BELOW


class Chart(Struct, frozen=True):
    """The drawing, the earliest sitting first."""

    pairs: tuple[Pair, ...]
    ticks: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    numbers_x: int = NUMBERS
    dates_y: int = DATES

    @property
    def last(self) -> Sitting:
        """The latest that is drawn."""
        return self.pairs[-1].sitting


def draw(sittings: Sequence[Sitting]) -> Chart | None:
    """The last twelve sittings with both answers, or ``None`` where there is no second one to compare with."""
    shown = list(reversed(both_said(sittings)[:MOST_DRAWN]))
    if len(shown) < LEAST:
        return None
    wide = (RIGHT - LEFT) / len(shown)
    pairs = tuple(
        Pair(round(LEFT + wide * (place + 0.5)), _y(one.before or 0), _y(one.after or 0), one)
        for place, one in enumerate(shown)
    )
    return Chart(pairs, tuple(Tick(_y(value), value) for value in (MOST, MOST // 2, 0)))


def _y(value: int) -> int:
    return round(BOTTOM - value / MOST * (BOTTOM - TOP))
