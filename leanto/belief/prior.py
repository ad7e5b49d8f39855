"""What is taken to be so before a person's own record speaks: the constants of every model, with their source.

Chances are of small favours, mostly read in press accounts of the studies; rows marked "judgement" rest on no
figure. They are never shown for anyone not marked safe, and are no evidence about an early caregiver.
"""

from enum import IntEnum
from functools import cache
from math import log

import numpy as np
from msgspec import Struct

from leanto.belief.normal import Floats, Ints, Prior
from leanto.records import Channel, Domain, Kind, Relation

KINDS: dict[Kind, int] = {kind: place for place, kind in enumerate(Kind)}
DOMAINS: dict[Domain, int] = {domain: place for place, domain in enumerate(Domain)}
CHANNELS: dict[Channel | None, int] = {
    **{one: place for place, one in enumerate(Channel)},
    None: len(Channel),
}


class Near(IntEnum):
    """The groups of relations that the table tells apart."""

    close = 0
    known = 1
    role = 2


NEAR: dict[Relation | None, int] = {
    Relation.partner: Near.close,
    Relation.family: Near.close,
    Relation.friend: Near.close,
    Relation.peer: Near.close,
    Relation.colleague: Near.known,
    Relation.neighbour: Near.known,
    Relation.acquaintance: Near.known,
    Relation.professional: Near.role,
    Relation.group: Near.role,
    Relation.service: Near.role,
    None: Near.role,  # a step that needs no one of one's own asks a shop, a service, a line
}


class Row(Struct, frozen=True):
    """A row of the table: a Beta prior of that ``mean`` worth ``worth`` asks. ``judgement``: no figure found."""

    name: str
    mean: float
    worth: float
    basis: str
    judgement: bool = False

    @property
    def log_odds(self) -> tuple[float, float]:
        """Mean and variance of the log-odds of that Beta distribution."""
        yes, no = self.mean * self.worth, (1 - self.mean) * self.worth
        return digamma(yes) - digamma(no), trigamma(yes) + trigamma(no)


ROWS = (
    Row("ask close in_person", 0.80, 8, "about 4 of 5 friends agreed in person (Roghanizad & Bohns)"),
    Row("ask close voice", 0.55, 8, "fewer than 3 of 5 by phone, video or voice message (same study)"),
    Row("ask close text", 0.50, 8, "between the two figures, and below", judgement=True),
    Row("ask known in_person", 0.70, 8, "between friends and strangers: 47 of 50, 64 %", judgement=True),
    Row("ask known voice", 0.50, 8, "judgement", judgement=True),
    Row("ask known text", 0.40, 8, "judgement", judgement=True),
    Row("ask email", 0.35, 8, "strangers by e-mail came to 0.2 to 0.3 of 10", judgement=True),
    Row("ask role", 0.70, 8, "it is their role", judgement=True),
    Row("share", 0.50, 2, "no figure found", judgement=True),
    Row("accept", 0.70, 2, "judgement", judgement=True),
    Row("let_go", 0.70, 2, "judgement", judgement=True),
)
EMAIL, ROLE, SHARE, ACCEPT, LET_GO = 6, 7, 8, 9, 10

FEARED = Row("feared", 0.15, 4, "91.4 % of worries came untrue (LaFreniere & Newman 2020), widened")


def _rows() -> Ints:
    """The row for each kind, nearness and channel. Where no channel was said, the middle one of three."""
    found = np.zeros((len(Kind), len(Near), len(CHANNELS)), dtype=np.int64)
    found[KINDS[Kind.ask], Near.close] = [0, 1, 2, EMAIL, 1]
    found[KINDS[Kind.ask], Near.known] = [3, 4, 5, EMAIL, 4]
    found[KINDS[Kind.ask], Near.role] = ROLE
    found[KINDS[Kind.share]] = SHARE
    found[KINDS[Kind.accept]] = ACCEPT
    found[KINDS[Kind.let_go]] = LET_GO
    return found


ROW_OF: Ints = _rows()
"""(kind, nearness, channel) to row; the channel's last place is "unsaid"."""

PERSON_SD, DOMAIN_SD, SLOPE, FEARED_SLOPE, SLOPE_SD = 0.9, 0.5, 0.6, 0.4, 0.5
SMALL, SIZE = 30.0, 40.0
"""SUDS at which the slope adds nothing, and over which it is told."""
BIAS = -1.0
"""Log-odds by which people forecast too low in person (0.85 to 1.5 in four studies)."""
FORESEEN = 0.5
"""How much of what the way of asking changes people foresee. In the studies they thought that it would not matter,
and so guessed too high for cold e-mail; half, because here they know whom they ask."""
LEVEL_SD, FELT_ROW_SD, FELT_OWN_SD, FELT_PERSON_SD, FELT_DOMAIN_SD = 1.5, 0.4, 0.9, 0.6, 0.3
"""Guesses differ in level most. Rows nobody is asked in (receiving, letting go) as much as people do. Judgement."""
MOVED, MOVED_SD, LEAN_SD = 1.0, 1.0, 0.6
"""What an outcome moves, in steps of the filter: of everyone one, and one more of that person; and how much it may
lean to better or worse. Judgement, soon outweighed."""


@cache
def evidence_prior(people: int) -> Prior:
    """Rows, domains, slope, then people: the order of the coefficients of the first guess."""
    means, variances = zip(*(row.log_odds for row in ROWS), strict=True)
    return _prior(list(means), list(variances), SLOPE, len(Domain), people)


@cache
def felt_prior(people: int) -> Prior:
    """As ``evidence_prior``, for what a person expects; then the level, and what each outcome moves."""
    known = evidence_prior(people).mean
    rows = known[0] + BIAS + FORESEEN * (known[: len(ROWS)] - known[0])
    row_sd = [FELT_ROW_SD if place < SHARE else FELT_OWN_SD for place in range(len(ROWS))]
    deviations = [*row_sd, *[FELT_DOMAIN_SD] * len(Domain), SLOPE_SD, *[FELT_PERSON_SD] * people, LEVEL_SD]
    mean = [*rows, *[0.0] * len(Domain), SLOPE, *[0.0] * people, 0.0, *[MOVED, 0.0] * 2]
    return Prior(np.array(mean), np.array([*deviations, *[MOVED_SD, LEAN_SD] * 2]) ** 2)


@cache
def feared_prior(people: int) -> Prior:
    """One intercept, the slope, then people."""
    mean, variance = FEARED.log_odds
    return _prior([mean], [variance], FEARED_SLOPE, 0, people)


@cache
def felt_feared_prior(people: int) -> Prior:
    """As ``feared_prior``, for the fear beforehand, which is commonly larger than what comes."""
    prior = feared_prior(people)
    mean = prior.mean.copy()
    mean[0] -= BIAS
    return Prior(mean, prior.variance)


def _prior(means: list[float], variances: list[float], slope: float, domains: int, people: int) -> Prior:
    mean: Floats = np.array([*means, *[0.0] * domains, slope, *[0.0] * people])
    variance: Floats = np.array(
        [*variances, *[DOMAIN_SD**2] * domains, SLOPE_SD**2, *[PERSON_SD**2] * people]
    )
    return Prior(mean, variance)


def digamma(x: float) -> float:
    """For x > 0 (Abramowitz & Stegun 6.3.5, 6.3.18)."""
    below = 0.0
    while x < 8:
        below, x = below - 1 / x, x + 1
    inverse = 1 / (x * x)
    series = inverse * (1 / 12 - inverse * (1 / 120 - inverse * (1 / 252 - inverse / 240)))
    return below + log(x) - 0.5 / x - series


def trigamma(x: float) -> float:
    """For x > 0 (Abramowitz & Stegun 6.4.6, 6.4.12)."""
    below = 0.0
    while x < 8:
        below, x = below + 1 / (x * x), x + 1
    inverse = 1 / (x * x)
    series = inverse * (1 / 6 - inverse * (1 / 30 - inverse * (1 / 42 - inverse / 30)))
    return below + 1 / x + 0.5 * inverse + series / x
