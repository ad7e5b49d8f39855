"""The circle as three rings around the person: who is near, and who is safe."""

from collections.abc import Sequence
from math import cos, radians, sin

from msgspec import Struct

from leanto.circle.people import Member, Ring
from leanto.web.told import initial

SIZE, MIDDLE = 320, 160
RADII = {1: 62, 2: 104, 3: 146}
# Each ring starts elsewhere, so that one person in each do not stand in a row.
STARTS = {1: -60, 2: 20, 3: -130}


class Place(Struct, frozen=True):
    """Where someone stands, and the letter they are drawn by."""

    x: int
    y: int
    label_y: int
    initial: str
    safe: bool


class Chart(Struct, frozen=True):
    """The drawing. All three rings are drawn, also where nobody stands."""

    places: tuple[Place, ...]
    radii: tuple[int, ...] = tuple(RADII.values())
    size: int = SIZE
    middle: int = MIDDLE


def draw(rings: Sequence[Ring]) -> Chart:
    """Everyone on their ring, evenly apart."""
    return Chart(tuple(place for ring in rings for place in _around(ring.number, ring.members)))


def _around(ring: int, members: Sequence[Member]) -> list[Place]:
    return [
        _place(ring, radians(STARTS[ring] + 360 * at / len(members)), one) for at, one in enumerate(members)
    ]


def _place(ring: int, angle: float, one: Member) -> Place:
    x, y = (round(MIDDLE + RADII[ring] * turn(angle)) for turn in (cos, sin))
    return Place(x, y, y + 5, initial(one.person.name), one.safe_for_something)
