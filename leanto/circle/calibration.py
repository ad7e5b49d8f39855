"""Do guesses lie where things come out? Counts by tenth, then and now, and by what it was about.

Two guesses, two questions: will they come through, will what I fear happen. They are never merged. Every figure
here is a count with how many it is out of; what half came is counted apart, and said.
Only those judged safe are counted (``circle.came.evidence`` chooses), and nothing is compared below ``ENOUGH``.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from math import fsum

from msgspec import Struct

from leanto.circle.came import ENOUGH, RECEIVING, SETTLED
from leanto.circle.people import latest
from leanto.records import Feared, Outcome, ReachOut

CAME = {
    Outcome.came_through: 1.0,
    Outcome.partly: 0.5,
    Outcome.kind_no: 0.0,
    Outcome.no_answer: 0.0,
    Outcome.hurtful: 0.0,
}
HAPPENED = {Feared.did_not: 0.0, Feared.partly: 0.5, Feared.happened: 1.0}
A_FEW = 10
A_STEP = 0.1


class Guess(StrEnum):
    """Which of the two guesses."""

    come = "come"
    feared = "feared"


class Pair(Struct, frozen=True):
    """A guess, 0 to 1, and what came of it: 1, a half, or 0."""

    guess: float
    came: float
    of: ReachOut


class Tally(Struct, frozen=True):
    """``total`` guesses that came to ``expected`` (their sum); ``came`` wholly, ``partly`` half."""

    total: int
    expected: float
    came: int
    partly: int

    @property
    def enough(self) -> bool:
        """There are enough to lay one beside the other."""
        return self.total >= ENOUGH


class Tenth(Struct, frozen=True):
    """Every guess of ``tenths`` in ten, the outcomes oldest first."""

    tenths: int
    pairs: tuple[Pair, ...]
    tally: Tally


class Part(Struct, frozen=True):
    """The guesses about one person, way, kind or part of life. ``key`` is its id or value, ``None`` if unsaid."""

    key: str | None
    tally: Tally


class Ten(Struct, frozen=True):
    """Ten guesses or so that followed one another, from the answer of the first to that of the last."""

    first: datetime
    last: datetime
    tally: Tally


class Lying(Struct, frozen=True):
    """For how many the guesses lay below what came, near it, and above it."""

    below: int
    near: int
    above: int

    @property
    def total(self) -> int:
        """How many had enough guesses to say."""
        return self.below + self.near + self.above


class ThenAndNow(Struct, frozen=True):
    """The first few guesses and the latest few, with no guess in both."""

    then: Tally
    now: Tally


def pairs(told: Iterable[ReachOut], guess: Guess) -> tuple[Pair, ...]:
    """Each guess that has its answer, oldest first. A skipped guess, a blank fear and "too soon" say nothing."""
    found = [pair for one in sorted(told, key=latest) if (pair := _pair(one, guess)) is not None]
    return tuple(found)


def _pair(one: ReachOut, guess: Guess) -> Pair | None:
    if guess is Guess.come:
        if one.forecast is None or one.outcome is None:
            return None
        return Pair(one.forecast, CAME[one.outcome], one)
    if one.feared_chance is None or not one.feared.strip() or one.feared_came not in SETTLED:
        return None
    return Pair(one.feared_chance, HAPPENED[one.feared_came], one)


def tally(found: Sequence[Pair]) -> Tally:
    """What was guessed, added up, and what came."""
    return Tally(
        total=len(found),
        expected=fsum(pair.guess for pair in found),
        came=sum(pair.came == 1 for pair in found),
        partly=sum(pair.came == 0.5 for pair in found),
    )


def by_tenth(found: Sequence[Pair]) -> tuple[Tenth, ...]:
    """The guesses in tenths, from 0 to 10, those that were made."""
    groups: dict[int, list[Pair]] = {}
    for pair in found:
        groups.setdefault(int(pair.guess * 10 + 0.5), []).append(pair)
    return tuple(Tenth(tenths, tuple(groups[tenths]), tally(groups[tenths])) for tenths in sorted(groups))


def then_and_now(found: Sequence[Pair]) -> ThenAndNow | None:
    """The first ten and the last ten, or two halves while there are fewer; nothing where a half is too small."""
    half = min(A_FEW, len(found) // 2)
    if half < ENOUGH:
        return None
    return ThenAndNow(tally(found[:half]), tally(found[-half:]))


def by_ten(found: Sequence[Pair]) -> tuple[Ten, ...]:
    """The guesses ten by ten, oldest first, so that each weighs the same however much was asked in a month. What
    is left over is the last one, or goes with the last ten where it is too few; nothing where there is only one."""
    starts = list(range(0, len(found), A_FEW)) or [0]
    if len(starts) > 1 and len(found) - starts[-1] < ENOUGH:
        starts.pop()
    groups = [found[start:end] for start, end in zip(starts, [*starts[1:], len(found)], strict=True)]
    if len(groups) < 2:
        return ()
    return tuple(Ten(_answered(group[0].of), _answered(group[-1].of), tally(group)) for group in groups)


def _answered(one: ReachOut) -> datetime:
    return one.outcome_at or one.at


def lying(tallies: Iterable[Tally]) -> Lying:
    """Where the guesses of each lie beside what came, of those with ``ENOUGH``. Near is within a tenth, the step
    in which one guesses."""
    off = [round(_came(of) - of.expected / of.total, 9) for of in tallies if of.enough]
    below, above = sum(one > A_STEP for one in off), sum(one < -A_STEP for one in off)
    return Lying(below, len(off) - below - above, above)


def by(found: Iterable[Pair], key: Callable[[ReachOut], str | None]) -> tuple[Part, ...]:
    """The same by what it was about, the most first."""
    groups: dict[str | None, list[Pair]] = {}
    for pair in found:
        groups.setdefault(key(pair.of), []).append(pair)
    parts = [Part(name, tally(group)) for name, group in groups.items()]
    return tuple(sorted(parts, key=lambda part: (-part.tally.total, part.key or "~")))


class Following(StrEnum):
    """Whether guesses are higher for those who came through more."""

    unsaid = "unsaid"
    follows = "follows"
    level = "level"
    against = "against"


def following(found: Iterable[Pair]) -> Following:
    """Does trust follow who has earned it? Over every two people asked at least ``ENOUGH`` times whose records
    differ, whether the higher guess went to the one who came through more (Kendall's tau, by its sign). Two or
    three people say little, and the page says so."""
    people = [part for part in by(found, lambda one: one.person_id) if part.key and part.tally.enough]
    signs = [
        _sign(_guessed(one.tally) - _guessed(two.tally)) * _sign(_came(one.tally) - _came(two.tally))
        for place, one in enumerate(people)
        for two in people[place + 1 :]
        if _came(one.tally) != _came(two.tally)
    ]
    if not signs:
        return Following.unsaid
    return {1: Following.follows, 0: Following.level, -1: Following.against}[_sign(sum(signs))]


def _guessed(of: Tally) -> float:
    return round(of.expected / of.total, 2)


def _came(of: Tally) -> float:
    return (of.came + of.partly / 2) / of.total


def _sign(difference: float) -> int:
    return (difference > 0) - (difference < 0)


def asked_for(one: ReachOut) -> bool:
    """Whether the first guess was "will they come through?", rather than "will it be all right?"."""
    return one.kind not in RECEIVING
