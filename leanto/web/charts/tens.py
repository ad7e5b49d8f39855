"""Guesses ten by ten, over time: an open ring where they lay, a dot where what came lay. Nothing joins them."""

from collections.abc import Sequence

from msgspec import Struct

from leanto.circle.calibration import Tally, Ten

WIDTH, LEFT, RIGHT = 320, 34, 300
TOP, HIGH, DATES = 12, 100, 26
MOST = 12
"""As many as stand side by side on a phone; the earlier ones are in the table."""


class Mark(Struct, frozen=True):
    """One ten: where it stands, where its guesses lay and where what came, in whole units."""

    x: int
    guessed: int
    came: int


class Chart(Struct, frozen=True):
    """The drawing, in its own units. ``earlier`` counts the tens that are not drawn."""

    marks: tuple[Mark, ...]
    ticks: tuple[tuple[int, int], ...]
    first: Ten
    last: Ten
    earlier: int
    width: int = WIDTH
    height: int = TOP + HIGH + DATES
    left: int = LEFT
    right: int = RIGHT
    labels: int = TOP + HIGH + DATES - 4


def draw(tens: Sequence[Ten]) -> Chart | None:
    """The latest of them, the oldest on the left; nothing where there are none."""
    if not tens:
        return None
    shown = tens[-MOST:]
    apart = (RIGHT - LEFT - 24) / max(1, len(shown) - 1)
    return Chart(
        marks=tuple(
            Mark(
                round(LEFT + 12 + apart * n),
                _y(one.tally.expected, one.tally),
                _y(came(one.tally), one.tally),
            )
            for n, one in enumerate(shown)
        ),
        ticks=tuple((tenths, round(TOP + HIGH * (1 - tenths / 10))) for tenths in (10, 5, 0)),
        first=shown[0],
        last=shown[-1],
        earlier=len(tens) - len(shown),
    )


def came(tally: Tally) -> float:
    """What came, with what half came as a half: for a place in a drawing, and never said."""
    return tally.came + tally.partly / 2


def _y(much: float, of: Tally) -> int:
    return round(TOP + HIGH * (1 - much / of.total))
