"""Own early signs, and what to do then."""

from collections.abc import Iterable

from msgspec import Struct

from leanto.records import Early, Signal


class Place(Struct, frozen=True):
    """The signals that show in one place. ``None``: it was not said where."""

    early: Early | None
    signals: tuple[Signal, ...]


def places(signals: Iterable[Signal]) -> tuple[Place, ...]:
    """Body, behaviour and thought, and then the rest; a place with no signal is left out."""
    ordered = sorted(signals, key=lambda one: (one.at, one.id))
    found = (Place(each, tuple(one for one in ordered if one.early is each)) for each in (*Early, None))
    return tuple(place for place in found if place.signals)
