"""Rows of dots: a dot for each moment, or for several where there are very many, and the count beside them."""

from collections.abc import Sequence
from math import ceil

from msgspec import Struct

from leanto.web.words import Label

WIDTH, HIGH, TOP = 340, 22, 2
WORDS_END, DOTS_AT, COUNT_AT = 134, 142, 338
SIZES = ((14, 9.2, 3.6), (20, 6.5, 2.6), (32, 4.1, 1.7))
"""How many dots fit into a row, how far apart, how big: the longest row decides for all."""


class Given(Struct, frozen=True):
    """A row to draw: ``open`` moments of one sort, then ``filled`` of the other; its words and its count."""

    words: Label
    filled: int
    open: int
    count: str


class Row(Struct, frozen=True):
    """A row as drawn: its dots as two paths."""

    given: Given
    filled: str
    open: str
    text_y: int


class Chart(Struct, frozen=True):
    """The drawing. ``each`` is how many moments a dot stands for: one, unless there are very many."""

    rows: tuple[Row, ...]
    each: int
    height: int
    width: int = WIDTH
    words_end: int = WORDS_END
    count_at: int = COUNT_AT


def draw(given: Sequence[Given]) -> Chart | None:
    """The rows from top to bottom; ``None`` where there is none."""
    if not given:
        return None
    longest = max(one.filled + one.open for one in given)
    most, pitch, r = next((size for size in SIZES if longest <= size[0]), SIZES[-1])
    each = max(1, ceil(longest / (most - 1))) if longest > most else 1
    rows = tuple(_row(one, TOP + at * HIGH + HIGH // 2, each, pitch, r) for at, one in enumerate(given))
    return Chart(rows, each, TOP * 2 + HIGH * len(rows))


def _row(given: Given, y: int, each: int, pitch: float, r: float) -> Row:
    filled, open = ceil(given.filled / each), ceil(given.open / each)
    return Row(
        given,
        filled=_dots(range(open, open + filled), y, pitch, r),
        open=_dots(range(open), y, pitch, r),
        text_y=y + 5,
    )


def _dots(places: Sequence[int], y: int, pitch: float, r: float) -> str:
    """Circles as one path, their numbers written with a point in every language."""
    return "".join(
        f"M{DOTS_AT + pitch * place:.1f} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0"
        for place in places
    )
