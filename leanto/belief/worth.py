"""What a step is worth trying: what it would teach, and what it could cost. Arrays (..., n) throughout.

    gain P(do) - 0.4 P(overwhelm) - 0.2 P(feared) + 0.04 sd(u[person]) + variety

``gain`` is how far one outcome is expected to bring what is felt nearer to what is so, on average over everyone
safe: the person it is with moves most, and everyone else a little. The aim is calibration, so nothing is won by
trust that outruns the record. Whoever was asked little is worth a little more: the gain of one step does not see
that someone who is not known yet may be the one who comes.
"""

import numpy as np
from msgspec import Struct

from leanto.belief import felt
from leanto.belief.felt import Moves
from leanto.belief.normal import Bools, Floats, Ints, Normal, expit, logit


class Weights(Struct, frozen=True):
    """Constants of the score. Judgement, tried in the lab."""

    overwhelm: float = 0.4
    feared: float = 0.2
    unknown: float = 0.04
    person: float = 0.02
    domain: float = 0.006
    kind: float = 0.004
    channel: float = 0.001
    step: float = 0.012
    offered: float = 0.015
    load: float = 0.015
    ease: float = 8.0


WEIGHTS = Weights()
DIGITS = 9
TRUSTING = 2.0
"""How much worse it is to trust more than is so than less: it is what leads to being hurt. Judgement."""
FARTHEST, APART = 2.5, 0.05
"""Log-odds that one outcome may move a belief, and the grid on which it is worked out."""
GRID: Floats = np.arange(-FARTHEST, FARTHEST + APART / 2, APART)


class Everyone(Struct, frozen=True):
    """A small ask of each person, over all the ways they can be asked: what is felt, and what is so, chances
    (..., people); and who is ``counted``."""

    felt: Floats
    so: Floats
    counted: Bools


class Guess(Struct, frozen=True):
    """One of the two guesses about each candidate: what is felt and what is so, chances (..., n)."""

    felt: Floats
    so: Floats


class Moving(Struct, frozen=True):
    """How far outcomes move the first guess, and the precision ``pi_hat`` (...) that one of the second meets.
    ``afraid`` (...): of the second there is something to go by; without, it adds nothing."""

    moves: Moves
    pi_hat: Floats
    afraid: Bools


def small_asks(fit: Normal, row: Ints, way: Bools) -> Floats:
    """The chance of a small ask of each person, (..., people), the mean of all their ways; ``row`` of the prior and
    ``way`` are (..., people, ways). ``fit`` is of what is so, or of what is felt."""
    mean, people = fit.mean, row.shape[-2]
    lead, first = mean.shape[:-1], felt.FIRST_PERSON
    by_row = np.take_along_axis(mean, row.reshape((*lead, -1)), -1).reshape(row.shape)
    domains = mean[..., felt.FIRST_DOMAIN : first - 1].mean(axis=-1)[..., None]
    level = mean[..., first + people : first + people + 1].sum(
        axis=-1, keepdims=True
    )  # what is so has none: 0
    own = mean[..., first : first + people] + domains + level
    chance = expit(by_row + own[..., None]) * way
    return np.asarray(chance.sum(axis=-1) / np.maximum(way.sum(axis=-1), 1))


def gained(came: Guess, feared: Guess, person: Ints, everyone: Everyone, moving: Moving) -> Floats:
    """What an outcome of each candidate, with ``person`` (..., n), teaches of both guesses. A fear is of one
    person, and counts as one of everyone."""
    share = moving.afraid / np.maximum(everyone.counted.sum(axis=-1), 1)
    first = teaches(came, person, everyone, moving.moves)
    return np.asarray(first + share[..., None] * gain(feared, moving.pi_hat))


def teaches(came: Guess, person: Ints, everyone: Everyone, moves: Moves) -> Floats:
    """The expected fall of |felt - so|, the mean of everyone counted, after one outcome of each candidate with
    ``person`` (..., n; below 0: with nobody)."""
    apart = _falls(everyone)
    together = apart.sum(axis=-2)
    flat = apart.reshape((*apart.shape[:-2], -1))
    own = np.where(person < 0, apart.shape[-2] - 1, person) * GRID.size
    found = np.zeros(came.so.shape)
    for chance, outcome, all_move, own_move in (
        (came.so, 1.0, moves.all_better, moves.own_better),
        (1 - came.so, 0.0, moves.all_worse, moves.own_worse),
    ):
        step = felt.surprise(came.felt, outcome)
        of_all, of_one = _place(step * all_move[..., None]), _place(step * own_move[..., None])
        found += chance * (_at(together, of_all) - _at(flat, own + of_all) + _at(flat, own + of_one))
    return found


def _falls(everyone: Everyone) -> Floats:
    """How much nearer each person's chance comes for every move on the grid, (..., people + nobody, grid)."""
    f, p = everyone.felt[..., None], everyone.so[..., None]
    share = everyone.counted / np.maximum(everyone.counted.sum(axis=-1, keepdims=True), 1)
    after = expit(logit(np.clip(f, felt.LEAST, felt.MOST)) + GRID)
    falls = (_amiss(f - p) - _amiss(after - p)) * share[..., None]
    return np.concatenate([falls, np.zeros((*falls.shape[:-2], 1, GRID.size))], axis=-2)


def _amiss(over: Floats) -> Floats:
    """How bad it is to feel so much more than is so."""
    return np.where(over > 0, TRUSTING * over, -over)


def _place(move: Floats) -> Floats:
    """Where a move lies on the grid."""
    return np.clip((move + FARTHEST) / APART, 0, GRID.size - 1.001)


def _at(table: Floats, place: Floats) -> Floats:
    """A table (..., cells) between its cells."""
    low = place.astype(np.int64)
    part = place - low
    one, other = np.take_along_axis(table, low, -1), np.take_along_axis(table, low + 1, -1)
    return np.asarray(one + part * (other - one))


def gain(guess: Guess, pi_hat: Floats) -> Floats:
    """The expected fall in |felt - so| of that guess itself, after one step of the filter."""
    f, p = guess.felt, guess.so
    pi = pi_hat[..., None] + f * (1 - f)
    at = logit(np.clip(f, 1e-6, 1 - 1e-6))
    yes, no = expit(at + (1 - f) / pi), expit(at - f / pi)
    return np.asarray(np.abs(f - p) - p * np.abs(yes - p) - (1 - p) * np.abs(no - p))


def doing(size: Floats, tolerance: Floats, ease: float = WEIGHTS.ease) -> Floats:
    """The chance that a step of that SUDS is done. ``tolerance`` is (...)."""
    return expit((tolerance[..., None] - size) / ease + 1)


class Costs(Struct, frozen=True):
    """What stands against, and beside, a step: chances, how little is known of the person, and what else counts."""

    overwhelm: Floats
    feared: Floats
    unknown: Floats
    other: Floats


def score(
    gained: Floats, size: Floats, tolerance: Floats, costs: Costs, weights: Weights = WEIGHTS
) -> Floats:
    """How much a step is worth trying next; only its order means anything. Rounded, so that what is as good is a
    tie however it was added up."""
    found = (
        gained * doing(size, tolerance, weights.ease)
        - weights.overwhelm * costs.overwhelm
        - weights.feared * costs.feared
        + weights.unknown * costs.unknown
        + costs.other
    )
    return np.asarray(np.round(found, DIGITS))
