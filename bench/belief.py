"""The next step and the filter: how long they take, and what a long history costs."""

import importlib
import importlib.util
import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from math import exp
from pathlib import Path

import numpy as np

from bench.measures import Measure, share, side_by_side
from leanto.belief import hgf
from leanto.belief.normal import Floats
from leanto.practise.suggest import suggest
from leanto.records import (
    Body,
    Channel,
    Domain,
    Feared,
    Gate,
    Kind,
    Outcome,
    Person,
    ReachOut,
    Relation,
    Step,
)

PEOPLE, RUNGS, ASKED, GOAL = 30, 120, 500, 10.0
BEARS = 55
"""SUDS at which about one step in four overwhelms whoever this is."""
CAME = [Outcome.came_through] * 5 + [Outcome.partly, Outcome.kind_no, Outcome.no_answer]


def next_step(_: Path, now: datetime) -> list[Measure]:
    """``suggest`` with 30 safe people, 120 rungs and every channel; then with ten times the history."""
    chance = random.Random(1)
    circle, ladder = _circle(now), _ladder(chance)
    short, long = (_history(chance, ladder, now, count) for count in (ASKED, 10 * ASKED))

    def after(history: list[ReachOut]) -> None:
        assert suggest(history, circle, ladder, body=Body.settled, now=now).suggestions

    alone, _again = side_by_side(lambda: after(short), lambda: after(short), rounds=60)
    few, many = side_by_side(lambda: after(short), lambda: after(long), rounds=20)
    name = f"suggest, {ASKED} reach-outs, p95"
    return [
        Measure(name, share(alone, 95), GOAL, "ms", "the goal", 1),
        Measure(
            "suggest, ten times the history, p50", share(many, 50), share(few, 50), "ms", "the same, 500", 10
        ),
    ]


def filtering() -> list[Measure]:
    """320 trials of 1,000 people at once, beside one after the other; and beside pyhgf where it is there."""
    u = np.random.default_rng(1).integers(0, 2, (1000, 320)).astype(np.float64)
    at_once, each = side_by_side(
        lambda: hgf.run(u, omega=-3.0, mu0=0.0, pi0=10.0),
        lambda: [hgf.run(one, omega=-3.0, mu0=0.0, pi0=10.0) for one in u[:50]],
        rounds=6,
    )
    each = [20 * ms for ms in each]
    against = "one person after the other"
    found = [Measure("hgf, 320 trials of 1,000 people", min(at_once), min(each), "ms", against, 0.2)]
    if importlib.util.find_spec("pyhgf"):
        found.append(Measure("hgf, 320 trials", _ours(u[0]), _pyhgf(u[0]), "ms", "pyhgf, compiled", 5))
    return found


def _ours(u: Floats) -> float:
    return _least(lambda: hgf.run(u, omega=-3.0, mu0=0.0, pi0=10.0))


def _pyhgf(u: Floats) -> float:
    model_type = importlib.import_module("pyhgf.model").HGF

    model = model_type(
        n_levels=2,
        model_type="binary",
        initial_mean={"1": 0.0, "2": 0.0},
        initial_precision={"1": 0.0, "2": 10.0},
        tonic_volatility={"2": -3.0},
    )
    return _least(lambda: model.input_data(input_data=u))


def _least(what: Callable[[], object], rounds: int = 7) -> float:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        what()
        times.append((time.perf_counter() - began) * 1000)
    return min(times)


def _circle(now: datetime) -> list[Person]:
    relations = list(Relation)
    return [
        Person(
            id=f"p{n:02}",
            name="Someone",
            relation=relations[n % len(relations)],
            gate=Gate.safe,
            gate_at=now - timedelta(days=900),
            safe_for=tuple(Domain),
            channels=tuple(Channel),
        )
        for n in range(PEOPLE)
    ]


def _ladder(chance: random.Random) -> list[Step]:
    kinds, domains = list(Kind), list(Domain)
    return [
        Step(
            id=f"s{n:03}",
            text="A step",
            kind=kinds[n % len(kinds)],
            domain=domains[n % len(domains)],
            rung=5 + n * 90 / RUNGS,
            suds=float(5 * chance.randrange(1, 20)),
            needs_person=n % 7 > 0,
        )
        for n in range(RUNGS)
    ]


def _history(chance: random.Random, ladder: list[Step], now: datetime, count: int) -> list[ReachOut]:
    return [
        _told(chance, n, chance.choice(ladder), now - timedelta(days=10 + 800 * n / count))
        for n in range(count)
    ]


def _told(chance: random.Random, n: int, step: Step, at: datetime) -> ReachOut:
    return ReachOut(
        id=f"{n:05}",
        at=at,
        kind=step.kind,
        domain=step.domain,
        suds=step.suds,
        forecast=chance.randrange(11) / 10,
        step_id=step.id,
        person_id=f"p{chance.randrange(PEOPLE):02}" if step.needs_person else None,
        channel=chance.choice(list(Channel)),
        feared="They will mind",
        feared_chance=chance.randrange(11) / 10,
        body=chance.choice([Body.settled, Body.keyed_up]),
        asked_at=at,
        outcome=chance.choice(CAME),
        outcome_at=at + timedelta(days=1),
        feared_came=chance.choice([Feared.did_not] * 9 + [Feared.partly]),
        feared_at=at + timedelta(days=2),
        overwhelmed=chance.random() < 1 / (1 + exp(-((step.suds or 0) - BEARS) / 10 + 1)),
    )
