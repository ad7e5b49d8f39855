"""Experiments in letting go of perfection and control: what is planned, and whether it stayed handed over."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from leanto.records import Kind, ReachOut


class Way(StrEnum):
    """How something is let go. Handing over needs someone, leaving it does not."""

    hand_over = "hand_over"
    four_fifths = "four_fifths"


class Tried(Struct, frozen=True):
    """Experiments in letting go, the latest first: those that wait, and those that were told."""

    waiting: tuple[ReachOut, ...]
    told: tuple[ReachOut, ...]


def tried(reach_outs: Iterable[ReachOut]) -> Tried:
    """Every letting-go that was not called off."""
    own = [one for one in reach_outs if one.kind is Kind.let_go and one.cancelled_at is None]
    own.sort(key=lambda one: (one.outcome_at or one.asked_at or one.at, one.id), reverse=True)
    return Tried(
        waiting=tuple(one for one in own if one.outcome is None),
        told=tuple(one for one in own if one.outcome is not None),
    )
