"""The circle."""

from typing import ClassVar

from leanto.records.record import Record
from leanto.records.vocabulary import Channel, Days, Domain, Gate, Relation, Ring, Was, When


class Person(Record, frozen=True):
    """Someone, a group or a service in the circle.

    ``gate_at`` is when the verdict was given; a hurtful outcome after it closes the gate again (see
    ``circle.gate``). ``safe_for=()`` means for nothing. ``ring`` is 1 (closest) to 3. ``power``: they
    hold power over one's living (boss, landlord, carer). ``offers``: domains they have said one may
    ask for. ``closed_at`` is when something was told that closed a safe gate; it ends when the five
    questions are answered again. ``shares`` and ``keeps_back`` are what I tell them and what not, ``helps`` what
    they could know about what helps me, ``offered`` what they said in their own words ("lifts, not money").
    ``contact_days`` is how often I would like contact (``None``: off); ``review_on`` when to look at the gate
    again.
    """

    shelf: ClassVar[str] = "person"

    id: str
    name: str
    relation: Relation
    gate: Gate
    gate_at: When
    safe_for: tuple[Domain, ...]
    channels: tuple[Channel, ...]
    ring: Ring = 2
    power: bool = False
    offers: tuple[Domain, ...] = ()
    phone: str = ""
    email: str = ""
    notes: str = ""
    closed_at: When | None = None
    shares: str = ""
    keeps_back: str = ""
    helps: str = ""
    offered: str = ""
    contact_days: Days | None = None
    contact_paused: bool = False
    review_on: When | None = None


class Contact(Record, frozen=True):
    """A time with someone, and two questions after it: was I safe, was it mutual. ``gave`` and ``took`` are two
    taps, with no balance; ``good`` and ``bad`` are signs seen, in the person's own words."""

    shelf: ClassVar[str] = "contact"

    id: str
    at: When
    person_id: str
    how: Channel | None = None
    safe: Was | None = None
    mutual: Was | None = None
    gave: bool | None = None
    took: bool | None = None
    good: str = ""
    bad: str = ""
