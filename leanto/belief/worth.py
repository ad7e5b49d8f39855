"""What a step is worth trying: what it would teach, and what it could cost. Arrays (..., n) throughout.

    gain P(do) - 0.4 P(overwhelm) - 0.3 P(feared) + 0.15 sd(evidence) + variety

``gain`` is the expected fall in the distance between what is felt and what is so, after one step of the filter. The
aim is calibration, so nothing is won by trust that outruns the record.
"""

import numpy as np
from msgspec import Struct

from leanto.belief.normal import Bools, Floats, expit, logit


class Weights(Struct, frozen=True):
    """Constants of the score. Judgement, tried in the lab."""

    overwhelm: float = 0.4
    feared: float = 0.3
    unsure: float = 0.15
    best_surprise: float = 0.3
    person: float = 0.06
    domain: float = 0.02
    kind: float = 0.02
    channel: float = 0.01
    step: float = 0.08
    offered: float = 0.05
    load: float = 0.05
    ease: float = 8.0


WEIGHTS = Weights()


class Guess(Struct, frozen=True):
    """One of the two guesses: what is felt and what is so (chances, (..., n)), and the precision ``pi_hat``
    (...) that an outcome meets. ``told`` (...): there is something to go by; without, it adds nothing."""

    felt: Floats
    so: Floats
    pi_hat: Floats
    told: Bools


def gain(guess: Guess) -> Floats:
    """The expected fall in |felt - so| after one outcome."""
    f, p = guess.felt, guess.so
    pi = guess.pi_hat[..., None] + f * (1 - f)
    at = logit(np.clip(f, 1e-6, 1 - 1e-6))
    yes, no = expit(at + (1 - f) / pi), expit(at - f / pi)
    after = p * np.abs(yes - p) + (1 - p) * np.abs(no - p)
    return np.where(guess.told[..., None], np.abs(f - p) - after, 0.0)


def moderate(guess: Guess, best: float = WEIGHTS.best_surprise) -> Floats:
    """1 at a surprise of .3, half at 0 and .6: moderate ones move beliefs most (Kube et al., N = 671)."""
    return np.asarray(0.5 ** (((np.abs(guess.felt - guess.so) - best) / best) ** 2))


def doing(size: Floats, tolerance: Floats, ease: float = WEIGHTS.ease) -> Floats:
    """The chance that a step of that SUDS is done. ``tolerance`` is (...)."""
    return expit((tolerance[..., None] - size) / ease + 1)


class Costs(Struct, frozen=True):
    """What stands against, and beside, a step: chances, the deviation of the estimate, and what else counts."""

    overwhelm: Floats
    feared: Floats
    unsure: Floats
    other: Floats


def score(
    came: Guess, feared: Guess, size: Floats, tolerance: Floats, costs: Costs, weights: Weights = WEIGHTS
) -> Floats:
    """How much a step is worth trying next; only its order means anything."""
    teaches = moderate(came, weights.best_surprise) * gain(came) + gain(feared)
    return np.asarray(
        teaches * doing(size, tolerance, weights.ease)
        - weights.overwhelm * costs.overwhelm
        - weights.feared * costs.feared
        + weights.unsure * costs.unsure
        + costs.other
    )
