"""Exact posteriors to hold ``belief.evidence`` against, by long runs of elliptical slice sampling.

``python -m tests.belief.exact`` writes ``exact.json`` anew (some minutes). It shares no arithmetic with what it
checks: a dense matrix made from records one by one, the table written out again, digamma by differences of
``lgamma``.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from math import lgamma
from pathlib import Path
from random import Random

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from leanto.records import Channel, Domain, Feared, Gate, Kind, Outcome, Person, ReachOut, Relation

Array = NDArray[np.float64]

FILE = Path(__file__).parent / "exact.json"
HISTORIES, CANDIDATES, PEOPLE = 60, 6, 4
STEPS, BURNED, CHAINS = 1800, 300, 48
SHARES = [*(x / 100 for x in range(1, 13)), *(x / 100 for x in range(88, 100))]
NOW = datetime(2026, 1, 1, tzinfo=UTC)
CLOSE = (Relation.partner, Relation.family, Relation.friend, Relation.peer)
ROLE = (Relation.professional, Relation.group, Relation.service)
ASK = {
    (0, "in_person"): 0.80,
    (0, "voice"): 0.55,
    (0, "text"): 0.50,
    (1, "in_person"): 0.70,
    (1, "voice"): 0.50,
    (1, "text"): 0.40,
}


class Case(Struct, frozen=True):
    """One made-up history, and what is asked about next."""

    people: list[Person]
    history: list[ReachOut]
    candidates: list[ReachOut]


class Exact(Struct, frozen=True):
    """For each candidate: mean, deviation, and the quantiles at ``SHARES``; for either guess."""

    mean: list[float]
    sd: list[float]
    quantiles: list[list[float]]


def cases() -> Iterator[Case]:
    """The histories, the same every time: from one outcome to thirty, from kind lives and unkind ones."""
    for number in range(HISTORIES):
        chance = Random(number)
        people = [
            Person(
                id=f"p{place}",
                name="",
                relation=chance.choice(list(Relation)),
                gate=Gate.safe,
                gate_at=NOW,
                safe_for=tuple(Domain),
                channels=tuple(Channel),
            )
            for place in range(PEOPLE)
        ]
        kind, feared = chance.random(), chance.random() * 0.5
        told = [_told(chance, f"h{place:02}", kind, feared) for place in range(chance.randint(1, 30))]
        yield Case(people, told, [_told(chance, f"c{place}", kind, feared) for place in range(CANDIDATES)])


def _told(chance: Random, id: str, kind: float, feared: float) -> ReachOut:
    draw = chance.random()
    came = (
        Outcome.came_through
        if draw < kind
        else chance.choice([Outcome.partly, Outcome.kind_no, Outcome.no_answer])
    )
    return ReachOut(
        id=id,
        at=NOW - timedelta(days=chance.randint(1, 300)),
        kind=chance.choice([Kind.ask, Kind.ask, Kind.share, Kind.accept, Kind.let_go]),
        domain=chance.choice(list(Domain)),
        suds=chance.choice([None, *range(5, 100, 5)]),
        person_id=chance.choice([None, *(f"p{place}" for place in range(PEOPLE))]),
        channel=chance.choice(list(Channel)),
        feared="it will cost me",
        outcome=came,
        feared_came=Feared.partly if chance.random() < feared / 2 else Feared.did_not,
    )


def table_row(one: ReachOut, relation: Relation | None) -> tuple[str, float, float]:
    """Name, mean and worth of the row of the table that an ask falls in."""
    if one.kind is Kind.share:
        return "share", 0.5, 2
    if one.kind is not Kind.ask:
        return one.kind, 0.7, 2
    if relation is None or relation in ROLE:
        return "role", 0.7, 8
    if one.channel is Channel.email:
        return "email", 0.35, 8
    near = 0 if relation in CLOSE else 1
    assert one.channel is not None
    return f"{near} {one.channel}", ASK[near, one.channel.value], 8


def beta_moments(mean: float, worth: float) -> tuple[float, float]:
    """Of the log-odds of a Beta distribution, by differences of ``lgamma``."""
    a, b, h = mean * worth, (1 - mean) * worth, 1e-4

    def first(x: float) -> float:
        return (lgamma(x + h) - lgamma(x - h)) / (2 * h)

    def second(x: float) -> float:
        return (lgamma(x + h) - 2 * lgamma(x) + lgamma(x - h)) / h**2

    return first(a) - first(b), second(a) + second(b)


class Names:
    """Coefficients by name, with their priors, numbered as they come."""

    def __init__(self) -> None:
        self.mean: dict[str, float] = {}
        self.sd: dict[str, float] = {}

    def named(self, name: str, mean: float, variance: float) -> str:
        self.mean.setdefault(name, mean)
        self.sd.setdefault(name, float(np.sqrt(variance)))
        return name


def came_row(one: ReachOut, relation: Relation | None, names: Names) -> dict[str, float]:
    row, mean, worth = table_row(one, relation)
    found = {names.named(row, *beta_moments(mean, worth)): 1.0}
    found[names.named(f"domain {one.domain}", 0, 0.25)] = 1.0
    found[names.named("beta", 0.6, 0.25)] = 0.0 if one.suds is None else -(one.suds - 30) / 40
    if one.person_id:
        found[names.named(f"person {one.person_id}", 0, 0.81)] = 1.0
    return found


def feared_row(one: ReachOut, _: Relation | None, names: Names) -> dict[str, float]:
    found = {names.named("b", *beta_moments(0.15, 4)): 1.0}
    found[names.named("gamma", 0.4, 0.25)] = 0.0 if one.suds is None else (one.suds - 30) / 40
    if one.person_id:
        found[names.named(f"person {one.person_id}", 0, 0.81)] = 1.0
    return found


def dense(rows: list[dict[str, float]], names: Names) -> Array:
    return np.array([[row.get(name, 0.0) for name in names.mean] for row in rows])


def sample(x: Array, y: Array, names: Names, chance: np.random.Generator) -> Array:
    """Draws from the posterior (Murray, Adams & MacKay 2010), many chains at once."""
    mean, sd = np.array(list(names.mean.values())), np.array(list(names.sd.values()))

    def likelihood(at: Array) -> Array:
        eta = (at + mean) @ x.T
        return np.asarray((y * eta - np.logaddexp(0, eta)).sum(axis=-1))

    at = chance.normal(size=(CHAINS, mean.size)) * sd
    now, kept = likelihood(at), []
    for step in range(STEPS):
        other = chance.normal(size=at.shape) * sd
        least = now + np.log(chance.random(CHAINS))
        angle = chance.random(CHAINS) * 2 * np.pi
        low, high, open_ = angle - 2 * np.pi, angle.copy(), np.ones(CHAINS, dtype=np.bool_)
        after = at.copy()
        while open_.any():
            tried = at * np.cos(angle)[:, None] + other * np.sin(angle)[:, None]
            value = likelihood(tried)
            done = open_ & (value > least)
            after[done], now[done] = tried[done], value[done]
            open_ &= ~done
            low, high = np.where(open_ & (angle < 0), angle, low), np.where(open_ & (angle >= 0), angle, high)
            angle = np.where(open_, low + (high - low) * chance.random(CHAINS), angle)
        at = after
        if step >= BURNED:
            kept.append(at + mean)
    return np.concatenate(kept)


def exact(case: Case, number: int) -> list[Exact]:
    """Both guesses: came, feared."""
    relations: dict[str | None, Relation] = {person.id: person.relation for person in case.people}
    outcomes = {Outcome.came_through: 1.0, Outcome.partly: 0.5}
    answers = (
        (came_row, [outcomes.get(one.outcome, 0.0) if one.outcome else 0.0 for one in case.history]),
        (feared_row, [0.5 * (one.feared_came is Feared.partly) for one in case.history]),
    )
    found = []
    for row, y in answers:
        names = Names()
        rows = [row(one, relations.get(one.person_id), names) for one in case.history + case.candidates]
        x = dense(rows, names)
        told = len(case.history)
        draws = sample(x[:told], np.array(y), names, np.random.default_rng(number))
        p = 1 / (1 + np.exp(-draws @ x[told:].T))
        quantiles = np.quantile(p, SHARES, axis=0).T
        found.append(
            Exact(*(np.round(part, 5).tolist() for part in (p.mean(axis=0), p.std(axis=0), quantiles)))
        )
    return found


def main() -> None:
    """Write the file anew."""
    found = [[_plain(one) for one in exact(case, number)] for number, case in enumerate(cases())]
    FILE.write_text(json.dumps(found, separators=(",", ":")) + "\n")


def _plain(one: Exact) -> dict[str, object]:
    return {"mean": one.mean, "sd": one.sd, "quantiles": one.quantiles}


if __name__ == "__main__":
    main()
