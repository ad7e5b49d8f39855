"""The circle."""

from typing import ClassVar

from leanto.records.record import Record
from leanto.records.vocabulary import Channel, Domain, Gate, Relation, Ring, When


class Person(Record, frozen=True):
    """Someone, a group or a service in the circle.

    ``gate_at`` is when the verdict was given; a hurtful outcome after it closes the gate again (see
    ``circle.gate``). ``safe_for=()`` means for nothing. ``ring`` is 1 (closest) to 3. ``power``: they
    hold power over one's living (boss, landlord, carer). ``offers``: domains they have said one may
    ask for. ``closed_at`` is when something was told that closed a safe gate; it ends when the five
    questions are answered again.
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
