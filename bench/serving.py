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

from django.conf import settings
from django.db import connection

from bench import life
from bench.measures import Measure
from leanto.vault import sessions

SECONDS, ROUNDS = 4.0, 3
PORTS = (8971, 8972)


def requests_a_second(home: Path, now: datetime) -> list[Measure]:
    """Today, open and with ten records, and the safety page, which needs no account."""
    opened = life.account(now)
    life.kept(opened, now, 10, 10, 60)
    cookie = f"{settings.LEANTO_COOKIE}={sessions.begin(opened, 'bench', now)}"
    connection.close()
    with _ours(home, PORTS[0]), _bare(home, PORTS[1]):
        rates: dict[str, list[float]] = {"today": [], "safety": [], "bare": []}
        for _ in range(ROUNDS):
            rates["bare"].append(_rate(PORTS[1], "/", ""))
            rates["today"].append(_rate(PORTS[0], "/", cookie))
            rates["safety"].append(_rate(PORTS[0], "/help/safety/", cookie))
    best = {name: max(found) for name, found in rates.items()}
    return [
        Measure(f"Requests a second, {name}", best[page], best["bare"], "/s", "a bare Django page", 0.5, True)
        for page, name in (("today", "Today"), ("safety", "a page of text"))
    ]


@contextmanager
def _ours(home: Path, port: int) -> Iterator[None]:
    environ = os.environ | {"LEANTO_HOME": str(home), "LEANTO_PORT": str(port)}
    with _running([sys.executable, "-m", "leanto.cli", "serve"], environ, port, "/help/safety/"):
        yield


@contextmanager
def _bare(home: Path, port: int) -> Iterator[None]:
    words = ["-m", "gunicorn", "bench.bare:application", "-w2", "--threads=2", f"-b127.0.0.1:{port}"]
    environ = os.environ | {"BARE_HOME": str(home)}
    with _running([sys.executable, *words, "--log-level=warning"], environ, port, "/"):
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
