"""How a sitting is held: paced by the body, ended gently, asked about the next day.

Rule 7 of the safety rules: one steep rise of distress ends a sitting, and the next day asks of the night.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from math import ceil

from msgspec import Struct

from leanto.content.paths import Depth
from leanto.records import Body, Reflection, Sitting

LENGTHS = (5, 10, 15)
USUAL, SHORT = 10, 5
RISE = 3
"""Points of ten from which a rise is steep."""
WORSE, LOOKED_AT = 2, 5
"""As many of the last sittings that ended harder suggest a person to do this with."""
READING = 0
"""Minutes of a looking without a sitting: a path was read, and sentences on it were recognised."""
PERSON, STEEP, TIME = "person", "rise", "time"


class Pace(Struct, frozen=True):
    """How a body sets a sitting: its length in minutes, how deep it asks, and where grounding stands.

    ``between``: grounding between two questions. ``instead``: grounding in place of each.
    """

    minutes: int
    depths: tuple[Depth, ...]
    between: bool = False
    instead: bool = False


class Compared(Struct, frozen=True):
    """Sittings with an answer before and after: how many ended harder, lighter, or as they began."""

    harder: int
    lighter: int
    same: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.harder + self.lighter + self.same


def pace(body: Body | None, wished: int = USUAL) -> Pace:
    """The pace for a body. One that was not said gets the length that was wished, and nothing deep."""
    shorter = min(wished, SHORT)
    if body is Body.shut_down:
        return Pace(shorter, (Depth.gentle,), instead=True)
    if body is Body.keyed_up:
        return Pace(shorter, (Depth.gentle, Depth.middle), between=True)
    if body is Body.settled:
        return Pace(wished, tuple(Depth))
    return Pace(wished, (Depth.gentle, Depth.middle))


def paced(one: Sitting) -> Pace:
    """The pace a sitting was begun at."""
    return pace(one.body, one.minutes)


def begun(sittings: Iterable[Sitting]) -> list[Sitting]:
    """Those that were sat, the latest first; not the paths that were only read."""
    sat = (one for one in sittings if one.minutes > READING)
    return sorted(sat, key=lambda one: (one.at, one.id), reverse=True)


def is_up(one: Sitting, now: datetime) -> bool:
    """Whether the agreed time is over."""
    return now >= one.at + timedelta(minutes=one.minutes)


def minutes_left(one: Sitting, now: datetime) -> int:
    """Whole minutes of the agreed time that are left, begun ones counted; 0 when it is over."""
    return max(0, ceil((one.at + timedelta(minutes=one.minutes) - now) / timedelta(minutes=1)))


def steep(before: int | None, after: int | None) -> bool:
    """Whether distress, 0 to 10, rose steeply. Where it was not said, nothing is guessed."""
    return before is not None and after is not None and after - before >= RISE


def both_said(sittings: Iterable[Sitting]) -> list[Sitting]:
    """Sittings with an answer before and after, the latest first."""
    return [one for one in begun(sittings) if one.before is not None and one.after is not None]


def compared(sittings: Iterable[Sitting]) -> Compared:
    """How many ended harder, lighter, or the same."""
    moves = [_move(one) for one in both_said(sittings)]
    return Compared(
        harder=sum(move > 0 for move in moves),
        lighter=sum(move < 0 for move in moves),
        same=sum(move == 0 for move in moves),
    )


def with_a_person(sittings: Iterable[Sitting]) -> bool:
    """Whether two of the last five sittings ended harder than they began: then a person, and not more of it."""
    lately = both_said(sittings)[:LOOKED_AT]
    return sum(_move(one) > 0 for one in lately) >= WORSE


def open_today(sittings: Iterable[Sitting], now: datetime) -> Sitting | None:
    """The sitting begun today that has no ending yet."""
    return next(
        (one for one in begun(sittings) if one.ended_at is None and _day(one.at, now) == now.date()), None
    )


def night_after(sittings: Iterable[Sitting], now: datetime) -> Sitting | None:
    """Yesterday's last sitting, if nothing was said of the night yet. By the clock that ``now`` carries."""
    yesterday = now.date() - timedelta(days=1)
    last = next((one for one in begun(sittings) if _day(one.at, now) == yesterday), None)
    return last if last is not None and not last.night else None


def ticked(sittings: Iterable[Sitting], path: str) -> Sitting | None:
    """What was recognised on a path, which is kept as one looking without a sitting."""
    return next((one for one in sittings if one.path == path and one.minutes == READING), None)


def alone_is_hard(reflections: Iterable[Reflection]) -> bool:
    """Whether someone said that they are not all right by themselves: the first line of that answer is "no"."""
    return any(one.asked == "night-e" and one.text.split("\n")[0] == "no" for one in reflections)


def _move(one: Sitting) -> int:
    return (one.after or 0) - (one.before or 0)


def _day(at: datetime, now: datetime) -> date:
    return at.astimezone(now.tzinfo).date()
