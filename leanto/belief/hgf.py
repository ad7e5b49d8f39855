"""How a belief moves: the two-level binary hierarchical Gaussian filter (Mathys et al. 2011, 2014).

    pi_hat = 1 / (1 / pi + exp(omega));  p = sigmoid(mu)
    pi' = pi_hat + p (1 - p);            mu' = mu + (u - p) / pi'

``mu`` is the belief in log-odds, ``pi`` its precision, ``omega`` how fast the world is felt to change (log). It is
the Rescorla-Wagner rule with a rate that follows from uncertainty: sure people move little.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from leanto.belief.normal import Bools, Floats, expit


class Path(NamedTuple):
    """A belief over ``t`` trials, each (..., t): the chance believed before each, and after it the log-odds
    ``mu``, their precision ``pi``; and how surprising it was, in nats."""

    p_before: Floats
    mu: Floats
    pi: Floats
    surprise: Floats


class Belief(NamedTuple):
    """Where a belief stands: log-odds and precision, of one shape."""

    mu: Floats
    pi: Floats


def run(u: ArrayLike, *, omega: ArrayLike, mu0: ArrayLike, pi0: ArrayLike) -> Path:
    """Filter outcomes ``u`` (..., t), 0 to 1; NaN is a trial that taught nothing.

    ``omega`` (log per trial), ``mu0`` (log-odds) and ``pi0`` (over 0) broadcast against the leading axes.
    """
    told = np.asarray(u, dtype=np.float64)
    lead = np.broadcast_shapes(told.shape[:-1], np.shape(omega), np.shape(mu0), np.shape(pi0))
    trials = told.shape[-1]
    volatility = np.exp(np.asarray(omega, dtype=np.float64))
    belief = Belief(*(np.broadcast_to(np.asarray(x, dtype=np.float64), lead) for x in (mu0, pi0)))
    before, mu, pi = (np.empty((*lead, trials)) for _ in range(3))
    untold = np.isnan(told)
    for trial in range(trials):
        before[..., trial] = expit(belief.mu)
        after = moved(belief, told[..., trial], volatility)
        belief = kept(belief, after, untold[..., trial])
        mu[..., trial], pi[..., trial] = belief
    return Path(before, mu, pi, surprise(before, told))


def moved(belief: Belief, u: Floats, volatility: Floats) -> Belief:
    """One trial with the outcome ``u``. ``volatility`` is exp(omega)."""
    p = expit(belief.mu)
    pi = belief.pi / (1 + belief.pi * volatility) + p * (1 - p)
    return Belief(belief.mu + (u - p) / pi, pi)


def kept(before: Belief, after: Belief, untold: Bools) -> Belief:
    """``after``, but where a trial taught nothing ``before``."""
    if not untold.any():
        return after
    return Belief(np.where(untold, before.mu, after.mu), np.where(untold, before.pi, after.pi))


def surprise(p: Floats, u: Floats) -> Floats:
    """-log of the chance that was given to what came; 0 where nothing did."""
    safe = np.clip(p, 1e-300, 1 - 1e-16)
    nats = -(u * np.log(safe) + (1 - u) * np.log1p(-safe))
    return np.where(np.isnan(nats), 0.0, nats)
