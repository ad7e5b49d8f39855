"""The circle as three rings around the person: who is near, and who is safe."""

from collections.abc import Sequence
from math import cos, pi, radians, sin

from msgspec import Struct

from leanto.circle.people import Member, Ring
from leanto.web.told import initial

SIZE, MIDDLE = 320, 160
LARGEST, SMALLEST, LETTERED = 14, 2, 10
RADII = {1: 62, 2: 104, 3: 146}
# Each ring starts elsewhere, so that one person in each do not stand in a row.
STARTS = {1: -60, 2: 20, 3: -130}


class Place(Struct, frozen=True):
    """Where someone stands, and the letter they are drawn by: none where the ring is too full for one."""

    x: int
    y: int
    label_y: int
    size: int
    initial: str
    safe: bool


class Chart(Struct, frozen=True):
    """The drawing. All three rings are drawn, also where nobody stands. ``safe`` and ``others`` are the outlines
    of those without a letter, each as one path."""

    places: tuple[Place, ...]
    safe: str = ""
    others: str = ""
    radii: tuple[int, ...] = tuple(RADII.values())
    size: int = SIZE
    middle: int = MIDDLE


def draw(rings: Sequence[Ring]) -> Chart:
    """Everyone on their ring, evenly apart."""
    every = [place for ring in rings for place in _around(ring.number, ring.members)]
    small = [one for one in every if not one.initial]
    return Chart(
        tuple(one for one in every if one.initial),
        safe="".join(_dot(one) for one in small if one.safe),
        others="".join(_dot(one) for one in small if not one.safe),
    )


def _around(ring: int, members: Sequence[Member]) -> list[Place]:
    size = _size(ring, len(members))
    angles = (radians(STARTS[ring] + 360 * at / len(members)) for at in range(len(members)))
    return [_place(ring, size, angle, one) for angle, one in zip(angles, members, strict=True)]


def _size(ring: int, count: int) -> int:
    """As large as leaves a gap between neighbours."""
    return max(SMALLEST, min(LARGEST, int(pi * RADII[ring] / max(count, 1)) - 1))


def _place(ring: int, size: int, angle: float, one: Member) -> Place:
    x, y = (round(MIDDLE + RADII[ring] * turn(angle)) for turn in (cos, sin))
    letter = initial(one.person.name) if size >= LETTERED else ""
    return Place(x, y, y + 5, size, letter, one.safe_for_something)


def _dot(one: Place) -> str:
    across = f"{one.size} {one.size} 0 1 0"
    return f"M{one.x - one.size} {one.y}a{across} {2 * one.size} 0a{across} {-2 * one.size} 0z"
