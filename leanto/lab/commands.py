"""``leanto lab study``: simulated people with every policy, a table and a chart."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from leanto.lab import chart, summary, table
from leanto.lab.cluster import Absent, OnDask
from leanto.lab.people import POPULATIONS
from leanto.lab.policies import POLICIES
from leanto.lab.study import Spread, chunks, one_by_one, study
from leanto.lab.worlds import EVERY, SWEEP, WORLDS

WIDE = 30
CHOICES = (
    ("world", tuple(EVERY), tuple(WORLDS)),
    ("population", tuple(POPULATIONS), tuple(POPULATIONS)),
    ("policy", tuple(POLICIES), tuple(name for name in POLICIES if name != "hierarchy within")),
)
"""What may be named, and what is taken where nothing is."""
BESIDE = ("engine", "hierarchy")


def options(command: argparse.ArgumentParser) -> None:
    """What ``leanto lab`` takes."""
    studies = command.add_subparsers(dest="study", required=True, metavar="STUDY")
    asked = studies.add_parser("study", help="try every policy on simulated people")
    for name, usual in (("people", 120), ("steps", 52), ("seed", 1), ("workers", 0)):
        asked.add_argument(f"--{name}", type=int, default=usual, metavar="N")
    for name, known, standard in CHOICES:
        asked.add_argument(f"--{name}", nargs="+", choices=known, default=standard, metavar="NAME")
    asked.add_argument(
        "--sweep",
        action="store_true",
        help="the lab's own assumptions at other values, by engine and hierarchy",
    )
    asked.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler, such as tcp://host:8786")
    asked.add_argument("--out", type=Path, metavar="FILE", help="the table as FILE, and beside it FILE.svg")


def run(asked: argparse.Namespace) -> int:
    """Run the study, showing how far it is on stderr; print the table."""
    if asked.people < 1 or asked.steps < 1:
        sys.stderr.write("A study needs at least one person and one step.\n")
        return 1
    worlds, policies = (SWEEP, BESIDE) if asked.sweep else (asked.world, asked.policy)
    parts = chunks(asked.people, asked.steps, asked.seed, asked.population, worlds, policies)
    try:
        results = study(parts, _spread(asked), progress(len(parts), sys.stderr))
    except Absent as absent:
        sys.stderr.write(f"{absent}\n")
        return 1
    cells = summary.summarise(results, asked.steps)
    text = "\n".join(table.lines(cells, results)) + "\n"
    sys.stdout.write(text)
    if asked.out:
        asked.out.write_text(text, encoding="utf-8")
        asked.out.with_suffix(".svg").write_text(chart.svg(cells), encoding="utf-8")
    return 0


def _spread(asked: argparse.Namespace) -> Spread:
    if asked.scheduler or asked.workers:
        return OnDask(asked.scheduler, asked.workers or 2)
    return one_by_one


def progress(whole: int, to: TextIO, now: Callable[[], float] = time.monotonic) -> Callable[[int], None]:
    """One line that grows: how much is done, and about how long the rest takes."""
    began = now()

    def told(done: int) -> None:
        full = WIDE * done // whole
        left = (now() - began) / done * (whole - done)
        bar = "#" * full + "." * (WIDE - full)
        to.write(f"\r[{bar}] {done}/{whole}, about {left:.0f} s left " + ("\n" if done == whole else ""))
        to.flush()

    return told
