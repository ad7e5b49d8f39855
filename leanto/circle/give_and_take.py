"""Safety honoured, both ways: two questions after time with someone, and what was given and taken.

Giving and taking are laid side by side. They are never subtracted: there is no balance here, and no debt.
"""

from collections.abc import Iterable

from msgspec import Struct

from leanto.circle.people import Member
from leanto.records import Contact, Kind, Outcome, ReachOut, Was

ACCEPTED = (Outcome.came_through, Outcome.partly)


class Said(Struct, frozen=True):
    """The answers to one of the two questions, oldest first."""

    answers: tuple[Was, ...]

    def times(self, was: Was) -> int:
        """How often it was answered so."""
        return self.answers.count(was)

    @property
    def total(self) -> int:
        """How often it was answered at all."""
        return len(self.answers)


class Between(Struct, frozen=True):
    """What times with someone came to: gave, took and accepted are counts; the two questions are answers."""

    gave: int
    took: int
    accepted: int
    safe: Said
    mutual: Said

    @property
    def anything(self) -> bool:
        """Whether there is anything to draw of giving and taking."""
        return bool(self.gave or self.took or self.accepted)


def between(member: Member, contacts: Iterable[Contact]) -> Between | None:
    """Both sides with someone judged safe. Nobody else is counted: ``None``."""
    if not member.safe:
        return None
    times = sorted(
        (one for one in contacts if one.person_id == member.person.id), key=lambda one: (one.at, one.id)
    )
    return Between(
        gave=sum(one.gave is True for one in times),
        took=sum(one.took is True for one in times),
        accepted=accepted(member.asked),
        safe=Said(tuple(one.safe for one in times if one.safe is not None)),
        mutual=Said(tuple(one.mutual for one in times if one.mutual is not None)),
    )


def accepted(history: Iterable[ReachOut]) -> int:
    """How often help was accepted, or asked for and taken: the credit is one's own, whatever it was worth."""
    return sum(one.outcome in ACCEPTED and one.kind is not Kind.let_go for one in history)
