"""What is expected, how fast it moves, what can be borne, and what a step is worth."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from msgspec import structs

from leanto.belief import evidence, felt, hgf, rate, tolerance, worth
from leanto.belief.normal import Floats, chances, expit, fit_linear, lay_out, logistic_normal
from leanto.belief.prior import feared_prior
from leanto.records import Body, Channel, Domain, Gate, Kind, Person, ReachOut, Relation

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def guessed(number: int, forecast: float | None, **changes: object) -> ReachOut:
    one = ReachOut(
        id=f"{number:03}",
        at=NOW + timedelta(days=number),
        kind=Kind.ask,
        domain=Domain.work,
        person_id="dev",
        channel=Channel.in_person,
        suds=30,
        forecast=forecast,
        feared="x",
        feared_chance=forecast,
    )
    return structs.replace(one, **changes)


DEV = Person(
    id="dev",
    name="Dev",
    relation=Relation.friend,
    gate=Gate.safe,
    gate_at=NOW,
    safe_for=tuple(Domain),
    channels=tuple(Channel),
)
NEXT = guessed(900, None)


def test_people_are_expected_to_forecast_too_low_in_person_and_too_high_by_email() -> None:
    both = [NEXT, structs.replace(NEXT, channel=Channel.email)]
    expected, so = felt.fit([], [DEV]).predict(both).mean, evidence.fit([], [DEV]).predict(both).mean
    assert expected[0] < so[0] - 0.1
    assert expected[1] > so[1]


def test_what_is_expected_follows_the_latest_guesses() -> None:
    told = [guessed(n, 0.1 if n < 20 else 0.8) for n in range(45)]
    now = felt.fit(told, [DEV])
    assert now.predict([NEXT]).mean[0] > 0.65
    assert felt.fit(told[:20], [DEV]).predict([NEXT]).mean[0] < 0.2
    assert now.predict_feared([NEXT]).mean[0] > 0.65
    assert (felt.fading(np.array([0.5] * 13))[[0, 12]] == [0.5, 1]).all()


def test_guesses_of_nothing_and_of_everything_are_borne() -> None:
    found = felt.fit([guessed(n, n % 2) for n in range(9)] + [guessed(10, None)], [DEV])
    assert 0 < found.predict([NEXT]).mean[0] < 1
    assert found.guesses == 9


def test_a_linear_fit_is_that_of_the_normal_equations() -> None:
    chance = np.random.default_rng(1)
    column = np.stack(
        [np.zeros(9, dtype=np.int64), 1 + chance.integers(0, 1, 9), 2 + chance.integers(0, 2, 9)], -1
    )
    value, z, weight = chance.normal(size=(9, 3)), chance.normal(size=9), chance.random(9)
    prior = feared_prior(2)
    x = np.zeros((9, 4))
    np.put_along_axis(x, column, value, -1)
    precision = np.diag(1 / prior.variance) + x.T @ (weight[:, None] * x)
    mean = np.linalg.solve(precision, prior.mean / prior.variance + x.T @ (weight * z))
    found = fit_linear(lay_out(column, value, 4), z, weight, prior)
    np.testing.assert_allclose(found.mean, mean, atol=1e-12)
    eta, variance = x @ mean, np.einsum("ni,ij,nj->n", x, np.linalg.inv(precision), x)
    direct = logistic_normal(eta, variance)
    np.testing.assert_allclose(chances(found, lay_out(column, value, 4)).mean, direct.mean, atol=1e-12)


def test_a_chance_integrates_over_its_log_odds() -> None:
    points = np.linspace(-9, 9, 20001)
    weights = np.exp(-points * points / 2)
    weights /= weights.sum()
    for mean in (-3.0, 0.4, 2.0):
        for sd in (0.0, 0.5, 1.5, 2.5):
            at = expit(mean + sd * points)
            found = logistic_normal(np.array(mean), np.array(sd * sd))
            assert float(found.mean) == pytest.approx(float(at @ weights), abs=1e-4)
            second = float((at * at) @ weights) - float(at @ weights) ** 2
            assert float(found.sd) == pytest.approx(max(second, 0) ** 0.5, abs=3e-4)


@pytest.mark.parametrize(("better", "worse"), [(2.0, 2.0), (0.6, 2.0)])
def test_how_far_outcomes_move_guesses_is_found(better: float, worse: float) -> None:
    chance, people, n = np.random.default_rng(3), 3, 60
    belief, told = np.full(people, -1.0), []
    for number in range(n):
        who = number % people
        f, u = float(expit(belief[who] + 0.2 * chance.normal())), float(chance.random() < 0.7)
        told.append((who, f, u))
        move = (better if u > f else worse) * float(felt.surprise(np.array(f), u))
        belief = belief + move * np.where(np.arange(people) == who, 1.0, 0.5)
    first = np.zeros(n, dtype=np.int64)
    whom = np.array([who for who, _, _ in told], dtype=np.int64)
    asks = evidence.Asked(first, first, np.full(n, 30.0), whom)
    said, came = (np.array([one[place] for one in told]) for place in (1, 2))
    found = felt.fit_guesses(asks, said, came, people)
    moves = felt.moves(found)
    assert float(moves.own_better) == pytest.approx(better, abs=0.6)
    assert float(moves.own_worse) == pytest.approx(worse, abs=0.6)
    now = asks.at(slice(people))
    np.testing.assert_allclose(felt.expected(found, now), expit(belief), atol=0.1)
    np.testing.assert_allclose(chances(found, felt.design(now, people)).mean, expit(belief), atol=0.1)


def lives(omega: float, trials: int, people: int = 200) -> tuple[Floats, Floats]:
    """Kind outcomes, and guesses that followed them at that rate, with some noise."""
    chance = np.random.default_rng(3)
    u: Floats = (chance.random((people, trials)) < 0.8).astype(np.float64)
    path = hgf.run(u, omega=omega, mu0=-1.1, pi0=10.0)
    mu = np.concatenate([np.full((people, 1), -1.1), path.mu[:, :-1]], axis=1)
    return u, expit(mu + chance.normal(size=u.shape) * 0.5)


@pytest.mark.parametrize("omega", [-1.0, -3.0, -5.0, -7.0])
def test_the_rate_is_found_with_an_interval_that_holds_it(omega: float) -> None:
    found = rate.fit(*lives(omega, 50))
    assert found.omega.mean() == pytest.approx(omega, abs=0.5)
    assert ((found.low < omega) & (omega < found.high)).mean() > 0.78
    assert (found.sd > 0).all()


def test_entrenched_is_only_said_when_it_is_clear() -> None:
    assert rate.fit(*lives(-6, 40)).entrenched.mean() > 0.9
    assert rate.fit(*lives(-3, 40)).entrenched.mean() < 0.02
    assert not rate.fit(*lives(-6, 7)).entrenched.any()
    u, forecast = lives(-6, 40)
    assert not rate.fit(1 - u, forecast).entrenched.any()


def test_two_guesses_side_by_side_are_each_alone() -> None:
    (u, f), (v, g) = (x[0] for x in lives(-3, 30)), (x[1] for x in lives(-5, 9))
    one, other = rate.both((u, f), (v, g))
    assert float(one.omega) == pytest.approx(float(rate.fit(u, f).omega))
    assert float(other.omega) == pytest.approx(float(rate.fit(v, g).omega))
    nothing, _ = rate.both((u[:0], f[:0]), (v, g))
    assert float(nothing.omega) == pytest.approx(rate.OMEGA, abs=0.05)
    assert (float(nothing.low), float(nothing.high)) == pytest.approx((-6.3, 0.3), abs=0.4)


def test_overwhelm_reaches_one_in_four_at_tolerance() -> None:
    found = tolerance.tolerance([], Body.settled)
    at = tolerance.overwhelm(found.fit, np.array([found.suds]), np.array(0.0))
    assert float(at[0]) == pytest.approx(0.25, abs=0.005)
    assert found.low < found.suds < found.high


@pytest.mark.parametrize("overwhelmed", [True, False])
@pytest.mark.parametrize("size", [0.0, 100.0, 50.0])
def test_any_run_of_steps_leaves_a_tolerance(size: float, overwhelmed: bool) -> None:
    told = [guessed(n, None, suds=size, overwhelmed=overwhelmed, body=Body.settled) for n in range(80)]
    found = tolerance.tolerance(told, Body.settled)
    assert 0 <= found.suds <= 100
    assert found.fit.mean[1] > 0


MOVES = felt.Moves(*(np.array(x) for x in (2.0, 2.0, 1.0, 1.0)))


def teaches(expected: float, so: float, others: float = 0.5, moves: felt.Moves = MOVES) -> float:
    """What asking one of three teaches; the other two are felt at ``others``, and so at .6."""
    everyone = worth.Everyone(np.array([expected, others, others]), np.array([so, 0.6, 0.6]), np.ones(3) > 0)
    guess = worth.Guess(np.array([expected]), np.array([so]))
    return float(worth.teaches(guess, np.array([0]), everyone, moves)[0])


def test_a_step_teaches_nothing_where_what_is_felt_is_so() -> None:
    assert teaches(0.3, 0.8) > 0 > teaches(0.8, 0.8, others=0.6)
    alone = worth.gain(worth.Guess(np.array([0.3, 0.8]), np.array([0.8, 0.8])), np.array(2.0))
    assert alone[0] > 0 > alone[1]


def test_what_one_outcome_says_of_everyone_counts() -> None:
    assert teaches(0.4, 0.8, others=0.3) > 0 > teaches(0.4, 0.8, others=0.6)


def test_who_is_moved_more_by_a_no_is_asked_where_a_yes_is_likely() -> None:
    wary = felt.Moves(*(np.array(x) for x in (1.0, 3.0, 0.5, 1.5)))
    assert teaches(0.4, 0.6, others=0.3) > 0 > teaches(0.4, 0.6, others=0.3, moves=wary)
    assert teaches(0.4, 0.9, others=0.3, moves=wary) > 0


def test_fears_add_nothing_where_there_is_nothing_to_go_by() -> None:
    everyone = worth.Everyone(np.array([0.5]), np.array([0.5]), np.ones(1) > 0)
    came, feared = (worth.Guess(np.array([f]), np.array([0.5])) for f in (0.5, 0.9))
    told, untold = (
        worth.gained(
            came, feared, np.array([0]), everyone, worth.Moving(MOVES, np.array(2.0), np.array(afraid))
        )
        for afraid in (True, False)
    )
    assert told[0] > untold[0]


def test_small_steps_are_done() -> None:
    found = worth.doing(np.array([20.0, 45.0, 70.0]), np.array(45.0))
    assert found[0] > 0.9
    assert found[1] == pytest.approx(0.731, abs=1e-3)
    assert found[2] < 0.2
