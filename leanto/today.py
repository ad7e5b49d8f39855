"""The front door: what one visit shows, and nothing that has nothing in it.

It is given the few records a visit needs, never whole shelves, so that ten years cost what ten days do. The step
beside it is worked out elsewhere, from every reach-out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from leanto.circle.gate import hurt_at
from leanto.name.moments import Week, weeks
from leanto.practise.plan import due, silence_from
from leanto.records import Body, BodyCheck, Draft, Gate, Lesson, Moment, Person, ReachOut

SHOWN = 4
WEEKS = 4


class Hour(StrEnum):
    """Which greeting it is time for."""

    night = "night"
    morning = "morning"
    afternoon = "afternoon"
    evening = "evening"


class Next(StrEnum):
    """What the page offers to do: nothing on a first visit, grounding when shut down, else the ladder."""

    nothing = "nothing"
    grounding = "grounding"
    ladder = "ladder"


class With(Struct, frozen=True):
    """A reach-out and who it is with. Nobody, if there was nobody yet, or if they were removed since.

    ``silence`` is from when no answer is an answer, once it was asked.
    """

    reach_out: ReachOut
    person: Person | None
    silence: datetime | None = None


class Visit(Struct, frozen=True):
    """One visit. ``more`` counts what is unfinished and not among the few that are shown."""

    hour: Hour
    next: Next
    body: BodyCheck | None
    waiting: tuple[With, ...]
    unanswered: tuple[With, ...]
    fears: tuple[With, ...]
    guilts: tuple[With, ...]
    more: int
    drafts: tuple[Draft, ...]
    last: With | None
    weeks: tuple[Week, ...]
    lesson: Lesson | None


class Kept(Struct, frozen=True):
    """What the book handed over; of reach-outs only the recent. ``open_count`` is how many are open in all,
    ``answered`` every recent one with its outcome."""

    moments: Sequence[Moment] = ()
    open: Sequence[ReachOut] = ()
    open_count: int = 0
    answered: Sequence[ReachOut] = ()
    last: ReachOut | None = None
    people: Sequence[Person] = ()
    checks: Sequence[BodyCheck] = ()
    drafts: Sequence[Draft] = ()
    lessons: Sequence[Lesson] = ()


def visit(kept: Kept, now: datetime) -> Visit:
    """What to show, by the person's own clock ``now``."""
    people = {person.id: person for person in kept.people}
    unfinished = due([*kept.open, *kept.answered], now)
    waiting = _with([*unfinished.waiting, *unfinished.planned][:SHOWN], people)
    unanswered = _with(unfinished.unanswered[:SHOWN], people)
    body = body_now(kept.checks, now)
    return Visit(
        hour=hour(now),
        next=_next(kept, body),
        body=body,
        waiting=waiting,
        unanswered=unanswered,
        fears=_with(unfinished.fears[:SHOWN], people),
        guilts=_with(unfinished.guilts[:SHOWN], people),
        more=max(0, kept.open_count - len(waiting) - len(unanswered))
        + len(unfinished.fears[SHOWN:])
        + len(unfinished.guilts[SHOWN:]),
        drafts=tuple(sorted(kept.drafts, key=lambda draft: draft.at, reverse=True)),
        last=_last(kept.last, people),
        weeks=_weeks(kept.moments, now),
        lesson=max(kept.lessons, key=lambda lesson: lesson.at, default=None),
    )


def hour(now: datetime) -> Hour:
    """The part of the day, by the clock that ``now`` carries."""
    if now.hour < 5 or now.hour >= 23:
        return Hour.night
    if now.hour < 12:
        return Hour.morning
    return Hour.afternoon if now.hour < 18 else Hour.evening


def body_now(checks: Iterable[BodyCheck], now: datetime) -> BodyCheck | None:
    """The last thing the body said today. Yesterday's answer says nothing about now."""
    today = [check for check in checks if check.at.astimezone(now.tzinfo).date() == now.date()]
    return max(today, key=lambda check: check.at, default=None)


def _next(kept: Kept, body: BodyCheck | None) -> Next:
    if body is not None and body.body is Body.shut_down:
        return Next.grounding
    return Next.ladder if _lived_in(kept) else Next.nothing


def _lived_in(kept: Kept) -> bool:
    """Something was kept before: a first visit shows one card, and none of the others."""
    anything = (kept.moments, kept.open_count, kept.last, kept.people, kept.checks, kept.drafts, kept.lessons)
    return any(anything)


def _with(reach_outs: Iterable[ReachOut], people: Mapping[str, Person]) -> tuple[With, ...]:
    return tuple(With(one, people.get(one.person_id or ""), silence_from(one)) for one in reach_outs)


def _last(told: ReachOut | None, people: Mapping[str, Person]) -> With | None:
    """The last thing that came. With someone who is not judged safe it stands here only where it hurt: nothing
    else of theirs is held up beside being wary."""
    if told is None:
        return None
    [last] = _with([told], people)
    wary = last.person is not None and last.person.gate is not Gate.safe
    return None if wary and hurt_at(told) is None else last


def _weeks(moments: Sequence[Moment], now: datetime) -> tuple[Week, ...]:
    """The weeks from the first in which anything was done alone; none if there was nothing."""
    last = weeks(moments, now.date(), WEEKS, now.tzinfo)
    first = next((place for place, week in enumerate(last) if week.alone), len(last))
    return last[first:]
