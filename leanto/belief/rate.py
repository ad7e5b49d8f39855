"""How fast this person's guesses move: ``omega`` of the filter in ``hgf``, fitted to their own guesses.

A grid of filters runs beside each other, over omega (prior N(-3, 2^2)) and over where the guesses began; each
is weighed by how close the guesses came to it (normal noise on the log-odds, its size unknown and integrated out).
``pi0`` is fixed at 10, because it and omega cannot be told apart.
"""

from typing import NamedTuple

import numpy as np
from msgspec import Struct

from leanto.belief.felt import guess
from leanto.belief.hgf import Belief, kept, moved
from leanto.belief.normal import Bools, Floats

OMEGA, OMEGA_SD, PI0 = -3.0, 2.0, 10.0
GRID: Floats = np.linspace(-9.0, 3.0, 17)
BEGAN: Floats = np.array([-0.7, -0.35, 0.0, 0.35, 0.7])
BEGAN_SD, FIRST = 0.5, 4
NOISE_SHAPE, NOISE_SCALE = 2.0, 0.5
"""Of the inverse gamma prior of the noise's variance: about .5, worth four guesses. Judgement."""

RECENT = 60
"""Answers the filter looks back on; older ones have left no trace in it unless nothing moves it."""
SLOW, ENOUGH, KIND = -4.0, 8, 0.15


class Lanes(NamedTuple):
    """Filters side by side, each (..., omegas, beginnings), and what has been held against each so far."""

    belief: Belief
    squares: Floats
    guesses: Floats


class Rate(Struct, frozen=True):
    """The posterior of omega, (...): mean, deviation, the bounds that hold 90 %; and the precision ``pi_hat`` that
    the next outcome meets (the reciprocal of its mean reciprocal, which is what a step goes by)."""

    omega: Floats
    sd: Floats
    low: Floats
    high: Floats
    pi_hat: Floats
    entrenched: Bools


def begin(centre: Floats) -> Lanes:
    """Filters that begin about ``centre`` (...), in log-odds."""
    mu = np.broadcast_to(centre[..., None, None] + BEGAN, (*centre.shape, GRID.size, BEGAN.size))
    zeros = np.zeros(mu.shape)
    return Lanes(Belief(mu, np.full(mu.shape, PI0)), zeros, np.zeros((*centre.shape, 1, 1)))


def advance(lanes: Lanes, u: Floats, z: Floats) -> Lanes:
    """One trial: the guess ``z`` (..., log-odds) made before the outcome ``u`` (...). NaN: not said."""
    guessed, outcome = z[..., None, None], u[..., None, None]
    gap = guessed - lanes.belief.mu
    said = ~np.isnan(guessed)
    squares = lanes.squares + np.where(said, gap * gap, 0.0)
    after = moved(lanes.belief, outcome, VOLATILITY)
    return Lanes(kept(lanes.belief, after, np.isnan(outcome)), squares, lanes.guesses + said)


VOLATILITY: Floats = np.exp(GRID)[:, None]


def fit(u: Floats, forecast: Floats) -> Rate:
    """From outcomes and the guesses before them, both (..., t), 0 to 1 or NaN, oldest first."""
    u, z = u[..., -RECENT:], guess(forecast[..., -RECENT:])
    lanes = begin(_centre(z))
    lead = tuple(range(u.ndim - 1))
    all_told = np.asarray(~(np.isnan(u) | np.isnan(z)).any(axis=lead), dtype=np.bool_)
    for trial in range(u.shape[-1]):
        step = _advance_told if all_told[trial] else advance
        lanes = step(lanes, u[..., trial], z[..., trial])
    return weigh(lanes, _kind(u, forecast[..., -RECENT:]))


def _advance_told(lanes: Lanes, u: Floats, z: Floats) -> Lanes:
    """``advance`` where nothing is missing, which is nearly always: the loop is what a fit costs."""
    gap = z[..., None, None] - lanes.belief.mu
    after = moved(lanes.belief, u[..., None, None], VOLATILITY)
    return Lanes(after, lanes.squares + gap * gap, lanes.guesses + 1)


def both(one: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> tuple[Rate, Rate]:
    """Two sequences of outcomes and guesses side by side, in one run of the filters."""
    longest = max(one[0].size, other[0].size)
    u, forecast = np.full((2, longest), np.nan), np.full((2, longest), np.nan)
    for place, (came, guessed) in enumerate((one, other)):
        u[place, longest - came.size :], forecast[place, longest - came.size :] = came, guessed
    rate = fit(u, forecast)
    first, second = (
        Rate(*(getattr(rate, name)[place] for name in rate.__struct_fields__)) for place in (0, 1)
    )
    return first, second


def weigh(lanes: Lanes, kind: Bools) -> Rate:
    """What the filters say together. ``kind`` (...): outcomes have been kinder than the guesses."""
    weight = _weights(lanes).sum(axis=-1)
    omega = weight @ GRID
    sd = np.sqrt(np.maximum(weight @ GRID**2 - omega**2, 0))
    low, high = _bounds(weight)
    pi_hat = lanes.belief.pi / (1 + lanes.belief.pi * VOLATILITY)
    mean = 1 / (_weights(lanes) / pi_hat).sum(axis=(-1, -2))
    guesses = lanes.guesses[..., 0, 0]
    return Rate(omega, sd, low, high, mean, kind & (guesses >= ENOUGH) & (high < SLOW))


def _weights(lanes: Lanes) -> Floats:
    belief = -(NOISE_SHAPE + lanes.guesses / 2) * np.log(NOISE_SCALE + lanes.squares / 2)
    belief = belief - 0.5 * ((GRID - OMEGA) / OMEGA_SD)[:, None] ** 2 - 0.5 * (BEGAN / BEGAN_SD) ** 2
    weight = np.exp(belief - belief.max(axis=(-1, -2), keepdims=True))
    return np.asarray(weight / weight.sum(axis=(-1, -2), keepdims=True))


def _bounds(weight: Floats) -> tuple[Floats, Floats]:
    """The 5 % and 95 % points of the grid, each point standing for its cell."""
    step = GRID[1] - GRID[0]
    total = weight.cumsum(axis=-1)
    bounds = []
    for share in (0.05, 0.95):
        place = np.minimum((total < share).sum(axis=-1), GRID.size - 1)[..., None]
        inside = np.take_along_axis(weight, place, -1)
        before = np.take_along_axis(total, place, -1) - inside
        part = (share - before) / np.maximum(inside, 1e-12)
        bounds.append((GRID[place] - step / 2 + step * np.clip(part, 0, 1))[..., 0])
    return bounds[0], bounds[1]


def _centre(z: Floats) -> Floats:
    """The mean of the first few guesses; even odds where there are none."""
    said = ~np.isnan(z)
    first = said & (said.cumsum(axis=-1) <= FIRST)
    total = np.where(first, z, 0.0).sum(axis=-1)
    return np.asarray(total / np.maximum(first.sum(axis=-1), 1))


def _kind(u: Floats, forecast: Floats) -> Bools:
    both = ~np.isnan(u) & ~np.isnan(forecast)
    gap = np.where(both, u - forecast, 0.0).sum(axis=-1)
    return np.asarray(gap >= KIND * np.maximum(both.sum(axis=-1), 1))
