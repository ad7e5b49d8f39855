"""The engine as a policy: ``practise.suggest`` for a batch of people, from the same array functions.

A test holds that for one person it takes the step that ``suggest`` takes.
"""

import numpy as np
from msgspec import Struct, structs

from leanto.belief import evidence, felt, prior, rate, tolerance, worth
from leanto.belief.evidence import Asked
from leanto.belief.normal import Bools, Estimate, Floats, Ints, Normal, chances
from leanto.belief.rate import Rate
from leanto.lab.offering import NOBODY, NONE, Choices, Scene, rows_at, size_at
from leanto.lab.people import ASKS, DOMAINS, HELPERS, KINDS, People
from leanto.practise import gates
from leanto.practise.suggest import LOWER
from leanto.practise.weighing import repeating
from leanto.records import Channel, Kind, Relation

LIMIT = 3
RECEIVING: Bools = np.isin(KINDS, [prior.KINDS[kind] for kind in gates.RECEIVING])
SHARE = prior.KINDS[Kind.share]


class Held(Struct, frozen=True):
    """Everything fitted to each person's record."""

    so: Normal
    felt: Normal
    so_feared: Normal
    felt_feared: Normal
    came: Rate
    feared: Rate
    afraid: Bools


class Bearing:
    """How much each can bear, followed from week to week: a fit for every step that was done."""

    def __init__(self, n: int) -> None:
        shape = (n, tolerance.CELLS, tolerance.BODIES)
        self.steps, self.overwhelmed = np.zeros(shape), np.zeros(shape)
        self.fit = tolerance.fit(tolerance.Counts(self.steps, self.overwhelmed))
        self.reaches = np.full((n, 2, tolerance.REACH + 1), np.inf)
        self.reaches[..., 0] = self._now()

    def _now(self) -> Floats:
        both = [tolerance.reaches(self.fit, np.array(unsettled)) for unsettled in (0.0, 1.0)]
        return np.stack(both, axis=-1)

    def follow(self, scene: Scene) -> None:
        """Take in the week before this one."""
        if not scene.week:
            return
        week = scene.week - 1
        done = np.flatnonzero(scene.log.done[:, week])
        size = scene.people.sizes[done, scene.log.step[done, week]]
        at = done, tolerance.cell(size).astype(np.int64), scene.log.unsettled[done, week]
        self.steps[at] += 1
        self.overwhelmed[at] += scene.log.overwhelmed[done, week]
        self.fit = tolerance.fit(tolerance.Counts(self.steps, self.overwhelmed))
        self.reaches[done, :, 1:] = self.reaches[done, :, :-1]
        self.reaches[done, :, 0] = self._now()[done]

    def suds(self, scene: Scene) -> Floats:
        """Tolerance today, (n,)."""
        body = self.reaches[np.arange(len(self.reaches)), scene.keyed_up.astype(np.int64)]
        return np.asarray(np.clip(tolerance.rising(body) - LOWER * scene.small, 0, 100))


class Engine:
    """``suggest``, week by week."""

    def __init__(self, people: People, weights: worth.Weights = worth.WEIGHTS) -> None:
        self.bearing, self.weights = Bearing(people.n), weights

    def choose(self, scene: Scene) -> Ints:
        """Up to three choices for each person, best first, (n, 3): places in ``scene.choices`` or ``NONE``."""
        self.bearing.follow(scene)
        held, suds = hold(scene), self.bearing.suds(scene)
        scene, places = within_reach(scene, suds)
        so = estimate(scene, held.so)
        there = scene.choices.there & likely(scene, so.mean)
        score = np.where(there, self.score(scene, held, so, suds), -np.inf)
        small, score = windowed(scene, score, suds)
        found = self.pick(scene, score, small, held.came.entrenched)
        return np.where(found == NONE, NONE, np.take_along_axis(places, np.maximum(found, 0), 1))

    def score(self, scene: Scene, held: Held, so: Estimate, suds: Floats) -> Floats:
        """What each choice is worth."""
        choices, size = scene.choices, size_at(scene.people, scene.choices.step)
        so_feared, felt_feared = feared_estimates(scene, held.so_feared, held.felt_feared)
        any_done, step, helper, channel = scene.log.last(scene.week)
        last = np.where(any_done, step, NONE), np.where(any_done, helper, NONE), channel
        raised = scene.raised[np.arange(len(size))[:, None], choices.step, choices.helper]
        asks = asked(scene.people, choices.step, choices.helper, choices.channel)
        costs = worth.Costs(
            overwhelm=tolerance.overwhelm(self.bearing.fit, size, scene.keyed_up.astype(np.float64)),
            feared=so_feared.mean,
            unknown=evidence.unknown(held.so, asks.person),
            other=raised - any_done[:, None] * alike(choices, *last, self.weights, held.came.entrenched),
        )
        gained = worth.gained(
            worth.Guess(felt.expected(held.felt, asks), so.mean),
            worth.Guess(felt_feared.mean, so_feared.mean),
            asks.person,
            everyone(scene, held),
            worth.Moving(felt.moves(held.felt), held.feared.pi_hat, held.afraid),
        )
        return worth.score(gained, size, suds, costs, self.weights)

    def pick(self, scene: Scene, score: Floats, small: Bools, entrenched: Bools) -> Ints:
        """The best, then the best that is another step, and rather another in all else."""
        found = np.full((len(score), LIMIT), NONE)
        for place in range(LIMIT):
            best = score.argmax(axis=1)
            fine = np.isfinite(score.max(axis=1)) & ~(small & (place > 0))
            found[fine, place] = best[fine]
            if not fine.any():
                break
            one = scene.choices.at(best)
            step, helper, channel = one.step[:, 0], one.helper[:, 0], one.channel[:, 0]
            less = alike(scene.choices, step, helper, channel, self.weights, entrenched)
            score = np.where(scene.choices.step == one.step, -np.inf, score - less)
        return found


def hold(scene: Scene) -> Held:
    """Fit everything to what is on record."""
    people, log, week = scene.people, scene.log, scene.week
    step, helper, channel = (part[:, :week] for part in (log.step, log.helper, log.channel))
    may = np.append(scene.safe, np.ones((people.n, 1), dtype=np.bool_), axis=1)
    counted = log.planned[:, :week] & np.take_along_axis(may, helper, 1)
    asks = asked(people, step, helper, channel)
    rows = evidence.design(*asks, HELPERS)
    feared_rows = evidence.feared_design(asks.size, asks.person, HELPERS)
    came, forecast = (np.where(counted, part[:, :week], np.nan) for part in (log.came, log.forecast))
    happened, chance = log.happened[:, :week], log.feared_chance[:, :week]
    told, afraid = ~np.isnan(came), ~np.isnan(happened)
    first, second = rates(came, forecast, happened, chance)
    return Held(
        evidence.fit_outcomes(rows, np.nan_to_num(came), told * 1.0, HELPERS),
        felt.fit_guesses(asks, forecast, came, HELPERS),
        evidence.fit_fears(feared_rows, np.nan_to_num(happened), afraid * 1.0, HELPERS),
        felt.fit_feared_guesses(feared_rows, chance, HELPERS),
        first,
        second,
        np.asarray((afraid | ~np.isnan(chance)).any(axis=1)),
    )


def rates(came: Floats, forecast: Floats, happened: Floats, chance: Floats) -> tuple[Rate, Rate]:
    """Both rates in one run. What has no answer yet comes first, where it teaches nothing."""
    u, guess = np.stack([came, happened]), np.stack([forecast, chance])
    order = np.argsort(~np.isnan(u), axis=-1, kind="stable")
    u, guess = np.take_along_axis(u, order, -1), np.take_along_axis(guess, order, -1)
    both = rate.fit(u, np.where(np.isnan(u), np.nan, guess))
    first, second = (
        Rate(*(getattr(both, name)[place] for name in both.__struct_fields__)) for place in (0, 1)
    )
    return first, second


def asked(people: People, step: Ints, helper: Ints, channel: Ints) -> Asked:
    """Choices as the first guess reads them."""
    row, number = rows_at(people, step, helper, channel), np.where(helper == NOBODY, evidence.NOBODY, helper)
    return Asked(row, DOMAINS[step], size_at(people, step), number)


def everyone(scene: Scene, held: Held) -> worth.Everyone:
    """A small ask of each helper who is safe."""
    row = scene.people.rows[:, int(ASKS.argmax()), :HELPERS, : len(Channel)]
    felt_of, so_of = (worth.small_asks(fit, row, scene.people.ways) for fit in (held.felt, held.so))
    return worth.Everyone(felt_of, so_of, scene.safe)


def within_reach(scene: Scene, suds: Floats) -> tuple[Scene, Ints]:
    """The scene without what lies too far above tolerance to be chosen, and where each choice stood before."""
    choices = scene.choices
    top = np.maximum(gates.SMALLEST, suds)[:, None] + gates.ABOVE
    near = choices.there & (size_at(scene.people, choices.step) <= top)
    most = max(int(near.sum(axis=1).max(initial=0)), 1)
    places = np.argsort(~near, axis=1, kind="stable")[:, :most]
    step, helper, channel = (
        np.take_along_axis(part, places, 1) for part in (choices.step, choices.helper, choices.channel)
    )
    kept = Choices(step, helper, channel, np.take_along_axis(near, places, 1))
    return structs.replace(scene, choices=kept), places


def estimate(scene: Scene, fit: Normal) -> Estimate:
    """The first guess, for every choice."""
    choices = scene.choices
    asks = asked(scene.people, choices.step, choices.helper, choices.channel)
    return chances(fit, evidence.design(*asks, HELPERS))


def feared_estimates(scene: Scene, *fits: Normal) -> tuple[Estimate, ...]:
    """The second, by each posterior."""
    choices = scene.choices
    asks = asked(scene.people, choices.step, choices.helper, choices.channel)
    rows = evidence.feared_design(asks.size, asks.person, HELPERS)
    return tuple(chances(fit, rows) for fit in fits)


def likely(scene: Scene, mean: Floats) -> Bools:
    """Whether each choice is over its threshold. Nobody here is a group or a service: relations have none."""
    step = scene.choices.step
    large = (KINDS[step] == SHARE) | (size_at(scene.people, step) >= gates.LARGE)
    least = np.where(large, gates.LIKELY, gates.LIKELY_ENOUGH)
    return np.asarray(RECEIVING[step] | (scene.choices.helper == NOBODY) | (mean >= least))


def windowed(scene: Scene, score: Floats, suds: Floats) -> tuple[Bools, Floats]:
    """Scores of what lies in the window; where there is none, of the easiest a little above it, or below."""
    size, top = size_at(scene.people, scene.choices.step), np.maximum(gates.SMALLEST, suds)[:, None]
    fine = np.isfinite(score)
    inside = fine & (size >= gates.SMALLEST) & (size <= top)
    near = fine & (size <= top + gates.ABOVE)
    least = np.where(near, size, np.inf).min(axis=1, keepdims=True)
    small = np.asarray(~inside.any(axis=1))
    return small, np.where(np.where(small[:, None], near & (size == least), inside), score, -np.inf)


def alike(
    choices: Choices, step: Ints, helper: Ints, channel: Ints, weights: worth.Weights, entrenched: Bools
) -> Floats:
    """What repeating this step, helper, domain, kind and channel costs each choice; all (n,)."""
    usual, firm = repeating(False), repeating(True)
    person = weights.person * np.where(entrenched, firm.person / usual.person, 1)[:, None]
    domain = weights.domain * np.where(entrenched, firm.domain / usual.domain, 1)[:, None]
    same_helper = (choices.helper == helper[:, None]) & (choices.helper != NOBODY)
    same_channel = (choices.channel == channel[:, None]) & (choices.channel < len(prior.CHANNELS) - 1)
    return np.asarray(
        weights.step * (choices.step == step[:, None])
        + person * same_helper
        + domain * (DOMAINS[choices.step] == DOMAINS[step][:, None])
        + weights.kind * (KINDS[choices.step] == KINDS[step][:, None])
        + weights.channel * same_channel
    )


RELATIONS = {
    prior.Near.close: Relation.friend,
    prior.Near.known: Relation.colleague,
    prior.Near.role: Relation.professional,
}
"""Whom a helper of each nearness stands for."""
