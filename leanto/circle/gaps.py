"""More ways in: parts of life that nobody safe covers, one person asked for most things, no one at all.

Nothing here says that a gap is to be closed. Whoever is not judged safe covers nothing and is counted nowhere.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct

from leanto.circle.came import ENOUGH
from leanto.circle.people import Member
from leanto.records import Domain, Kind, Relation

LATELY = timedelta(days=180)
ROLES = (Relation.group, Relation.service)


class Covered(Struct, frozen=True):
    """A part of life, and who is safe for it."""

    domain: Domain
    by: tuple[Member, ...]


class Leaned(Struct, frozen=True):
    """One person who was asked for more than half: ``asked`` of ``total`` asks in about six months."""

    member: Member
    asked: int
    total: int


class Gaps(Struct, frozen=True):
    """The circle by parts of life. ``nobody``: no one is safe for anything yet."""

    covered: tuple[Covered, ...]
    uncovered: tuple[Domain, ...]
    leaned: Leaned | None
    nobody: bool


def gaps(everyone: Iterable[Member], now: datetime) -> Gaps:
    """What the people, groups and services judged safe cover, and what they do not."""
    safe = [one for one in everyone if one.safe]
    by = {domain: tuple(one for one in safe if domain in one.person.safe_for) for domain in Domain}
    return Gaps(
        covered=tuple(Covered(domain, who) for domain, who in by.items() if who),
        uncovered=tuple(domain for domain, who in by.items() if not who),
        leaned=leaned(safe, now),
        nobody=not any(by.values()),
    )


def leaned(safe: Iterable[Member], now: datetime) -> Leaned | None:
    """Someone asked for more than half, once there are enough asks to say so. A group or a service is there
    for it, and is never named."""
    ones = {one.person.id: one for one in safe}
    asked = Counter({id: _asked(one, now) for id, one in ones.items()})
    total = asked.total()
    if total < ENOUGH:
        return None
    most, times = max(asked.items(), key=lambda pair: (pair[1], pair[0]))
    if 2 * times <= total or ones[most].person.relation in ROLES:
        return None
    return Leaned(ones[most], times, total)


def _asked(one: Member, now: datetime) -> int:
    return sum(
        told.asked_at is not None and told.kind is not Kind.let_go and now - told.asked_at <= LATELY
        for told in one.asked
    )
