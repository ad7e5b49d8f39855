"""What is laid under a pair of rules, by the person's own hand: for the old one, or for the new one.

Nothing is laid here by itself. What is offered leaves out everyone who is not judged safe: they can be
chosen, by name and by the person, and never stand among the things that speak against being wary
(``care.md`` rule 3).
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import pairwise

from msgspec import Struct

from leanto.records import Exhibit, Feared, Moment, Outcome, Rating, ReachOut, Rule

MOST_OFFERED = 60
FOR_WARINESS = (Outcome.hurtful, Outcome.no_answer)


class Laid(Struct, frozen=True):
    """One exhibit with what it points to, where that is still there. ``fair``: with nobody not judged safe."""

    exhibit: Exhibit
    reach_out: ReachOut | None = None
    moment: Moment | None = None
    fair: bool = True

    @property
    def at(self) -> datetime:
        """When it happened: what it points to says so, else the day it was laid here."""
        if self.reach_out is not None:
            return self.reach_out.outcome_at or self.reach_out.at
        return self.moment.at if self.moment else self.exhibit.at


class Case(Struct, frozen=True):
    """What speaks for the old rule and what for the new one, the latest first."""

    old: tuple[Laid, ...]
    new: tuple[Laid, ...]

    @property
    def every(self) -> tuple[Laid, ...]:
        """Both together."""
        return self.old + self.new


class Offered(Struct, frozen=True):
    """What can be laid down, the latest first. ``others`` are with people who are not judged safe."""

    reach_outs: tuple[ReachOut, ...]
    moments: tuple[Moment, ...]
    others: tuple[ReachOut, ...]


class Move(Struct, frozen=True):
    """Two answers in a row that differ, and what happened between them, in its order."""

    before: Rating
    after: Rating
    between: tuple[ReachOut, ...]


def case(
    lesson_id: str,
    exhibits: Iterable[Exhibit],
    reach_outs: Iterable[ReachOut],
    moments: Iterable[Moment],
    counted: Collection[str],
) -> Case:
    """The exhibits of one lesson by side. ``counted`` are the people judged safe."""
    asks, caught = {one.id: one for one in reach_outs}, {one.id: one for one in moments}
    own = [
        _laid(one, asks.get(one.reach_out_id or ""), caught.get(one.moment_id or ""), counted)
        for one in exhibits
        if one.lesson_id == lesson_id
    ]
    latest = sorted(own, key=lambda one: (one.at, one.exhibit.id), reverse=True)
    sides = {side: tuple(one for one in latest if one.exhibit.speaks_for is side) for side in Rule}
    return Case(sides[Rule.old], sides[Rule.new])


def _laid(one: Exhibit, reach_out: ReachOut | None, moment: Moment | None, counted: Collection[str]) -> Laid:
    people = {thing.person_id for thing in (reach_out, moment) if thing is not None and thing.person_id}
    return Laid(one, reach_out, moment, fair=people <= set(counted))


def offered(
    laid: Iterable[Laid],
    reach_outs: Iterable[ReachOut],
    moments: Iterable[Moment],
    counted: Collection[str],
) -> Offered:
    """What came of asks, and moments, that do not lie here yet."""
    here = {id for one in laid for id in (one.exhibit.reach_out_id, one.exhibit.moment_id) if id}
    told = [one for one in reach_outs if one.outcome and one.cancelled_at is None and one.id not in here]
    told.sort(key=lambda one: (one.outcome_at or one.at, one.id), reverse=True)
    fair = [one for one in told if one.person_id is None or one.person_id in counted]
    others = [one for one in told if one not in fair]
    caught = [
        one
        for one in moments
        if one.id not in here
        and (one.text or one.whisper)
        and (not one.person_id or one.person_id in counted)
    ]
    caught.sort(key=lambda one: (one.at, one.id), reverse=True)
    return Offered(tuple(fair[:MOST_OFFERED]), tuple(caught[:MOST_OFFERED]), tuple(others[:MOST_OFFERED]))


def moves(
    lesson_id: str,
    ratings: Sequence[Rating],
    reach_outs: Iterable[ReachOut],
    laid: Iterable[Laid],
    counted: Collection[str],
) -> tuple[Move, ...]:
    """Where an answer moved, with the events in between: those tied to the lesson, and those laid under it.

    It says that they came between, and never that one made the other. ``ratings`` run from the first.
    """
    tied = {one.reach_out.id: one.reach_out for one in laid if one.reach_out is not None}
    tied |= {one.id: one for one in reach_outs if one.lesson_id == lesson_id}
    events = sorted(
        (one for one in tied.values() if _stands(one, counted)), key=lambda one: (happened(one), one.id)
    )
    found = (
        Move(before, after, tuple(one for one in events if before.at < happened(one) <= after.at))
        for before, after in pairwise(ratings)
        if _moved(before, after)
    )
    return tuple(move for move in found if move.between)


def happened(one: ReachOut) -> datetime:
    """When the answer came."""
    return one.outcome_at or one.at


def _stands(one: ReachOut, counted: Collection[str]) -> bool:
    """Whether an event may stand beside a change. Someone who is not judged safe does so only
    where it speaks for being wary."""
    if one.outcome is None or one.cancelled_at is not None:
        return False
    for_wariness = one.outcome in FOR_WARINESS or one.feared_came is Feared.happened
    return for_wariness or one.person_id is None or one.person_id in counted


def _moved(before: Rating, after: Rating) -> bool:
    said = ((before.old, after.old), (before.new, after.new))
    return any(was is not None and now is not None and was != now for was, now in said)
