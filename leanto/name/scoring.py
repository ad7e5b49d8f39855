"""Answers added up, by the instrument's own rule. Always from the answers: a total that came along is compared.

A scale is made into a plan once (which items, what each answer is worth after reversing), and a plan is then a
handful of look-ups. Nothing answered, or too little, is no value at all: never zero.
"""

from bisect import bisect_right
from collections.abc import Mapping
from math import isclose

from msgspec import Struct

from leanto.content.instruments import Band, Combine, Gate, Safety, Scale, Scoring
from leanto.name.conditions import Sight
from leanto.name.questionnaires import Answers, Item, Questionnaire, Type, Value

NUMBERS = frozenset({Type.integer, Type.decimal})
ROUNDED = 0.0051
"""Someone else's total may have been rounded to two places."""


class Unsound(ValueError):
    """A rule for adding up that does not fit its form. The message names the scale and the item."""


class Scored(Struct, frozen=True):
    """One result. ``value`` is empty when too few were answered; ``lowest`` and ``highest`` are its ends."""

    scale: Scale
    value: float | None
    answered: int
    of: int
    lowest: float
    highest: float
    band: Band | None = None


class Disagrees(Struct, frozen=True):
    """A response states a total that its own answers do not give."""

    scale: str
    stated: float
    value: float | None


class Worth(Struct, frozen=True):
    """What the answers to one item are worth: by a table, or a number as it is, or taken from ``flip``."""

    table: Mapping[Value, float]
    low: float
    high: float
    flip: float | None
    number: bool

    def of(self, value: Value) -> float | None:
        """What this answer is worth; ``None`` for one that is not among the item's own."""
        if not self.number:
            return self.table.get(value)
        if not isinstance(value, int | float) or not self.low <= value <= self.high:
            return None
        return value if self.flip is None else self.flip - value


class Part(Struct, frozen=True):
    """A scale made ready: its items with what each answer is worth, and where its bands start."""

    scale: Scale
    worth: tuple[tuple[str, Worth], ...]
    lowest: float
    highest: float
    starts: tuple[float, ...]


class Plan(Struct, frozen=True):
    """An instrument made ready. ``counts``: the items that do, each with the item by which it shows or not (empty:
    it always shows); ``deciding``: those items, once each, so that a group is decided for all that lies in it."""

    form: Questionnaire
    parts: tuple[Part, ...]
    gate: Gate | None
    safety: tuple[Safety, ...]
    counts: tuple[tuple[str, str], ...]
    deciding: tuple[str, ...]


def plan(form: Questionnaire, scoring: Scoring) -> Plan:
    """The rules, made ready for this form. Raises ``Unsound``."""
    parts = tuple(_part(form, scale) for scale in scoring.scales)
    if len({scale.id for scale in scoring.scales}) < len(scoring.scales):
        raise Unsound("two scales have the same id")
    named = [safety.item for safety in scoring.safety] + ([scoring.gate.item] if scoring.gate else [])
    for link in named:
        _scorable(form, "the rule for this instrument", link)
    _answerable(form, scoring.gate)
    links = dict.fromkeys([*named, *(link for scale in scoring.scales for link in scale.items)])
    counts = tuple((link, _decided_by(form, link)) for link in links)
    deciding = tuple(dict.fromkeys(by for _, by in counts if by))
    return Plan(form, parts, scoring.gate, scoring.safety, counts, deciding)


def score(ready: Plan, answers: Answers) -> tuple[Scored, ...]:
    """Every scale, in its order. The order of answers makes no difference."""
    answers = _counting(ready, answers)
    gate = ready.gate
    if gate is not None and answers.get(gate.item) == (gate.answer,):
        return tuple(_result(part, gate.value, 0) for part in ready.parts)
    return tuple([_scored(part, answers) for part in ready.parts])


def disagreements(scored: tuple[Scored, ...], stated: Mapping[str, float]) -> tuple[Disagrees, ...]:
    """Totals that came along with a response and are not what its answers add up to."""
    return tuple(
        Disagrees(one.scale.id, stated[link], one.value)
        for one in scored
        for link in one.scale.stated
        if link in stated
        and (one.value is None or not isclose(one.value, stated[link], rel_tol=0, abs_tol=ROUNDED))
    )


def calls_for_care(ready: Plan, answers: Answers) -> bool:
    """Whether help comes before anything else is shown (care rule 1). ``False`` is never an all-clear."""
    given = _counting(ready, answers) if ready.safety else answers
    for safety in ready.safety:
        worth = _worth(ready.form.links[safety.item], flipped=False)
        if any((worth.of(value) or 0) >= safety.start for value in given.get(safety.item, ())):
            return True
    return False


def _counting(ready: Plan, answers: Answers) -> Answers:
    """The answers that count: those to what does not show are as if never given."""
    if not ready.deciding:
        return answers
    sight, links = Sight(ready.form, answers), ready.form.links
    shows = {by: sight.shows(links[by], ()) for by in ready.deciding}
    return {link: answers[link] for link, by in ready.counts if link in answers and (not by or shows[by])}


def _scored(part: Part, answers: Answers) -> Scored:
    total, answered = 0.0, 0
    for link, worth in part.worth:
        values = answers.get(link)
        # A scored item takes one answer, and what is none of its own counts as skipped.
        if values and (given := worth.of(values[0])) is not None:
            total += given
            answered += 1
    if answered < part.scale.need:
        return _result(part, None, answered)
    return _result(part, total / answered if part.scale.combine is Combine.mean else total, answered)


def _result(part: Part, value: float | None, answered: int) -> Scored:
    band = None
    if value is not None and part.starts:
        at = bisect_right(part.starts, value) - 1
        band = part.scale.bands[at] if at >= 0 else None
    return Scored(part.scale, value, answered, len(part.worth), part.lowest, part.highest, band)


def _part(form: Questionnaire, scale: Scale) -> Part:
    for link in scale.items:
        _scorable(form, f"the scale {scale.id}", link)
    _fits(scale)
    worth = tuple((link, _worth(form.links[link], flipped=link in scale.reversed)) for link in scale.items)
    lowest, highest = sum(one.low for _, one in worth), sum(one.high for _, one in worth)
    by = len(worth) if scale.combine is Combine.mean else 1
    return Part(scale, worth, lowest / by, highest / by, tuple(band.start for band in scale.bands))


def _fits(scale: Scale) -> None:
    if set(scale.reversed) - set(scale.items) or len(set(scale.items)) < len(scale.items):
        raise Unsound(f"the scale {scale.id} reverses an item it does not have, or has one twice")
    if scale.need > len(scale.items):
        raise Unsound(f"the scale {scale.id} needs more answers than it has items")
    starts = [band.start for band in scale.bands]
    if starts != sorted(set(starts)):
        raise Unsound(f"the bands of the scale {scale.id} are not in order")


def _scorable(form: Questionnaire, whose: str, link: str) -> None:
    item = form.links.get(link)
    if item is None or not item.asked:
        raise Unsound(f"{whose} names {link}, which is not asked")
    if item.repeats or form.within[link]:
        raise Unsound(f"{whose} names {link}, which can be answered more than once")
    if item.type not in NUMBERS and item.type not in (Type.choice, Type.boolean):
        raise Unsound(f"{whose} names {link}, whose answers are not numbers")
    if item.type is Type.choice and any(option.weight is None for option in item.options):
        raise Unsound(f"{whose} names {link}, which has an answer without a number")
    if item.type in NUMBERS and (item.low is None or item.high is None):
        raise Unsound(f"{whose} names {link}, a number without a lowest and a highest")


def _decided_by(form: Questionnaire, link: str) -> str:
    """The item by which it shows or not: itself, or the nearest around it with a condition; empty for none."""
    parent = form.links.get(form.parents.get(link, ""))
    if form.links[link].conditions or (parent and (parent.is_question or not parent.asked)):
        return link
    return _decided_by(form, parent.link) if parent else ""


def _answerable(form: Questionnaire, gate: Gate | None) -> None:
    if gate is None:
        return
    item = form.links[gate.item]
    known = {True, False} if item.type is Type.boolean else {option.key for option in item.options}
    if gate.answer not in known:
        raise Unsound(f"the gate waits for an answer that {gate.item} does not have")


def _worth(item: Item, *, flipped: bool) -> "Worth":
    if item.type in NUMBERS:
        low, high = item.low or 0.0, item.high or 0.0
        return Worth({}, low, high, low + high if flipped else None, number=True)
    table: dict[Value, float] = {False: 0.0, True: 1.0}
    if item.type is Type.choice:
        table = {option.key: option.weight or 0.0 for option in item.options}
    low, high = min(table.values()), max(table.values())
    if flipped:
        table = {key: low + high - weight for key, weight in table.items()}
    return Worth(table, low, high, None, number=False)
