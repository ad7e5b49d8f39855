"""The person gate: five questions, one verdict, and what closes it again.

Only a person judged ``safe`` is ever suggested, counted or averaged, and a later hurt outweighs an
earlier verdict. The verdict and its date are kept on the ``Person``; the answers never are. What closes
a gate is written there too (``closed``), so that it stays closed when the words that closed it are changed
or removed; a history in which that was never written closes it all the same.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache

from msgspec import Struct, structs

from leanto.content import Misprint, entries
from leanto.records import Feared, Gate, Outcome, Person, ReachOut

FILE = "en/gate.toml"
QUESTIONS = 5


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """One of the five, as a person reads it."""

    id: str
    text: str


class Answer(StrEnum):
    """To one of the five questions. Skipping one is ``None``, and means the same as not being sure."""

    no = "no"
    yes = "yes"
    unsure = "unsure"


class Sentence(StrEnum):
    """Which sentence stands beside a person. The page has the words."""

    safe = "safe"
    safe_for_nothing = "safe_for_nothing"
    unsure = "unsure"
    not_safe = "not_safe"
    closed_by_hurt = "closed_by_hurt"
    closed_by_fear = "closed_by_fear"
    closed = "closed"


@cache
def questions() -> tuple[Question, ...]:
    """The five questions, in the order they are asked. Raises ``Misprint``."""
    found = tuple(entries(FILE, Question).values())
    if len(found) != QUESTIONS:
        raise Misprint(FILE, "", f"the gate has {QUESTIONS} questions")
    return found


def verdict(answers: Sequence[Answer | None]) -> Gate:
    """What the answers to the five questions come to. A question that is missing counts as skipped."""
    if Answer.yes in answers:
        return Gate.not_safe
    if len(answers) >= QUESTIONS and all(answer is Answer.no for answer in answers):
        return Gate.safe
    return Gate.unsure


def judged(person: Person, gate: Gate, now: datetime) -> Person:
    """The five questions were answered. Nothing else opens a gate that was closed."""
    return structs.replace(person, gate=gate, gate_at=now, closed_at=None)


def closed(person: Person, told: ReachOut) -> Person:
    """The person after this was told of them: if it hurt, or what was feared happened, a safe gate closes."""
    at = hurt_at(told)
    if told.person_id != person.id or person.gate is not Gate.safe or at is None or at <= person.gate_at:
        return person
    return structs.replace(person, gate=Gate.unsure, closed_at=at)


def standing(person: Person, history: Iterable[ReachOut]) -> Gate:
    """The gate as it is today: a safe one that was hurtful since, or whose feared event came, is unsure."""
    if person.gate is Gate.safe and closed_at(person, history) is not None:
        return Gate.unsure
    return person.gate


def closed_at(person: Person, history: Iterable[ReachOut]) -> datetime | None:
    """When this person's safe gate was closed, by what is written on them or by their history."""
    if person.gate is Gate.not_safe or (person.gate is Gate.unsure and not _written(person)):
        return None
    told = [at for one in _hurts(person, history) if (at := hurt_at(one)) is not None]
    return max(told + ([person.closed_at] if person.closed_at and _written(person) else []), default=None)


def closed_by(person: Person, history: Iterable[ReachOut]) -> ReachOut | None:
    """The latest reach-out that closed this person's safe gate, if it is still there and still says so."""
    theirs = tuple(history)
    if closed_at(person, theirs) is None:
        return None
    return max(_hurts(person, theirs), key=lambda one: hurt_at(one) or one.at, default=None)


def _written(person: Person) -> bool:
    return person.closed_at is not None and person.closed_at > person.gate_at


def _hurts(person: Person, history: Iterable[ReachOut]) -> list[ReachOut]:
    """What was told of this person since the verdict that closes a gate."""
    theirs = (one for one in history if one.person_id == person.id)
    return [one for one in theirs if (at := hurt_at(one)) is not None and at > person.gate_at]


def looks_again(person: Person, history: Sequence[ReachOut]) -> bool:
    """Whether a little of what was feared came since the verdict: the page then asks if the gate holds."""
    if standing(person, history) is not Gate.safe:
        return False
    return any(
        one.person_id == person.id
        and one.feared_came is Feared.partly
        and (one.feared_at or one.outcome_at or one.at) > person.gate_at
        for one in history
    )


def hurt_at(reach_out: ReachOut) -> datetime | None:
    """When it was last said that this hurt, or that what was feared happened; ``None`` if neither was."""
    said = []
    if reach_out.outcome is Outcome.hurtful:
        said.append(reach_out.outcome_at or reach_out.at)
    if reach_out.feared_came is Feared.happened:
        said.append(reach_out.feared_at or reach_out.outcome_at or reach_out.at)
    return max(said, default=None)


def sentence(person: Person, history: Iterable[ReachOut]) -> Sentence:
    """Which sentence to say beside this person."""
    theirs = tuple(history)
    if closed_at(person, theirs) is not None:
        by = closed_by(person, theirs)
        if by is None:
            return Sentence.closed
        return Sentence.closed_by_hurt if by.outcome is Outcome.hurtful else Sentence.closed_by_fear
    if person.gate is Gate.safe and not person.safe_for:
        return Sentence.safe_for_nothing
    return Sentence(person.gate.value)
