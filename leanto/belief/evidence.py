"""What happens when this person asks: chances fitted to the person's own outcomes, with their uncertainty.

    logit P(y) = base(kind, relation, channel) + u[person] + v[domain] - beta (suds - 30) / 40
    logit P(feared) = b + u'[person] + gamma (suds - 30) / 40

The constants are in ``prior``; how the posterior is found, in ``normal``. Outcomes with anyone not safe are left
out of the first. Of the second nobody is, because there it errs towards caution.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from leanto.belief import prior
from leanto.belief.normal import Design, Estimate, Floats, Ints, Normal, chances, fit_logistic, lay_out
from leanto.belief.told import (
    CAME,
    HAPPENED,
    SUDS,
    by_answer,
    column,
    counted,
    fears,
    ordered,
    safe_ids,
)
from leanto.records import Domain, Person, ReachOut, Relation

NOBODY, UNKNOWN = -1, -2
"""In place of a person's number: none is needed; someone of whom nothing may be said."""


# Arrays: what the lab calls for many people, and a page for one.


class Asked(NamedTuple):
    """What is asked of whom, all (..., n): the prior's row, the domain, SUDS (NaN unsaid), the person's number."""

    row: Ints
    domain: Ints
    size: Floats
    person: Ints

    def at(self, places: Sequence[int] | slice) -> "Asked":
        """Some of them."""
        where = (..., places)
        return Asked(self.row[where], self.domain[where], self.size[where], self.person[where])


def design(row: Ints, domain: Ints, size: Floats, person: Ints, people: int) -> Design:
    """Rows of the first guess, all (..., n): the prior's row, the domain, SUDS (NaN unsaid), the person's number
    of ``people``. A person below 0 is nobody, or someone unknown."""
    first = len(prior.ROWS)
    slope = first + len(Domain)
    columns = (row, first + domain, np.full(row.shape, slope), slope + 1 + np.maximum(person, 0))
    ones = np.ones(row.shape)
    values = (ones, ones, -scaled(size), (person >= 0) * ones)
    d = slope + 1 + people
    return lay_out(np.minimum(np.stack(columns, axis=-1), d - 1), np.stack(values, axis=-1), d)


def feared_design(size: Floats, person: Ints, people: int) -> Design:
    """Rows of the second guess, both (..., n)."""
    zeros = np.zeros(size.shape, dtype=np.int64)
    columns = (zeros, zeros + 1, 2 + np.maximum(person, 0))
    values = (np.ones(size.shape), scaled(size), (person >= 0) * 1.0)
    d = 2 + people
    return lay_out(np.minimum(np.stack(columns, axis=-1), d - 1), np.stack(values, axis=-1), d)


def fit_outcomes(rows: Design, y: Floats, weight: Floats, people: int, start: Normal | None = None) -> Normal:
    """Posterior of rows, domains, slope, people from outcomes ``y`` (..., n); weight 0 is padding."""
    return fit_logistic(rows, y, weight, prior.evidence_prior(people), start=start)


def fit_fears(rows: Design, y: Floats, weight: Floats, people: int, start: Normal | None = None) -> Normal:
    """Posterior of intercept, slope, people from what was feared."""
    return fit_logistic(rows, y, weight, prior.feared_prior(people), start=start)


def unknown(fit: Normal, person: Ints) -> Floats:
    """How little is known of each person (..., n) apart from all else: the deviation of their own log-odds, 0 for
    nobody. ``fit`` is of the first guess."""
    first = len(prior.ROWS) + len(Domain) + 1
    own = np.sqrt(np.maximum(np.diagonal(fit.cov, axis1=-2, axis2=-1)[..., first:], 0))
    padded = np.concatenate([own, np.zeros((*own.shape[:-1], 1))], axis=-1)
    return np.take_along_axis(padded, np.where(person < 0, own.shape[-1], person), -1)


def scaled(size: Floats) -> Floats:
    """SUDS as the slope reads it; one that was not said adds nothing."""
    return np.where(np.isnan(size), 0.0, (size - prior.SMALL) / prior.SIZE)


# Records: one person's history.


class Who(Struct, frozen=True):
    """The numbers that people have in the two fits, and what each is to the person."""

    safe: Mapping[str, int]
    anyone: Mapping[str, int]
    relation: Mapping[str, Relation]

    def number(self, id: str | None) -> int:
        """In the first fit: nobody, someone safe, or unknown."""
        return NOBODY if id is None else self.safe.get(id, UNKNOWN)

    def any_number(self, id: str | None) -> int:
        """In the second."""
        return NOBODY if id is None else self.anyone.get(id, UNKNOWN)


class Told(Struct, frozen=True):
    """A history as arrays: everything that may be counted, and everything that named a fear, oldest first.

    Outcomes and guesses are 0 to 1, NaN where there is none; ``answered`` and ``feared_answered`` order those
    that have an outcome by when it was told.
    """

    who: Who
    asked: Asked
    came: Floats
    forecast: Floats
    answered: Ints
    feared_rows: Design
    happened: Floats
    feared_chance: Floats
    feared_answered: Ints


class Evidence(Struct, frozen=True):
    """Both posteriors. Predictions come in the order of what is asked, as arrays, with a 90 % interval."""

    who: Who
    came: Normal
    feared: Normal
    outcomes: int
    fears: int

    def predict(self, candidates: Iterable[ReachOut]) -> Estimate:
        """Whether they come through. NaN, in all four, for anyone not marked safe: nothing is said of them."""
        wanted = tuple(candidates)
        found = chances(self.came, rows(wanted, self.who))
        hidden = np.array([self.who.number(one.person_id) == UNKNOWN for one in wanted], dtype=np.bool_)
        return Estimate(*(np.where(hidden, np.nan, part) for part in parts(found)))

    def predict_feared(self, candidates: Iterable[ReachOut]) -> Estimate:
        """Whether what is feared happens."""
        return chances(self.feared, feared_rows(tuple(candidates), self.who))


def fit(history: Iterable[ReachOut], people: Iterable[Person]) -> Evidence:
    """Fit both guesses to what was told. Total: no history gives the priors."""
    told = ordered(history)
    return fitted(encode(told, who(told, tuple(people))))


def fitted(told: Told) -> Evidence:
    """As ``fit``, of a history as arrays."""
    came, happened = ~np.isnan(told.came), ~np.isnan(told.happened)
    people = len(told.who.safe)
    return Evidence(
        told.who,
        fit_outcomes(design(*told.asked, people), np.where(came, told.came, 0.0), came * 1.0, people),
        fit_fears(
            told.feared_rows, np.where(happened, told.happened, 0.0), happened * 1.0, len(told.who.anyone)
        ),
        int(came.sum()),
        int(happened.sum()),
    )


def who(told: Sequence[ReachOut], circle: Sequence[Person]) -> Who:
    """Number everyone, by id."""
    everyone = {person.id for person in circle} | {one.person_id for one in told if one.person_id is not None}
    return Who(
        {id: place for place, id in enumerate(safe_ids(told, circle))},
        {id: place for place, id in enumerate(sorted(everyone))},
        {
            one.id: one.relation
            for one in sorted(circle, key=lambda one: (one.id, one.revision, one.relation))
        },
    )


def encode(told: Sequence[ReachOut], known: Who) -> Told:
    """A history in order, as arrays."""
    may, afraid = counted(told, known.safe), fears(told)
    return Told(
        known,
        asked(may, known),
        column([None if one.outcome is None else CAME[one.outcome] for one in may]),
        column([one.forecast for one in may]),
        by_answer([one if one.outcome is not None else None for one in may]),
        feared_rows(afraid, known),
        column([HAPPENED.get(one.feared_came) for one in afraid]),
        column([one.feared_chance for one in afraid]),
        by_answer([one if one.feared_came in HAPPENED else None for one in afraid]),
    )


def rows(told: Sequence[ReachOut], known: Who) -> Design:
    """The design of the first guess."""
    return design(*asked(told, known), len(known.safe))


def asked(told: Sequence[ReachOut], known: Who) -> Asked:
    """What was asked of whom."""
    relation, safe = known.relation, known.safe
    near = [prior.NEAR[relation.get(one.person_id) if one.person_id else None] for one in told]
    kind = [prior.KINDS[one.kind] for one in told]
    channel = [prior.CHANNELS[one.channel] for one in told]
    return Asked(
        prior.ROW_OF[whole(kind), whole(near), whole(channel)],
        whole([prior.DOMAINS[one.domain] for one in told]),
        column([one.suds for one in told], SUDS),
        whole([safe.get(one.person_id, UNKNOWN) if one.person_id else NOBODY for one in told]),
    )


def feared_rows(told: Sequence[ReachOut], known: Who) -> Design:
    """The design of the second guess."""
    return feared_design(
        column([one.suds for one in told], SUDS),
        whole([known.any_number(one.person_id) for one in told]),
        len(known.anyone),
    )


def whole(numbers: Sequence[int]) -> Ints:
    """A list as an index."""
    return np.array(numbers, dtype=np.int64)


def parts(estimate: Estimate) -> tuple[Floats, Floats, Floats, Floats]:
    """Mean, deviation, low, high."""
    return estimate.mean, estimate.sd, estimate.low, estimate.high
