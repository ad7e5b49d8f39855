"""How often one would like contact: off until wanted, begun again only by real contact, and never counted.

Nothing here knows how late it is. Someone is named when the time they were wished for has passed, and no more.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from leanto.circle.people import Member
from leanto.records import Channel, Contact, ReachOut

REAL = (Channel.in_person, Channel.voice)


class Wish(Struct, frozen=True):
    """Someone one would like contact with about now. ``last`` is the last real contact, if any is known."""

    member: Member
    days: int
    last: datetime | None


def wishes(everyone: Iterable[Member], contacts: Iterable[Contact], now: datetime) -> tuple[Wish, ...]:
    """Who one would like contact with about now, by name. Nobody whose gate is not open, and nobody paused."""
    theirs = by_person(contacts)
    found = [wish(one, theirs.get(one.person.id, ()), now) for one in everyone]
    return tuple(sorted((one for one in found if one), key=lambda one: one.member.person.name.casefold()))


def wish(member: Member, contacts: Iterable[Contact], now: datetime) -> Wish | None:
    """The same of one person, or nothing: switched off, paused, not judged safe, or not yet."""
    days = member.person.contact_days
    if days is None or member.person.contact_paused or not member.safe:
        return None
    last = last_real(contacts, member.asked)
    if last is not None and now < last + timedelta(days=days):
        return None
    return Wish(member, days, last)


def last_real(contacts: Iterable[Contact], history: Iterable[ReachOut]) -> datetime | None:
    """The last time of being together or hearing each other. A text is kind, and starts nothing again."""
    met = [one.at for one in contacts if one.how in REAL]
    asked = [one.asked_at for one in history if one.asked_at is not None and one.channel in REAL]
    return max(met + asked, default=None)


def by_person(contacts: Iterable[Contact]) -> Mapping[str, Sequence[Contact]]:
    """The times with each person, the latest first."""
    theirs: dict[str, list[Contact]] = {}
    for one in sorted(contacts, key=lambda one: (one.at, one.id), reverse=True):
        theirs.setdefault(one.person_id, []).append(one)
    return theirs
