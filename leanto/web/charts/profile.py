"""Answers along a line, one mark for each; or a result along its scale, with its margin where there is one."""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from leanto.web.words import Label

WIDTH, LEFT, RIGHT = 320, 12, 308
TOP, ROW = 18, 58
AXIS, FOOT = 20, 14  # an axis lies this far below its words, the words at the ends this far below the last
APART = 14  # marks of one value stand side by side
SIZE = 6


class Given(Struct, frozen=True):
    """What a row shows: its words, where its marks lie, from where to where a margin runs, whether it is apart."""

    words: Label
    places: tuple[float, ...]
    span: tuple[float, float] | None = None
    apart: bool = False


class Row(Struct, frozen=True):
    """A row as drawn, at whole units: a decimal comma in some languages would break the drawing."""

    words: Label
    words_y: int
    y: int
    marks: tuple[str, ...]
    margin: str
    apart: bool


class Chart(Struct, frozen=True):
    """The drawing: rows, the places of the ticks, and where the words for both ends stand."""

    rows: tuple[Row, ...]
    ticks: tuple[int, ...]
    height: int
    ends_y: int
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT


def draw(rows: Iterable[Given], lowest: float, highest: float) -> Chart | None:
    """The chart of the rows that hold a mark, on a line from ``lowest`` to ``highest``; ``None`` without any."""
    held = [row for row in rows if row.places]
    if not held:
        return None
    drawn = tuple(_row(row, number, lowest, highest) for number, row in enumerate(held))
    ticks = tuple(_x(value, lowest, highest) for value in range(round(lowest), round(highest) + 1))
    last = drawn[-1].y
    return Chart(drawn, ticks, height=last + SIZE + FOOT + 12, ends_y=last + SIZE + FOOT + 4)


def _row(row: Given, number: int, lowest: float, highest: float) -> Row:
    words_y = TOP + number * ROW
    y = words_y + AXIS
    margin = ""
    if row.span:
        margin = f"M{_x(row.span[0], lowest, highest)} {y}H{_x(row.span[1], lowest, highest)}"
    marks = tuple(_diamond(x, y) for x in _beside([_x(place, lowest, highest) for place in row.places]))
    return Row(row.words, words_y, y, marks, margin, row.apart)


def _beside(places: Sequence[int]) -> list[int]:
    """Marks of the same place moved apart, evenly round it, and none beyond an end."""
    found = []
    for x, times in sorted(Counter(places).items()):
        width = APART * (times - 1)
        first = min(max(x - width // 2, LEFT + SIZE), RIGHT - SIZE - width)
        found += [first + APART * turn for turn in range(times)]
    return found


def _x(value: float, lowest: float, highest: float) -> int:
    inside = (value - lowest) / (highest - lowest) if highest > lowest else 0.5
    return round(LEFT + SIZE + inside * (RIGHT - LEFT - 2 * SIZE))


def _diamond(x: int, y: int) -> str:
    return f"M{x} {y - SIZE}l{SIZE} {SIZE}-{SIZE} {SIZE}-{SIZE}-{SIZE}z"
