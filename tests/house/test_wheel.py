"""The wheel holds what a person needs, and runs from anywhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.house import tree

BUILD = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, without the network, by what the environment already has."""
    copy, out = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("wheel")
    for path in tree.committed():
        target = copy / path.relative_to(tree.ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    built = subprocess.run(
        [sys.executable, "-c", BUILD, str(out)], cwd=copy, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    return next(out.glob("leanto-*.whl"))


def inside(wheel: Path) -> set[str]:
    with ZipFile(wheel) as opened:
        return set(opened.namelist())


def test_everything_of_the_package_is_inside(wheel: Path) -> None:
    names = {path.relative_to(tree.ROOT) for path in tree.committed()}
    ours = {str(name) for name in names if name.parts[0] == "leanto"}
    assert ours - inside(wheel) == set()


def test_nothing_else_is_inside(wheel: Path) -> None:
    assert {name.split("/")[0].split("-")[0] for name in inside(wheel)} == {"leanto"}


def test_the_licences_go_with_it(wheel: Path) -> None:
    held = {name.split("/licenses/")[1] for name in inside(wheel) if "/licenses/" in name}
    assert {"LICENSE", "NOTICE", "LICENSES/CC-BY-SA-4.0.txt"} <= held


def test_the_command_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    with ZipFile(wheel) as opened:
        opened.extractall(tmp_path / "site")
    alone = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "LEANTO_HOME": str(tmp_path / "home")}
    alone.pop("DJANGO_SETTINGS_MODULE", None)
    helped = subprocess.run(
        [sys.executable, "-P", "-m", "leanto.cli", "--help"],
        cwd=tmp_path,
        env=alone,
        capture_output=True,
        text=True,
        check=False,
    )
    assert helped.returncode == 0, helped.stderr
    assert "serve" in helped.stdout
    assert not (tmp_path / "home").exists()
