"""When practice rests (rule 4), from the record alone: what was kept, what was answered, how steps went.

The same record gives the same rests on every page, and nothing has to be kept up to date. What a rest stops, and
that contact is never stopped, is for the rooms: ``resting`` and ``small_only`` say which of the two it is.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from math import isfinite

from msgspec import Struct

from leanto.care.rises import PTSD, answered, rises
from leanto.records import Gate, Outcome, Pause, Person, ReachOut, Rest, RestCode, Score

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
MARK = 3
"""PC-PTSD-5, out of 5: the mark that was set to miss few (Prins et al. 2016)."""
FELT = 3
"""Steps over which distress has to have risen."""
FOR_ALL = frozenset({RestCode.self_harm, RestCode.worse_twice, RestCode.ptsd_rising, RestCode.own})
BY_TALKING = frozenset({RestCode.worse_twice, RestCode.ptsd_rising})


class How(StrEnum):
    """How a rest ends."""

    wanted_back = "wanted_back"
    lighter_or_talked = "lighter_or_talked"
    day_comes = "day_comes"
    asked_again = "asked_again"
    own_word = "own_word"


class Ending(Struct, frozen=True):
    """How a rest ends, and when. ``on`` is the moment, where it ends by itself; ``earliest`` is from when the
    person can end it."""

    how: How
    earliest: datetime | None = None
    on: datetime | None = None


def rests(
    history: Iterable[ReachOut],
    scores: Iterable[Score],
    kept: Iterable[Rest],
    now: datetime,
    people: Iterable[Person] = (),
) -> tuple[Pause, ...]:
    """Every rest there is now: for all, the weightiest first, then for single people.

    ``scores`` are compared within one instrument alone. ``people`` tells whose gate was opened again after a hurt.
    """
    told, answers, words = tuple(history), tuple(scores), tuple(kept)
    talks = talked(words, now)
    found = [
        *_said(words, now),
        *_worse(answers, talks, now),
        *_rising(told, answers, talks),
        *_overwhelmed(told, now),
        *_hurt(told, people),
    ]
    order = list(RestCode)
    return tuple(
        sorted(found, key=lambda one: (order.index(RestCode(one.code)), one.since, one.person_id or ""))
    )


def resting(pauses: Iterable[Pause]) -> bool:
    """Whether suggestions and guesses rest, whoever they are about."""
    return any(one.person_id is None and one.code in FOR_ALL for one in pauses)


def small_only(pauses: Iterable[Pause]) -> bool:
    """Whether only small steps are suggested."""
    return any(one.person_id is None and one.code == RestCode.overwhelm for one in pauses)


def ending(pause: Pause) -> Ending:
    """How this rest ends."""
    code = RestCode(pause.code)
    if pause.until is not None:
        return Ending(How.day_comes, earliest=pause.since if code is RestCode.own else None, on=pause.until)
    if code is RestCode.self_harm:
        return Ending(How.wanted_back, earliest=pause.since + A_DAY)
    if code in BY_TALKING:
        return Ending(How.lighter_or_talked, earliest=pause.since)
    return Ending(How.own_word if code is RestCode.own else How.asked_again, earliest=pause.since)


def open_rests(kept: Iterable[Rest], code: RestCode, now: datetime) -> tuple[Rest, ...]:
    """Rests of a kind that were said, and that the person has not ended and no day has."""
    return tuple(
        one for one in kept if one.code is code and not _over(one.ended_at, now) and not _over(one.until, now)
    )


def talked(kept: Iterable[Rest], now: datetime) -> tuple[datetime, ...]:
    """When the person said that they have talked with someone. One talk ends every rest that waits for one."""
    said = (one.ended_at for one in kept if one.code in BY_TALKING)
    return tuple(sorted(at for at in said if at is not None and at <= now))


def _over(at: datetime | None, now: datetime) -> bool:
    return at is not None and at <= now


def _at(one: Rest, now: datetime) -> datetime:
    """When it was said. Under a clock that ran ahead by more than a day, that was a day ago: it can be ended."""
    return one.at if one.at < now + A_DAY else now - A_DAY


def _said(kept: tuple[Rest, ...], now: datetime) -> Iterator[Pause]:
    """Self-harm lasts a day from the last time it was said, however soon the word to end it came."""
    harm = [one for one in kept if one.code is RestCode.self_harm]
    waits = [one for one in harm if not _over(one.ended_at, now)]
    fresh = [one for one in harm if now < _at(one, now) + A_DAY]
    if waits or fresh:
        since = max(_at(one, now) for one in [*waits, *fresh])
        yield Pause(RestCode.self_harm, since, None if waits else since + A_DAY)
    own = open_rests(kept, RestCode.own, now)
    if own:
        last = max(own, key=lambda one: (one.until is None, one.until or one.at, one.at))
        yield Pause(RestCode.own, min(one.at for one in own), last.until)


def _worse(scores: tuple[Score, ...], talks: tuple[datetime, ...], now: datetime) -> Iterator[Pause]:
    """A second answer that high in a row rests practice; the first keeps steps small for a week."""
    found = rises(scores, talks)
    twice = [one.since for one in found if one.twice]
    once = [one.since for one in found if not one.twice and now < one.since + A_WEEK]
    if twice:
        yield Pause(RestCode.worse_twice, min(twice))
    if once:
        yield Pause(RestCode.overwhelm, max(once), max(once) + A_WEEK)


def _rising(
    history: tuple[ReachOut, ...], scores: tuple[Score, ...], talks: tuple[datetime, ...]
) -> Iterator[Pause]:
    """The last PC-PTSD-5 at the mark while distress rises from step to step, told one event after another."""
    events: list[tuple[datetime, int, float]] = [(at, 2, 0.0) for at in talks]
    events += [(one.at, 0, one.value) for one in answered(scores, PTSD)]
    events += [(at, 1, felt) for at, felt in _felt(history)]
    since, score, window = None, 0.0, list[float]()
    for at, what, value in sorted(events):
        if what == 2:
            since = None
            continue
        if what == 0:
            score = value
        else:
            window = [*window, value][-FELT:]
        if score < MARK:
            since = None
        elif since is None and len(window) == FELT and window[0] < window[1] < window[2]:
            since = at
    if since is not None:
        yield Pause(RestCode.ptsd_rising, since)


def _felt(history: Iterable[ReachOut]) -> Iterator[tuple[datetime, float]]:
    """Distress then, of the steps where it was said."""
    for one in history:
        if one.outcome is not None and one.suds_felt is not None and isfinite(one.suds_felt):
            yield one.outcome_at or one.at, one.suds_felt


def _overwhelmed(history: Iterable[ReachOut], now: datetime) -> Iterator[Pause]:
    """Two steps running; one where it was not said stands between none."""
    done = sorted(
        (one.outcome_at or one.at, one.id, one.overwhelmed)
        for one in history
        if one.outcome is not None and one.overwhelmed is not None
    )
    pairs = pairwise(done)
    twice = [later[0] for earlier, later in pairs if earlier[2] and later[2]]
    if twice and now < twice[-1] + A_WEEK:
        yield Pause(RestCode.overwhelm, twice[-1], twice[-1] + A_WEEK)


def _hurt(history: Iterable[ReachOut], people: Iterable[Person]) -> Iterator[Pause]:
    """Each person a step was hurtful with, until the five questions were answered anew and found them safe."""
    opened = {one.id: one.gate_at for one in people if one.gate is Gate.safe}
    last: dict[str, datetime] = {}
    for one in history:
        if one.outcome is Outcome.hurtful and one.person_id:
            at = one.outcome_at or one.at
            last[one.person_id] = max(at, last.get(one.person_id, at))
    for person, at in last.items():
        if person not in opened or opened[person] < at:
            yield Pause(RestCode.hurt, at, None, person)
