"""Taking times, and the one line a measure prints."""

import statistics
import sys
import time
from collections.abc import Callable, Sequence

from msgspec import Struct


class Measure(Struct, frozen=True):
    """A figure beside its baseline, both in the same unit; ``goal`` is the most their ratio may be, or the
    least where more is better."""

    name: str
    figure: float
    baseline: float
    unit: str
    against: str
    goal: float
    more_is_better: bool = False

    @property
    def ratio(self) -> float:
        return self.figure / self.baseline

    @property
    def met(self) -> bool:
        return self.ratio >= self.goal if self.more_is_better else self.ratio <= self.goal


def tell(measure: Measure) -> None:
    """Print the line: name, figure, baseline, ratio, goal."""
    goal = f"{'at least' if measure.more_is_better else 'at most'} {measure.goal:g}x"
    met = "met" if measure.met else "MISSED"
    sys.stdout.write(
        f"{measure.name:<44} {measure.figure:8.2f} {measure.unit:<5} {measure.baseline:8.2f} {measure.unit:<5} "
        f"{measure.ratio:6.2f}x   {goal:<14} {met:<7} {measure.against}\n"
    )
    sys.stdout.flush()


def heading() -> None:
    """Name the columns."""
    sys.stdout.write(f"{'measure':<44} {'figure':<14} {'baseline':<14} {'ratio':<9} {'goal':<22} against\n")


def side_by_side(
    one: Callable[[], object], other: Callable[[], object], rounds: int
) -> tuple[list[float], list[float]]:
    """Milliseconds of each, taken in turns so that a busy machine is busy for both."""
    one()
    other()
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        for which in (0, 1) if number % 2 else (1, 0):
            began = time.perf_counter()
            (one, other)[which]()
            times[which].append((time.perf_counter() - began) * 1000)
    return times


def middle(times: Sequence[float]) -> float:
    """The median."""
    return statistics.median(times)


def share(times: Sequence[float], hundredth: int) -> float:
    """The time that so many hundredths stay under."""
    return statistics.quantiles(times, n=100)[hundredth - 1]
