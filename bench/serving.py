"""Requests a second on two workers, beside a bare Django page on two workers."""

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import connection

from bench import life
from bench.measures import Measure
from leanto.vault import sessions
from leanto.web.config import instance_of

SECONDS, ROUNDS = 4.0, 3
PORTS = (8971, 8972, 8973)


def requests_a_second(home: Path, now: datetime) -> list[Measure]:
    """A page of text and Today, each on two workers, beside the same page without the vault and a bare one."""
    opened = life.account(now)
    life.kept(opened, now, 10, 10, 60)
    cookie = f"lt-{instance_of(home)}={sessions.begin(opened, 'bench', now)}"
    connection.close()
    asked = {
        "stock": (PORTS[2], "/help/safety/", ""),
        "safety": (PORTS[0], "/help/safety/", cookie),
        "bare": (PORTS[1], "/", ""),
        "today": (PORTS[0], "/", cookie),
    }
    with _ours(home, PORTS[0]), _beside("bench.bare", home, PORTS[1]), _beside("bench.stock", home, PORTS[2]):
        rates = {name: max(_rate(*page) for _ in range(ROUNDS)) for name, page in asked.items()}
    same, bare = "the same page on stock Django, nobody signed in", "one line on stock Django"
    return [
        Measure("Requests a second, a page of text", rates["safety"], rates["stock"], "/s", same, 0.5, True),
        Measure("Requests a second, a page of text", rates["safety"], rates["bare"], "/s", bare, 0.5, True),
        Measure("Requests a second, Today", rates["today"], rates["bare"], "/s", bare, 0.5, True),
    ]


@contextmanager
def _ours(home: Path, port: int) -> Iterator[None]:
    environ = os.environ | {"LEANTO_HOME": str(home), "LEANTO_PORT": str(port)}
    with _running([sys.executable, "-m", "leanto.cli", "serve"], environ, port, "/help/safety/"):
        yield


@contextmanager
def _beside(module: str, home: Path, port: int) -> Iterator[None]:
    words = ["-m", "gunicorn", f"{module}:application", "-w2", "--threads=2", f"-b127.0.0.1:{port}"]
    environ = os.environ | {"BARE_HOME": str(home), "LEANTO_HOME": str(home), "LEANTO_PORT": str(port)}
    page = "/" if module == "bench.bare" else "/help/safety/"
    with _running([sys.executable, *words, "--log-level=warning"], environ, port, page):
        yield


@contextmanager
def _running(command: list[str], environ: dict[str, str], port: int, page: str) -> Iterator[None]:
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, page)
        yield
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int, page: str) -> None:
    for _ in range(400):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{page}", timeout=5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"Nothing answers on port {port}.")


def _rate(port: int, page: str, cookie: str) -> float:
    """Answers a second, asked for by a process of its own."""
    asked = [sys.executable, "-m", "bench.load", str(port), page, str(SECONDS), cookie]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    ((count, refused),) = re.findall(r"(\d+) answers, (\d+) refused", said)
    assert refused == "0", said
    return int(count) / SECONDS
