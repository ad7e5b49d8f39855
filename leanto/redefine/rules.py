"""Old rule beside new rule: how true each has felt, and what happened, laid beside them.

Nothing here weighs the one against the other. Ratings are the person's own; events are listed as they
came, the last first, and counted only where counting is fair (``care.md`` rule 3).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from msgspec import Struct

from leanto.records import Feared, Lesson, Outcome, Rating, ReachOut

Said = TypeVar("Said", Outcome, Feared)


class Rule(Struct, frozen=True):
    """A lesson as a pair of rules. ``ratings`` run from the first to the last."""

    lesson: Lesson
    ratings: tuple[Rating, ...] = ()

    @property
    def last(self) -> Rating | None:
        """The rating given last."""
        return self.ratings[-1] if self.ratings else None


class Span(Struct, frozen=True):
    """The first and the last answer about one rule, and how many there were."""

    first: int
    last: int
    count: int


class Evidence(Struct, frozen=True):
    """What happened when a rule was put to the test.

    ``events`` have an answer, the last first; ``waiting`` do not yet. ``outcomes`` and ``feared`` count
    only events that may be counted; ``uncounted`` says how many of ``events`` were left out of them.
    """

    events: tuple[ReachOut, ...]
    waiting: tuple[ReachOut, ...]
    outcomes: Mapping[Outcome, int]
    feared: Mapping[Feared, int]
    uncounted: int


def rules(lessons: Iterable[Lesson], ratings: Iterable[Rating]) -> tuple[Rule, ...]:
    """Every pair of rules, the one rated or written last first."""
    by_lesson: dict[str, list[Rating]] = {}
    for rating in sorted(ratings, key=lambda rating: (rating.at, rating.id)):
        by_lesson.setdefault(rating.lesson_id, []).append(rating)
    pairs = [Rule(lesson, tuple(by_lesson.get(lesson.id, ()))) for lesson in lessons]
    return tuple(sorted(pairs, key=_last_touched, reverse=True))


def rule(lesson: Lesson, ratings: Iterable[Rating]) -> Rule:
    """One pair of rules with its own ratings."""
    return rules([lesson], ratings)[0]


def _last_touched(pair: Rule) -> tuple[datetime, str]:
    return (pair.last.at if pair.last else pair.lesson.at, pair.lesson.id)


def span(answers: Iterable[int | None]) -> Span | None:
    """The first and last answer of a row in which any may have been skipped; ``None`` if all were."""
    said = [answer for answer in answers if answer is not None]
    return Span(said[0], said[-1], len(said)) if said else None


def evidence(lesson_id: str, reach_outs: Iterable[ReachOut], counted: Collection[str]) -> Evidence:
    """What happened in the reach-outs that test this lesson. ``counted`` are the people judged safe.

    An event without a person (letting go needs none) is counted. One with somebody who is not judged
    safe, or no longer in the circle, is listed and not counted. A cancelled one is neither.
    """
    own = [one for one in reach_outs if one.lesson_id == lesson_id and one.cancelled_at is None]
    events = sorted((one for one in own if one.outcome), key=_happened_at, reverse=True)
    waiting = sorted((one for one in own if not one.outcome), key=lambda one: (one.at, one.id), reverse=True)
    fair = [one for one in events if one.person_id is None or one.person_id in counted]
    return Evidence(
        tuple(events),
        tuple(waiting),
        outcomes=_counts((one.outcome for one in fair), Outcome),
        feared=_counts((one.feared_came for one in fair if one.feared), Feared),
        uncounted=len(events) - len(fair),
    )


def _counts(said: Iterable[Said | None], order: Iterable[Said]) -> Mapping[Said, int]:
    """How often each was said, in the vocabulary's own order, without those never said."""
    counts = Counter(said)
    return {one: counts[one] for one in order if counts[one]}


def _happened_at(one: ReachOut) -> tuple[datetime, str]:
    return (one.outcome_at or one.at, one.id)
