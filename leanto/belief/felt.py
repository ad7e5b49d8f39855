"""What this person expects: a linear regression on the log-odds of their own guesses, which follows learning.

The features are those of ``evidence``. A guess counts half as much after twelve more, so that what was felt last
year does not stand for today. Guesses about anyone not safe are left out of the first; of the second nobody is.
"""

from collections.abc import Iterable

import numpy as np
from msgspec import Struct

from leanto.belief import prior
from leanto.belief.evidence import Told, Who, encode, feared_rows, rows, who
from leanto.belief.normal import Design, Estimate, Floats, Normal, Prior, chances, fit_linear, logit
from leanto.belief.told import ordered
from leanto.records import Person, ReachOut

LEAST, MOST = 0.02, 0.98
HALF_LIFE = 12
NOISE = 0.7
"""Log-odds by which a guess varies though nothing changed. Judgement."""


def guess(f: Floats) -> Floats:
    """A guess in log-odds; NaN stays."""
    return logit(np.clip(f, LEAST, MOST))


def fading(said: Floats) -> Floats:
    """Weights of guesses (..., n), oldest first: 0 where NaN, halved for every twelve said since."""
    was_said = ~np.isnan(said)
    since = was_said[..., ::-1].cumsum(axis=-1)[..., ::-1] - 1
    return np.where(was_said, 0.5 ** (since / HALF_LIFE), 0.0)


def fit_guesses(design: Design, said: Floats, people: int) -> Normal:
    """Posterior from guesses ``said`` (..., n), 0 to 1 or NaN, oldest first; rows as in ``evidence.design``."""
    return _fit(design, said, prior.felt_prior(people))


def fit_feared_guesses(design: Design, said: Floats, people: int) -> Normal:
    """As ``fit_guesses``, for the second guess."""
    return _fit(design, said, prior.felt_feared_prior(people))


def _fit(design: Design, said: Floats, before: Prior) -> Normal:
    z = np.nan_to_num(guess(said), nan=0.0)
    return fit_linear(design, z, fading(said) / NOISE**2, before)


class Felt(Struct, frozen=True):
    """Both posteriors of what is expected, and how many guesses each came from."""

    who: Who
    came: Normal
    feared: Normal
    guesses: int
    fears: int

    def predict(self, candidates: Iterable[ReachOut]) -> Estimate:
        """The guess to be expected, for each."""
        return chances(self.came, rows(tuple(candidates), self.who))

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
        fit_guesses(told.rows, told.forecast, len(told.who.safe)),
        fit_feared_guesses(told.feared_rows, told.feared_chance, len(told.who.anyone)),
        int((~np.isnan(told.forecast)).sum()),
        int((~np.isnan(told.feared_chance)).sum()),
    )
