"""Files and functions stay small enough to be read in one go."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house import tree

LONGEST_FUNCTION = 60
LONGEST_FILE = 300
# Records stand together, and the reader is handed out as one file.
LONGER = {Path("leanto/share/reader.py"): 440}
OURS = {path: text for path, text in tree.sources("leanto").items() if "migrations" not in path.parts}


def long_functions(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            told = (ast.get_docstring(node, clean=False) or "").count("\n")
            lines = (node.end_lineno or node.lineno) - node.lineno - told
            if lines > LONGEST_FUNCTION:
                yield f"{node.name}: {lines} lines"


def test_no_function_is_over_sixty_lines() -> None:
    assert tree.found(long_functions, OURS) == {}


def test_no_file_is_over_three_hundred_lines() -> None:
    most = {path: LONGER.get(path, LONGEST_FILE) for path in OURS}
    assert {str(path): text.count("\n") for path, text in OURS.items() if text.count("\n") > most[path]} == {}
