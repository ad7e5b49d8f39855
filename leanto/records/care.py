"""Care: rests, a plan for hard moments, and what they are decided from."""

from typing import ClassVar

from msgspec import Struct

from leanto.records.record import Record
from leanto.records.vocabulary import RestCode, When


class Rest(Record, frozen=True):
    """A rest from practice that was said rather than derived, or the word that ends one.

    ``self_harm`` lasts at least a day and until ``ended_at`` says that suggestions are wanted back; ``own``
    until ``until`` or ``ended_at``. ``worse_twice`` and ``ptsd_rising`` are derived from check-ins; one kept
    here, with ``ended_at``, says that the person has talked with someone, and ends what began before it.
    ``source`` is what opened it: ``words``, ``item`` or ``asked``.
    """

    shelf: ClassVar[str] = "rest"

    id: str
    at: When
    code: RestCode
    until: When | None = None
    ended_at: When | None = None
    source: str = ""


class SafetyPlan(Record, frozen=True):
    """A plan for hard moments, in the person's own words; there is at most one.

    ``shown_locked``: it can be read without opening the account, because the person chose so.
    """

    shelf: ClassVar[str] = "safety_plan"

    id: str
    at: When
    signs: str = ""
    helps: str = ""
    people: str = ""
    places: str = ""
    lines: str = ""
    live_for: str = ""
    shown_locked: bool = False


class Score(Struct, frozen=True):
    """A score on an instrument at a time, so that care can speak of it without the answers."""

    instrument: str
    at: When
    value: float


class Pause(Struct, frozen=True):
    """A rest from practice: its coded reason, since when, until when, and for whom (``None``: for all)."""

    code: str
    since: When
    until: When | None = None
    person_id: str | None = None
