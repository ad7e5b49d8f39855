"""Guesses beside outcomes: a row for each, with an open ring where the guess was. Rows, so that they reflow."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext
from msgspec import Struct

from leanto.web.told import Told

INSET, SPAN = 4, 92


class Row(Struct, frozen=True):
    """One reach-out with an outcome. ``tenths`` is the guess, ``x`` where its ring stands; nothing if skipped."""

    told: Told
    tenths: int | None = None
    x: str = ""


class Group(Struct, frozen=True):
    """The rows of one month, with its name."""

    month: str
    rows: tuple[Row, ...]


def draw(told: Iterable[Told]) -> tuple[Row, ...]:
    """Each as a row, in the order given."""
    return tuple(_row(one) for one in told)


def by_month(rows: Sequence[Row]) -> tuple[Group, ...]:
    """Rows in their order, cut where the month of the outcome changes."""
    return tuple(Group(month, tuple(found)) for month, found in groupby(rows, key=_month))


def _row(told: Told) -> Row:
    guess = told.reach_out.forecast
    if guess is None:
        return Row(told)
    # Kept clear of both ends, where the ring would be cut.
    return Row(told, round(guess * 10), f"{INSET + SPAN * guess:.0f}%")


def _month(row: Row) -> str:
    at = row.told.reach_out.outcome_at or row.told.reach_out.at
    return date_format(timezone.localtime(at), pgettext("a month, in Django's date letters", "F Y"))
