"""One week of simulated lives: what was chosen is planned, perhaps done, answered, learnt from, and remembered."""

import numpy as np

from leanto.belief.normal import Bools, Floats, Ints, expit, logit
from leanto.lab import life as living
from leanto.lab.life import Life, Luck
from leanto.lab.offering import NOBODY, Choices, Scene
from leanto.lab.people import HELPERS, KINDS
from leanto.records import Kind

ACCEPT = list(Kind).index(Kind.accept)
PARTLY = 0.1
"""Half-width, in parts of the smaller chance, of the luck that ends in a partly."""


def live(life: Life, scene: Scene, offered: Choices) -> None:
    """Go through the week ``scene`` with the choice ``offered`` (n, 1) to each."""
    week, planned = scene.week, offered.there[:, 0]
    done = planned & (_luck(life, week, Luck.doing) < living.doing(life, offered)[:, 0])
    _plan(life, week, offered, planned)
    hurt, later = _unsafe(life, week, offered, done)
    _answer(life, week, offered, done, hurt)
    over = done & (
        _luck(life, week, Luck.overwhelmed) < living.overwhelm(life, offered, scene.keyed_up)[:, 0]
    )
    life.log.overwhelmed[:, week] = np.where(done, over * 1.0, np.nan)
    life.log.unsettled[:, week] = scene.keyed_up
    life.later[:, week] = later
    _bear(life, scene, offered, done, over)
    came_true = _late(life, week)
    full = done & (hurt | (life.log.happened[:, week] == 1))
    _close(life, week, offered.helper[:, 0], full & (offered.helper[:, 0] != NOBODY))
    _review(life, week)
    life.hurts += full.astype(np.int64) + came_true
    leaves = living.LEAVES + living.LEAVES_OVERWHELMED * over + living.LEAVES_HURT * (full | came_true)
    life.here &= _luck(life, week, Luck.leaving) >= leaves
    _change(life, week, offered, done)


def _luck(life: Life, week: int, which: Luck) -> Floats:
    return np.asarray(life.people.luck[:, week, which])


def _plan(life: Life, week: int, offered: Choices, planned: Bools) -> None:
    """Both guesses are written before anything is known, done or not."""
    log = life.log
    noise = living.NOISE * life.people.normal[:, week, HELPERS]
    for column, guess in (
        (log.forecast, living.felt(life, offered)),
        (log.feared_chance, living.felt_fear(life, offered)),
    ):
        said = expit(logit(guess[:, 0]) + noise)
        column[:, week] = np.where(planned, np.rint(10 * said) / 10 if life.world.tenths else said, np.nan)
    log.planned[:, week] = planned
    for whole, chosen in (
        (log.step, offered.step),
        (log.helper, offered.helper),
        (log.channel, offered.channel),
    ):
        whole[:, week] = chosen[:, 0]


def _unsafe(life: Life, week: int, offered: Choices, done: Bools) -> tuple[Bools, Bools]:
    """Who is hurt at once, and with whom what is feared comes true later."""
    bad = living.unsafe(life, offered)[:, 0]
    hurt = done & bad & (_luck(life, week, Luck.hurt) < living.HURTS)
    turns = np.where(bad, living.TURNS, life.world.late * (offered.helper[:, 0] != NOBODY))
    return hurt, done & ~hurt & (_luck(life, week, Luck.late) < turns)


def _answer(life: Life, week: int, offered: Choices, done: Bools, hurt: Bools) -> None:
    """What came of it, what it taught, and how it was remembered."""
    log, p = life.log, living.chance(life, offered)[:, 0]
    u, partly = _luck(life, week, Luck.answer), PARTLY * np.minimum(p, 1 - p)
    came = np.where(u < p - partly, 1.0, np.where(u < p + partly, 0.5, 0.0)) * ~hurt
    q, feared_luck = living.feared_chance(life, offered)[:, 0], _luck(life, week, Luck.feared)
    happened = np.where(feared_luck < living.HAPPENS * q, 1.0, np.where(feared_luck < q, 0.5, 0.0))
    happened = np.where(hurt, 1.0, happened)
    learn(life, offered, done, came)
    learn_fear(life, offered, done, happened)
    wrong = _luck(life, week, Luck.memory) < life.world.misremember
    log.done[:, week] = done
    log.came[:, week] = np.where(done, np.where(wrong & ~hurt, 1 - came, came), np.nan)
    log.happened[:, week] = np.where(done, happened, np.nan)
    life.met[np.flatnonzero(done), offered.helper[done, 0]] = True


def learn(life: Life, choice: Choices, done: Bools, came: Floats) -> None:
    """Move what is expected of that helper, and a little of all."""
    rates = life.population.better, life.population.worse
    moved = living.move(life, living.felt(life, choice)[:, 0], came, *rates) * done
    life.belief = living.spread(life.belief, choice.helper[:, 0], moved, living.carried(life, moved))


def learn_fear(life: Life, choice: Choices, done: Bools, happened: Floats) -> None:
    """Move what is feared of that helper: what is worse than expected is now what is larger."""
    rates = life.population.worse, life.population.better
    moved = living.move(life, living.felt_fear(life, choice)[:, 0], happened, *rates) * done
    life.fear = living.spread(life.fear, choice.helper[:, 0], moved, living.carried(life, -moved))


def _bear(life: Life, scene: Scene, offered: Choices, done: Bools, over: Bools) -> None:
    """Tolerance grows with what was near it and held, and shrinks with what was too much."""
    size = scene.people.sizes[np.arange(life.people.n), offered.step[:, 0]]
    held = done & ~over & (size >= life.tolerance - living.NEAR)
    life.tolerance = np.clip(life.tolerance + living.MASTERY * held - living.SETBACK * over, 10, 95)


def _late(life: Life, week: int) -> Bools:
    """What was feared a month ago comes true now: learnt, written down, and that gate closed."""
    if week < living.DELAY:
        return np.zeros(life.people.n, dtype=np.bool_)
    then, log = week - living.DELAY, life.log
    now = life.later[:, then] & (log.happened[:, then] != 1) & life.here
    step, helper, channel = (part[:, then : then + 1] for part in (log.step, log.helper, log.channel))
    choice = Choices(step, helper, channel, now[:, None])
    learn(life, choice, now, np.zeros(life.people.n))
    learn_fear(life, choice, now, np.ones(life.people.n))
    log.happened[now, then] = 1.0
    _close(life, week, helper[:, 0], now)
    return np.asarray(now)


def _close(life: Life, week: int, helper: Ints, hurt: Bools) -> None:
    rows = np.flatnonzero(hurt)
    life.safe[rows, helper[rows]] = False
    life.closed[rows, helper[rows]] = week


def _review(life: Life, week: int) -> None:
    """A while after a gate was closed it is looked at again, once, and with error."""
    chance = np.where(life.people.unsafe, living.REOPENED[True], living.REOPENED[False])
    due = (life.closed == week - living.REVIEW) & life.people.marked
    life.safe |= due & (_luck(life, week, Luck.review)[:, None] < chance)


def _change(life: Life, week: int, offered: Choices, done: Bools) -> None:
    """Helpers tire, return what they were given, or change, where the world is so."""
    asked = (offered.helper == np.arange(HELPERS)) & done[:, None]
    life.tired = (life.tired + asked) / 2
    life.given = np.minimum(life.given + asked * (KINDS[offered.step] == ACCEPT), 3)
    if life.world.change and week == life.people.luck.shape[1] // 2:
        life.helper = 0.7 * life.helper + 0.7 * 0.9 * life.people.normal[:, 0, :HELPERS]
