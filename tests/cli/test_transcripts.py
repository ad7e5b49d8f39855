"""The command, as transcripts: each .txt file here is what someone types and what they read.

# about                    given: what is so before (see ``GIVEN``)
$ leanto check             a command; $HOME stands for the data directory, $AWAY for another folder
^C                         it runs until then, and then Ctrl+C is pressed
All is well: $HOME         what is printed, on either stream
= 0                        its status
"""

import http.client
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from msgspec import Struct

from tests.cli import given
from tests.served import ROOT, environment, free_port

HERE = Path(__file__).parent
LONGEST = 40
ANYTHING = {
    "TIME": r"\d{8}-\d{6}",
    "TOKEN": r"[\w-]{32}",
    "PORT": r"\d{2,5}",
    "...": r".+",
}


class Step(Struct):
    """One command, what it prints and its status."""

    command: str
    until_interrupted: bool
    printed: list[str]
    status: int


def steps(lines: list[str]) -> Iterator[Step]:
    step: Step | None = None
    for line in lines:
        if line.startswith("$ "):
            step = Step(line[2:], False, [], 0)
        elif step and line == "^C":
            step.until_interrupted = True
        elif step and line.startswith("= "):
            step.status = int(line[2:])
            yield step
            step = None
        elif step:
            step.printed.append(line)


def expected(printed: list[str], names: dict[str, str]) -> re.Pattern[str]:
    """What a step prints, with placeholders for what differs from run to run."""
    whole = re.escape("\n".join(printed)).replace(r"\ ", " ")
    for name, pattern in ANYTHING.items():
        whole = whole.replace(re.escape(f"<{name}>"), pattern)
    for name, value in names.items():
        whole = whole.replace(re.escape(f"${name}"), re.escape(value))
    return re.compile(rf"\A{whole}\n?\Z" if printed else r"\A\Z")


def run(step: Step, environ: dict[str, str], names: dict[str, str]) -> tuple[str, int]:
    words = shlex.split(step.command)
    while "=" in words[0]:
        name, _equals, value = words.pop(0).partition("=")
        environ = environ | {name: value}
    assert words.pop(0) == "leanto"
    for name, value in names.items():
        words = [word.replace(f"${name}", value) for word in words]
    process = subprocess.Popen(
        [sys.executable, "-m", "leanto.cli", *words],
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    too_long = threading.Timer(LONGEST, lambda: os.killpg(process.pid, signal.SIGKILL))
    too_long.start()
    if step.until_interrupted:
        said = ""
        for line in process.stdout:
            said += line
            if "Ctrl+C" in line:
                _once_it_answers(int(names["PORT"]))
                os.killpg(process.pid, signal.SIGINT)
    else:
        said = process.stdout.read()
    process.stdout.close()
    status = process.wait()
    too_long.cancel()
    return said, status


def _once_it_answers(port: int) -> None:
    """A terminal's Ctrl+C reaches the workers too. One is there once a page is, the other a moment later."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    asked.request("GET", "/help/safety/")
    assert asked.getresponse().status == 200
    asked.close()
    time.sleep(0.5)


@pytest.mark.parametrize("path", sorted(HERE.glob("*.txt")), ids=lambda path: path.stem)
def test_the_command_says_what_the_transcript_says(path: Path, tmp_path: Path) -> None:
    lines = path.read_text().splitlines()
    names = {"HOME": str(tmp_path / "home"), "AWAY": str(tmp_path / "away"), "PORT": str(free_port())}
    environ = environment(Path(names["HOME"]), LEANTO_PORT=names["PORT"])
    (tmp_path / "away").mkdir()
    with ExitStack() as stack:
        for line in lines:
            if line.startswith("given: "):
                stack.enter_context(given.GIVEN[line[7:]](given.Place(tmp_path, int(names["PORT"]))))
        found = list(steps(lines))
        assert found, "no command in it"
        for step in found:
            said, status = run(step, environ, names)
            assert expected(step.printed, names).match(said), f"{step.command}\n{said}"
            assert status == step.status, step.command
