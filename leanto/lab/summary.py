"""What a study comes to: figures with intervals, and the engine beside the hierarchy and the oracle.

Intervals hold 90 % and are bootstrapped over people, the same people in every policy, so that luck they share
falls out.
"""

from collections.abc import Callable, Mapping

import numpy as np
from msgspec import Struct

from leanto.belief.normal import Floats, Ints
from leanto.lab.study import Figures, Result

DRAWS, SEED = 300, 5
BOUNDS = (5, 95)
HALF, THREE_QUARTERS, MOST_OF_THE_WAY = 0.5, 0.75, 0.6


class Shown(Struct, frozen=True):
    """A figure with the bounds that hold 90 %."""

    value: float
    low: float
    high: float


class Row(Struct, frozen=True):
    """One policy in one cell."""

    policy: str
    shown: Mapping[str, Shown]


class Beside(Struct, frozen=True):
    """A goal: the engine beside the hierarchy. ``met`` is by the figure itself."""

    name: str
    shown: Shown
    met: bool


class Cell(Struct, frozen=True):
    """One population in one world."""

    population: str
    world: str
    people: int
    rows: tuple[Row, ...]
    goals: tuple[Beside, ...]


Statistic = Callable[[Figures, Ints, int], float]


def median(figures: Figures, who: Ints, _: int) -> float:
    """Reach-outs to calibration, of those who did not begin calibrated."""
    told = figures.reach_outs[who]
    told = told[~np.isnan(told)]
    return float(np.median(told)) if told.size else float("nan")


def bounded(figures: Figures, who: Ints, weeks: int) -> float:
    """The mean of reach-outs to calibration, whoever did not get there counted with all the weeks."""
    return _mean(np.minimum(figures.reach_outs[who], weeks))


def mean_of(name: str) -> Statistic:
    """The mean of one figure."""
    return lambda figures, who, _: _mean(getattr(figures, name)[who])


def _mean(values: Floats) -> float:
    told = values[~np.isnan(values)]
    return float(told.mean()) if told.size else float("nan")


COLUMNS: Mapping[str, Statistic] = {
    "reach-outs": median,
    "mean": bounded,
    "by 26": mean_of("early"),
    "by 52": mean_of("ever"),
    "difference": mean_of("difference"),
    "over-trust": mean_of("over_trust"),
    "overwhelmed": mean_of("overwhelmed"),
    "hurts": mean_of("hurts"),
    "left": mean_of("left"),
    "told apart": mean_of("told_apart"),
    "done": mean_of("done"),
}


def summarise(results: Mapping[tuple[str, str], Result], weeks: int) -> tuple[Cell, ...]:
    """Every cell."""
    return tuple(_cell(*key, result.figures, weeks) for key, result in results.items())


def _cell(population: str, world: str, figures: Mapping[str, Figures], weeks: int) -> Cell:
    n = len(next(iter(figures.values())).left)
    draws = np.random.default_rng(SEED).integers(0, n, (DRAWS, n))
    everyone = np.arange(n)
    rows = []
    for policy, one in figures.items():
        found = {
            name: shown(lambda who, s=statistic, o=one: s(o, who, weeks), everyone, draws)  # type: ignore[misc]
            for name, statistic in COLUMNS.items()
        }
        rows.append(Row(policy, found))
    return Cell(population, world, n, tuple(rows), _goals(figures, everyone, draws, weeks))


def shown(of: Callable[[Ints], float], everyone: Ints, draws: Ints) -> Shown:
    """A figure of everyone, with its interval."""
    again = np.array([of(who) for who in draws])
    again = again[~np.isnan(again)]
    if not again.size:
        return Shown(of(everyone), float("nan"), float("nan"))
    low, high = np.percentile(again, BOUNDS, method="nearest")
    return Shown(of(everyone), float(low), float(high))


def _goals(figures: Mapping[str, Figures], everyone: Ints, draws: Ints, weeks: int) -> tuple[Beside, ...]:
    if not {"engine", "hierarchy"} <= set(figures):
        return ()
    engine, hierarchy = figures["engine"], figures["hierarchy"]

    def beside(name: str, most: float) -> Beside:
        def ratio(who: Ints) -> float:
            return _over(COLUMNS[name](engine, who, weeks), COLUMNS[name](hierarchy, who, weeks))

        found = shown(ratio, everyone, draws)
        return Beside(name, found, bool(found.value <= most))

    goals = [
        beside("reach-outs", THREE_QUARTERS),
        beside("mean", THREE_QUARTERS),
        beside("overwhelmed", HALF),
        *(beside(name, 1.0) for name in ("over-trust", "hurts", "left", "difference")),
    ]
    if "oracle" in figures:
        goals += [_way(name, figures, everyone, draws, weeks) for name in ("mean", "difference")]
    return tuple(goals)


def _way(name: str, figures: Mapping[str, Figures], everyone: Ints, draws: Ints, weeks: int) -> Beside:
    """How much of the way from the hierarchy to the oracle the engine has come."""

    def share(who: Ints) -> float:
        found = [COLUMNS[name](figures[policy], who, weeks) for policy in ("engine", "hierarchy", "oracle")]
        return _over(found[1] - found[0], found[1] - found[2])

    found = shown(share, everyone, draws)
    return Beside(f"way ({name})", found, bool(found.value >= MOST_OF_THE_WAY))


def _over(part: float, whole: float) -> float:
    """A ratio; NaN where there is none, as where neither ever came."""
    if (np.isinf(part) and np.isinf(whole)) or np.isnan(part) or np.isnan(whole):
        return float("nan")
    if whole == 0:
        return 1.0 if part == 0 else float("inf")
    return float(part / whole)
