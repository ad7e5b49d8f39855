"""The tree as it would be committed, and the parts of it the house rules speak of."""

import subprocess
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def committed() -> tuple[Path, ...]:
    """Every file that is tracked, or would be by `git add`. Outside a checkout: every file of ours."""
    paths = [ROOT / name for name in _listed_by_git()] or [*ROOT.glob("*"), *ROOT.glob("[a-zA-Z]*/**/*")]
    return tuple(path for path in paths if path.is_file() and "__pycache__" not in path.parts)


def _listed_by_git() -> list[str]:
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")[
            :-1
        ]
    except (OSError, subprocess.CalledProcessError):
        return []


@cache
def texts() -> dict[Path, str]:
    """Every committed file that is text, by path."""
    kept = {}
    for path in committed():
        try:
            kept[path.relative_to(ROOT)] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return kept


def sources(*folders: str) -> dict[Path, str]:
    return {path: text for path, text in texts().items() if path.suffix == ".py" and path.parts[0] in folders}


def pages(suffix: str) -> dict[Path, str]:
    """Templates (".html"), style sheets (".css") or scripts (".js") that we wrote."""
    here = ("leanto", "web")
    return {path: text for path, text in texts().items() if path.suffix == suffix and path.parts[:2] == here}


def found(check: Callable[[str], Iterable[str]], among: Mapping[Path, str]) -> dict[str, list[str]]:
    """What a check finds in each file, files without a finding left out."""
    findings = {str(path): list(check(text)) for path, text in among.items()}
    return {path: lines for path, lines in findings.items() if lines}
