"""The lab: steps of simulated lives a second, beside the same loop written person by person."""

import time
from collections.abc import Sequence

from bench.measures import Measure
from leanto.lab.study import Chunk, chunks, simulate

PEOPLE, WEEKS, ALONE = 60, 26, 6


def steps_a_second() -> list[Measure]:
    """The engine for 60 people at once, and for six of them one after the other."""
    together = chunks(PEOPLE, WEEKS, 1, ["typical"], ["matched"], ["engine"])
    alone = [
        Chunk("typical", "matched", 1, number, number + 1, WEEKS, ("engine",)) for number in range(ALONE)
    ]
    at_once, each = _each_step(together, PEOPLE), _each_step(alone, ALONE)
    name = f"lab, a step of {PEOPLE} people at once ({1000 / at_once:,.0f} steps a second)"
    return [Measure(name, at_once, each, "ms", "person by person", 0.2)]


def _each_step(parts: Sequence[Chunk], people: int) -> float:
    """Milliseconds for one step of one person, the least of three."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        for part in parts:
            simulate(part)
        times.append((time.perf_counter() - began) * 1000 / (people * WEEKS))
    return min(times)
