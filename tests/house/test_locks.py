"""What is installed is what was asked for, at one version each, every file known by its hash."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house import tree

FOLDER = tree.ROOT / "requirements"
PIN = re.compile(
    r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?P<hashes>[^\n]*(?:\n    --hash=sha256:[0-9a-f]{64}[^\n]*)*)",
    re.MULTILINE,
)
ASKED = ["run", "dev", "uv"]


def asked(name: str) -> list[Requirement]:
    lines = (FOLDER / f"{name}.in").read_text(encoding="utf-8").splitlines()
    own = [Requirement(line) for line in lines if line and not line.startswith(("#", "-r"))]
    included = [Path(line.split()[1]).stem for line in lines if line.startswith("-r")]
    return own + [more for other in included for more in asked(other)]


def locked(name: str) -> dict[str, Version]:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return {canonicalize_name(pin[1]): Version(pin[2]) for pin in PIN.finditer(text)}


def meets(pins: dict[str, Version], wanted: Requirement) -> bool:
    name = canonicalize_name(wanted.name)
    return name in pins and pins[name] in wanted.specifier


@pytest.mark.parametrize("name", ASKED)
def test_a_lock_answers_what_was_asked(name: str) -> None:
    pins = locked(name)
    unmet = [str(one) for one in asked(name) if not meets(pins, one)]
    assert not unmet, "run `make locks`"


@pytest.mark.parametrize("name", ASKED)
def test_every_pin_has_hashes(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    pins = list(PIN.finditer(text))
    assert len(pins) == sum(line[:1].isalnum() for line in text.splitlines())
    assert all("--hash=sha256:" in pin["hashes"] for pin in pins)


def test_the_tests_run_on_the_versions_people_run() -> None:
    run, dev = locked("run"), locked("dev")
    assert run.items() <= dev.items()


def test_there_are_at_most_twenty_dependencies_and_each_is_explained() -> None:
    lines = (FOLDER / "run.in").read_text(encoding="utf-8").splitlines()
    wanted = [number for number, line in enumerate(lines) if not line.startswith("#")]
    assert len(wanted) <= 20
    assert all(lines[number - 1].startswith("#") for number in wanted)
