"""Envelope, keys, slots and what is left outside: every branch taken by their own tests. The first three are few
enough lines to be read at once."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
MODULES = ("envelope", "keys", "slots")
ALL = (*MODULES, "left_out")


def test_every_branch_is_taken(tmp_path: Path) -> None:
    files = [str(HERE / f"test_{name}.py") for name in ("vectors", *ALL)]
    measured = [f"--cov=leanto.vault.{name}" for name in ALL]
    command = [sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider", *files, *measured]
    environ = {**os.environ, "COVERAGE_FILE": str(tmp_path / "coverage")}
    # This process may be a worker of xdist; the one it starts is not.
    for name in [name for name in environ if name.startswith(("PYTEST_", "LEANTO_"))]:
        del environ[name]
    done = subprocess.run(
        [*command, "--cov-branch", "--cov-fail-under=100"],
        cwd=HERE.parents[1],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_together_they_stay_under_six_hundred_lines() -> None:
    vault = HERE.parents[1] / "leanto" / "vault"
    assert sum((vault / f"{name}.py").read_text().count("\n") for name in MODULES) < 600
