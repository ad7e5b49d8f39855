"""What came of it: counts of outcomes beside the guesses, with those who are safe.

Asking (an ask, a need shared) and receiving (help accepted, something let go) answer different first
guesses, "will they come through?" and "will it be all right?", and are never counted together.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from math import fsum  # the same whatever the order: two pages round it and have to agree

from msgspec import Struct

from leanto.circle.people import latest, safe_ones
from leanto.records import Channel, Feared, Kind, Outcome, Person, ReachOut

ENOUGH = 5  # Below this many, counts are said and nothing is compared: a share of four is an anecdote.
RECEIVING = (Kind.accept, Kind.let_go)
SETTLED = (Feared.did_not, Feared.partly, Feared.happened)


class Counts(Struct, frozen=True):
    """``total`` things that happened, ``of`` each sort; the ``guessed`` of them came to ``expected``."""

    total: int
    of: Mapping[str, int]
    guessed: int
    expected: float

    @property
    def enough(self) -> bool:
        """There are enough to lay the guesses beside them."""
        return self.total >= ENOUGH


class Part(Struct, frozen=True):
    """Counts for one channel or one person. ``key`` is the channel (``None``: unsaid) or the person's id."""

    key: str | None
    counts: Counts


class Evidence(Struct, frozen=True):
    """Everything with an outcome that may be counted, the latest first, and how many others there are."""

    asking: tuple[ReachOut, ...]
    receiving: tuple[ReachOut, ...]
    asked: Counts
    received: Counts
    feared: Counts
    by_channel: tuple[Part, ...]
    by_person: tuple[Part, ...]
    left_out: int


def evidence(history: Iterable[ReachOut], people: Iterable[Person]) -> Evidence:
    """What was expected and what happened, without anyone who is not safe or no longer in the circle."""
    told = sorted((one for one in history if one.outcome is not None), key=latest, reverse=True)
    safe = {person.id for person in safe_ones(people, told)}
    kept = [one for one in told if one.person_id is None or one.person_id in safe]
    asking = askings(kept)
    receiving = [one for one in kept if one.kind in RECEIVING]
    return Evidence(
        asking=tuple(asking),
        receiving=tuple(receiving),
        asked=outcomes(asking),
        received=outcomes(receiving),
        feared=fears(kept),
        by_channel=_parts(asking, lambda one: one.channel, order=[*Channel, None]),
        by_person=_parts([one for one in asking if one.person_id], lambda one: one.person_id),
        left_out=len(told) - len(kept),
    )


def askings(told: Iterable[ReachOut]) -> list[ReachOut]:
    """Asks, and needs that were shared."""
    return [one for one in told if one.kind not in RECEIVING]


def outcomes(told: Iterable[ReachOut]) -> Counts:
    """How often each outcome came, beside the first guess."""
    return _counts([(one.outcome.value, one.forecast) for one in told if one.outcome is not None])


def fears(told: Iterable[ReachOut]) -> Counts:
    """How often what was feared came, beside the second guess. "Too soon" and a blank say nothing yet."""
    return _counts(
        [
            (one.feared_came.value, one.feared_chance)
            for one in told
            if one.feared.strip() and one.feared_came in SETTLED and one.feared_came is not None
        ]
    )


def sort(counts: Counts, which: Outcome | Feared) -> int:
    """How many were of one sort."""
    return counts.of.get(which.value, 0)


def _counts(pairs: list[tuple[str, float | None]]) -> Counts:
    guesses = [guess for _, guess in pairs if guess is not None]
    return Counts(len(pairs), Counter(kind for kind, _ in pairs), len(guesses), fsum(guesses))


def _parts(
    told: list[ReachOut], key: Callable[[ReachOut], str | None], order: Iterable[Hashable] | None = None
) -> tuple[Part, ...]:
    """Counts by key, in the order given or with the most first."""
    groups: dict[str | None, list[ReachOut]] = {}
    for one in told:
        groups.setdefault(key(one), []).append(one)
    parts = [Part(name, outcomes(theirs)) for name, theirs in groups.items()]
    if order is not None:
        places = {name: place for place, name in enumerate(order)}
        return tuple(sorted(parts, key=lambda part: places[part.key]))
    return tuple(sorted(parts, key=lambda part: -part.counts.total))
