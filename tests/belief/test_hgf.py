"""The filter, held to trajectories computed elsewhere from the published equations."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanto.belief import hgf
from leanto.belief.normal import logit

VECTORS: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "hgf_vectors.json").read_text())
"""Any: each is a mixture of numbers and lists."""


@pytest.mark.parametrize("name", VECTORS)
def test_trajectories_are_those_published(name: str) -> None:
    one = VECTORS[name]
    path = hgf.run(one["u"], omega=one["omega"], mu0=logit(np.array(one["p0"])), pi0=one["pi0"])
    np.testing.assert_allclose(path.p_before, one["p_before"], atol=1e-6)
    np.testing.assert_allclose(path.mu, one["mu_after"], atol=1e-6)
    np.testing.assert_allclose(path.pi, one["pi_after"], atol=1e-6)
    assert path.surprise.sum() == pytest.approx(one["surprise"], abs=1e-6)
    assert 1 / (1 + np.exp(-path.mu[-1])) == pytest.approx(one["p_after_last"], abs=1e-6)


def test_a_batch_is_each_of_its_members() -> None:
    u = np.array([[1, 0, 1, 1], [0, 0, np.nan, 1]])
    omega = np.array([-3.0, -6.0])
    together = hgf.run(u, omega=omega, mu0=0.3, pi0=10)
    for place in (0, 1):
        alone = hgf.run(u[place], omega=omega[place], mu0=0.3, pi0=10)
        for part, whole in zip(alone, together, strict=True):
            np.testing.assert_array_equal(part, whole[place])


def test_a_trial_that_taught_nothing_moves_nothing() -> None:
    path = hgf.run([1, np.nan, 1], omega=-3, mu0=0, pi0=10)
    without = hgf.run([1, 1], omega=-3, mu0=0, pi0=10)
    assert path.mu[1] == path.mu[0]
    assert path.surprise[1] == 0
    assert path.mu[2] == without.mu[1]


@given(
    st.lists(st.floats(0, 1), max_size=40),
    st.floats(-12, 6),
    st.floats(-8, 8),
    st.floats(0.01, 1000),
)
def test_any_sequence_gives_chances_and_precisions(
    u: list[float], omega: float, mu0: float, pi0: float
) -> None:
    path = hgf.run(u, omega=omega, mu0=mu0, pi0=pi0)
    assert all(np.isfinite(part).all() for part in path)
    assert (path.pi > 0).all()
    assert ((path.p_before >= 0) & (path.p_before <= 1)).all()
