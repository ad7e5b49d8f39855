"""Which items show, given the answers so far: conditions, groups in groups, and groups that come again.

A question that does not show has no answer, whatever was typed into it before. A condition on a question in
a repeated group means the copy one is in, or any copy where one stands outside it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from operator import eq, ge, gt, le, lt

from msgspec import Struct

from leanto.name.questionnaires import Answers, Condition, Item, Operator, Questionnaire, Type, Value, place

LONGEST_CHAIN = 40
ORDERED = frozenset({Type.integer, Type.decimal, Type.date})
TAKES: Mapping[Type, type | tuple[type, ...]] = {
    Type.boolean: bool,
    Type.integer: (int, float),
    Type.decimal: (int, float),
    Type.date: date,
    Type.choice: (str, int, date),
    Type.string: str,
    Type.text: str,
}
COMPARES = {
    Operator.equal: eq,
    Operator.above: gt,
    Operator.below: lt,
    Operator.at_least: ge,
    Operator.at_most: le,
}


class Spot(Struct, frozen=True):
    """An item where it shows. ``turn`` counts the copies of a repeated group from 0; ``last``: no copy follows."""

    item: Item
    place: str
    turns: tuple[int, ...]
    depth: int
    turn: int = 0
    last: bool = True


def shown(form: Questionnaire, answers: Answers, copies: Mapping[str, int] | None = None) -> tuple[Spot, ...]:
    """Everything that shows, in reading order. ``copies``: how many of a repeated group to lay out, by place."""
    return tuple(Sight(form, answers, copies).spots(form.items, (), 0))


def kept(form: Questionnaire, answers: Answers) -> dict[str, tuple[Value, ...]]:
    """The answers to what shows; the others are as if never given."""
    spots = (spot for spot in shown(form, answers) if spot.item.is_question)
    return {spot.place: answers[spot.place] for spot in spots if answers.get(spot.place)}


def misdirected(form: Questionnaire) -> Iterator[tuple[str, str]]:
    """Conditions that cannot be kept: the item that has one, and what is wrong with it."""
    for item in form.links.values():
        for condition in item.conditions:
            asked = form.links.get(condition.question)
            if asked is None or not asked.is_question:
                yield item.link, f"waits for an answer to {condition.question}, which is not a question here"
            elif not _comparable(asked, condition):
                yield item.link, f"compares the answer to {condition.question} with what it can never be"
    for link in form.links:
        if (steps := _chain(form, link)) is None:
            yield link, "shows only when it shows"
        elif steps > LONGEST_CHAIN:
            yield link, f"waits for a chain of more than {LONGEST_CHAIN} other items"


def _comparable(asked: Item, condition: Condition) -> bool:
    if condition.operator is Operator.exists:
        return True
    if condition.operator not in (Operator.equal, Operator.differs) and asked.type not in ORDERED:
        return False
    of_choice = asked.type is Type.choice
    known = not of_choice or str(condition.value) in {option.key for option in asked.options}
    boolean = isinstance(condition.value, bool)
    return (
        known and isinstance(condition.value, TAKES[asked.type]) and boolean == (asked.type is Type.boolean)
    )


def _chain(form: Questionnaire, link: str) -> int | None:
    """How many items one must decide, one after the other, before this one; ``None`` when it is its own turn."""
    steps, ahead = 0, _needs(form, link)
    while ahead and steps <= LONGEST_CHAIN:
        if link in ahead:
            return None
        steps, ahead = steps + 1, {need for one in ahead for need in _needs(form, one)}
    return steps


def _needs(form: Questionnaire, link: str) -> set[str]:
    around = {form.parents[link]} if link in form.parents else set()
    asked = {condition.question for condition in form.links[link].conditions}
    return around | (asked & form.links.keys())


class Sight:
    """What shows, for one form and one set of answers; each item is decided once."""

    def __init__(
        self, form: Questionnaire, answers: Answers, copies: Mapping[str, int] | None = None
    ) -> None:
        self.form = form
        self.answers = answers
        self._decided: dict[str, bool] = {}
        self._wanted = copies or {}

    @cached_property
    def _copies(self) -> Mapping[str, int]:
        """How many copies of what is repeated. Adding up a form without repeats never asks."""
        found = _counted(self.form, self.answers)
        return found | {where: max(count, found.get(where, 0)) for where, count in self._wanted.items()}

    def shows(self, item: Item, turns: tuple[int, ...]) -> bool:
        """Whether this copy of an item shows: all around it shows, and its own conditions hold."""
        where = place(item.link, turns)
        if where not in self._decided:
            self._decided[where] = item.asked and self._inside(item, turns) and self._holds(item, turns)
        return self._decided[where]

    def count(self, item: Item, turns: tuple[int, ...]) -> int:
        """How many copies of a repeated thing there are; an empty group is laid out once."""
        where = place(item.link, turns)
        if item.is_question:
            return len(self.answers.get(where, ()))
        found = max(1, self._copies.get(where, 1))
        return min(found, item.most) if item.most else found

    def spots(self, items: tuple[Item, ...], turns: tuple[int, ...], depth: int) -> Iterator[Spot]:
        """Everything that shows among these, and inside them."""
        for item in items:
            if not self.shows(item, turns):
                continue
            where = place(item.link, turns)
            if not item.comes_again:
                yield Spot(item, where, turns, depth)
                yield from self.spots(item.items, turns, depth + 1)
                continue
            if item.is_question:
                yield Spot(item, where, turns, depth)
            last = self.count(item, turns) - 1
            for turn in range(last + 1):
                if not item.is_question:
                    yield Spot(item, where, turns, depth, turn, turn == last)
                yield from self.spots(item.items, (*turns, turn), depth + 1)

    def _inside(self, item: Item, turns: tuple[int, ...]) -> bool:
        parent = self.form.links.get(self.form.parents.get(item.link, ""))
        if parent is None:
            return True
        around = turns[: len(self.form.within[parent.link])]
        if parent.is_question:
            given = len(self.answers.get(place(parent.link, around), ()))
            if given <= (turns[-1] if parent.comes_again else 0):
                return False
        return self.shows(parent, around)

    def _holds(self, item: Item, turns: tuple[int, ...]) -> bool:
        if not item.conditions:
            return True
        held = (self._met(item, turns, condition) for condition in item.conditions)
        return all(held) if item.all_of else any(held)

    def _met(self, item: Item, turns: tuple[int, ...], condition: Condition) -> bool:
        values = list(self._values(item, turns, condition.question))
        if condition.operator is Operator.exists:
            return bool(values) == condition.value
        wanted = condition.value
        if self.form.links[condition.question].type is Type.choice:
            wanted = str(wanted)
        if condition.operator is Operator.differs:
            # FHIR R4: true when no answer is equal, so also when there is none.
            return all(value != wanted for value in values)
        compare = COMPARES[condition.operator]
        return any(compare(value, wanted) for value in values)

    def _values(self, item: Item, turns: tuple[int, ...], question: str) -> Iterator[Value]:
        asked, mine, its = self.form.links[question], self.form.within[item.link], self.form.within[question]
        if question in mine:
            level = mine.index(question)
            given = self.answers.get(place(question, turns[:level]), ())
            yield from given[turns[level] : turns[level] + 1]
            return
        shared = next(
            (n for n, (a, b) in enumerate(zip(mine, its, strict=False)) if a != b), min(len(mine), len(its))
        )
        for copy in self._each(its, turns[:shared]):
            if self.shows(asked, copy):
                yield from self.answers.get(place(question, copy), ())

    def _each(self, around: tuple[str, ...], fixed: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if len(fixed) == len(around):
            yield fixed
            return
        for turn in range(self.count(self.form.links[around[len(fixed)]], fixed)):
            yield from self._each(around, (*fixed, turn))


def _counted(form: Questionnaire, answers: Answers) -> dict[str, int]:
    """How many copies of each repeated group the answers reach into, by its place."""
    counts: dict[str, int] = {}
    for where, values in answers.items():
        link, turns = parted(form, where)
        if not values or link not in form.links:
            continue
        for level, around in enumerate(form.within[link]):
            at = place(around, turns[:level])
            counts[at] = max(counts.get(at, 0), turns[level] + 1)
    return counts


def parted(form: Questionnaire, where: str) -> tuple[str, tuple[int, ...]]:
    """A place taken apart: the item and the turns; an empty name for one that is not in this form."""
    if where in form.links:
        return (where, ()) if not form.within[where] else ("", ())
    link, *turns = where.split("@") if where.count("@") <= 8 else [""]
    while turns and link not in form.links:
        link = f"{link}@{turns.pop(0)}"
    sound = link in form.links and len(form.within[link]) == len(turns)
    if not sound or not all(turn.isdecimal() and len(turn) <= 3 for turn in turns):
        return "", ()
    return link, tuple(map(int, turns))
