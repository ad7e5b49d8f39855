"""When check-ins come round: as often as the person wants, and never sooner than the instrument itself allows.

What lies longer than ``LATELY`` no longer comes round by itself. Nothing is counted that was left out.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from msgspec import Struct

from leanto.content.instruments import Part
from leanto.name.danger import asks_about_danger
from leanto.name.instruments import Instrument
from leanto.records import Response

PARTS = (Part.weekly, Part.costs, Part.support, Part.other)
"""What a check-in is, in the order in which they are offered."""
NUMB = "numb"
"""The path for when nothing comes up. It is there when it is wanted, and never comes round."""
CHOICES = (7, 14, 28)
"""Days between two times: weekly, fortnightly, monthly."""
LATELY = 120
"""Days after which something that was taken is left in peace."""


class Turn(Struct, frozen=True):
    """One check-in's turn, by the person's own days. ``free_on``: the first day on which the instrument allows
    it again; ``next_on``: the day the rhythm asks for it. Each is ``None`` where there is no such day."""

    free_on: date | None
    next_on: date | None

    def free(self, today: date) -> bool:
        """Whether it may be taken today."""
        return self.free_on is None or self.free_on <= today

    def due(self, today: date) -> bool:
        """Whether its day has come. Once it has, it stays so until it is taken."""
        return self.next_on is not None and self.next_on <= today


def check_ins(there: Iterable[Instrument]) -> tuple[Instrument, ...]:
    """The check-ins among all instruments, in their order. What belongs to the picture is none."""
    fit = [one for one in there if _part(one) in PARTS]
    return tuple(sorted(fit, key=lambda one: (PARTS.index(_part(one)), one.name)))


def on_offer(there: Iterable[Instrument], chosen: Iterable[str]) -> tuple[Instrument, ...]:
    """The check-ins that can be taken: nothing that first has to be chosen, and was not."""
    wanted = set(chosen)
    return tuple(one for one in check_ins(there) if one.id in wanted or not needs_choosing(one))


def needs_choosing(one: Instrument) -> bool:
    """Whether it is off until chosen: by its own word, or because it asks about being better off dead."""
    return bool(one.scoring and one.scoring.on_request) or asks_about_danger(one)


def turn(last: datetime | None, apart: int, every: int | None, now: datetime) -> Turn:
    """The turn of one that was last taken at ``last``; ``apart`` and ``every`` are days, ``None`` no rhythm."""
    if last is None:
        return Turn(None, None)
    day = last.astimezone(now.tzinfo).date()
    wait = max(apart, every) if every else None
    return Turn(_after(day, apart), _after(day, wait) if wait else None)


def due(
    offered: Iterable[Instrument], taken: Iterable[Response], every: int | None, now: datetime
) -> tuple[Instrument, ...]:
    """What the rhythm asks for today, in the order offered.

    Only what was taken lately comes round; where nothing was, the weekly items do, as a beginning.
    """
    if not every:
        return ()
    rows = tuple(one for one in offered if one.id != NUMB)
    last = last_taken(taken)
    lately = {id: at for id, at in last.items() if now - at <= timedelta(days=LATELY)}
    known = [one for one in rows if one.id in lately]
    if not known:
        return tuple(one for one in rows if one.scoring and one.scoring.part is Part.weekly)
    return tuple(one for one in known if turn(lately[one.id], days_apart(one), every, now).due(now.date()))


def last_taken(taken: Iterable[Response]) -> Mapping[str, datetime]:
    """When each instrument was last taken."""
    last: dict[str, datetime] = {}
    for one in taken:
        last[one.instrument] = max(one.at, last.get(one.instrument, one.at))
    return last


def days_apart(one: Instrument) -> int:
    """The least days between two times, by the instrument's own rule: the floor of every rhythm."""
    return one.scoring.days_apart if one.scoring else 0


def _part(one: Instrument) -> Part:
    return one.scoring.part if one.scoring else Part.other


def _after(day: date, days: int) -> date:
    """So many days on; the last day there is for what would lie beyond it."""
    return day + timedelta(days=min(days, (date.max - day).days))
