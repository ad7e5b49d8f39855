"""A real Leanto, served as a person would start it, and a real Chromium."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.chromium import launch_args

PHONE, DESKTOP, NARROW = (
    {"width": 390, "height": 844},
    {"width": 1280, "height": 900},
    {"width": 320, "height": 640},
)


class House:
    """One running Leanto: its address, the address that opens it, and its home."""

    def __init__(self, home: Path, command: str = "serve") -> None:
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        environ = {
            name: value for name, value in os.environ.items() if not name.startswith(("LEANTO_", "DJANGO_"))
        }
        environ |= {"LEANTO_HOME": str(home), "LEANTO_PORT": str(port), "TZ": "Europe/London"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "leanto.cli", command], env=environ, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        for line in self.process.stdout:
            if match := re.search(r"http://\S+", line):
                self.start = match[0]
                break
        self.address = f"http://127.0.0.1:{port}"

    def close(self) -> None:
        """Stop it as Ctrl+C would."""
        self.process.terminate()
        self.process.wait(10)
        assert self.process.stdout
        self.process.stdout.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """An empty Leanto."""
    served = House(tmp_path / "home")
    yield served
    served.close()


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demo's six months."""
    served = House(tmp_path_factory.mktemp("made-up"), "demo")
    yield served
    served.close()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return launch_args()


@pytest.fixture
def browser_context_args() -> dict[str, Any]:
    return {"locale": "en-GB", "timezone_id": "Europe/London"}


def shot(page: Page, name: str) -> None:
    """A picture for looking at, where LOOK names a folder to put it in."""
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
