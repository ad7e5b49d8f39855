"""Keep, loosen, let go: the pieces of one's independence, sorted. What is kept is a choice, and is left alone."""

from collections.abc import Iterable
from hashlib import sha256

from msgspec import Struct

from leanto.records import Domain, Load, Piece, Stance


class Part(Struct, frozen=True):
    """The pieces in one part of life, as they came. ``None``: no part was said."""

    domain: Domain | None
    pieces: tuple[Piece, ...]


def parts(pieces: Iterable[Piece]) -> tuple[Part, ...]:
    """Every part of life that holds a piece, in the vocabulary's order, the unsaid last."""
    ordered = sorted(pieces, key=lambda one: (one.at, one.id))
    found = (Part(each, tuple(one for one in ordered if one.domain is each)) for each in (*Domain, None))
    return tuple(part for part in found if part.pieces)


def unsorted(loads: Iterable[Load], pieces: Iterable[Piece]) -> tuple[Load, ...]:
    """Things on the pile that are no piece yet, the top first. What was put down is not carried."""
    here = {one.load_id for one in pieces}
    carried = (one for one in loads if one.put_down_at is None and one.id not in here)
    return tuple(sorted(carried, key=lambda one: (one.place, one.at, one.id)))


def may_work_on(piece: Piece) -> bool:
    """Whether a step may be made of it. Kept is a choice, and unsaid is nobody's to decide."""
    return piece.stance in (Stance.loosen, Stance.let_go)


def kept_loads(pieces: Iterable[Piece]) -> frozenset[str]:
    """Things on the pile that are kept by choice: no step is to be suggested that lightens them."""
    return frozenset(one.load_id for one in pieces if one.load_id and one.stance is Stance.keep)


def piece_id(load_id: str) -> str:
    """The id of the piece made of a thing on the pile, so that a touch sent twice makes one."""
    return sha256(f"piece {load_id}".encode()).hexdigest()[:32]
