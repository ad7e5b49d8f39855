"""The pile as slabs on the ground: wider where it costs more, with a mark for chosen or had to in each."""

from collections.abc import Iterator, Mapping, Sequence
from unicodedata import east_asian_width

from msgspec import Struct

from leanto.name.pile import Place, helper, placed
from leanto.records import Load, Person

WIDTH, WORDS_AT = 340, 162
MIDDLE, HIGH, GAP, TOP = 74, 20, 4, 6
MOST_DRAWN = 12
LETTERS = 26
WIDTHS: Mapping[int | None, int] = {None: 30, 0: 38, 1: 58, 2: 80, 3: 104, 4: 130}
"""How wide a slab is by what it costs; one that was not said is narrow and dashed."""
SWAY = (0, 6, -5, 3, -7, 5, -2)
"""Nobody stacks in a straight line."""
START, END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


class Slab(Struct, frozen=True):
    """One carried thing, in whole units. ``beam`` leans on it where someone could hold a corner."""

    x: int
    y: int
    width: int
    words: str
    place: Place
    unsaid: bool
    beam: str
    high: int = HIGH

    @property
    def mark_x(self) -> int:
        """The middle of its mark."""
        return self.x + self.width // 2

    @property
    def mark_y(self) -> int:
        """The middle of its mark."""
        return self.y + HIGH // 2

    @property
    def words_y(self) -> int:
        """Where its words stand."""
        return self.y + HIGH // 2 + 5


class Chart(Struct, frozen=True):
    """The drawing. ``more`` things are carried and not drawn; they stand in the list."""

    slabs: tuple[Slab, ...]
    more: int
    ground: int
    height: int
    places: tuple[Place, ...]
    corners: bool
    unsaid: bool
    more_y: int
    width: int = WIDTH
    words_at: int = WORDS_AT


def draw(loads: Sequence[Load], safe: Mapping[str, Person]) -> Chart | None:
    """The pile in the order given, the first on top; ``None`` where nothing is carried."""
    if not loads:
        return None
    slabs = tuple(_slabs(loads[:MOST_DRAWN], safe))
    ground = slabs[-1].y + HIGH + 3
    more = len(loads) - len(slabs)
    return Chart(
        slabs,
        more,
        ground=ground,
        height=ground + (26 if more else 6),
        places=tuple(place for place in Place if any(slab.place is place for slab in slabs)),
        corners=any(slab.beam for slab in slabs),
        unsaid=any(slab.unsaid for slab in slabs),
        more_y=ground + 18,
    )


def _slabs(loads: Sequence[Load], safe: Mapping[str, Person]) -> Iterator[Slab]:
    for at, load in enumerate(loads):
        width, y = WIDTHS.get(load.costs, WIDTHS[None]), TOP + at * (HIGH + GAP)
        x = MIDDLE - width // 2 + SWAY[at % len(SWAY)]
        leans = helper(load, safe) is not None
        yield Slab(
            x,
            y,
            width,
            words=START + shortened(load.text) + END,
            place=placed(load),
            unsaid=load.costs is None,
            beam=f"M{x + width + 9} {y + HIGH}L{x + width + 2} {y + 3}" if leans else "",
        )


def shortened(text: str) -> str:
    """As much of it as stands beside a slab, cut at a letter. A wide letter takes the room of two."""
    room = LETTERS
    plain = " ".join(text.split())
    for at, letter in enumerate(plain):
        room -= 2 if east_asian_width(letter) in "WF" else 1
        if room < 0:
            return plain[: max(at - 1, 1)].rstrip() + "…"
    return plain
