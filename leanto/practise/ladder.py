"""The ladder: steps written for everyone beside the person's own, as this person has them.

A starter that was rated, reworded or retired has a ``Step`` record standing in for it; the others are
made into steps on the way, and are not kept. So a new starter reaches everyone, and a changed one nobody
who had made it theirs.
"""

from collections.abc import Iterable
from enum import StrEnum
from hashlib import sha256

from msgspec import Struct, structs

from leanto.content.ladder import Starter, starters
from leanto.records import Domain, Kind, Step

LOWEST, HIGHEST, MIDDLE = 5.0, 95.0, 50.0


class Size(StrEnum):
    """How hard a step looks, in three words."""

    small = "small"
    middle = "middle"
    large = "large"


UP_TO = {Size.small: 30.0, Size.middle: 60.0, Size.large: 100.0}


class Band(Struct, frozen=True):
    """The steps of one size, the easiest first."""

    size: Size
    steps: tuple[Step, ...]


def ladder(own: Iterable[Step]) -> tuple[Step, ...]:
    """Every step there is, retired ones included: the starters as this person has them, then their own."""
    kept = tuple(own)
    written = {starter.id for starter in starters()}
    standing_in = {step.starter: step for step in sorted(kept, key=_latest) if step.starter in written}
    theirs = tuple(step for step in kept if step.starter not in written)
    return tuple(standing_in.get(starter.id) or _from(starter) for starter in starters()) + theirs


def _latest(step: Step) -> tuple[int, str]:
    # Two tabs may have made a starter theirs at the same time: the one changed more often is the one in use.
    return (step.revision, step.id)


def _from(starter: Starter) -> Step:
    return Step(
        id=starter.id,
        text=starter.text,
        kind=starter.kind,
        domain=starter.domain,
        rung=starter.rung,
        needs_person=starter.needs_person,
        money=starter.money,
        starter=starter.id,
    )


def key(step: Step) -> str:
    """What a reach-out remembers a step by. It stays when a starter is made one's own."""
    return step.starter or step.id


def address(step: Step) -> str:
    """A step's name in an address: 32 hex digits that tell a glance at the history nothing."""
    return sha256(step.starter.encode()).hexdigest()[:32] if step.starter else step.id


def find(steps: Iterable[Step], name: str | None) -> Step | None:
    """The step of that key, id or address, or nothing: a step of one's own may have been removed since."""
    if not name:
        return None
    return next((step for step in steps if name in (step.id, step.starter, address(step))), None)


def hardness(step: Step) -> float:
    """How hard it looks: to this person where they have said, else as written."""
    return step.rung if step.suds is None else step.suds


def size(step: Step) -> Size:
    """Small, middle or large."""
    return next((size for size, most in UP_TO.items() if hardness(step) <= most), Size.large)


def chosen(
    steps: Iterable[Step], kind: Kind | None = None, domain: Domain | None = None, *, alone: bool = False
) -> tuple[Step, ...]:
    """Steps in use, of a kind and a part of life where these are given, the easiest first.

    ``alone`` keeps those that need no one of one's own: nobody at all, or a shop, a service, a group.
    """
    fit = (
        step
        for step in steps
        if step.retired_at is None
        and kind in (None, step.kind)
        and domain in (None, step.domain)
        and not (alone and step.needs_person)
    )
    return tuple(sorted(fit, key=lambda step: (hardness(step), step.rung, key(step))))


def bands(steps: Iterable[Step]) -> tuple[Band, ...]:
    """Steps by size, each size in the order given; a size with no step in it is left out."""
    every = tuple(steps)
    found = (Band(each, tuple(step for step in every if size(step) is each)) for each in Size)
    return tuple(band for band in found if band.steps)


def retired(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Steps put aside, the last one first."""
    aside = [(step.retired_at, step) for step in steps if step.retired_at is not None]
    return tuple(step for _, step in sorted(aside, key=lambda pair: (pair[0], key(pair[1])), reverse=True))


def say(step: Step) -> str:
    """The words a starter comes with, unless it was reworded: then they may no longer fit."""
    written = next((starter for starter in starters() if starter.id == step.starter), None)
    return written.say if written is not None and written.text == step.text else ""


def own(
    id: str,
    text: str,
    kind: Kind,
    domain: Domain,
    *,
    suds: float | None = None,
    needs_person: bool | None = None,
    money: bool | None = None,
) -> Step:
    """A step of one's own. What was not said is as it mostly is: letting go needs no one, the rest do."""
    rung = MIDDLE if suds is None else min(max(suds, LOWEST), HIGHEST)
    someone = kind is not Kind.let_go if needs_person is None else needs_person
    return Step(
        id=id,
        text=text,
        kind=kind,
        domain=domain,
        rung=rung,
        suds=suds,
        needs_person=someone,
        money=bool(money),
    )


def made_own(step: Step, id: str) -> Step:
    """A starter as a record that can be kept under ``id``; a step already kept stays itself."""
    return step if step.revision else structs.replace(step, id=id)
