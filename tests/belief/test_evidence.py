"""The two guesses: exact about their own uncertainty, blind to whoever is not safe."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from msgspec import structs

from leanto.belief import evidence, prior
from leanto.belief.normal import Floats, lay_out, logistic_normal
from leanto.belief.told import ordered, safe_ids
from leanto.circle.gate import standing
from leanto.records import Channel, Domain, Feared, Gate, Kind, Outcome, Person, ReachOut, Relation
from tests.belief import exact

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def person(id: str = "dev", relation: Relation = Relation.friend, **changes: object) -> Person:
    one = Person(
        id=id,
        name=id,
        relation=relation,
        gate=Gate.safe,
        gate_at=NOW - 100 * DAY,
        safe_for=tuple(Domain),
        channels=tuple(Channel),
    )
    return structs.replace(one, **changes)


def ask(**changes: object) -> ReachOut:
    one = ReachOut(
        id="1",
        at=NOW,
        kind=Kind.ask,
        domain=Domain.practical,
        suds=30,
        person_id="dev",
        channel=Channel.in_person,
    )
    return structs.replace(one, **changes)


def mean(found: Any) -> float:
    """Any: an Estimate of either guess."""
    return float(found.mean[0])


def errors() -> tuple[Floats, Floats]:
    """How far each predicted mean is off, and the exact mass inside each interval, over every history."""
    known = json.loads(exact.FILE.read_text())
    off, mass = [], []
    for case, (came, feared) in zip(exact.cases(), known, strict=True):
        found = evidence.fit(case.history, case.people)
        for estimate, truth in (
            (found.predict(case.candidates), came),
            (found.predict_feared(case.candidates), feared),
        ):
            off.append(np.abs(estimate.mean - truth["mean"]))
            for low, high, quantiles in zip(estimate.low, estimate.high, truth["quantiles"], strict=True):
                at = np.interp([low, high], quantiles, exact.SHARES)
                mass.append(at[1] - at[0])
    return np.concatenate(off), np.array(mass)


def test_means_and_intervals_are_those_of_the_exact_posterior() -> None:
    off, mass = errors()
    assert len(off) == exact.HISTORIES * exact.CANDIDATES * 2
    assert off.mean() < 0.005
    assert off.max() < 0.02
    assert ((mass > 0.85) & (mass < 0.95)).all()
    assert mass.mean() == pytest.approx(0.9, abs=0.01)


TABLE = [
    *((Kind.ask, relation, Channel.in_person, 0.80) for relation in exact.CLOSE),
    *((Kind.ask, relation, Channel.voice, 0.55) for relation in exact.CLOSE),
    *((Kind.ask, relation, Channel.text, 0.50) for relation in exact.CLOSE),
    (Kind.ask, Relation.colleague, Channel.in_person, 0.70),
    (Kind.ask, Relation.neighbour, Channel.voice, 0.50),
    (Kind.ask, Relation.acquaintance, Channel.text, 0.40),
    (Kind.ask, Relation.friend, Channel.email, 0.35),
    (Kind.ask, Relation.colleague, Channel.email, 0.35),
    *((Kind.ask, relation, channel, 0.70) for relation in exact.ROLE for channel in Channel),
    (Kind.ask, None, None, 0.70),
    *((Kind.share, relation, Channel.text, 0.50) for relation in Relation),
    (Kind.accept, Relation.friend, Channel.in_person, 0.70),
    (Kind.let_go, None, None, 0.70),
]


@pytest.mark.parametrize(("kind", "relation", "channel", "expected"), TABLE)
def test_the_table_of_priors(
    kind: Kind, relation: Relation | None, channel: Channel | None, expected: float
) -> None:
    row = prior.ROWS[prior.ROW_OF[prior.KINDS[kind], prior.NEAR[relation], prior.CHANNELS[channel]]]
    assert row.mean == expected
    log_odds, variance = row.log_odds
    assert logistic_normal(np.array(log_odds), np.array(variance)).mean == pytest.approx(expected, abs=0.04)
    assert row.worth == (8 if kind is Kind.ask else 2)


def test_log_odds_of_a_row_are_those_of_its_beta() -> None:
    for row in (*prior.ROWS, prior.FEARED):
        assert row.log_odds == pytest.approx(exact.beta_moments(row.mean, row.worth), abs=1e-5)


def test_one_no_from_a_friend_leaves_the_next_small_ask_about_even() -> None:
    """43 % of those who had refused agreed to the next (Newark, Flynn & Bohns 2014), of strangers. The prior is of
    friends, and of the whole circle: it gives a little more."""
    refused = ask(outcome=Outcome.kind_no, outcome_at=NOW)
    after = mean(evidence.fit([refused], [person()]).predict([ask(id="2", suds=20)]))
    before = mean(evidence.fit([], [person()]).predict([ask(id="2", suds=20)]))
    assert before > 0.75
    assert 0.45 <= after <= 0.62


def test_nothing_is_said_of_anyone_not_safe() -> None:
    people = [person(), person("mo", gate=Gate.unsure), person("al", gate=Gate.not_safe)]
    found = evidence.fit([], people).predict([ask(person_id=id) for id in ("dev", "mo", "al", "gone")])
    assert np.isfinite(found.mean).tolist() == [True, False, False, False]
    assert np.isnan(found.high[1:]).all()


def test_outcomes_with_whoever_is_not_safe_are_in_no_average() -> None:
    people = [person(), person("mo", gate=Gate.unsure)]
    others = [
        ask(id=str(n), person_id=id, outcome=Outcome.kind_no) for n, id in enumerate(["mo", "gone"] * 5)
    ]
    with_them, without = evidence.fit(others, people), evidence.fit([], people)
    assert mean(with_them.predict([ask(id="x")])) == mean(without.predict([ask(id="x")]))


@pytest.mark.parametrize(
    "told",
    [
        {"outcome": Outcome.hurtful, "outcome_at": NOW},
        {
            "outcome": Outcome.came_through,
            "outcome_at": NOW,
            "feared_came": Feared.happened,
            "feared_at": NOW,
        },
    ],
)
def test_a_hurt_closes_the_gate_at_once_and_stays_in_what_is_feared(told: dict[str, object]) -> None:
    people = [person(), person("kim")]
    hurt = ask(feared="they will laugh", **told)
    found, never = evidence.fit([hurt], people), evidence.fit([], people)
    assert np.isnan(found.predict([ask(id="2")]).mean).all()
    kim = ask(id="2", person_id="kim")
    assert mean(found.predict([kim])) == mean(never.predict([kim]))
    if hurt.feared_came is Feared.happened:
        assert mean(found.predict_feared([kim])) > mean(never.predict_feared([kim]))


def test_a_blank_fear_and_one_too_soon_teach_nothing() -> None:
    told = [
        ask(id="1", feared=" ", feared_came=Feared.partly),
        ask(id="2", feared="x", feared_came=Feared.too_soon),
    ]
    assert evidence.fit(told, [person()]).fears == 0


def test_whoever_is_safe_here_is_safe_in_the_circle() -> None:
    at = [NOW - 2 * DAY, NOW - DAY, NOW, None]
    for gate_at in at[:3]:
        for hurt in at:
            for came in (Outcome.hurtful, Outcome.partly):
                for fear in (Feared.happened, Feared.did_not):
                    for closed in at:
                        told = ask(
                            outcome=came, outcome_at=hurt, feared_came=fear, feared_at=hurt, at=NOW - 9 * DAY
                        )
                        who = person(gate_at=gate_at, closed_at=closed)
                        safe = standing(who, [told]) is Gate.safe
                        assert (safe_ids([told], [who]) == ("dev",)) == safe


def test_a_person_is_known_better_the_more_was_answered() -> None:
    people = [person(), person("kim")]
    told = [structs.replace(ask(id=str(n)), outcome=Outcome.came_through) for n in range(6)]
    fitted = evidence.fit(told, people)
    dev, kim, nobody = evidence.unknown(fitted.came, np.array([0, 1, evidence.NOBODY]))
    assert dev < 0.95 * kim
    assert kim == pytest.approx(prior.PERSON_SD, rel=0.05)
    assert nobody == 0
    assert not evidence.unknown(evidence.fit([], []).came, np.array([evidence.NOBODY])).any()


def test_a_record_given_twice_counts_once_by_its_last_revision() -> None:
    first, last = ask(outcome=Outcome.kind_no), ask(outcome=Outcome.came_through, revision=2)
    assert ordered([first, last, first]) == ordered([last, first]) == (last,)


def test_a_batch_is_each_of_its_members() -> None:
    chance = np.random.default_rng(5)
    row, domain = chance.integers(0, 11, (3, 8)), chance.integers(0, 7, (3, 8))
    size: Floats = chance.integers(0, 100, (3, 8)).astype(np.float64)
    who = chance.integers(-1, 3, (3, 8))
    y: Floats = chance.random((3, 8))
    weight: Floats = (chance.random((3, 8)) < 0.7).astype(np.float64)
    together = evidence.fit_outcomes(evidence.design(row, domain, size, who, 3), y, weight, 3)
    for n in range(3):
        rows = evidence.design(row[n], domain[n], size[n], who[n], 3)
        alone = evidence.fit_outcomes(rows, y[n], weight[n], 3)
        np.testing.assert_allclose(alone.mean, together.mean[n], atol=1e-12)
        np.testing.assert_allclose(alone.cov, together.cov[n], atol=1e-12)


def test_rows_that_are_padding_change_nothing() -> None:
    design = lay_out(np.zeros((2, 1), dtype=np.int64), np.ones((2, 1)), 1)
    assert design.place.shape == (2, 1)
    rows = evidence.feared_design(np.array([30.0, 80.0]), np.array([0, 0]), 1)
    one = evidence.feared_design(np.array([30.0]), np.array([0]), 1)
    padded = evidence.fit_fears(rows, np.array([1.0, 0.0]), np.array([1.0, 0.0]), 1)
    np.testing.assert_allclose(
        padded.mean, evidence.fit_fears(one, np.ones(1), np.ones(1), 1).mean, atol=1e-12
    )
