"""What may be suggested at all: the hard gates, in order, each with the reason it gives when nothing is left.

They limit what is suggested, never what a person plans for themself.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

import numpy as np
from msgspec import Struct

from leanto.belief import prior
from leanto.belief.normal import Bools, Floats, Ints
from leanto.belief.told import once
from leanto.practise.plan import is_open
from leanto.records import Channel, Kind, Pause, Person, ReachOut, Relation, RestCode, Step

RECEIVING = (Kind.accept, Kind.let_go)
NO_THRESHOLD = (Relation.group, Relation.service)
SMALLEST, ABOVE = 15.0, 10.0
"""SUDS: where the window begins, and how far above it one small step may lie."""
RATED, SPREAD = 6, 5.0
"""Ratings it takes, and how far apart they have to lie, for them to say how hard a step is."""
LARGE, LIKELY, LIKELY_ENOUGH = 40.0, 0.4, 0.3


class WhyNone(StrEnum):
    """Why nothing is suggested: the first of these that emptied the list."""

    shut_down = "shut_down"
    paused = "paused"
    nobody_safe = "nobody_safe"
    all_waiting = "all_waiting"
    not_safe_for_this = "not_safe_for_this"
    unlikely = "unlikely"
    all_too_big = "all_too_big"
    no_steps = "no_steps"


class Candidates(Struct, frozen=True):
    """Steps with whom and how, as indices (n,): ``person`` is -1 where no one of one's own is needed, ``channel``
    then and for someone with no channel said the place of "unsaid"."""

    step: Ints
    person: Ints
    channel: Ints

    def where(self, keep: Bools) -> "Candidates":
        """Those that are kept."""
        return Candidates(self.step[keep], self.person[keep], self.channel[keep])


class Field(Struct, frozen=True):
    """Everything that is chosen from, in an order that does not depend on how it came."""

    steps: tuple[Step, ...]
    people: tuple[Person, ...]
    size: Floats
    free: Bools


def field(
    told: Sequence[ReachOut],
    safe: Sequence[str],
    circle: Sequence[Person],
    ladder: Iterable[Step],
    rests: Iterable[Pause],
    now: datetime,
) -> Field:
    """Steps that are in use and ask for no money; people who are safe, without power, and not resting."""
    every = once(ladder)
    steps = tuple(step for step in every if step.retired_at is None and not step.money)
    resting = {rest.person_id for rest in rests if rest.person_id is not None}
    power = {person.id for person in circle if person.power}
    may = {person.id: person for person in once(circle)}
    people = tuple(may[id] for id in safe if id not in resting and id not in power)
    waiting = {one.person_id for one in told if one.outcome is None and is_open(one, now)}
    free = np.array([person.id not in waiting for person in people], dtype=np.bool_)
    return Field(steps, people, sizes(steps, every), free)


def sizes(steps: Sequence[Step], ladder: Iterable[Step]) -> Floats:
    """How hard each step is. The rung stands in for ratings that are few, or all alike (numb, or flooded)."""
    said = [step.suds for step in ladder if step.suds is not None]
    by_rung = len(said) < RATED or max(said) - min(said) <= SPREAD
    hard = [step.rung if by_rung or step.suds is None else step.suds for step in steps]
    return np.clip(np.nan_to_num(np.array(hard, dtype=np.float64), nan=50.0), 0, 100)


def resting(pauses: Iterable[Pause], now: datetime) -> tuple[Pause, ...]:
    """Rests that are not over."""
    return tuple(one for one in pauses if one.until is None or one.until > now)


def rests_all(rests: Iterable[Pause]) -> bool:
    """Whether a rest stops every suggestion. ``overwhelm`` only makes them smaller."""
    return any(one.person_id is None and one.code != RestCode.overwhelm for one in rests)


def small_only(rests: Iterable[Pause]) -> bool:
    """Whether steps stay small."""
    return any(one.person_id is None and one.code == RestCode.overwhelm for one in rests)


def eligible(field: Field, last: Channel | None = None) -> Candidates | WhyNone:
    """Every step with whoever may be asked for it, or why there is none. ``last`` is the channel used last."""
    if not field.steps:
        return WhyNone.no_steps
    needs = np.array([step.needs_person for step in field.steps], dtype=np.bool_)
    pairs = np.concatenate(
        [np.broadcast_to(needs[:, None], (needs.size, len(field.people))), ~needs[:, None]], 1
    )
    if not pairs.any():
        return WhyNone.nobody_safe
    pairs = pairs & np.append(field.free, True)
    if not pairs.any():
        return WhyNone.all_waiting
    pairs = pairs & _safe_for(field)
    if not pairs.any():
        return WhyNone.not_safe_for_this
    return _with_channels(field, pairs, last)


def _safe_for(field: Field) -> Bools:
    """(steps, people + nobody)."""
    safe = np.zeros((len(prior.DOMAINS), len(field.people) + 1), dtype=np.bool_)
    safe[:, -1] = True
    for place, person in enumerate(field.people):
        safe[[prior.DOMAINS[domain] for domain in person.safe_for], place] = True
    return np.asarray(safe[[prior.DOMAINS[step.domain] for step in field.steps]])


def _with_channels(field: Field, pairs: Bools, last: Channel | None) -> Candidates:
    """Each way of asking someone. Where the estimate is the same by any (a need shared, someone asked in their
    role) one stands for all, another than the last; receiving is done by the nearest."""
    ways = np.zeros((len(_WAYS), len(field.people) + 1, len(prior.CHANNELS)), dtype=np.bool_)
    for place, person in enumerate(field.people):
        known = sorted({prior.CHANNELS[channel] for channel in person.channels}) or [prior.CHANNELS[None]]
        other = next((one for one in known if one != prior.CHANNELS[last]), known[0])
        in_role = prior.NEAR[person.relation] == prior.Near.role
        ways[_WAYS[Kind.ask], place, [other] if in_role else known] = True
        ways[_WAYS[Kind.share], place, other] = True
        ways[_WAYS[Kind.accept], place, known[0]] = True
    ways[:, -1, prior.CHANNELS[None]] = True
    way = np.array([_WAYS[step.kind] for step in field.steps], dtype=np.int64)
    step, whom, channel = np.nonzero(pairs[:, :, None] & ways[way])
    return Candidates(step, np.where(whom == len(field.people), -1, whom), channel)


_WAYS = {Kind.ask: 0, Kind.share: 1, Kind.accept: 2, Kind.let_go: 2}


def likely(field: Field, found: Candidates, estimate: Floats) -> Bools:
    """Whether each stands over its threshold. Receiving, groups and services have none: it is what they are for."""
    kinds = np.array([_threshold_kind(step) for step in field.steps], dtype=np.int64)[found.step]
    no_threshold = np.array([one.relation in NO_THRESHOLD for one in field.people] + [True], dtype=np.bool_)
    large = (kinds == 2) | (field.size[found.step] >= LARGE)
    least = np.where(large, LIKELY, LIKELY_ENOUGH)
    return np.asarray((kinds == 0) | no_threshold[found.person] | (estimate >= least))


def _threshold_kind(step: Step) -> int:
    if step.kind in RECEIVING:
        return 0
    return 2 if step.kind is Kind.share else 1


CHANNEL_AT: tuple[Channel | None, ...] = (*Channel, None)
"""The channel at each place."""
