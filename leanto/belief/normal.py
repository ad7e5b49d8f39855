"""Regressions with normal priors, for a batch of people at once.

A row of data has at most a handful of features (its row of the prior table, its person, its domain, its size),
so a design is kept as columns and values rather than as a matrix that is nearly all zeros.

For logistic models the posterior is the normal distribution closest to it in Kullback-Leibler divergence
(Opper & Archambeau 2009): Newton's method as for the mode, with the gradient and the curvature of each row
averaged over the normal so far. The mode with its Hessian (Laplace) leans towards the tails where data are
few, which is where everyone begins; this fixed point does not, and costs the same.
"""

from functools import cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NINETY = 1.6448536269514722
"""Standard normal deviations either side that hold 90 %."""
STEP, HALF = 0.7, 6
"""Points of a standard normal that integrals run over."""
ROUNDS = 4
"""Newton steps; a fixed number, so that nobody's figures depend on who else is in the batch."""


class Estimate(Struct, frozen=True):
    """Chances, 0 to 1: mean, standard deviation, and the bounds that hold 90 %. Arrays of one shape."""

    mean: Floats
    sd: Floats
    low: Floats
    high: Floats


class Prior(Struct, frozen=True):
    """Independent normal priors of ``d`` coefficients: ``mean`` and ``variance``, each (d,) or (..., d)."""

    mean: Floats
    variance: Floats


class Normal(Struct, frozen=True):
    """A normal posterior: ``mean`` (..., d), ``cov`` (..., d, d)."""

    mean: Floats
    cov: Floats


class Design(Struct, frozen=True):
    """Rows of at most a few features each, for coefficients 0 to ``d`` - 1: see ``lay_out``.

    ``place`` and ``value`` are (..., n, k); ``cell`` and ``product``, of each pair of a row's features,
    (..., n, pairs). Places and cells count through the flattened batch.
    """

    d: int
    place: Ints
    value: Floats
    cell: Ints
    product: Floats


def lay_out(column: Ints, value: Floats, d: int) -> Design:
    """``n`` rows of ``k`` features each: ``column`` (..., n, k) in 0 to ``d`` - 1 and ``value`` (..., n, k).

    A feature that is missing has the value 0, in any column. No row names a column twice, other than with 0.
    """
    one, other = _pairs(column.shape[-1])
    cell = _offset(column[..., one] * d + column[..., other], d * d)
    return Design(d, _offset(column, d), value, cell, value[..., one] * value[..., other])


def fit_logistic(
    design: Design,
    y: Floats,
    weight: Floats,
    prior: Prior,
    *,
    start: Normal | None = None,
    rounds: int = ROUNDS,
) -> Normal:
    """The posterior where ``y`` (..., n), 0 to 1, has the log-likelihood ``weight`` (y eta - log(1 + exp eta)).

    A weight of 0 leaves a row out (padding). ``start`` is where to begin, such as an earlier posterior.
    """
    lead, d = y.shape[:-1], design.d
    precision = np.broadcast_to(1 / prior.variance, (*lead, d))
    if start is None:
        mean = np.broadcast_to(prior.mean, (*lead, d))
        variance = _collected(design, np.broadcast_to(prior.variance, (*lead, d)), design.value**2)
        cov = np.zeros((*lead, d, d))
    else:
        mean, cov = start.mean, start.cov
        variance = _variance(design, cov)
    for _ in range(rounds):
        expected, squared = _moments(project(design, mean), np.sqrt(np.maximum(variance, 0)))
        slope = precision * (prior.mean - mean) + _spread(design, weight * (y - expected))
        cov = _covariance(design, weight * (expected - squared), precision)
        mean = mean + np.matmul(cov, slope[..., None])[..., 0]
        variance = _variance(design, cov)
    return Normal(mean, cov)


def fit_linear(design: Design, z: Floats, weight: Floats, prior: Prior) -> Normal:
    """The exact posterior where ``z`` (..., n) is normal about eta with the variance 1 / ``weight``."""
    precision = np.broadcast_to(1 / prior.variance, (*z.shape[:-1], design.d))
    cov = _covariance(design, weight, precision)
    right = precision * prior.mean + _spread(design, weight * z)
    return Normal(np.matmul(cov, right[..., None])[..., 0], cov)


def chances(posterior: Normal, design: Design) -> Estimate:
    """The chance for each row of ``design``, with the coefficients' uncertainty integrated over."""
    return logistic_normal(project(design, posterior.mean), _variance(design, posterior.cov))


def project(design: Design, mean: Floats) -> Floats:
    """The linear predictor's mean, (..., n)."""
    return _collected(design, mean, design.value)


def logistic_normal(mean: Floats, variance: Floats) -> Estimate:
    """What a chance looks like whose log-odds are normal. Never exactly 0 or 1."""
    spread = np.sqrt(np.maximum(variance, 0))
    first, second = _moments(mean, spread)
    return Estimate(
        mean=first,
        sd=np.sqrt(np.maximum(second - first * first, 0)),
        low=expit(mean - NINETY * spread),
        high=expit(mean + NINETY * spread),
    )


@cache
def nodes(step: float, half: int) -> tuple[Floats, Floats]:
    """Evenly spaced points of a standard normal: for smooth functions the trapezoid converges geometrically."""
    points = np.arange(-half, half + 1, dtype=np.float64) * step
    weights = np.exp(-0.5 * points * points)
    return points, np.asarray(weights / weights.sum(), dtype=np.float64)


def expit(x: Floats) -> Floats:
    """1 / (1 + exp(-x)), without overflow."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * x))


def logit(p: Floats) -> Floats:
    """log(p / (1 - p))."""
    return np.asarray(np.log(p) - np.log1p(-p))


def _moments(mean: Floats, spread: Floats) -> tuple[Floats, Floats]:
    """The expected chance and the expected square of it, to about 5e-5 while the spread is under 3.

    At evenly spaced points the odds are a geometric series: two exponentials a row serve them all.
    """
    _, weights = nodes(STEP, HALF)
    odds = np.exp(np.clip(-mean, -300, 300)).ravel()
    ratio = np.exp(np.minimum(STEP * spread, 50)).ravel()
    at = np.empty((weights.size, odds.size))
    at[HALF] = odds
    for place in range(HALF):
        np.multiply(at[HALF - place], ratio, out=at[HALF - place - 1])
        np.divide(at[HALF + place], ratio, out=at[HALF + place + 1])
    at += 1
    np.divide(1, at, out=at)
    first = np.asarray(np.matmul(weights, at), dtype=np.float64)
    at *= at
    second = np.asarray(np.matmul(weights, at), dtype=np.float64)
    return first.reshape(mean.shape), second.reshape(mean.shape)


def _offset(column: Ints, size: int) -> Ints:
    """Columns of each batch member, in the flattened batch."""
    lead = column.shape[:-2]
    if not lead:
        return column
    members = np.arange(int(np.prod(lead, dtype=np.int64)), dtype=np.int64)
    return np.asarray(column + (members * size).reshape((*lead, 1, 1)))


def _collected(design: Design, coefficients: Floats, value: Floats) -> Floats:
    found = coefficients.reshape(-1).take(design.place)
    found *= value
    return np.asarray(found.sum(axis=-1))


def _variance(design: Design, cov: Floats) -> Floats:
    """The linear predictor's variance: every pair of features, those of two different ones twice."""
    found = cov.reshape(-1).take(design.cell)
    found *= design.product
    return np.asarray(np.matmul(found, _times(design.value.shape[-1])))


@cache
def _pairs(features: int) -> tuple[Ints, Ints]:
    one, other = np.triu_indices(features)
    return one, other


@cache
def _times(features: int) -> Floats:
    one, other = _pairs(features)
    return np.where(one == other, 1.0, 2.0)


def _covariance(design: Design, weight: Floats, precision: Floats) -> Floats:
    d = design.d
    terms = (design.product * weight[..., None]).ravel()
    upper = _sums(design.cell.ravel(), terms, precision.size * d).reshape((*precision.shape, d))
    both = upper + np.swapaxes(upper, -1, -2)
    diagonal = np.arange(d)
    both[..., diagonal, diagonal] = upper[..., diagonal, diagonal] + precision
    return np.asarray(np.linalg.inv(both))


def _spread(design: Design, weight: Floats) -> Floats:
    """The design transposed, times ``weight``: (..., d)."""
    lead = weight.shape[:-1]
    terms = (design.value * weight[..., None]).ravel()
    total = int(np.prod(lead, dtype=np.int64)) * design.d
    return _sums(design.place.ravel(), terms, total).reshape((*lead, design.d))


def _sums(place: Ints, terms: Floats, size: int) -> Floats:
    """Terms added up by place. (An empty ``bincount`` is of integers.)"""
    return np.bincount(place, terms, minlength=size).astype(np.float64, copy=False)
