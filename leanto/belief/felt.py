"""What this person expects, and how it moves: one linear regression on the log-odds of their own guesses.

    z = level + row + domain - slope (suds - 30) / 40 + person - what has been learned since

Guesses differ in level far more than by the way of asking. What came of each reach-out moves the level and that
person, by the step of the filter in ``hgf``; how far, for better and for worse, is fitted beside all else, so that
an old guess is read as what it has become. Guesses about anyone not safe are left out of the first; of the second
nobody is, and there a guess only fades: it counts half as much after twelve more.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from leanto.belief import prior
from leanto.belief.evidence import Asked, Told, Who, asked, encode, feared_rows, scaled, who
from leanto.belief.normal import (
    Design,
    Estimate,
    Floats,
    Ints,
    Normal,
    Prior,
    chances,
    expit,
    fit_linear,
    lay_out,
    logit,
)
from leanto.belief.told import ordered
from leanto.records import Domain, Person, ReachOut

LEAST, MOST = 0.02, 0.98
HALF_LIFE, RECENT = 12, 120
"""Guesses after which one counts half; and those that still count for a thousandth."""
NOISE, FEARED_NOISE = 0.4, 0.7
"""Log-odds by which a guess varies though nothing changed. Judgement."""
PI_HAT = 2.0
"""Precision an outcome meets where omega is -3: about where the filter settles."""
LEAST_MOVE = 0.1
FIRST_DOMAIN = len(prior.ROWS)
FIRST_PERSON = FIRST_DOMAIN + len(Domain) + 1
"""Where the coefficients of domains and of people begin, here and in ``evidence``; between them is the slope."""
MOVES = 4
"""Coefficients of what was learned since: with that person, and of everyone; each for any outcome, and how much
more for better than for worse."""


class Moves(NamedTuple):
    """What one unit of surprise moves, each (...): the person it was with, and everyone else."""

    own_better: Floats
    own_worse: Floats
    all_better: Floats
    all_worse: Floats


def guess(f: Floats) -> Floats:
    """A guess in log-odds; NaN stays."""
    return logit(np.clip(f, LEAST, MOST))


def surprise(f: Floats, u: Floats | float) -> Floats:
    """What the outcome ``u`` moves a belief of the chance ``f`` by, in log-odds, for one unit of moving."""
    return np.asarray((u - f) / (PI_HAT + f * (1 - f)))


def fading(said: Floats) -> Floats:
    """Weights of guesses (..., n), oldest first: 0 where NaN, halved for every twelve said since."""
    was_said = ~np.isnan(said)
    since = was_said[..., ::-1].cumsum(axis=-1)[..., ::-1] - 1
    return np.where(was_said, 0.5 ** (since / HALF_LIFE), 0.0)


def fit_guesses(asks: Asked, said: Floats, came: Floats, people: int) -> Normal:
    """Posterior from guesses ``said`` and outcomes ``came``, both (..., n), 0 to 1 or NaN, oldest first. The
    coefficients are those of ``evidence``, then the level, then ``MOVES``."""
    asks, said, came = asks.at(slice(-RECENT, None)), said[..., -RECENT:], came[..., -RECENT:]
    design = _design(asks, *_since(asks.person, said, came, people), people)
    return _fit(design, said, prior.felt_prior(people), NOISE)


def fit_feared_guesses(design: Design, said: Floats, people: int) -> Normal:
    """As ``fit_guesses``, for the second guess; rows as in ``evidence.feared_design``."""
    return _fit(design, said, prior.felt_feared_prior(people), FEARED_NOISE)


def _fit(design: Design, said: Floats, before: Prior, noise: float) -> Normal:
    z = np.nan_to_num(guess(said), nan=0.0)
    return fit_linear(design, z, fading(said) / noise**2, before)


def _since(person: Ints, said: Floats, came: Floats, people: int) -> tuple[Floats, Floats]:
    """Surprises since each guess, its own among them: with that person, and all; (..., n, 2), signed and not."""
    each = np.nan_to_num(surprise(np.nan_to_num(np.clip(said, LEAST, MOST), nan=0.5), came))
    both = np.stack([each, np.abs(each)], axis=-1)
    whose = (np.where(person < 0, people, person)[..., None] == np.arange(people + 1))[..., None, :]
    apart = np.flip(np.flip(both[..., None] * whose, -3).cumsum(axis=-3), -3)
    return (apart * whose).sum(axis=-1), apart.sum(axis=-1)


def _design(asks: Asked, own: Floats, everyone: Floats, people: int) -> Design:
    level = FIRST_PERSON + people
    ones = np.ones(asks.row.shape)
    columns = [
        asks.row,
        FIRST_DOMAIN + asks.domain,
        np.full(asks.row.shape, FIRST_PERSON - 1),
        np.where(asks.person < 0, level + MOVES, FIRST_PERSON + asks.person),
        *(np.full(asks.row.shape, level + place) for place in range(1 + MOVES)),
    ]
    moved = [-own[..., 0], -own[..., 1], -everyone[..., 0], -everyone[..., 1]]
    values = [ones, ones, -scaled(asks.size), (asks.person >= 0) * ones, ones, *moved]
    return lay_out(np.stack(columns, axis=-1), np.stack(values, axis=-1), level + 1 + MOVES)


def design(asks: Asked, people: int) -> Design:
    """Rows of what is expected now, to be read with ``chances``."""
    nothing = np.zeros((*asks.row.shape, 2))
    return _design(asks, nothing, nothing, people)


def expected(fit: Normal, asks: Asked) -> Floats:
    """The chance felt for each ask (..., n), at the middle of what is known: quick, for many."""
    people = fit.mean.shape[-1] - FIRST_PERSON - 1 - MOVES
    coefficients = fit.mean.copy()
    coefficients[..., FIRST_PERSON + people + 1] = 0.0  # whoever is nobody: a place that adds nothing
    person = np.where(asks.person < 0, people + 1, asks.person)
    parts = (asks.row, FIRST_DOMAIN + asks.domain, FIRST_PERSON + person)
    at = sum(_at(coefficients, part) for part in parts)
    level = coefficients[..., FIRST_PERSON + people, None]
    return expit(at + level - coefficients[..., FIRST_PERSON - 1, None] * scaled(asks.size))


def _at(coefficients: Floats, place: Ints) -> Floats:
    return np.take_along_axis(coefficients, place, -1)


def moves(fit: Normal) -> Moves:
    """What an outcome moves, for better and for worse: never less than hardly anything, nor the other way."""
    first = fit.mean.shape[-1] - MOVES
    own, lean, everyone, leaning = (fit.mean[..., first + place] for place in range(MOVES))
    better, worse = np.maximum(everyone + leaning, LEAST_MOVE), np.maximum(everyone - leaning, LEAST_MOVE)
    return Moves(
        better + np.maximum(own + lean, LEAST_MOVE), worse + np.maximum(own - lean, LEAST_MOVE), better, worse
    )


class Felt(Struct, frozen=True):
    """Both posteriors of what is expected, and how many guesses each came from."""

    who: Who
    came: Normal
    feared: Normal
    guesses: int
    fears: int

    def predict(self, candidates: Iterable[ReachOut]) -> Estimate:
        """The guess to be expected, for each."""
        return self.of(asked(tuple(candidates), self.who))

    def of(self, asks: Asked) -> Estimate:
        """The same, of asks as arrays."""
        return chances(self.came, design(asks, len(self.who.safe)))

    def predict_feared(self, candidates: Iterable[ReachOut]) -> Estimate:
        """The feared chance to be expected, for each."""
        return chances(self.feared, feared_rows(tuple(candidates), self.who))


def fit(history: Iterable[ReachOut], people: Iterable[Person]) -> Felt:
    """Fit both to what was guessed. Total: no history gives the priors."""
    told = ordered(history)
    return fitted(encode(told, who(told, tuple(people))))


def fitted(told: Told) -> Felt:
    """As ``fit``, of a history as arrays."""
    return Felt(
        told.who,
        fit_guesses(told.asked, told.forecast, told.came, len(told.who.safe)),
        fit_feared_guesses(told.feared_rows, told.feared_chance, len(told.who.anyone)),
        int((~np.isnan(told.forecast)).sum()),
        int((~np.isnan(told.feared_chance)).sum()),
    )
