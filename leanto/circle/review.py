"""When to look at a gate again: after a hurt, a fear that came, a time that was not safe, or on a day one set.

Only the five questions settle a review of a gate that closed. The words on the page ask; nothing is decided here.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from leanto.circle.contact import by_person
from leanto.circle.gate import Sentence
from leanto.circle.people import Member
from leanto.records import Contact, Was


class Why(StrEnum):
    """Why to look again, the weightiest first."""

    hurt = "hurt"
    feared = "feared"
    closed = "closed"
    not_safe = "not_safe"
    a_little = "a_little"
    day = "day"


CLOSED = {
    Sentence.closed_by_hurt: Why.hurt,
    Sentence.closed_by_fear: Why.feared,
    Sentence.closed: Why.closed,
}


class Review(Struct, frozen=True):
    """Someone whose five answers wait to be looked at, and why."""

    member: Member
    why: Why


def reviews(everyone: Iterable[Member], contacts: Iterable[Contact], now: datetime) -> tuple[Review, ...]:
    """Everyone whose gate waits to be looked at, the weightiest reason first, then by name."""
    theirs = by_person(contacts)
    found = [Review(one, why) for one in everyone if (why := due(one, theirs.get(one.person.id, ()), now))]
    order = list(Why)
    return tuple(sorted(found, key=lambda one: (order.index(one.why), one.member.person.name.casefold())))


def due(member: Member, contacts: Sequence[Contact], now: datetime) -> Why | None:
    """The weightiest reason to look at one gate again, or none."""
    person = member.person
    if member.sentence in CLOSED:
        return CLOSED[member.sentence]
    if member.safe and any(one.safe is Was.no and one.at > person.gate_at for one in contacts):
        return Why.not_safe
    if member.look_again:
        return Why.a_little
    if person.review_on is not None and person.gate_at < person.review_on <= now:
        return Why.day
    return None
