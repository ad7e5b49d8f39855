"""How a simulated life goes on: what comes of a step, what it teaches, what it costs.

All constants are assumptions.
"""

from enum import IntEnum

import numpy as np
from msgspec import Struct

from leanto.belief import prior
from leanto.belief.normal import Bools, Floats, Ints, expit, logit
from leanto.lab import people as made
from leanto.lab.offering import NOBODY, Choices, Log, Scene, empty, open_choices, rows_at, size_at
from leanto.lab.people import DOMAINS, HELPERS, ROW_LOGIT, People, Population
from leanto.lab.worlds import World

NOISE = 0.3
AGREES, HURTS, TURNS = 0.85, 0.15, 0.4
"""Someone unsafe: chance that they agree, that it hurts at once, that they use it later."""
HAPPENS = 0.3
"""Of what was feared and came at all, the share that came in full."""
DELAY, REVIEW = 4, 6
"""Weeks until a fear comes true late, and until a closed gate is looked at again."""
REOPENED = {True: 0.15, False: 0.7}
MASTERY, SETBACK, NEAR = 1.5, 3.0, 25.0
CARRIES = 0.5
"""How much of a disappointment with one person is believed of the others."""
LEAVES, LEAVES_OVERWHELMED, LEAVES_HURT = 0.002, 0.03, 0.06
SHUT_DOWN, KEYED_UP = 0.05, 0.3


class Luck(IntEnum):
    """What each of a week's chance numbers decides."""

    body = 0
    doing = 1
    answer = 2
    hurt = 3
    feared = 4
    overwhelmed = 5
    leaving = 6
    memory = 7
    what = 8
    how = 9
    late = 10
    review = 11


class Life(Struct):
    """Where ``n`` lives stand. Beliefs and fears are log-odds about each helper, and last about doing without."""

    people: People
    population: Population
    world: World
    log: Log
    belief: Floats
    fear: Floats
    helper: Floats
    tired: Floats
    given: Floats
    tolerance: Floats
    safe: Bools
    closed: Ints
    later: Bools
    here: Bools
    met: Bools
    hurts: Ints
    unsafe_chosen: int = 0
    suggested: int = 0


def begin(people: People, population: Population, world: World) -> Life:
    """Lives at their beginning."""
    n, weeks = people.n, people.luck.shape[1]
    flags = np.zeros((n, HELPERS + 1), dtype=np.bool_)
    flags[:, NOBODY] = True
    return Life(
        people,
        population,
        world,
        empty(n, weeks),
        with_alone(people.belief),
        with_alone(people.fear),
        people.helper.copy(),
        np.zeros((n, HELPERS)),
        np.zeros((n, HELPERS)),
        people.tolerance[:, 0].copy(),
        people.marked.copy(),
        np.full((n, HELPERS), weeks + REVIEW),
        np.zeros((n, weeks), dtype=np.bool_),
        np.ones(n, dtype=np.bool_),
        flags,
        np.zeros(n, dtype=np.int64),
    )


def with_alone(belief: Floats) -> Floats:
    """What is thought of doing without anyone of one's own begins as what is thought of all."""
    return np.append(belief, belief.mean(axis=1, keepdims=True), axis=1)


def standing(life: Life) -> Floats:
    """Each helper's present log-odds above the table's, (n, 8)."""
    return np.asarray(life.helper - life.world.tire * life.tired + life.world.returns * life.given)


def gap(life: Life) -> Floats:
    """Felt less true, for each helper, (n, 8)."""
    return np.asarray(expit(life.belief[:, :HELPERS]) - made.truth(life.people, standing(life)))


def chance(life: Life, choices: Choices) -> Floats:
    """The true chance that each choice comes through."""
    people, row = life.people, np.arange(life.people.n)[:, None]
    above = np.append(standing(life), np.zeros((people.n, 1)), axis=1)
    domain = np.take_along_axis(people.domain, DOMAINS[choices.step], 1)
    table = ROW_LOGIT[rows_at(people, choices.step, choices.helper, choices.channel)]
    at = table + above[row, choices.helper] + domain - made.SLOPE * _scaled(life, choices.step)
    return np.where(unsafe(life, choices), AGREES, expit(at))


def unsafe(life: Life, choices: Choices) -> Bools:
    """Whether each choice is with someone unsafe, whatever their mark."""
    padded = np.append(life.people.unsafe, np.zeros((life.people.n, 1), dtype=np.bool_), axis=1)
    return np.take_along_axis(padded, choices.helper, 1)


def feared_chance(life: Life, choices: Choices) -> Floats:
    """The true chance that something of what is feared comes."""
    padded = np.append(life.people.feared, np.full((life.people.n, 1), -2.0), axis=1)
    found = np.take_along_axis(padded, choices.helper, 1)
    return expit(found + made.FEARED_SLOPE * _scaled(life, choices.step))


def felt(life: Life, choices: Choices) -> Floats:
    """The chance each choice is felt to have."""
    people = life.people
    alone = np.zeros((people.n, 1)) + ROW_LOGIT[prior.LET_GO]
    usual = np.append(made.over_ways(people, made.table(people)), alone, axis=1)
    table = ROW_LOGIT[rows_at(people, choices.step, choices.helper, choices.channel)]
    foreseen = life.world.foreseen * (table - np.take_along_axis(usual, choices.helper, 1))
    own = np.take_along_axis(life.belief, choices.helper, 1)
    return expit(own + foreseen - made.SLOPE * _scaled(life, choices.step))


def felt_fear(life: Life, choices: Choices) -> Floats:
    """The chance that what is feared is felt to have."""
    own = np.take_along_axis(life.fear, choices.helper, 1)
    return expit(own + made.FEARED_SLOPE * _scaled(life, choices.step))


def _scaled(life: Life, step: Ints) -> Floats:
    return np.asarray((size_at(life.people, step) - prior.SMALL) / prior.SIZE)


def doing(life: Life, choices: Choices) -> Floats:
    """The chance that each is done once planned."""
    room = life.tolerance[:, None] + 10 - size_at(life.people, choices.step)
    new = ~np.take_along_axis(life.met, choices.helper, 1)
    return np.asarray(0.95 * expit(room / 8) * np.where(new, life.population.shy, 1.0))


def overwhelm(life: Life, choices: Choices, keyed_up: Bools) -> Floats:
    """The chance that each overwhelms."""
    over = size_at(life.people, choices.step) - life.tolerance[:, None]
    return expit(-1.1 + over / life.world.slope + 0.5 * keyed_up[:, None])


def move(life: Life, expected: Floats, came: Floats, better: float, worse: float) -> Floats:
    """How far a delta rule moves a belief of the chance ``expected``, in log-odds. ``came`` is 0 to 1."""
    surprise = came - expected
    rate = life.world.pace * np.where(surprise > 0, better, worse)
    if life.world.numb:
        rate = rate * np.exp(-3 * np.maximum(np.abs(surprise) - 0.5, 0))
    before = np.clip(expected, 0.01, 0.99)
    return np.asarray(logit(np.clip(before + rate * surprise, 0.01, 0.99)) - logit(before))


def spread(belief: Floats, helper: Ints, moved: Floats, carries: Floats) -> Floats:
    """Beliefs about everyone after one about ``helper`` (n,) moved by ``moved`` (n,)."""
    all_of_it = helper[:, None] == np.arange(belief.shape[1])
    after = belief + moved[:, None] * np.where(all_of_it, 1.0, carries[:, None])
    return np.clip(after, -4, 4)


def carried(life: Life, moved: Floats) -> Floats:
    """How much of what was learnt with one is believed of the others."""
    return np.asarray(life.world.carries * np.where(moved > 0, life.population.carries, CARRIES))


def scene(life: Life, week: int) -> Scene:
    """What a policy sees."""
    any_done, _, _, channel = life.log.last(week)
    body = life.people.luck[:, week, Luck.body]
    here = life.here & (body >= SHUT_DOWN)
    return Scene(
        life.people,
        week,
        life.log,
        life.safe,
        open_choices(life.people, life.safe, here, channel),
        body < KEYED_UP,
        any_done & _twice(life.log, week),
        np.zeros((life.people.n, made.STEPS, HELPERS + 1)),
    )


def _twice(log: Log, week: int) -> Bools:
    """Overwhelmed last week and the time before: for a week steps stay small."""
    if week < 2:
        return np.zeros(len(log.done), dtype=np.bool_)
    before = log.done[:, : week - 1]
    place = week - 2 - before[:, ::-1].argmax(axis=1)
    earlier = np.take_along_axis(log.overwhelmed, place[:, None], 1)[:, 0]
    return np.asarray(before.any(axis=1) & (earlier == 1) & (log.overwhelmed[:, week - 1] == 1))
