"""The lab: the same lives in every policy, gates that hold, and figures that say what they should."""

import argparse
import io
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from msgspec import structs

from leanto.lab import commands, summary, table
from leanto.lab import life as living
from leanto.lab import people as made
from leanto.lab.cluster import OnDask
from leanto.lab.life import Life
from leanto.lab.offering import NOBODY
from leanto.lab.policies import POLICIES
from leanto.lab.study import Figures, Result, chunks, count, one_by_one, study, told_apart
from leanto.lab.week import live
from leanto.lab.worlds import EVERY, SWEEP, WORLDS, World

WEEKS = 8


def begun(
    world: World = WORLDS["matched"], population: str = "typical", n: int = 6, weeks: int = WEEKS
) -> Life:
    kind = made.POPULATIONS[population]
    return living.begin(made.draw(kind, 3, range(n), weeks, world), kind, world)


def lived(policy: str, world: World = WORLDS["matched"], n: int = 6, weeks: int = WEEKS) -> Life:
    life = begun(world, n=n, weeks=weeks)
    chooses = POLICIES[policy](life)
    for week in range(weeks):
        scene = living.scene(life, week)
        offers = chooses.choose(scene)
        count(life, scene.choices, offers)
        live(life, scene, scene.choices.at(offers[:, 0]))
    return life


def figures(**changes: float) -> Figures:
    return Figures(**{name: np.full(20, changes.get(name, 1.0)) for name in Figures.__struct_fields__})


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("world", ["matched", "late"])
def test_nobody_who_is_not_marked_safe_is_ever_suggested(policy: str, world: str) -> None:
    life = lived(policy, WORLDS[world], weeks=14)
    assert life.unsafe_chosen == 0
    assert life.suggested > 0
    with_someone = life.log.planned & (life.log.helper != NOBODY)
    marked = np.take_along_axis(life.people.marked, np.minimum(life.log.helper, NOBODY - 1), 1)
    assert marked[with_someone].all()


def test_the_count_notices_someone_who_is_not_marked_safe() -> None:
    life = begun()
    scene = living.scene(life, 1)
    offers = POLICIES["random"](life).choose(scene)
    life.safe[:] = False
    count(life, scene.choices, offers)
    assert life.unsafe_chosen == life.suggested > 0


def test_a_hurt_closes_a_gate_at_once_and_it_stays_closed_until_it_is_looked_at_again() -> None:
    world = structs.replace(WORLDS["matched"], late=1.0)
    life = lived("comfort", world, n=30, weeks=6)
    rows, weeks = np.nonzero((life.log.happened == 1) & (life.log.helper != NOBODY))
    assert rows.size
    assert not life.safe[rows, life.log.helper[rows, weeks]].any()


def test_the_same_seed_gives_the_same_study_however_it_is_cut() -> None:
    parts = chunks(3, 4, 5, ["typical"], ["matched"], ["engine", "random"])
    one, other = study(parts), study(parts, lambda run, parts: reversed(list(one_by_one(run, parts))))
    for name in Figures.__struct_fields__:
        for policy in ("engine", "random"):
            np.testing.assert_array_equal(
                getattr(one["typical", "matched"].figures[policy], name),
                getattr(other["typical", "matched"].figures[policy], name),
            )


@pytest.mark.parametrize("world", [name for name in EVERY if name != "matched"])
def test_every_other_world_goes_another_way(world: str) -> None:
    usual, other = (lived("thompson", EVERY[name], n=30, weeks=20) for name in ("matched", world))
    assert not np.array_equal(usual.log.forecast, other.log.forecast, equal_nan=True)


def test_a_no_lowers_what_is_expected_and_a_yes_raises_it() -> None:
    life = begun()
    expected = np.full(6, 0.4)
    assert (living.move(life, expected, np.ones(6), 0.1, 0.3) > 0).all()
    assert (living.move(life, expected, np.zeros(6), 0.1, 0.3) < 0).all()


def test_very_large_surprises_teach_less_where_the_world_is_so() -> None:
    expected, came = np.full(6, 0.1), np.ones(6)
    usual = living.move(begun(), expected, came, 0.3, 0.3)
    assert (living.move(begun(WORLDS["numb"]), expected, came, 0.3, 0.3) < usual).all()


def test_forecasts_are_said_in_tenths_where_the_world_is_so() -> None:
    said = lived("random", WORLDS["tenths"]).log.forecast
    said = said[~np.isnan(said)]
    np.testing.assert_allclose(said * 10, np.rint(said * 10))


def test_the_oracle_ends_closer_than_chance() -> None:
    found = study(chunks(40, 40, 5, ["depressed"], ["matched"], ["oracle", "random"]))
    both = found["depressed", "matched"].figures
    assert np.nanmean(both["oracle"].difference) < np.nanmean(both["random"].difference) - 0.03


def test_telling_apart_is_one_where_everyone_safe_is_trusted_more() -> None:
    unsafe = np.array([[True, False, False]])
    assert told_apart(np.array([[0.0, 1.0, 2.0]]), unsafe) == 1
    assert told_apart(np.array([[3.0, 1.0, 2.0]]), unsafe) == 0
    assert np.isnan(told_apart(np.zeros((1, 3)), np.zeros((1, 3), dtype=np.bool_)))


def test_goals_are_met_or_missed_by_what_was_asked() -> None:
    better = {
        "engine": figures(reach_outs=7, overwhelmed=1),
        "hierarchy": figures(reach_outs=10, overwhelmed=2),
    }
    oracle = {"oracle": figures(reach_outs=6, overwhelmed=1)}
    (cell,) = summary.summarise({("a", "b"): Result({**better, **oracle}, {}, {})}, 52)
    met = {goal.name: (round(goal.shown.value, 2), goal.met) for goal in cell.goals}
    assert met["reach-outs"] == (0.7, True)
    assert met["overwhelmed"] == (0.5, True)
    assert met["way (mean)"] == (0.75, True)
    worse = {"engine": figures(reach_outs=9), "hierarchy": figures(reach_outs=10)}
    (cell,) = summary.summarise({("a", "b"): Result(worse, {}, {})}, 52)
    assert not next(goal for goal in cell.goals if goal.name == "reach-outs").met


def test_a_median_that_never_comes_is_said_so() -> None:
    never = figures(reach_outs=float("inf"))
    (cell,) = summary.summarise({("a", "b"): Result({"engine": never}, {}, {})}, 52)
    shown = cell.rows[0].shown["reach-outs"]
    assert table.figure(shown, "reach-outs") == "never (never to never)"


def test_the_command_says_how_far_it_is_and_writes_the_table_and_the_chart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    commands.options(parser)
    out = tmp_path / "lab.md"
    small = "study --people 4 --steps 3 --seed 2 --population typical --world matched"
    named = f"{small} --policy engine hierarchy oracle --out".split()
    asked = parser.parse_args([*named, str(out)])
    assert commands.run(asked) == 0
    said = capsys.readouterr()
    assert said.out == out.read_text(encoding="utf-8")
    assert "not evidence about people" in said.out
    assert "engine: someone not marked safe was suggested 0 times in" in said.out
    assert "1/1" in said.err
    drawn = out.with_suffix(".svg").read_text(encoding="utf-8")
    assert "not evidence about people" in drawn
    assert ET.fromstring(drawn).tag.endswith("svg")


def test_a_sweep_sets_the_engine_beside_the_hierarchy_in_every_assumption(
    capsys: pytest.CaptureFixture[str],
) -> None:
    parser = argparse.ArgumentParser()
    commands.options(parser)
    named = ["study", "--sweep", "--people", "2", "--steps", "2", "--seed", "2", "--population", "typical"]
    assert commands.run(parser.parse_args(named)) == 0
    said = capsys.readouterr().out
    assert all(f"| typical, {world} |" in said for world in SWEEP)
    assert "oracle:" not in said


def test_a_study_of_nobody_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    commands.options(parser)
    assert commands.run(parser.parse_args(["study", "--people", "0"])) == 1
    assert "at least one" in capsys.readouterr().err


def test_progress_is_one_line_that_only_grows() -> None:
    to = io.StringIO()
    told = commands.progress(4, to, now=lambda: 0.0)
    for done in range(1, 5):
        told(done)
    bars = [line.count("#") for line in to.getvalue().split("\r")[1:]]
    assert all(one < other for one, other in pairwise(bars))
    assert to.getvalue().count("\n") == 1


@pytest.mark.filterwarnings("ignore")
def test_two_workers_come_to_the_numbers_of_one_process() -> None:
    pytest.importorskip("distributed")
    parts = chunks(70, 4, 5, ["typical"], ["matched"], ["engine", "random"])
    assert len(parts) == 2
    here, there = study(parts), study(parts, OnDask(workers=2))
    for policy in ("engine", "random"):
        for name in Figures.__struct_fields__:
            np.testing.assert_array_equal(
                getattr(here["typical", "matched"].figures[policy], name),
                getattr(there["typical", "matched"].figures[policy], name),
            )
