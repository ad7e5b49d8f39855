"""No chance where it would have to be unguessable, and nothing personal in a log."""

import ast
from collections.abc import Iterator

import pytest

from tests.house import tree

OURS = tree.sources("leanto")
LOG_CALLS = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})
LOGGERS = frozenset({"log", "logger", "logging"})


def imported(source: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def chance(source: str) -> set[str]:
    return imported(source) & {"random", "numpy.random"}


def said(source: str) -> Iterator[str]:
    """Log calls that could carry a record: a made-up message, `extra`, a traceback, or any `print`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in {"print", "pprint"}:
                yield f"line {node.lineno}: print"
            if is_loose_log(node):
                yield f"line {node.lineno}: log"


def is_loose_log(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(value=ast.Name(id=logger), attr=method) if method in LOG_CALLS:
            return logger.lower().strip("_") in LOGGERS and (method == "exception" or carries(call))
    return False


def carries(call: ast.Call) -> bool:
    fixed = any(isinstance(value, ast.Constant) and isinstance(value.value, str) for value in call.args)
    built = any(isinstance(value, ast.JoinedStr | ast.BinOp) for value in call.args)
    return (
        built or not fixed or any(given.arg in {"extra", "exc_info", "stack_info"} for given in call.keywords)
    )


def test_chance_comes_from_the_system_alone() -> None:
    outside_the_lab = {path: text for path, text in OURS.items() if path.parts[1] != "lab"}
    assert tree.found(chance, outside_the_lab) == {}


def test_nothing_is_printed_and_no_record_logged() -> None:
    but_the_command = {path: text for path, text in OURS.items() if path.parts[1] != "cli.py"}
    assert tree.found(said, but_the_command) == {}


@pytest.mark.parametrize("source", ["import random", "from random import choice", "from numpy import random"])
def test_chance_is_noticed(source: str) -> None:
    assert chance(source)


@pytest.mark.parametrize(
    "source",
    [
        "print(moment)",
        "log.info(f'kept {moment}')",
        "logger.warning('kept ' + moment.text)",
        "log.error('refused', extra={'moment': moment})",
        "log.error('refused', exc_info=True)",
        "log.exception('refused')",
        "_log.info(moment)",
    ],
)
def test_loose_talk_is_noticed(source: str) -> None:
    assert list(said(source))


def test_a_count_may_be_logged() -> None:
    assert not list(said("log.info('refused %d rows', count)"))
