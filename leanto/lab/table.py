"""A study in words and numbers, as Markdown that reads well in a terminal too."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from leanto.lab.study import Result
from leanto.lab.summary import COLUMNS, Beside, Cell, Shown

CAVEAT = "Simulation is not evidence about people: every constant behind these figures is an assumption."
PLACES: Mapping[str, int] = {"reach-outs": 0, "mean": 1, "overwhelmed": 2, "hurts": 2, "done": 0}


def lines(cells: Sequence[Cell], results: Mapping[tuple[str, str], Result]) -> Iterator[str]:
    """The whole report."""
    yield CAVEAT
    for cell in cells:
        yield ""
        yield f"{cell.population}, {cell.world} ({cell.people} people; 90 % intervals over people)"
        yield ""
        yield from _rows(cell)
    if any(cell.goals for cell in cells):
        yield ""
        yield "The engine beside the hierarchy (ratios; * is a goal met), and its way from there to the oracle"
        yield ""
        yield from _goals(cells)
    yield ""
    yield from _counted(results.values())


def _rows(cell: Cell) -> Iterator[str]:
    yield "| policy | " + " | ".join(COLUMNS) + " |"
    yield "| --- |" + " ---: |" * len(COLUMNS)
    for row in cell.rows:
        yield f"| {row.policy} | " + " | ".join(figure(row.shown[name], name) for name in COLUMNS) + " |"


def figure(shown: Shown, name: str) -> str:
    """A figure and its interval: "14 (12 to 17)"; "never" where most did not get there."""
    value, low, high = (_number(one, name) for one in (shown.value, shown.low, shown.high))
    return f"{value} ({low} to {high})"


def _number(value: float, name: str) -> str:
    if value == float("inf"):
        return "never"
    return "none" if value != value else f"{value:.{PLACES.get(name, 3)}f}"  # noqa: PLR0124 - it is NaN


def _goals(cells: Iterable[Cell]) -> Iterator[str]:
    with_goals = [cell for cell in cells if cell.goals]
    names = [goal.name for goal in with_goals[0].goals]
    yield "| population, world | " + " | ".join(names) + " |"
    yield "| --- |" + " ---: |" * len(names)
    for cell in with_goals:
        yield f"| {cell.population}, {cell.world} | " + " | ".join(map(_goal, cell.goals)) + " |"


def _goal(goal: Beside) -> str:
    return figure(goal.shown, "overwhelmed") + ("*" if goal.met else "")


def _counted(results: Iterable[Result]) -> Iterator[str]:
    every = list(results)
    for policy in every[0].suggested:
        suggested = sum(one.suggested[policy] for one in every)
        not_safe = sum(one.not_safe[policy] for one in every)
        yield f"{policy}: someone not marked safe was suggested {not_safe:,} times in {suggested:,}"
