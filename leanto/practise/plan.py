"""Planning a reach-out: where it stands, whom it may be with, and what is due.

Where a reach-out stands follows from its times alone, so that nothing has to be kept up to date.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from msgspec import Struct, structs

from leanto.circle.gate import Sentence
from leanto.circle.people import members
from leanto.practise.outcome import A_WEEK, fear_due, guilt_due
from leanto.records import Domain, Gate, Kind, Person, ReachOut, Step

SILENCE = timedelta(days=14)
"""After this long without an answer, where the person set no day, silence is taken for one."""

FRESH = timedelta(days=7)
"""A plan older than this blocks nothing: life went on."""

LATELY = 62
"""Days: a fear is asked about a day and about 30 days after its outcome, and 30 days after "too soon". What
nobody touched for longer is counted among the unfinished, and not opened."""


class State(StrEnum):
    """Where a reach-out stands."""

    planned = "planned"
    waiting = "waiting"
    past_silence = "past_silence"
    done = "done"
    cancelled = "cancelled"


class Choice(Struct, frozen=True):
    """Someone a step may be planned with, as they stand today. ``fits``: safe, and safe for this."""

    person: Person
    gate: Gate
    sentence: Sentence
    fits: bool


class Due(Struct, frozen=True):
    """Everything not finished: past its silence, waiting, fears to ask about again, plans, old plans, and guilt to
    ask about once."""

    unanswered: tuple[ReachOut, ...]
    waiting: tuple[ReachOut, ...]
    fears: tuple[ReachOut, ...]
    planned: tuple[ReachOut, ...]
    old: tuple[ReachOut, ...]
    guilts: tuple[ReachOut, ...] = ()

    @property
    def empty(self) -> bool:
        """Nothing at all."""
        return not any((self.unanswered, self.waiting, self.fears, self.planned, self.old, self.guilts))


def state(reach_out: ReachOut, now: datetime) -> State:
    """Where it stands now. An outcome outweighs all else, also for one that had been called off."""
    if reach_out.outcome is not None:
        return State.done
    if reach_out.cancelled_at is not None:
        return State.cancelled
    silent = silence_from(reach_out)
    if silent is None:
        return State.planned
    return State.past_silence if now >= silent else State.waiting


def silence_from(reach_out: ReachOut) -> datetime | None:
    """From when silence is an answer, once asked: the day set, or 14 days after asking."""
    if reach_out.asked_at is None:
        return None
    return reach_out.silence_on or reach_out.asked_at + SILENCE


def is_open(reach_out: ReachOut, now: datetime) -> bool:
    """Planned less than 7 days ago, or asked and not yet past its silence. Nothing else is suggested then."""
    where = state(reach_out, now)
    return where is State.waiting or (where is State.planned and now - reach_out.at < FRESH)


def asked(reach_out: ReachOut, now: datetime) -> ReachOut:
    """A plan was asked. A day for silence that has passed meanwhile gives way to the usual 14 days."""
    if state(reach_out, now) is not State.planned:
        return reach_out
    set_day = reach_out.silence_on
    still_ahead = set_day if set_day is not None and set_day > now else None
    return structs.replace(reach_out, asked_at=now, silence_on=still_ahead)


def cancelled(reach_out: ReachOut, now: datetime) -> ReachOut:
    """Called off, unless the answer is here already. It stays where it was, and can be taken up again."""
    if state(reach_out, now) in (State.done, State.cancelled):
        return reach_out
    return structs.replace(reach_out, cancelled_at=now)


def resumed(reach_out: ReachOut, now: datetime) -> ReachOut:
    """What was called off is taken up again, as a plan of today."""
    if state(reach_out, now) is not State.cancelled:
        return reach_out
    return structs.replace(reach_out, at=now, asked_at=None, cancelled_at=None)


def who(people: Iterable[Person], history: Iterable[ReachOut], domain: Domain | None) -> tuple[Choice, ...]:
    """Everyone, the safe ones first and of these the ones safe for this; then by ring and name."""
    everyone = [
        Choice(one.person, one.gate, one.sentence, fits=one.safe and domain in one.person.safe_for)
        for one in members(people, history)
    ]
    return tuple(sorted(everyone, key=lambda choice: (not choice.fits, _GATES.index(choice.gate))))


_GATES = (Gate.safe, Gate.unsure, Gate.not_safe)


def with_someone(kind: Kind, step: Step | None) -> bool:
    """Whether the plan asks with whom. Letting go is done alone, unless the step hands something over."""
    return kind is not Kind.let_go or (step is not None and step.needs_person)


def may_guess(reach_out: ReachOut) -> bool:
    """Guesses are made before the answer: once it is here they stand as they were."""
    return reach_out.outcome is None


def guess_stands(reach_out: ReachOut) -> bool:
    """A guess is worth laying beside what comes because nothing coloured it: once the record was looked at, it
    stays as it was, and so does whom it is about."""
    return reach_out.looked_at is not None or not may_guess(reach_out)


def looked(reach_out: ReachOut, now: datetime) -> ReachOut:
    """The record is looked at, which takes a guess; a second look changes nothing."""
    if reach_out.forecast is None or guess_stands(reach_out):
        return reach_out
    return structs.replace(reach_out, looked_at=now)


def day_begins(day: date, now: datetime) -> datetime:
    """The first moment of that day where the person is."""
    return datetime.combine(day, time(), tzinfo=now.tzinfo)


def due(reach_outs: Iterable[ReachOut], now: datetime) -> Due:
    """What is not finished, each list with the longest waiting first, and nothing asked about twice."""
    every = sorted(reach_outs, key=lambda one: (one.asked_at or one.at, one.id))
    by_state = {where: tuple(one for one in every if state(one, now) is where) for where in State}
    plans, done = by_state[State.planned], by_state[State.done]
    fears = tuple(one for one in done if (at := fear_due(one, now)) is not None and at <= now)
    return Due(
        unanswered=by_state[State.past_silence],
        waiting=by_state[State.waiting],
        fears=fears,
        planned=tuple(one for one in plans if is_open(one, now)),
        old=tuple(one for one in plans if not is_open(one, now)),
        guilts=tuple(one for one in done if _guilt_of_late(one, now) and one not in fears),
    )


def _guilt_of_late(done: ReachOut, now: datetime) -> bool:
    """After a week it is asked about on its own page only."""
    return guilt_due(done, now) and done.outcome_at is not None and now < done.outcome_at + A_WEEK
