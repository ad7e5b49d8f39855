"""Why this step: coded facts, which the page turns into sentences.

Facts from the record (``RECORD``) could colour a guess, so they are shown after the guesses are written; every
suggestion has at least one that could not.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from leanto.belief.told import CAME
from leanto.practise.gates import RECEIVING
from leanto.practise.ladder import key
from leanto.records import Kind, Outcome, Person, ReachOut, Step

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
    """What reasons are drawn from: everything that was not called off, and what may be counted of it."""

    tried: Sequence[ReachOut]
    counted: Sequence[ReachOut]
    now: datetime
    kinder: tuple[Reason, ...]
    entrenched: bool = False


def record(
    tried: Sequence[ReachOut], counted: Sequence[ReachOut], now: datetime, *, entrenched: bool
) -> Record:
    """What reasons are drawn from. Someone whom counts do not move is not given counts."""
    return Record(tried, counted, now, () if entrenched else _kinder(counted), entrenched)


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
    if all(one.kind is not step.kind for one in record.tried):
        found.append(Reason(Because.new_kind))
    if all(one.domain is not step.domain for one in record.tried):
        found.append(Reason(Because.new_domain))
    return found


def _handled(size: float, record: Record) -> list[Reason]:
    times = sum(
        one.overwhelmed is False and one.suds is not None and one.suds >= size for one in record.tried
    )
    return [Reason(Because.size_handled, k=times)] if times else []


def _days(step: Step, person: Person | None, record: Record) -> int | None:
    """Since they were last asked, or this was last done; ``None`` if it never was."""
    if person is not None:
        last = [_last(one) for one in record.tried if one.person_id == person.id] or [person.gate_at]
    else:
        alike = [one for one in record.tried if one.kind is step.kind]
        last = [_last(one) for one in alike if one.step_id in (step.id, key(step))] or [
            _last(one) for one in alike
        ]
    return max((record.now - max(last)).days, 0) if last else None


def _last(one: ReachOut) -> datetime:
    return one.asked_at or one.outcome_at or one.at


def _came(step: Step, person: Person | None, record: Record) -> list[Reason]:
    """Counts are not said to someone whom counts do not move, nor where they are against it."""
    if person is None or record.entrenched:
        return []
    receives = step.kind in RECEIVING
    theirs = [
        one for one in record.counted if one.person_id == person.id and (one.kind in RECEIVING) == receives
    ]
    told = [one.outcome for one in theirs if one.outcome is not None]
    came = told.count(Outcome.came_through)
    return [Reason(Because.came_through, k=came, n=len(told))] if 2 * came >= max(len(told), 1) else []


def _kinder(counted: Sequence[ReachOut]) -> tuple[Reason, ...]:
    both = [(one.forecast, CAME[one.outcome]) for one in counted if one.forecast is not None and one.outcome]
    kinder = sum(came > guess for guess, came in both)
    more = len(both) >= ENOUGH and 2 * kinder > len(both)
    return (Reason(Because.kinder_than_guessed, k=kinder, n=len(both)),) if more else ()
