"""What may be looked at before going, once the guesses are written: one's own record, and the last surprise.

Before that it would colour the guess, so every function here answers nothing for a plan without one, and the
surprise only comes up where the guess stands. Nothing is said of anyone who is not judged safe.
"""

from collections.abc import Iterable

from msgspec import Struct

from leanto.belief import evidence, prior
from leanto.belief.evidence import Evidence
from leanto.belief.normal import Floats
from leanto.belief.prior import Row
from leanto.circle.came import fears, outcomes, sort
from leanto.circle.people import latest, safe_ones
from leanto.practise.gates import RECEIVING
from leanto.practise.plan import guess_stands
from leanto.records import Feared, Outcome, Person, ReachOut

SURPRISING = 0.3
"""How far, of 1, what came lies above the guess to be a surprise: where beliefs move most (Kube et al.)."""
CAME = {Outcome.came_through: 1.0, Outcome.partly: 0.5}


class Fear(Struct, frozen=True):
    """``happened`` of ``told`` fears with this person, ``partly`` a little; and the estimate, as below."""

    happened: int
    partly: int
    told: int
    about: float
    low: float
    high: float


class OwnRecord(Struct, frozen=True):
    """``came`` of ``asked`` with this person, ``partly`` half, ``counted`` outcomes in all; the estimate in tenths
    with its 90 % bounds; the ``row`` of the general table that speaks where the record is short; and, where one was
    guessed at, what came of fears."""

    came: int
    partly: int
    asked: int
    counted: int
    about: float
    low: float
    high: float
    row: Row
    fear: Fear | None = None


def own_record(plan: ReachOut, history: Iterable[ReachOut], people: Iterable[Person]) -> OwnRecord | None:
    """What the record says of a plan like this, with the person it is with; ``None`` before the guess is written
    and of anyone not safe."""
    if plan.forecast is None:
        return None
    told, circle = [one for one in history if one.id != plan.id], list(people)
    fitted = evidence.fit(told, circle)
    estimate = fitted.predict([plan])
    if estimate.mean[0] != estimate.mean[0]:  # not a number: nothing may be said of them
        return None
    theirs = [one for one in told if plan.person_id and one.person_id == plan.person_id]
    said = outcomes(one for one in theirs if _receives(one) == _receives(plan))
    return OwnRecord(
        came=sort(said, Outcome.came_through),
        partly=sort(said, Outcome.partly),
        asked=said.total,
        counted=fitted.outcomes,
        about=_tenths(estimate.mean),
        low=_tenths(estimate.low),
        high=_tenths(estimate.high),
        row=_row(plan, circle),
        fear=_fear(plan, theirs, fitted) if plan.feared.strip() and plan.feared_chance is not None else None,
    )


def _fear(plan: ReachOut, theirs: list[ReachOut], fitted: Evidence) -> Fear:
    came, estimate = fears(theirs), fitted.predict_feared([plan])
    return Fear(
        happened=sort(came, Feared.happened),
        partly=sort(came, Feared.partly),
        told=came.total,
        about=_tenths(estimate.mean),
        low=_tenths(estimate.low),
        high=_tenths(estimate.high),
    )


def _tenths(chances: Floats) -> float:
    return round(float(chances[0]) * 10, 1)


def _receives(one: ReachOut) -> bool:
    return one.kind in RECEIVING


def _row(plan: ReachOut, people: Iterable[Person]) -> Row:
    relation = next((one.relation for one in people if one.id == plan.person_id), None)
    near = prior.NEAR[relation]
    return prior.ROWS[int(prior.ROW_OF[prior.KINDS[plan.kind], near, prior.CHANNELS[plan.channel]])]


def last_surprise(plan: ReachOut, history: Iterable[ReachOut], people: Iterable[Person]) -> ReachOut | None:
    """The latest thing that came out clearly better than guessed, or whose fear did not come; ``None`` while the
    guess can still be changed."""
    if plan.forecast is None or not guess_stands(plan):
        return None
    told = [one for one in history if one.id != plan.id and one.outcome is not None]
    safe = {person.id for person in safe_ones(people, told)}
    counted = [one for one in told if one.person_id is None or one.person_id in safe]
    return max((one for one in counted if _surprised(one)), key=latest, default=None)


def _surprised(one: ReachOut) -> bool:
    if one.outcome is None or one.outcome is Outcome.hurtful:
        return False
    better = one.forecast is not None and CAME.get(one.outcome, 0.0) - one.forecast >= SURPRISING
    spared = one.feared_came is Feared.did_not and (one.feared_chance or 0) >= 0.5
    return better or spared
