"""Weighing candidates: what is fitted to a history, what each candidate comes to, and which to take."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from msgspec import Struct

from leanto.belief import evidence, felt, prior, rate, tolerance, worth
from leanto.belief.evidence import Asked, Evidence, whole
from leanto.belief.felt import Felt
from leanto.belief.normal import Bools, Estimate, Floats, chances
from leanto.belief.rate import Rate
from leanto.belief.tolerance import Tolerance
from leanto.practise import gates
from leanto.practise.gates import Candidates, Field
from leanto.practise.ladder import key
from leanto.practise.plan import is_open
from leanto.practise.reasons import may_be_offered
from leanto.records import Body, Channel, Kind, ReachOut


class Beliefs(Struct, frozen=True):
    """Everything fitted to one person's history."""

    evidence: Evidence
    felt: Felt
    came: Rate
    feared: Rate
    tolerance: Tolerance

    @property
    def entrenched(self) -> bool:
        """Kindness has come, and clearly hardly moved what is expected."""
        return bool(self.came.entrenched)


class Weighed(Struct, frozen=True):
    """Candidates as they are asked, with what is so, whether each is likely enough, and what each is worth."""

    found: Candidates
    asked: Asked
    so: Estimate
    likely: Bools
    score: Floats


def beliefs(told: Sequence[ReachOut], known: evidence.Who, body: Body | None, lower: float = 0.0) -> Beliefs:
    """Fit everything to a history in order."""
    arrays = evidence.encode(told, known)
    came, feared = rate.both(
        (arrays.came[arrays.answered], arrays.forecast[arrays.answered]),
        (arrays.happened[arrays.feared_answered], arrays.feared_chance[arrays.feared_answered]),
    )
    return Beliefs(
        evidence.fitted(arrays),
        felt.fitted(arrays),
        came,
        feared,
        tolerance.tolerance(told, body, lower),
    )


def _asked(field: Field, found: Candidates, who: evidence.Who) -> Asked:
    """The candidates as the first guess reads them."""
    kind = whole([prior.KINDS[step.kind] for step in field.steps])[found.step]
    near = whole([*(prior.NEAR[one.relation] for one in field.people), prior.NEAR[None]])[found.person]
    return Asked(
        prior.ROW_OF[kind, near, found.channel],
        whole([prior.DOMAINS[step.domain] for step in field.steps])[found.step],
        field.size[found.step],
        whole([*(who.number(one.id) for one in field.people), evidence.NOBODY])[found.person],
    )


def _everyone(field: Field, held: Beliefs) -> worth.Everyone:
    """Everyone safe, asked for something small in all their ways. Who rests, or has power, is not counted."""
    people = len(held.evidence.who.safe)
    row, way = (
        np.zeros((people, len(prior.CHANNELS)), dtype=np.int64),
        np.zeros((people, len(prior.CHANNELS))),
    )
    counted = np.zeros(people, dtype=np.bool_)
    for person in field.people:
        number = held.evidence.who.number(person.id)
        known = [prior.CHANNELS[channel] for channel in person.channels] or [prior.CHANNELS[None]]
        row[number] = prior.ROW_OF[prior.KINDS[Kind.ask], prior.NEAR[person.relation]]
        way[number, known], counted[number] = 1, True
    felt_of, so_of = (worth.small_asks(fit, row, way > 0) for fit in (held.felt.came, held.evidence.came))
    return worth.Everyone(felt_of, so_of, counted)


def _feared(field: Field, found: Candidates, held: Beliefs) -> tuple[Floats, Floats]:
    """What is so and what is felt of the second guess, once for each step with each person."""
    pair, back = np.unique(found.step * (len(field.people) + 1) + found.person + 1, return_inverse=True)
    step, person = np.divmod(pair, len(field.people) + 1)
    number = whole([evidence.NOBODY, *(held.evidence.who.any_number(one.id) for one in field.people)])[person]
    rows = evidence.feared_design(field.size[step], number, len(held.evidence.who.anyone))
    so, expected = chances(held.evidence.feared, rows), chances(held.felt.feared, rows)
    return so.mean[back], expected.mean[back]


def weigh(
    field: Field, found: Candidates, held: Beliefs, tried: Sequence[ReachOut], now: datetime
) -> Weighed:
    """What each candidate comes to; one that is not likely enough is worth nothing at all."""
    asked = _asked(field, found, held.evidence.who)
    so = chances(held.evidence.came, evidence.design(*asked, len(held.evidence.who.safe)))
    likely = gates.likely(field, found, so.mean)
    feared, felt_feared = _feared(field, found, held)
    everyone, size = _everyone(field, held), field.size[found.step]
    costs = worth.Costs(
        overwhelm=tolerance.overwhelm(held.tolerance.fit, size, np.array(held.tolerance.unsettled)),
        feared=feared,
        unknown=evidence.unknown(held.evidence.came, asked.person),
        other=_raised(field, found) - _repeated(field, found, tried, now, repeating(held.entrenched)),
    )
    told = np.array(held.evidence.fears + held.felt.fears > 0)
    gained = worth.gained(
        worth.Guess(felt.expected(held.felt.came, asked), so.mean),
        worth.Guess(felt_feared, feared),
        asked.person,
        everyone,
        worth.Moving(felt.moves(held.felt.came), held.feared.pi_hat, told),
    )
    score = worth.score(gained, size, np.array(held.tolerance.suds), costs)
    return Weighed(found, asked, so, likely, np.where(likely, score, -np.inf))


def _raised(field: Field, found: Candidates) -> Floats:
    """Real life before exercises: what they offered, and what lightens the person's own load."""
    domain = np.array([[one in person.offers for person in field.people] + [False] for one in prior.DOMAINS])
    asks = np.array([may_be_offered(step) for step in field.steps], dtype=np.bool_)
    steps = whole([prior.DOMAINS[step.domain] for step in field.steps])
    offers = domain[steps[found.step], found.person] & asks[found.step]
    load = np.array([step.load_id is not None for step in field.steps], dtype=np.float64)
    weights = worth.WEIGHTS
    return np.asarray(weights.offered * offers + weights.load * load[found.step])


def repeating(entrenched: bool) -> worth.Weights:
    """What repeating costs. Where kindness hardly moves anything, new people and parts of life come first."""
    weights = worth.WEIGHTS
    return worth.Weights(person=3 * weights.person, domain=3 * weights.domain) if entrenched else weights


def _repeated(
    field: Field, found: Candidates, tried: Sequence[ReachOut], now: datetime, weights: worth.Weights
) -> Floats:
    """What the last reach-out was, and steps that are planned or waiting already."""
    waiting = {one.step_id for one in tried if one.outcome is None and is_open(one, now)}
    pending = np.array([step.id in waiting or key(step) in waiting for step in field.steps], dtype=np.float64)
    if not tried:
        return np.zeros(found.step.shape)
    last = tried[-1]
    same = _alike(
        field,
        found,
        np.array([last.step_id in (step.id, key(step)) and last.step_id is not None for step in field.steps]),
        np.array([*(one.id == last.person_id for one in field.people), False]),
        (prior.DOMAINS[last.domain], prior.KINDS[last.kind], prior.CHANNELS[last.channel]),
        weights,
    )
    return np.asarray(same + 4 * weights.step * pending[found.step])


def _alike(
    field: Field,
    found: Candidates,
    step: Bools,
    person: Bools,
    rest: tuple[int, int, int],
    weights: worth.Weights,
) -> Floats:
    domain = whole([prior.DOMAINS[one.domain] for one in field.steps])[found.step] == rest[0]
    kind = whole([prior.KINDS[one.kind] for one in field.steps])[found.step] == rest[1]
    channel = (found.channel == rest[2]) & (found.channel < len(Channel))
    return np.asarray(
        weights.step * step[found.step]
        + weights.person * person[found.person]
        + weights.domain * domain
        + weights.kind * kind
        + weights.channel * channel
    )


def pick(field: Field, weighed: Weighed, limit: int, weights: worth.Weights) -> list[int]:
    """The best, then the best that is another step, and rather another person, domain, kind and channel."""
    found, score = weighed.found, weighed.score.copy()
    chosen: list[int] = []
    while len(chosen) < limit and np.isfinite(score).any():
        best = int(score.argmax())
        chosen.append(best)
        step, person = found.step[best], found.person[best]
        one = field.steps[step]
        rest = (prior.DOMAINS[one.domain], prior.KINDS[one.kind], int(found.channel[best]))
        mark_step = np.arange(len(field.steps)) == step
        mark_person = np.append(np.arange(len(field.people)) == person, False)
        score = np.where(
            found.step == step, -np.inf, score - _alike(field, found, mark_step, mark_person, rest, weights)
        )
    return chosen
