"""How much this person can bear today: the SUDS at which being overwhelmed reaches one in four.

    P(overwhelmed) = sigmoid(a + b (suds - 40) / 20 + c [keyed up or unsaid])

It rises by at most 5 a step, so that a run of good days is not answered with a cliff. Ratings are counted in cells
of 2.5 SUDS: people say multiples of 5, and then a long history costs what a short one does.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from leanto.belief.normal import NINETY, Floats, Normal, Prior, expit, fit_logistic, lay_out, nodes
from leanto.belief.told import SUDS, by_answer, column
from leanto.records import Body, ReachOut

PRIOR = Prior(np.array([-1.35, 1.0, 0.5]), np.array([0.8, 0.4, 0.3]) ** 2)
ONE_IN_FOUR = float(np.log(0.25 / 0.75))
MIDDLE, SPAN = 40.0, 20.0
RISE, REACH = 5.0, 12
"""SUDS a step; and the steps after which a rise of 5 each is no bound that a fit comes near."""
LEAST_SLOPE = 0.05
CELL, CELLS = 2.5, 41
BODIES = 2
"""Settled, and anything else."""


class Counts(Struct, frozen=True):
    """How many steps there were in each cell of SUDS and body, and how many overwhelmed: (..., 41, 2)."""

    steps: Floats
    overwhelmed: Floats


def cell(size: Floats) -> Floats:
    """The cell of a SUDS, 0 to 40."""
    return np.clip(np.rint(size / CELL), 0, CELLS - 1)


def fit(counts: Counts) -> Normal:
    """The posterior of (a, b, c), (..., 3), with b kept positive."""
    lead = counts.steps.shape[:-2]
    weight = counts.steps.reshape((*lead, CELLS * BODIES))
    y = counts.overwhelmed.reshape(weight.shape) / np.maximum(weight, 1)
    used = weight.any(axis=tuple(range(len(lead))))  # cells that nobody was in add nothing
    weight, y = weight[..., used], y[..., used]
    value = np.broadcast_to(_CELLS[used], (*lead, *_CELLS[used].shape))
    columns = np.broadcast_to(np.arange(3), value.shape)
    return _positive(fit_logistic(lay_out(columns, value, 3), y, weight, PRIOR))


def _cells() -> Floats:
    size, body = np.meshgrid(CELL * np.arange(CELLS), np.arange(BODIES), indexing="ij")
    return np.stack([np.ones(size.size), _scaled(size.ravel()), body.ravel().astype(np.float64)], axis=-1)


def _scaled(size: Floats) -> Floats:
    return np.asarray((size - MIDDLE) / SPAN)


_CELLS: Floats = _cells()


def _positive(found: Normal) -> Normal:
    """The mean of that normal where b is positive; its spread is left as it was, which is the wider one."""
    points, weights = nodes(0.1, 45)
    mean, sd = found.mean[..., 1], np.sqrt(found.cov[..., 1, 1])
    b = mean[..., None] + sd[..., None] * points
    inside = np.where(b > LEAST_SLOPE, weights, 0.0)
    total = inside.sum(axis=-1)
    kept = np.where(total > 0, (inside * b).sum(axis=-1) / np.maximum(total, 1e-300), LEAST_SLOPE)
    move = (np.maximum(kept, LEAST_SLOPE) - mean) / found.cov[..., 1, 1]
    return Normal(found.mean + found.cov[..., :, 1] * move[..., None], found.cov)


def reaches(found: Normal, unsettled: Floats) -> Floats:
    """The SUDS, 0 to 100, at which one in four is reached. ``unsettled`` (...) is 1 unless settled."""
    a, b, c = (found.mean[..., place] for place in range(3))
    return np.clip(MIDDLE + SPAN * (ONE_IN_FOUR - a - c * unsettled) / b, 0.0, 100.0)


def overwhelm(found: Normal, size: Floats, unsettled: Floats) -> Floats:
    """The chance of being overwhelmed at ``size`` (..., n)."""
    a, b, c = (found.mean[..., place, None] for place in range(3))
    return expit(a + b * _scaled(size) + c * np.asarray(unsettled)[..., None])


def rising(fits: Floats) -> Floats:
    """Tolerance now, from what was fitted after each of the last steps (..., steps), the latest first."""
    return np.asarray((fits + RISE * np.arange(fits.shape[-1])).min(axis=-1))


class Tolerance(Struct, frozen=True):
    """How much can be borne today, in SUDS, and the posterior behind it."""

    suds: float
    low: float
    high: float
    fit: Normal
    unsettled: float


def tolerance(told: Sequence[ReachOut], body: Body | None, lower: float = 0.0) -> Tolerance:
    """From every step where it was said whether it overwhelmed, and how hard it had looked.

    ``lower`` is taken off at the end. The interval (90 %) is that of the latest fit, about the figure.
    """
    found = fit(_last_steps(told))
    unsettled = float(body is not Body.settled)
    reach = float(rising(reaches(found, np.array(unsettled))))
    latest = Normal(found.mean[0], found.cov[0])
    spread = NINETY * _spread(latest, unsettled)
    size = min(max(reach - lower, 0.0), 100.0)
    return Tolerance(size, max(size - spread, 0.0), min(size + spread, 100.0), latest, unsettled)


def _spread(found: Normal, unsettled: float) -> float:
    """The figure's deviation, to first order in the three coefficients."""
    b = float(found.mean[1])
    reach = (ONE_IN_FOUR - float(found.mean[0]) - float(found.mean[2]) * unsettled) / b
    gradient = -SPAN / b * np.array([1.0, reach, unsettled])
    return float(np.sqrt(max(float(gradient @ found.cov @ gradient), 0.0)))


def _last_steps(told: Sequence[ReachOut]) -> Counts:
    """Counts after the last step, after the one before it, and so on: (steps, 41, 2)."""
    known = [one for one in told if one.overwhelmed is not None and one.suds is not None]
    said = [known[place] for place in by_answer(known)]
    size = np.nan_to_num(column([one.suds for one in said], SUDS), nan=MIDDLE)
    unsettled = np.array([one.body is not Body.settled for one in said], dtype=np.int64)
    was = np.array([bool(one.overwhelmed) for one in said], dtype=np.float64)
    place = cell(size).astype(np.int64) * BODIES + unsettled
    back = min(len(said), REACH)
    early = len(said) - back
    marks = np.zeros((2, back + 1, CELLS * BODIES))
    for which, amount in enumerate((np.ones(len(said)), was)):
        marks[which, back] = np.bincount(place[:early], amount[:early], minlength=CELLS * BODIES)
        marks[which, np.arange(back)[::-1], place[early:]] = amount[early:]
    after = marks[:, ::-1].cumsum(axis=1)[:, ::-1].reshape((2, back + 1, CELLS, BODIES))
    return Counts(after[0], after[1])
