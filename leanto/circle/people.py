"""Who is in the circle: by ring, what each is safe for, and what was asked of each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from leanto.circle.gate import Sentence, closed_at, closed_by, looks_again, sentence, standing
from leanto.records import Gate, Person, ReachOut

RINGS = (1, 2, 3)


class Member(Struct, frozen=True):
    """Someone in the circle as they stand today. ``asked`` is what was asked of them, the latest first.

    ``closed_by`` is what closed their gate at ``closed_at``, unless it was removed or changed since.
    """

    person: Person
    gate: Gate
    sentence: Sentence
    asked: tuple[ReachOut, ...] = ()
    closed_at: datetime | None = None
    closed_by: ReachOut | None = None
    look_again: bool = False

    @property
    def safe(self) -> bool:
        """May be suggested, counted and averaged."""
        return self.gate is Gate.safe

    @property
    def safe_for_something(self) -> bool:
        """Safe, and it was said for what."""
        return self.safe and bool(self.person.safe_for)

    @property
    def suggestible(self) -> bool:
        """Safe for something, and without power over one's living."""
        return self.safe_for_something and not self.person.power


class Ring(Struct, frozen=True):
    """One ring of the circle, closest first."""

    number: int
    members: tuple[Member, ...]


def member(person: Person, history: Iterable[ReachOut]) -> Member:
    """One person with their standing and everything that was asked of them."""
    theirs = sorted((one for one in history if one.person_id == person.id), key=latest, reverse=True)
    return Member(
        person,
        gate=standing(person, theirs),
        sentence=sentence(person, theirs),
        asked=tuple(theirs),
        closed_at=closed_at(person, theirs),
        closed_by=closed_by(person, theirs),
        look_again=looks_again(person, theirs),
    )


def members(people: Iterable[Person], history: Iterable[ReachOut]) -> tuple[Member, ...]:
    """Everyone, by ring and then by name. Each reach-out is looked at once."""
    theirs = by_person(history)
    everyone = sorted(people, key=lambda person: (person.ring, person.name.casefold(), person.id))
    return tuple(member(person, theirs.get(person.id, ())) for person in everyone)


def by_ring(everyone: Iterable[Member]) -> tuple[Ring, ...]:
    """The rings that hold someone, in each the safe ones first. A number outside 1 to 3 goes to the nearest."""
    rings: dict[int, list[Member]] = defaultdict(list)
    for one in everyone:
        rings[min(max(one.person.ring, RINGS[0]), RINGS[-1])].append(one)
    safe_first = {number: sorted(ones, key=lambda one: not one.safe) for number, ones in rings.items()}
    return tuple(Ring(number, tuple(safe_first[number])) for number in RINGS if number in safe_first)


def safe_ones(people: Iterable[Person], history: Iterable[ReachOut]) -> tuple[Person, ...]:
    """Who may be suggested, counted and averaged."""
    return tuple(one.person for one in members(people, history) if one.safe)


def by_person(history: Iterable[ReachOut]) -> Mapping[str, Sequence[ReachOut]]:
    """The reach-outs of each person; those without one are left out."""
    theirs: dict[str, list[ReachOut]] = defaultdict(list)
    for reach_out in history:
        if reach_out.person_id is not None:
            theirs[reach_out.person_id].append(reach_out)
    return theirs


def latest(reach_out: ReachOut) -> tuple[object, str]:
    """Orders reach-outs by the last thing that happened in them."""
    return (reach_out.outcome_at or reach_out.asked_at or reach_out.at, reach_out.id)
