"""Guesses in tenths from left to right; what came stands above the line, what did not below it."""

from collections.abc import Sequence

from msgspec import Struct

from leanto.circle.calibration import Pair, Tenth

WIDTH, LEFT, STEP = 320, 20, 28
TOP, LABELS = 8, 26
SIZES = ((4, 7.0), (6, 5.5), (9, 4.2), (14, 3.0), (22, 2.0))
"""How many stand on each other at most, and how big each then is: half its height in units."""
LEAST = 1.4


class Mark(Struct, frozen=True):
    """One answer: its place, how big, and whether it came wholly (``was``), half (``half``) or not (``had``)."""

    x: float
    y: float
    r: float
    sort: str

    @property
    def left_half(self) -> str:
        """The path of the filled half of one that half came."""
        return f"M{self.x:g} {self.y - self.r:g}a{self.r:g} {self.r:g} 0 0 0 0 {2 * self.r:g}z"


class Column(Struct, frozen=True):
    """Everything guessed at one tenth. ``came`` of ``total`` wholly, ``partly`` half."""

    tenths: int
    x: float
    total: int
    came: int
    partly: int


class Chart(Struct, frozen=True):
    """The drawing, in its own units, and the same in numbers."""

    marks: tuple[Mark, ...]
    columns: tuple[Column, ...]
    ticks: tuple[tuple[int, float], ...]
    line: float
    height: float
    labels: float
    partly: bool
    width: int = WIDTH


def draw(tenths: Sequence[Tenth]) -> Chart:
    """The chart of these guesses. Each answer is drawn; the more there are, the smaller."""
    above = max((sum(_came(pair) for pair in one.pairs) for one in tenths), default=0)
    below = max((sum(not _came(pair) for pair in one.pairs) for one in tenths), default=0)
    r = next((size for most, size in SIZES if max(above, below) <= most), LEAST)
    line = TOP + max(above, 1) * 2 * r + 4
    height = line + max(below, 1) * 2 * r + 8
    return Chart(
        marks=tuple(mark for one in tenths for mark in _stack(one, line, r)),
        columns=tuple(
            Column(one.tenths, _x(one.tenths), one.tally.total, one.tally.came, one.tally.partly)
            for one in tenths
        ),
        ticks=tuple((tenth, _x(tenth)) for tenth in (0, 5, 10)),
        line=line,
        height=height + LABELS,
        labels=height + LABELS - 8,
        partly=any(one.tally.partly for one in tenths),
    )


def _came(pair: Pair) -> bool:
    return pair.came > 0


def _x(tenths: int) -> float:
    return LEFT + STEP * tenths


def _stack(one: Tenth, line: float, r: float) -> list[Mark]:
    up = sorted((pair for pair in one.pairs if _came(pair)), key=lambda pair: -pair.came)
    down = [pair for pair in one.pairs if not _came(pair)]
    x, drawn = _x(one.tenths), round(r - 0.6, 1)
    above = [
        Mark(x, round(line - 4 - r - 2 * r * n, 1), drawn, "was" if pair.came == 1 else "half")
        for n, pair in enumerate(up)
    ]
    return above + [Mark(x, round(line + 4 + r + 2 * r * n, 1), drawn, "had") for n, _ in enumerate(down)]
