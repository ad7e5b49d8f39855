"""A history as the models read it: in one order, each reach-out once, and whose outcomes may be counted.

Everything here gives the same whatever order the records come in.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

import msgspec
import numpy as np

from leanto.belief.normal import Floats, Ints
from leanto.records import Feared, Gate, Outcome, Person, ReachOut, Record

R = TypeVar("R", bound=Record)

SUDS = 100.0
"""The most a rating of distress can be."""

CAME: dict[Outcome, float] = {
    Outcome.came_through: 1.0,
    Outcome.partly: 0.5,
    Outcome.kind_no: 0.0,
    Outcome.no_answer: 0.0,
    Outcome.hurtful: 0.0,
}
HAPPENED: dict[Feared | None, float] = {Feared.did_not: 0.0, Feared.partly: 0.5, Feared.happened: 1.0}


def ordered(history: Iterable[ReachOut]) -> tuple[ReachOut, ...]:
    """Each reach-out once, by the time it was planned."""
    return tuple(sorted(once(history), key=lambda one: (one.at, one.id)))


def once(records: Iterable[R]) -> list[R]:
    """Each record once, the last revision of it, by id."""
    kept: dict[str, R] = {}
    for one in records:
        other = kept.get(one.id)
        if other is None or (other is not one and _version(one) > _version(other)):
            kept[one.id] = one
    return [kept[id] for id in sorted(kept)]


def _version(one: Record) -> tuple[int, bytes]:
    # Two of the same revision should not be; the bytes decide, so that the order they came in does not.
    return one.revision, msgspec.json.encode(one)


def safe_ids(history: Iterable[ReachOut], people: Iterable[Person]) -> tuple[str, ...]:
    """Who is marked safe, with no hurt and no fear come true told since: sorted ids.

    The same rule as ``circle.gate.standing``, which stands above this package. An id given twice has to
    be safe both times.
    """
    hurt: dict[str, datetime] = {}
    for one in history:
        if one.person_id is not None and (
            one.outcome is Outcome.hurtful or one.feared_came is Feared.happened
        ):
            at = _hurt_at(one)
            hurt[one.person_id] = max(at, hurt.get(one.person_id, at))
    standing: dict[str, bool] = {}
    for person in people:
        last = hurt.get(person.id)
        closed = (last is not None and last > person.gate_at) or (
            person.closed_at is not None and person.closed_at > person.gate_at
        )
        standing[person.id] = standing.get(person.id, True) and person.gate is Gate.safe and not closed
    return tuple(sorted(id for id, safe in standing.items() if safe))


def _hurt_at(one: ReachOut) -> datetime:
    said = []
    if one.outcome is Outcome.hurtful:
        said.append(one.outcome_at or one.at)
    if one.feared_came is Feared.happened:
        said.append(one.feared_at or one.outcome_at or one.at)
    return max(said)


def counted(told: Sequence[ReachOut], safe: Iterable[str]) -> list[ReachOut]:
    """Those with nobody in particular, or with someone safe. Someone no longer in the circle is not."""
    may: set[str | None] = {None, *safe}
    return [one for one in told if one.person_id in may]


def fears(told: Sequence[ReachOut]) -> list[ReachOut]:
    """Those that named a fear, whoever they were with."""
    return [one for one in told if one.feared and not one.feared.isspace()]


def column(numbers: Sequence[float | None], most: float = 1.0) -> Floats:
    """Numbers that were said, held within 0 to ``most``; NaN where one was skipped."""
    found = np.array(numbers, dtype=np.float64)
    found[~np.isfinite(found)] = np.nan
    return np.clip(found, 0, most)


def by_answer(told: Sequence[ReachOut | None]) -> Ints:
    """The places of those that are there, in the order in which their outcomes were told."""
    known = [(one.outcome_at or one.at, one.id, place) for place, one in enumerate(told) if one is not None]
    return np.array([place for _, _, place in sorted(known)], dtype=np.int64)
