"""A study: every policy on the same people, in every population and world asked for.

People are simulated in chunks of a fixed size with seeds of their own, so that one process, two, or a cluster
come to the same numbers.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct

from leanto.belief.normal import Bools, Floats, Ints
from leanto.lab import life as living
from leanto.lab.life import Life
from leanto.lab.offering import NOBODY, Choices
from leanto.lab.people import HELPERS, POPULATIONS, draw
from leanto.lab.policies import POLICIES, counted_on
from leanto.lab.week import live
from leanto.lab.worlds import EVERY

CHUNK = 60
CALIBRATED = 0.2
HALF_YEAR = 26


class Chunk(Struct, frozen=True):
    """People with the numbers ``begin`` to ``end`` of one population, in one world."""

    population: str
    world: str
    seed: int
    begin: int
    end: int
    weeks: int
    policies: tuple[str, ...]


class Figures(Struct, frozen=True):
    """What became of each person, all (n,). ``reach_outs`` done until calibration, and ``weeks``: inf where it
    never came, NaN for those who began calibrated or have nobody safe."""

    reach_outs: Floats
    weeks: Floats
    early: Floats
    ever: Floats
    difference: Floats
    over_trust: Floats
    overwhelmed: Floats
    hurts: Floats
    left: Floats
    told_apart: Floats
    done: Floats


class Result(Struct, frozen=True):
    """Figures by policy; how many people were suggested to someone, and how many of them not marked safe then."""

    figures: Mapping[str, Figures]
    suggested: Mapping[str, int]
    not_safe: Mapping[str, int]


Told = Callable[[int], None]
Spread = Callable[[Callable[[Chunk], Result], Sequence[Chunk]], Iterable[tuple[int, Result]]]
"""Runs a function over chunks and gives each result with its place, in any order."""


def chunks(
    people: int,
    weeks: int,
    seed: int,
    populations: Iterable[str],
    worlds: Iterable[str],
    policies: Iterable[str],
) -> tuple[Chunk, ...]:
    """The study, cut up."""
    named, worlds = tuple(policies), tuple(worlds)
    return tuple(
        Chunk(population, world, seed, begin, min(begin + CHUNK, people), weeks, named)
        for population in populations
        for world in worlds
        for begin in range(0, people, CHUNK)
    )


def one_by_one(run: Callable[[Chunk], Result], parts: Sequence[Chunk]) -> Iterator[tuple[int, Result]]:
    """In this process."""
    for place, part in enumerate(parts):
        yield place, run(part)


def study(
    parts: Sequence[Chunk], spread: Spread = one_by_one, told: Told = lambda _: None
) -> dict[tuple[str, str], Result]:
    """Results by population and world. ``told`` is called with how many chunks are done."""
    found: dict[int, Result] = {}
    for place, result in spread(simulate, parts):
        found[place] = result
        told(len(found))
    cells: dict[tuple[str, str], list[Result]] = {}
    for place, part in enumerate(parts):
        cells.setdefault((part.population, part.world), []).append(found[place])
    return {cell: joined(results) for cell, results in cells.items()}


def joined(results: Sequence[Result]) -> Result:
    """Chunks of one cell, in order."""
    names = list(results[0].figures)
    return Result(
        {
            name: Figures(
                *(
                    np.concatenate([getattr(one.figures[name], figure) for one in results])
                    for figure in Figures.__struct_fields__
                )
            )
            for name in names
        },
        {name: sum(one.suggested[name] for one in results) for name in names},
        {name: sum(one.not_safe[name] for one in results) for name in names},
    )


def simulate(part: Chunk) -> Result:
    """Every policy on the people of one chunk."""
    population, world = POPULATIONS[part.population], EVERY[part.world]
    people = draw(population, part.seed, range(part.begin, part.end), part.weeks, world)
    lived = {name: run(living.begin(people, population, world), name) for name in part.policies}
    return Result(
        {name: figures for name, (figures, _) in lived.items()},
        {name: life.suggested for name, (_, life) in lived.items()},
        {name: life.unsafe_chosen for name, (_, life) in lived.items()},
    )


def run(life: Life, name: str) -> tuple[Figures, Life]:
    """One policy through every week."""
    policy = POLICIES[name](life)
    weeks = life.people.luck.shape[1]
    gaps = [distance(life)]
    for week in range(weeks):
        scene = living.scene(life, week)
        offers = policy.choose(scene)
        count(life, scene.choices, offers)
        live(life, scene, scene.choices.at(offers[:, 0]))
        gaps.append(distance(life))
    return figures(life, np.stack(gaps, axis=1)), life


def count(life: Life, choices: Choices, offers: Ints) -> None:
    """Whom the offers name, against the marks as they stand: by the life's own record, not the policy's."""
    for place in range(offers.shape[1]):
        one = choices.at(offers[:, place])
        with_someone = one.there[:, 0] & (one.helper[:, 0] != NOBODY)
        named = np.flatnonzero(with_someone)
        life.suggested += int(named.size)
        life.unsafe_chosen += int((~life.safe[named, one.helper[named, 0]]).sum())


def distance(life: Life) -> Floats:
    """The mean distance between felt and true over safe people; NaN where there are none."""
    return over(np.abs(living.gap(life)), counted_on(life.people))


def over(value: Floats, mask: Bools) -> Floats:
    """The mean of each row where ``mask``; NaN where nowhere."""
    n = mask.sum(axis=1)
    return np.asarray(np.where(n > 0, (value * mask).sum(axis=1) / np.maximum(n, 1), np.nan))


def figures(life: Life, gaps: Floats) -> Figures:
    """``gaps`` (n, weeks + 1): the distance at first and after each week."""
    asked = np.cumsum(np.append(np.zeros((len(gaps), 1)), life.log.done, axis=1), axis=1)
    close = gaps < CALIBRATED
    week = close.argmax(axis=1)
    never, out = ~close.any(axis=1), np.isnan(gaps[:, 0]) | close[:, 0]
    reached = np.take_along_axis(asked, week[:, None], 1)[:, 0]
    weeks = np.where(out, np.nan, np.where(never, np.inf, week))
    return Figures(
        reach_outs=np.where(out, np.nan, np.where(never, np.inf, reached)),
        weeks=weeks,
        early=np.where(out, np.nan, weeks <= HALF_YEAR),
        ever=np.where(out, np.nan, np.isfinite(weeks)),
        difference=gaps[:, -1],
        over_trust=over(np.maximum(living.gap(life), 0), counted_on(life.people)),
        overwhelmed=np.nansum(life.log.overwhelmed, axis=1),
        hurts=life.hurts.astype(np.float64),
        left=(~life.here).astype(np.float64),
        told_apart=told_apart(life.belief[:, :HELPERS], life.people.unsafe),
        done=asked[:, -1],
    )


def told_apart(belief: Floats, unsafe: Bools) -> Floats:
    """The chance that someone safe is trusted more than someone unsafe (AUC), for each; NaN without either."""
    pair = ~unsafe[:, :, None] & unsafe[:, None, :]
    more = (belief[:, :, None] > belief[:, None, :]) + 0.5 * (belief[:, :, None] == belief[:, None, :])
    return over(more.reshape(len(belief), -1), pair.reshape(len(belief), -1))


ALL = tuple(POLICIES)
