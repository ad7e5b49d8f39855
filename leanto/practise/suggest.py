"""The next step: the one that teaches most at a size that can be borne, with its reason; or none, and why.

Deterministic: the same record gives the same steps in every process, whatever order it is read in. Total: on
any input the records allow there is an answer.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from leanto.belief import evidence
from leanto.belief.normal import Estimate
from leanto.belief.told import counted, ordered
from leanto.practise import gates
from leanto.practise.gates import ABOVE, CHANNEL_AT, SMALLEST, Candidates, Field, WhyNone
from leanto.practise.reasons import Reason, Record, reasons, record
from leanto.practise.weighing import Beliefs, Weighed, beliefs, pick, repeating, weigh
from leanto.records import Body, Channel, Pause, Person, ReachOut, Step

LOWER = 15.0
"""SUDS taken off tolerance in the week after being overwhelmed twice."""


class Likely(Struct, frozen=True):
    """A chance, 0 to 1, with its deviation and the bounds that hold 90 %."""

    mean: float
    sd: float
    low: float
    high: float


class Suggestion(Struct, frozen=True):
    """A step to try, with whom (``None``: no one of one's own is needed) and how.

    ``forecast`` is the guess to be expected of this person, ``evidence`` what their record and the prior say,
    ``suds`` how hard it is taken to be.
    """

    step: Step
    person: Person | None
    channel: Channel | None
    forecast: Likely
    evidence: Likely
    suds: float
    reasons: tuple[Reason, ...]


class Offer(Struct, frozen=True):
    """Suggestions, the best first; or none of them, and why."""

    suggestions: tuple[Suggestion, ...]
    why_none: WhyNone | None


def suggest(
    history: Iterable[ReachOut],
    circle: Iterable[Person],
    ladder: Iterable[Step],
    *,
    body: Body | None,
    now: datetime,
    limit: int = 3,
    pauses: Sequence[Pause] = (),
) -> Offer:
    """The next steps, at most ``limit`` (at least one), none of them twice; or the first reason that left none.

    ``body`` is how the body is now (``None``: unsaid, which is taken for keyed up). ``pauses`` are the rests
    there are.
    """
    rests = gates.resting(pauses, now)
    if body is Body.shut_down:
        return Offer((), WhyNone.shut_down)
    if gates.rests_all(rests):
        return Offer((), WhyNone.paused)
    told, people = ordered(history), tuple(circle)
    known = evidence.who(told, people)
    field = gates.field(told, tuple(known.safe), people, ladder, rests, now)
    tried = tuple(one for one in told if one.outcome is not None or one.cancelled_at is None)
    eligible = gates.eligible(field, tried[-1].channel if tried else None)
    if isinstance(eligible, WhyNone):
        return Offer((), eligible)
    held = beliefs(told, known, body, LOWER if gates.small_only(rests) else 0.0)
    return _best(field, eligible, held, tried, now, max(limit, 1))


def _best(
    field: Field, eligible: Candidates, held: Beliefs, tried: Sequence[ReachOut], now: datetime, limit: int
) -> Offer:
    """What lies in the window; if nothing does, the easiest a little above it, or below."""
    top = max(SMALLEST, held.tolerance.suds)
    size = field.size[eligible.step]
    weighed = weigh(field, eligible.where((size >= SMALLEST) & (size <= top)), held, tried, now)
    small = not weighed.likely.any()
    if small:
        near = eligible.where(size <= top + ABOVE)
        likely = near.where(weigh(field, near, held, tried, now).likely)
        if not likely.step.size:
            far = eligible.where(size > top + ABOVE)
            return Offer((), _why_none(weigh(field, far, held, tried, now)))
        easiest = field.size[likely.step] == field.size[likely.step].min()
        weighed = weigh(field, likely.where(easiest), held, tried, now)
    chosen = pick(field, weighed, 1 if small else limit, repeating(held.entrenched))
    known = record(tried, counted(tried, held.evidence.who.safe), now, entrenched=held.entrenched)
    expected = held.felt.of(weighed.asked.at(chosen))
    told = (
        _told(field, weighed, place, _one(expected, rank), known, small=small)
        for rank, place in enumerate(chosen)
    )
    return Offer(tuple(told), None)


def _why_none(far: Weighed) -> WhyNone:
    return WhyNone.all_too_big if far.likely.any() else WhyNone.unlikely


def _told(
    field: Field, weighed: Weighed, place: int, forecast: Likely, known: Record, *, small: bool
) -> Suggestion:
    found = weighed.found
    step = field.steps[found.step[place]]
    person = field.people[found.person[place]] if found.person[place] >= 0 else None
    size = float(field.size[found.step[place]])
    return Suggestion(
        step=step,
        person=person,
        channel=CHANNEL_AT[found.channel[place]],
        forecast=forecast,
        evidence=_one(weighed.so, place),
        suds=size,
        reasons=reasons(step, person, size, known, small=small),
    )


def _one(estimate: Estimate, place: int) -> Likely:
    return Likely(*(float(part[place]) for part in evidence.parts(estimate)))
