"""What is suggested each week: the engine, its rivals, and the oracle. All behind the same gates of safety.

A rival's score is largest for what it takes; chance comes from each person's own numbers, the same in every policy.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

import numpy as np

from leanto.belief.normal import Bools, Floats, Ints, expit
from leanto.lab import life as living
from leanto.lab import people as made
from leanto.lab.engine import Bearing, Engine, hold, likely, windowed
from leanto.lab.engine import estimate as predicted
from leanto.lab.life import Life, Luck
from leanto.lab.offering import NONE, Scene, rows_at, size_at
from leanto.lab.people import HELPERS, People


class Policy(Protocol):
    """Chooses for everyone, week by week: places in ``scene.choices``, best first, (n, 1 or more)."""

    def choose(self, scene: Scene) -> Ints:
        """The choices; ``NONE`` where nothing is suggested."""


def best(scene: Scene, score: Floats) -> Ints:
    """The place of the largest score for each."""
    score = np.where(scene.choices.there & np.isfinite(score), score, -np.inf)
    return np.where(np.isfinite(score.max(axis=1)), score.argmax(axis=1), NONE)[:, None]


def mixed(scene: Scene) -> Floats:
    """A number in 0 to 1 for each choice: the same for a person, week and choice, whatever the list."""
    choices = scene.choices
    place = (choices.step * (HELPERS + 1) + choices.helper) * 5 + choices.channel
    luck = scene.people.luck[:, scene.week]
    return np.asarray((luck[:, Luck.what, None] + place * (0.6180339887 + luck[:, Luck.how, None])) % 1)


class Chance:
    """Any step, with anyone it may be taken with, by any way."""

    def choose(self, scene: Scene) -> Ints:
        """Each choice alike."""
        return best(scene, mixed(scene))


class Comfort:
    """Whatever is easiest, with whoever is trusted most: what asks least of anyone."""

    def __init__(self, life: Life) -> None:
        self.life = life

    def choose(self, scene: Scene) -> Ints:
        """The smallest step; of these, the one most expected to be all right."""
        return best(scene, -size_at(scene.people, scene.choices.step) + living.felt(self.life, scene.choices))


class Hierarchy:
    """The classic SUDS hierarchy: the easiest first, one up after success, one down after failure."""

    def __init__(self, people: People) -> None:
        order = np.argsort(people.sizes, axis=1, kind="stable")
        self.rank = np.argsort(order, axis=1, kind="stable")
        self.level = np.zeros(people.n, dtype=np.int64)

    def choose(self, scene: Scene) -> Ints:
        """The open step nearest to the level, with anyone, by any way."""
        self.follow(scene)
        return best(scene, self.nearest(scene) + mixed(scene))

    def follow(self, scene: Scene) -> None:
        """Up or down by last week."""
        if scene.week:
            log, week = scene.log, scene.week - 1
            planned, came, over = log.planned[:, week], log.came[:, week], log.overwhelmed[:, week]
            success = planned & (came >= 0.5) & (over == 0)
            self.level = np.clip(self.level + np.where(success, 1, -1) * planned, 0, made.STEPS - 1)

    def nearest(self, scene: Scene) -> Floats:
        """Less for every rank away from the level; of two as near, the easier."""
        away = np.take_along_axis(self.rank, scene.choices.step, 1) - self.level[:, None]
        return np.asarray(-10.0 * np.abs(away) - 4.0 * (away > 0))


class Bounded(Hierarchy):
    """The hierarchy within the engine's window and above its threshold: what those alone are worth."""

    def __init__(self, people: People) -> None:
        super().__init__(people)
        self.bearing = Bearing(people.n)

    def choose(self, scene: Scene) -> Ints:
        """As the hierarchy, of what the engine may choose from."""
        self.follow(scene)
        self.bearing.follow(scene)
        mean = predicted(scene, hold(scene).so).mean
        there = scene.choices.there & likely(scene, mean)
        score = np.where(there, self.nearest(scene) + mixed(scene), -np.inf)
        return best(scene, windowed(scene, score, self.bearing.suds(scene))[1])


class Bandit(Hierarchy):
    """The hierarchy's steps, with whoever the counts speak for, in the way most likely by the table."""

    def __init__(self, people: People, worth_of: Callable[[Floats, Floats, Scene], Floats]) -> None:
        super().__init__(people)
        self.worth_of = worth_of

    def choose(self, scene: Scene) -> Ints:
        """The nearest step; then the helper; then the way."""
        self.follow(scene)
        yes, asked = counts(scene)
        helper = np.append(self.worth_of(yes, asked, scene), np.zeros((len(yes), 1)), axis=1)
        choices = scene.choices
        way = expit(made.ROW_LOGIT[rows_at(scene.people, choices.step, choices.helper, choices.channel)])
        value = np.take_along_axis(np.clip(helper, -3, 3), choices.helper, 1) / 2 + way / 100
        return best(scene, self.nearest(scene) + value)


def counts(scene: Scene) -> tuple[Floats, Floats]:
    """Answers that were yes, and answers, of each helper, each (n, 8), above a prior of two of three."""
    log, week = scene.log, scene.week
    came = log.came[:, :week]
    mine = (log.helper[:, :week, None] == np.arange(HELPERS)) & ~np.isnan(came)[..., None]
    return 2 + (mine * np.nan_to_num(came)[..., None]).sum(axis=1), 3 + mine.sum(axis=1)


def greedy(yes: Floats, asked: Floats, _: Scene) -> Floats:
    """The share that said yes."""
    return yes / asked


def ucb(yes: Floats, asked: Floats, scene: Scene) -> Floats:
    """UCB1 (Auer, Cesa-Bianchi & Fischer 2002)."""
    return np.asarray(yes / asked + np.sqrt(2 * np.log(scene.week + 2) / asked) / 2)


def thompson(yes: Floats, asked: Floats, scene: Scene) -> Floats:
    """A draw from each helper's chance (Thompson 1933), normal on the log-odds."""
    no = asked - yes
    draw = scene.people.normal[:, scene.week, :HELPERS]
    return expit(np.log(yes / no) + np.sqrt(1 / yes + 1 / no) * draw)


class Oracle:
    """Knows every chance, every belief and how it moves; takes what brings felt and true closest in one step, less
    the same costs as the engine's. Nobody could know this: it is how far a next step could go."""

    def __init__(self, life: Life) -> None:
        self.life = life

    def choose(self, scene: Scene) -> Ints:
        """The most by the truth."""
        life, choices = self.life, scene.choices
        p = living.chance(life, choices)
        came = np.where(living.unsafe(life, choices), -0.2, 0) + p * self._gain(scene, 1.0)
        teaches = came + (1 - p) * self._gain(scene, 0.0)
        over = living.overwhelm(life, choices, scene.keyed_up)
        bad = np.where(
            living.unsafe(life, choices), 0.5, living.HAPPENS * living.feared_chance(life, choices)
        )
        cost = OVERWHELM * over + FEARED * bad
        return best(scene, living.doing(life, choices) * teaches - cost)

    def _gain(self, scene: Scene, came: float) -> Floats:
        """The fall of the mean distance over safe people if each choice came out so."""
        life, choices = self.life, scene.choices
        rates = life.population.better, life.population.worse
        felt = living.felt(life, choices)
        moved = living.move(life, felt, np.full(felt.shape, came), *rates)
        carries = living.carried(life, moved)
        own = choices.helper[..., None] == np.arange(HELPERS)
        after = expit(
            life.belief[:, None, :HELPERS] + moved[..., None] * np.where(own, 1.0, carries[..., None])
        )
        true = (expit(life.belief[:, :HELPERS]) - living.gap(life))[:, None]
        counted = counted_on(life.people)[:, None]
        fall = np.abs(living.gap(life))[:, None] - np.abs(after - true)
        return np.asarray((fall * counted).sum(-1) / np.maximum(counted.sum(-1), 1))


OVERWHELM, FEARED = 0.04, 0.03
"""What the oracle takes off for each chance: its own, whatever the engine's costs are."""


def counted_on(people: People) -> Bools:
    """Whom calibration is measured on: those marked safe at first, and safe."""
    return np.asarray(people.marked & ~people.unsafe)


POLICIES: Mapping[str, Callable[[Life], Policy]] = {
    "engine": lambda life: Engine(life.people),
    "hierarchy": lambda life: Hierarchy(life.people),
    "hierarchy within": lambda life: Bounded(life.people),
    "comfort": Comfort,
    "random": lambda _: Chance(),
    "greedy": lambda life: Bandit(life.people, greedy),
    "ucb": lambda life: Bandit(life.people, ucb),
    "thompson": lambda life: Bandit(life.people, thompson),
    "oracle": Oracle,
}
