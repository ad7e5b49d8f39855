"""The pile: everything that is carried, in its order, and what each thing has become.

Nobody from the circle is named here whom the caller has not found safe: ``safe`` is always the people who may be
suggested today (``circle.people.safe_ones``), and everyone else stands as no one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct, structs

from leanto.name.moments import CHOSEN_FROM, HAD_TO_UNTIL
from leanto.records import Kind, Load, Outcome, Person, ReachOut, Step, Whose

HEAVY_FROM = 3
UNSAID_COSTS, UNSAID_CHOICE = -1, 5
BECOMES = (Kind.ask, Kind.accept, Kind.let_go)
"""The kinds of step a carried thing can become."""


class Order(StrEnum):
    """How the pile is sorted: by hand, the dearest first, or the least chosen first."""

    own = "own"
    costs = "costs"
    choice = "choice"


class Place(StrEnum):
    """Where a thing stands between "I had to" and "I chose to"; one that was not placed is unsaid."""

    had_to = "had_to"
    between = "between"
    chosen = "chosen"
    unsaid = "unsaid"


class Counts(Struct, frozen=True):
    """How much is carried. The four of ``placed`` add up to ``total``, and so do those of ``whose``.

    ``heavy`` is how many cost a lot or more, ``corners`` for how many someone safe could hold a corner.
    """

    total: int
    placed: Mapping[Place, int]
    whose: Mapping[Whose | None, int]
    heavy: int
    corners: int


class Made(Struct, frozen=True):
    """A step that was made from a carried thing, and what was planned or asked with it, the latest first."""

    step: Step
    reach_outs: tuple[ReachOut, ...]

    @property
    def came_through(self) -> bool:
        """Whether at least one of these ended with someone coming through, or with it being all right."""
        return any(one.outcome is Outcome.came_through for one in self.reach_outs)


def carried(loads: Iterable[Load]) -> tuple[Load, ...]:
    """What is carried now, in the person's own order, the top first."""
    return tuple(sorted((one for one in loads if one.put_down_at is None), key=_by_hand))


def put_down(loads: Iterable[Load]) -> tuple[Load, ...]:
    """What is not carried any more, the last put down first."""
    down = [(one.put_down_at, one) for one in loads if one.put_down_at is not None]
    return tuple(one for _, one in sorted(down, key=lambda pair: (pair[0], pair[1].id), reverse=True))


def _by_hand(load: Load) -> tuple[int, str]:
    return (load.place, load.id)


def ordered(loads: Sequence[Load], order: Order) -> tuple[Load, ...]:
    """The same things sorted. Equals keep the order they came in, and what was not said comes last."""
    return tuple(sorted(loads, key=_KEYS[order]))


def _costs(load: Load) -> int:
    return -(UNSAID_COSTS if load.costs is None else load.costs)


def _choice(load: Load) -> int:
    return UNSAID_CHOICE if load.chosen is None else load.chosen


_KEYS: Mapping[Order, Callable[[Load], int]] = {
    Order.own: lambda _: 0,
    Order.costs: _costs,
    Order.choice: _choice,
}


def on_top(loads: Iterable[Load]) -> int:
    """The place above everything there is."""
    return min((one.place for one in loads), default=1) - 1


def moved(loads: Iterable[Load], id: str, down: int) -> tuple[Load, ...]:
    """What changes when a carried thing goes down by one (``down=1``) or up (``-1``): mostly two records.

    Nothing changes at either end, or where there is no such thing. Things that share a place (a file may
    bring any) are numbered anew first.
    """
    was = carried(loads)
    at = next((place for place, one in enumerate(was) if one.id == id), None)
    if at is None or not 0 <= at + down < len(was):
        return ()
    places = [one.place for one in was]
    if len(set(places)) < len(places):
        places = list(range(len(places)))
    places[at], places[at + down] = places[at + down], places[at]
    changed = (
        structs.replace(one, place=place)
        for one, place in zip(was, places, strict=True)
        if one.place != place
    )
    return tuple(changed)


def placed(load: Load) -> Place:
    """Where it stands between "I had to" and "I chose to": 0 and 1 are had to, 3 and 4 chosen."""
    if load.chosen is None:
        return Place.unsaid
    if load.chosen <= HAD_TO_UNTIL:
        return Place.had_to
    return Place.chosen if load.chosen >= CHOSEN_FROM else Place.between


def helper(load: Load, safe: Mapping[str, Person]) -> Person | None:
    """Who could hold a corner, if it was said and they are safe today."""
    return safe.get(load.person_id or "")


def count(loads: Sequence[Load], safe: Mapping[str, Person]) -> Counts:
    """How many there are, and of which sort."""
    sorts = [placed(one) for one in loads]
    whose = [one.whose for one in loads]
    return Counts(
        total=len(loads),
        placed={sort: sorts.count(sort) for sort in Place},
        whose={sort: whose.count(sort) for sort in (*Whose, None)},
        heavy=sum(one.costs is not None and one.costs >= HEAVY_FROM for one in loads),
        corners=sum(helper(one, safe) is not None for one in loads),
    )


def made(steps: Iterable[Step], history: Iterable[ReachOut]) -> Mapping[str, tuple[Made, ...]]:
    """By a thing's id, the steps made from it, each with its reach-outs. Things without a step are left out."""
    by_step: dict[str, list[ReachOut]] = defaultdict(list)
    for one in sorted(history, key=lambda one: (one.at, one.id), reverse=True):
        by_step[one.step_id or ""].append(one)
    found: dict[str, list[Made]] = defaultdict(list)
    for step in sorted(steps, key=lambda step: (step.retired_at is not None, step.id)):
        if step.load_id is not None:
            found[step.load_id].append(Made(step, tuple(by_step.get(step.id, ()))))
    return {id: tuple(theirs) for id, theirs in found.items()}
