"""What every trial shares: its one line, and how long it runs."""

import faulthandler
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.served import Served

Told = Callable[[str, str, str], None]


@pytest.fixture(autouse=True)
def _take_your_time() -> None:
    """A trial may run longer than a test that hangs."""
    faulthandler.cancel_dump_traceback_later()


@pytest.fixture
def told(capfd: pytest.CaptureFixture[str]) -> Told:
    """Print a trial's line: name, figure, goal."""

    def tell(name: str, figure: str, goal: str) -> None:
        with capfd.disabled():
            print(f"\n{name:<46} {figure:<58} goal: {goal}", flush=True)  # noqa: T201 - this is what a trial is for

    return tell


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """An empty Leanto in processes of its own."""
    with Served(tmp_path / "home", tmp_path / "log") as running:
        yield running


def many(name: str, usual: int) -> int:
    """How many times, where the environment does not say otherwise."""
    return int(os.environ.get(name, usual))
