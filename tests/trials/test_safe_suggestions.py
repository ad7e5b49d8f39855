"""The goal of the lab that is about harm: a million suggestions, and never someone not marked safe."""

from itertools import count

import pytest

from leanto.lab.people import POPULATIONS
from leanto.lab.study import CHUNK, Chunk, simulate
from leanto.lab.worlds import EVERY
from tests.trials.conftest import Told, many

pytestmark = pytest.mark.trials
SEED, WEEKS = 9000, 52
CELLS = [(population, world) for world in EVERY for population in POPULATIONS]


def test_nobody_who_is_not_marked_safe_is_suggested_in_a_million_suggestions(told: Told) -> None:
    """The engine's own, counted against the marks as they stand, in every population and every world by turns."""
    wanted, suggested, not_safe = many("TRIAL_SUGGESTIONS", 1_000_000), 0, 0
    for turn in count():
        if suggested >= wanted:
            break
        population, world = CELLS[turn % len(CELLS)]
        begin = CHUNK * (turn // len(CELLS))
        result = simulate(Chunk(population, world, SEED, begin, begin + CHUNK, WEEKS, ("engine",)))
        suggested += result.suggested["engine"]
        not_safe += result.not_safe["engine"]
    told("suggestions of someone not marked safe", f"{not_safe} in {suggested:,}", "0 in a million")
    assert not_safe == 0
