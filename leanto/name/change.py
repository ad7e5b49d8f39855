"""Whether two results differ by more than the measure's own error, and by what people notice themselves.

Where no error was published there is nothing to compare with, and no change is named. A fall is never the
product's doing: these measures fall on waiting lists too (docs/science/instruments.md).
"""

from enum import StrEnum
from math import sqrt

from msgspec import Struct

from leanto.content.instruments import Better, Scale

Z95 = 1.96


class Direction(StrEnum):
    """Which way a result went."""

    up = "up"
    down = "down"
    same = "same"


class Change(Struct, frozen=True):
    """``beyond``: more than measurement error, ``None`` where no error was published.

    ``lighter``: the better way, where one can say so. ``felt``: for a change to the better, at least what
    people noticed; ``None`` where that was never asked.
    """

    by: float
    direction: Direction
    beyond: bool | None
    lighter: bool | None
    felt: bool | None


def change(scale: Scale, before: float | None, after: float | None) -> Change | None:
    """From one result to the next; ``None`` where either is empty."""
    if before is None or after is None:
        return None
    by = after - before
    direction = Direction.up if by > 0 else Direction.down if by < 0 else Direction.same
    least = beyond_error(scale)
    lighter = _lighter(scale, direction)
    felt = abs(by) >= scale.felt if scale.felt is not None and lighter else None
    return Change(by, direction, None if least is None else abs(by) >= least, lighter, felt)


def beyond_error(scale: Scale) -> float | None:
    """The least change beyond measurement error: published, or by Jacobson and Truax (1991) from what was.

    1.96 standard errors of a difference, each measurement's error being sd * sqrt(1 - reliability).
    """
    if scale.reliable is not None:
        return scale.reliable
    error = measurement_error(scale)
    return None if error is None else Z95 * sqrt(2) * error


def measurement_error(scale: Scale) -> float | None:
    """The standard error of one measurement, where both reliability and spread were published."""
    if scale.reliability is None or scale.sd is None:
        return None
    return scale.sd * sqrt(1 - scale.reliability)


def _lighter(scale: Scale, direction: Direction) -> bool | None:
    if scale.better is Better.neither or direction is Direction.same:
        return None
    return (scale.better is Better.low) == (direction is Direction.down)
