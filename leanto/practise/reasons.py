"""Why this step: coded facts, which the page turns into sentences.

Facts from the record (``RECORD``) could colour a guess, so they are shown after the guesses are written; every
suggestion has at least one that could not.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from math import isfinite
from operator import itemgetter

from msgspec import Struct

from leanto.belief.told import CAME
from leanto.practise.gates import RECEIVING
from leanto.practise.ladder import key
from leanto.records import Domain, Kind, Outcome, Person, ReachOut, Step

ENOUGH, LONG_AGO = 3, 7


class Because(StrEnum):
    """What sort of fact."""

    came_through = "came_through"
    size_handled = "size_handled"
    not_asked_for = "not_asked_for"
    new_kind = "new_kind"
    new_domain = "new_domain"
    they_offered = "they_offered"
    from_your_load = "from_your_load"
    kinder_than_guessed = "kinder_than_guessed"
    small_first = "small_first"


RECORD = frozenset({Because.came_through, Because.kinder_than_guessed})
"""Facts that are shown only after the guesses."""


class Reason(Struct, frozen=True):
    """One fact: ``came_through`` and ``kinder_than_guessed`` are ``k`` of ``n``, ``size_handled`` is ``k`` times,
    ``not_asked_for`` is ``days`` (of someone never asked: since they were marked safe)."""

    code: Because
    k: int | None = None
    n: int | None = None
    days: int | None = None

    @property
    def from_record(self) -> bool:
        """Whether it could colour a guess."""
        return self.code in RECORD


class Record(Struct, frozen=True):
    """What reasons are drawn from, gathered once for all suggestions.

    ``kinds`` and ``domains`` that were tried; ``held``, the SUDS of steps that were not too much, in order; when
    each person was last asked (``by_person``), and when each step without one was last done, by its id and its kind
    (``by_step``) and by its kind alone (``by_kind``); of each person and whether it was received, how often they
    came through, of how many answers (``came``).
    """

    now: datetime
    kinds: frozenset[Kind]
    domains: frozenset[Domain]
    held: tuple[float, ...]
    by_person: Mapping[str, datetime]
    by_step: Mapping[tuple[str, Kind], datetime]
    by_kind: Mapping[Kind, datetime]
    came: Mapping[tuple[str, bool], tuple[int, int]]
    kinder: tuple[Reason, ...]


def record(
    tried: Sequence[ReachOut], counted: Sequence[ReachOut], now: datetime, *, entrenched: bool
) -> Record:
    """Gather it from everything that was not called off, and from what may be counted of it.

    A plan alone is nothing tried. Someone whom counts do not move is not given counts.
    """
    tried = [one for one in tried if one.asked_at is not None or one.outcome is not None]
    held = [one.suds for one in tried if one.overwhelmed is False and one.suds is not None]
    by_time = sorted([(one.asked_at or one.outcome_at or one.at, one) for one in tried], key=itemgetter(0))
    return Record(
        now,
        frozenset([one.kind for one in tried]),
        frozenset([one.domain for one in tried]),
        tuple(sorted(filter(isfinite, held))),
        {one.person_id: at for at, one in by_time if one.person_id is not None},
        {(one.step_id, one.kind): at for at, one in by_time if one.step_id is not None},
        {one.kind: at for at, one in by_time},
        {} if entrenched else _by_person(counted),
        () if entrenched else _kinder(counted),
    )


def _by_person(counted: Sequence[ReachOut]) -> dict[tuple[str, bool], tuple[int, int]]:
    found: dict[tuple[str, bool], tuple[int, int]] = {}
    for one in counted:
        if one.person_id is not None and one.outcome is not None:
            whose = one.person_id, one.kind in RECEIVING
            k, n = found.get(whose, (0, 0))
            found[whose] = k + (one.outcome is Outcome.came_through), n + 1
    return found


def reasons(
    step: Step, person: Person | None, size: float, record: Record, *, small: bool = False
) -> tuple[Reason, ...]:
    """Why this, the plainest first; never empty, and never of the record alone."""
    found = [
        *([Reason(Because.small_first)] if small else []),
        *([Reason(Because.they_offered)] if offered(step, person) else []),
        *([Reason(Because.from_your_load)] if step.load_id else []),
        *_new(step, record),
        *_handled(size, record),
    ]
    ago = _days(step, person, record)
    if ago is not None and (not found or ago >= LONG_AGO):
        found.append(Reason(Because.not_asked_for, days=ago))
    return (*found, *_came(step, person, record), *record.kinder)


def offered(step: Step, person: Person | None) -> bool:
    """Whether they have said that one may ask for this."""
    return person is not None and step.domain in person.offers and may_be_offered(step)


def may_be_offered(step: Step) -> bool:
    """Whether a standing offer answers a step of this kind."""
    return step.kind in (Kind.ask, Kind.accept)


def _new(step: Step, record: Record) -> list[Reason]:
    found = []
    if step.kind not in record.kinds:
        found.append(Reason(Because.new_kind))
    if step.domain not in record.domains:
        found.append(Reason(Because.new_domain))
    return found


def _handled(size: float, record: Record) -> list[Reason]:
    times = len(record.held) - bisect_left(record.held, size)
    return [Reason(Because.size_handled, k=times)] if times else []


def _days(step: Step, person: Person | None, record: Record) -> int | None:
    """Since they were last asked, or this was last done, by the days of ``now``; ``None`` if it never was."""
    if person is not None:
        last: datetime | None = record.by_person.get(person.id, person.gate_at)
    else:
        own = [record.by_step.get((id, step.kind)) for id in (step.id, key(step))]
        last = max((at for at in own if at is not None), default=record.by_kind.get(step.kind))
    return None if last is None else days_since(last, record.now)


def days_since(at: datetime, now: datetime) -> int:
    """How many days ago, by the calendar of ``now``; nothing lies ahead."""
    return max((now.date() - at.astimezone(now.tzinfo).date()).days, 0)


def _came(step: Step, person: Person | None, record: Record) -> list[Reason]:
    """Counts are not said where they are against it."""
    if person is None:
        return []
    came, n = record.came.get((person.id, step.kind in RECEIVING), (0, 0))
    return [Reason(Because.came_through, k=came, n=n)] if 2 * came >= max(n, 1) else []


def _kinder(counted: Sequence[ReachOut]) -> tuple[Reason, ...]:
    both = [(one.forecast, CAME[one.outcome]) for one in counted if one.forecast is not None and one.outcome]
    kinder = sum(came > guess for guess, came in both)
    more = len(both) >= ENOUGH and 2 * kinder > len(both)
    return (Reason(Because.kinder_than_guessed, k=kinder, n=len(both)),) if more else ()
