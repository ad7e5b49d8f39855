"""What the documents point at is there: files, commands, make targets."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import tree

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
DOCUMENTS = {path: text for path, text in tree.texts().items() if path.suffix == ".md"}


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (tree.ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def commands() -> set[str]:
    helped = subprocess.run(
        [sys.executable, "-m", "leanto.cli", "--help"],
        cwd=tree.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(re.findall(r"[a-z]+", helped.stdout))


@pytest.mark.parametrize("path", DOCUMENTS, ids=str)
def test_every_link_leads_somewhere(path: Path) -> None:
    broken = [link for link in LINK.findall(DOCUMENTS[path]) if not (tree.ROOT / path.parent / link).exists()]
    assert not broken


def test_every_make_target_in_a_document_exists() -> None:
    known = targets()
    said = re.compile(r"(?:`|^    )make ([a-z]+)", re.MULTILINE)
    assert tree.found(lambda text: set(said.findall(text)) - known, DOCUMENTS) == {}


def test_every_command_in_a_document_exists() -> None:
    known = commands()
    said = re.compile(r"(?:-m leanto\.cli|`leanto) ([a-z]+)")
    assert tree.found(lambda text: set(said.findall(text)) - known, DOCUMENTS) == {}
