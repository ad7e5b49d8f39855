"""A real Leanto, served as a person would start it, and a real Chromium."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.chromium import launch_args

PHONE, DESKTOP, NARROW = (
    {"width": 390, "height": 844},
    {"width": 1280, "height": 900},
    {"width": 320, "height": 640},
)


class Weather(BaseHTTPRequestHandler):
    """The site that leaving goes to. It counts who came, and is as slow as it is told to be."""

    came: list[str] = []
    seconds = 0.0

    def do_GET(self) -> None:
        if self.path != "/weather":
            self.send_error(404)
            return
        self.came.append(self.headers.get("Referer", ""))
        time.sleep(self.seconds)
        body = b"<!doctype html><title>Weather</title><link rel=icon href=data:,><p>Some cloud later on."
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing to the console."""


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[str]:
    """The address of another site, there and nowhere else."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Weather)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/weather"
    server.shutdown()
    server.server_close()


class House:
    """One running Leanto: its address, the address that opens it, and its home."""

    def __init__(
        self, home: Path, exit_site: str, command: str = "serve", program: str = "leanto.cli"
    ) -> None:
        self.home, self.command, self.program = home, command, program
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.environ = {
            name: value for name, value in os.environ.items() if not name.startswith(("LEANTO_", "DJANGO_"))
        }
        self.environ |= {"LEANTO_HOME": str(home), "LEANTO_PORT": str(port), "TZ": "Europe/London"}
        self.environ["LEANTO_EXIT_SITE"] = exit_site
        self.begin()

    def begin(self) -> None:
        """Start it, or start it again on the same home and port."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", self.program, self.command],
            env=self.environ,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout
        for line in self.process.stdout:
            if match := re.search(r"http://\S+", line):
                self.start = match[0]
                return
        raise RuntimeError("it did not start")

    def kill(self) -> None:
        """End it and its workers at once, as a power cut would. It takes a second to end by itself."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self._over()

    def close(self) -> None:
        """Stop it. Nothing waits for open connections, because the browser that held them is gone."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        self._over()

    def _over(self) -> None:
        self.process.wait(10)
        assert self.process.stdout
        self.process.stdout.close()


@pytest.fixture
def house(tmp_path: Path, elsewhere: str) -> Iterator[House]:
    """An empty Leanto."""
    served = House(tmp_path / "home", elsewhere)
    yield served
    served.kill()


@pytest.fixture(scope="session")
def six_months(tmp_path_factory: pytest.TempPathFactory, elsewhere: str) -> Path:
    """A home with the demo's six months in it, made once."""
    home = tmp_path_factory.mktemp("made-up")
    House(home, elsewhere, "demo").close()
    return home


@pytest.fixture(scope="module")
def made_up(six_months: Path, tmp_path_factory: pytest.TempPathFactory, elsewhere: str) -> Iterator[House]:
    """The demo's six months, as no other file of tests has touched them."""
    home = tmp_path_factory.mktemp("made-up")
    shutil.copytree(six_months, home, dirs_exist_ok=True)
    served = House(home, elsewhere, "demo")
    yield served
    served.kill()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return launch_args()


@pytest.fixture
def browser_context_args() -> dict[str, Any]:
    return {"locale": "en-GB", "timezone_id": "Europe/London"}


Enter = Callable[..., Page]


@pytest.fixture
def enter(made_up: House, browser: Browser) -> Iterator[Enter]:
    """Opens the six months in a browser of its own, as often as asked: ``enter(viewport=PHONE)``.

    It is inside, and on no page yet: the first page each test goes to is its own.
    """
    contexts: list[BrowserContext] = []

    def opened(**options: Any) -> Page:
        context = browser.new_context(**{"locale": "en-GB", "viewport": DESKTOP, **options})
        contexts.append(context)
        assert context.request.get(made_up.start, max_redirects=0).status == 302
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def held(page: Page, address: str) -> list[Route]:
    """Requests to an address, kept waiting until one lets them go."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(address, hold)
    return waiting


def shot(page: Page, name: str) -> None:
    """A picture for looking at, where LOOK names a folder to put it in."""
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
