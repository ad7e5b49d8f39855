"""Not today: steps that are put aside until the person's own day is over, and then are simply back."""

from datetime import datetime

from msgspec import structs

from leanto.practise.ladder import key
from leanto.records import Preferences, Step


def put_aside(kept: Preferences, now: datetime) -> tuple[str, ...]:
    """The keys of the steps put aside on the day of ``now``, by its clock; those of another day are back."""
    at = kept.not_today_at
    today = at is not None and at.astimezone(now.tzinfo).date() == now.date()
    return kept.not_today if today else ()


def with_aside(kept: Preferences, step: Step, now: datetime) -> Preferences:
    """The step is put aside beside the others of today. Those of an earlier day are forgotten."""
    aside = dict.fromkeys((*put_aside(kept, now), key(step)))
    return structs.replace(kept, not_today=tuple(aside), not_today_at=now)


def with_none_aside(kept: Preferences) -> Preferences:
    """All of them are back."""
    return structs.replace(kept, not_today=(), not_today_at=None)
