"""What happened: the two answers to the two guesses, when each was said, and when to ask again.

An outcome answers "will they come through?", what was feared answers "will it cost me?". The times are when
a thing was *said*: a gate that closes on a hurt closes whenever the hurt is told (``circle.gate``).
"""

from datetime import datetime, timedelta

from msgspec import structs

from leanto.circle.came import RECEIVING
from leanto.circle.gate import hurt_at
from leanto.records import Feared, Kind, Outcome, ReachOut

NEXT_DAY = timedelta(days=1)
SOME_HOURS = timedelta(hours=4)
A_WEEK = timedelta(days=7)
AGAIN = timedelta(days=30)
"""Some costs come late: about 30 days, as in the worry outcome journal (LaFreniere & Newman 2020)."""
NEARLY_AGAIN = timedelta(days=25)
"""An answer this late already is the second one."""


def answers(kind: Kind) -> tuple[Outcome, ...]:
    """What can be said of a step of this kind. Nobody answers, or fails to, where something was let go."""
    if kind is Kind.let_go:
        return (Outcome.came_through, Outcome.partly, Outcome.kind_no, Outcome.hurtful)
    return tuple(Outcome)


def told(before: ReachOut, after: ReachOut, now: datetime) -> ReachOut:
    """What happened as it is said now. A changed answer is said now; an unchanged one was said before."""
    return structs.replace(
        after,
        outcome_at=_said(before.outcome, after.outcome, before.outcome_at, now),
        feared_at=_said(before.feared_came, after.feared_came, before.feared_at, now),
        cancelled_at=None,
    )


def fear_told(before: ReachOut, after: ReachOut, now: datetime) -> ReachOut:
    """What was feared, asked again: an answer that stays the same has been given once more."""
    return structs.replace(after, feared_at=now if after.feared_came is not None else before.feared_at)


def _said(
    before: Outcome | Feared | None, after: Outcome | Feared | None, at: datetime | None, now: datetime
) -> datetime | None:
    if after is None:
        return None
    return at if after is before and at is not None else now


def fear_due(done: ReachOut, now: datetime) -> datetime | None:
    """When to ask whether what was feared came: the next day, again after about 30, and never once it has.

    Answered in the same breath, it is asked the next day all the same; a week later (``now``) that is left be.
    """
    if done.outcome is None or done.outcome_at is None or not done.feared.strip():
        return None
    if done.feared_came is None:
        return done.outcome_at + NEXT_DAY
    if done.feared_came is Feared.happened:
        return None
    said = done.feared_at or done.outcome_at
    first = min(done.asked_at or done.at, done.outcome_at) + NEXT_DAY
    if said < first and now < first + A_WEEK:
        return first
    if said < done.outcome_at + NEARLY_AGAIN:
        return done.outcome_at + AGAIN
    return said + AGAIN if done.feared_came is Feared.too_soon else None


def guilt_due(done: ReachOut, now: datetime) -> bool:
    """Whether to ask if the guilt of being helped is still there: once, from some hours after it was told."""
    told_at = done.outcome_at
    return (
        bool(done.guilt) and done.guilt_later is None and told_at is not None and now >= told_at + SOME_HOURS
    )


def guilt_may_come(done: ReachOut, now: datetime) -> bool:
    """Whether to name it although it was not there when it was told: it comes in the hours after being helped."""
    helped = done.outcome in (Outcome.came_through, Outcome.partly)
    return helped and not done.guilt and done.outcome_at is not None and now < done.outcome_at + A_WEEK


def said_no_kindly(done: ReachOut) -> bool:
    """Someone answered, and it was no. Where help was received, the same answer means it was not all right."""
    return done.outcome is Outcome.kind_no and done.kind not in RECEIVING


def sets_aside(done: ReachOut) -> bool:
    """Whether this closes the gate of whoever it was with: it hurt, or what was feared happened."""
    return done.person_id is not None and hurt_at(done) is not None


def asks_about_gate(done: ReachOut) -> bool:
    """A little of what was feared came: only the person can say whether that changes how safe someone is."""
    return done.person_id is not None and done.feared_came is Feared.partly and not sets_aside(done)
