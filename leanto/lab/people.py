"""Simulated people with their circles. Every constant is an assumption, and none of them is evidence about anyone.

Each person is drawn from a seed of their own, so that who they are and what luck they meet depends neither on
who else is simulated nor on what is suggested to them.
"""

import numpy as np
from msgspec import Struct

from leanto.belief import prior
from leanto.belief.normal import Bools, Floats, Ints, expit, logit
from leanto.lab.worlds import WORLDS, World
from leanto.records import Channel, Domain, Kind

STEPS, HELPERS = 18, 8
KINDS: Ints = np.array(
    [prior.KINDS[kind] for kind in [Kind.ask, Kind.ask, Kind.accept, Kind.ask, Kind.share, Kind.ask] * 3]
)
KINDS[[2, 14]] = prior.KINDS[Kind.let_go]
ASKS: Bools = np.asarray(prior.KINDS[Kind.ask] == KINDS)
NEEDS: Bools = np.asarray(prior.KINDS[Kind.let_go] != KINDS)
DOMAINS: Ints = np.arange(STEPS, dtype=np.int64) * 3 % len(Domain)
RUNGS: Floats = np.linspace(8, 90, STEPS)
ROW_LOGIT: Floats = np.array([row.log_odds[0] for row in prior.ROWS])
UNSAID = len(Channel)

KNOWN, SEEN = 0.4, 0.3
MISTAKEN = {True: 0.25, False: 0.15}
"""Chance of being marked wrongly, by whether they are unsafe."""
PERSON_SD, DOMAIN_SD, SLOPE, FEARED_SLOPE = 0.9, 0.5, 0.6, 0.4
LUCKS = 14


class Population(Struct, frozen=True):
    """``better`` and ``worse`` are learning rates for what is better and worse than expected, ``first`` the first
    belief that someone comes through. ``shy``: chance factor of turning to someone never asked. ``carries``: how
    much of a kindness from one person is believed of others."""

    name: str
    better: float
    worse: float
    first: float
    shy: float = 1.0
    carries: float = 0.5


POPULATIONS = {
    one.name: one
    for one in (
        Population("typical", 0.30, 0.30, 0.55),
        Population("avoidant", 0.10, 0.30, 0.25, carries=0.3),
        Population("adversity", 0.18, 0.18, 0.40, shy=0.5),
        Population("depressed", 0.10, 0.25, 0.40),
    )
}


class People(Struct, frozen=True):
    """``n`` people, a row each; helpers (n, 8), domains (n, 7), steps (n, 18), weeks (n, weeks, ...)."""

    sizes: Floats
    rows: Ints
    ways: Bools
    nearest: Ints
    role: Bools
    unsafe: Bools
    marked: Bools
    safe_for: Bools
    helper: Floats
    domain: Floats
    feared: Floats
    belief: Floats
    fear: Floats
    tolerance: Floats
    luck: Floats
    normal: Floats

    @property
    def n(self) -> int:
        """How many."""
        return len(self.sizes)


def draw(
    population: Population, seed: int, numbers: range, weeks: int, world: World = WORLDS["matched"]
) -> People:
    """The people with these numbers. A seed and a number are the same life in every policy and every world."""
    place = list(POPULATIONS).index(population.name)
    ones = [
        _one(population, np.random.default_rng([seed, place, number]), weeks, world) for number in numbers
    ]
    return People(*(np.stack([getattr(one, name) for one in ones]) for name in People.__struct_fields__))


def _one(population: Population, chance: np.random.Generator, weeks: int, world: World) -> People:
    near = chance.choice(3, HELPERS, p=[0.6, 0.25, 0.15])
    ways = chance.random((HELPERS, UNSAID)) < [0.8, 0.7, 0.9, 0.3]
    ways[~ways.any(axis=1), 0] = True
    unsafe = chance.random(HELPERS) < world.unsafe
    wrongly = world.mistaken * np.where(unsafe, MISTAKEN[True], MISTAKEN[False])
    marked = chance.random(HELPERS) < np.where(unsafe, wrongly, 1 - wrongly)
    helper = PERSON_SD * chance.standard_normal(HELPERS)
    own = 0.5 * chance.standard_normal()
    belief = logit(np.array(population.first)) + own + SEEN * helper + KNOWN * chance.standard_normal(HELPERS)
    feared = np.where(unsafe, 0.0, -2.0) + 0.5 * chance.standard_normal(HELPERS)
    tenfold = 5 * np.rint((RUNGS + 8 * chance.standard_normal(STEPS)) / 5)
    return People(
        sizes=np.clip(tenfold, 5, 95),
        rows=rows_of(near),
        ways=ways,
        nearest=ways.argmax(axis=1),
        role=near == prior.Near.role,
        unsafe=unsafe,
        marked=marked,
        safe_for=chance.random((HELPERS, len(Domain))) < 0.8,
        helper=helper,
        domain=DOMAIN_SD * chance.standard_normal(len(Domain)),
        feared=feared,
        belief=belief,
        fear=feared + 1.0 + 0.5 * chance.standard_normal(HELPERS),
        tolerance=45 + 10 * chance.standard_normal(1),
        luck=chance.random((weeks, LUCKS)),
        normal=chance.standard_normal((weeks, HELPERS + 1)),
    )


def rows_of(near: Ints) -> Ints:
    """The prior's row of each step with each helper, then nobody, by each channel, then "unsaid": (18, 9, 5)."""
    nobody = np.append(near, prior.Near.role)
    return np.asarray(prior.ROW_OF[KINDS[:, None], nobody[None, :]])


def table(people: People) -> Floats:
    """The prior's log-odds of an ask of each helper in each way, (n, 8, 4)."""
    return ROW_LOGIT[people.rows[:, int(ASKS.argmax()), :HELPERS, :UNSAID]]


def over_ways(people: People, value: Floats) -> Floats:
    """The mean over the ways each helper has, (n, 8)."""
    return np.asarray((value * people.ways).sum(axis=-1) / people.ways.sum(axis=-1))


def truth(people: People, helper: Floats) -> Floats:
    """The chance that each helper comes through for a small ask, over domains and the ways they have, (n, 8);
    ``helper`` is their present log-odds above the table's."""
    at = table(people) + helper[..., None]
    by_domain = expit(at[..., None] + people.domain[:, None, None, :])
    return over_ways(people, by_domain.mean(axis=-1))
