"""Answers that rise: PHQ by 6, GAD by 4, since the last time, and whether the next ones stay up there (rule 4).

The amounts are the published reliable changes (NHS Talking Therapies); a fall is never credited to anything here.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from math import isfinite

from msgspec import Struct

from leanto.records import Score

STEP: Mapping[str, float] = {"phq-8": 6.0, "phq-9": 6.0, "gad-7": 4.0}
"""How much is a rise. PHQ-4 is not among them: for its twelve points nobody has published one."""
PTSD = "pc-ptsd-5"
COUNTED = (*STEP, PTSD)
"""The instruments a rest can come from."""


class Rise(Struct, frozen=True):
    """A rise that still stands. ``mark``: answers under it end it; ``twice``: a second answer in a row was not."""

    instrument: str
    since: datetime
    mark: float
    twice: bool


def rises(scores: Iterable[Score], talks: Iterable[datetime] = ()) -> tuple[Rise, ...]:
    """The rises that stand after the last answer, at most one to an instrument.

    ``talks``, the times at which the person said that they had talked with someone, end what rose twice before.
    """
    every, ends = tuple(scores), tuple(talks)
    found = (_standing(name, step, answered(every, name), ends) for name, step in STEP.items())
    return tuple(one for one in found if one is not None)


def answered(scores: Iterable[Score], instrument: str) -> list[Score]:
    """The answers to one instrument in their order. What is no number says nothing."""
    theirs = (one for one in scores if one.instrument == instrument and isfinite(one.value))
    return sorted(theirs, key=lambda one: (one.at, one.value))


def _standing(name: str, step: float, scores: list[Score], talks: tuple[datetime, ...]) -> Rise | None:
    rise: Rise | None = None
    before: Score | None = None
    for one in scores:
        if rise and rise.twice and _talked(rise, one.at, talks):
            rise = None
        if rise is None:
            if before is not None and one.value - before.value >= step:
                rise = Rise(name, one.at, before.value + step, twice=False)
        elif one.value < rise.mark:
            rise = None
        elif not rise.twice:
            rise = Rise(name, one.at, rise.mark, twice=True)
        before = one
    return None if rise and rise.twice and _talked(rise, None, talks) else rise


def _talked(rise: Rise, before: datetime | None, talks: tuple[datetime, ...]) -> bool:
    """Whether there was a talk after the rise, and before the next answer."""
    return any(rise.since <= talk and (before is None or talk < before) for talk in talks)
