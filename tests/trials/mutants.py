"""Break one thing at a time in a module and see whether its tests notice.

``python -m tests.trials.mutants MODULE`` tells for each thing whether they did. Each mutant is one process,
forked from one in which everything slow is imported already.
"""

import ast
import copy
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import cryptography.hazmat.primitives.hpke  # noqa: F401 - slow to import, once here instead of in each child
import hypothesis  # noqa: F401
import msgspec  # noqa: F401
import pytest

TESTS = [f"tests/vault/test_{name}.py" for name in ("vectors", "keys", "slots", "envelope")]
ALONE = "-x -q -c /dev/null --rootdir=. --noconftest --import-mode=importlib"
WITHOUT = ("django", "xdist", "randomly", "cacheprovider", "playwright", "cov", "base_url")
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.Mod: ast.Mult,
    ast.FloorDiv: ast.Mult,
}


Change = tuple[str, object]
"""A field of a node, and what it becomes."""


def places(tree: ast.Module) -> Iterator[tuple[ast.AST, Change]]:
    """Every node that can be broken, each way it can be."""
    for node in ast.walk(tree):
        for kind, changes in CHANGES.items():
            if isinstance(node, kind):
                yield from ((node, change) for change in changes(node))


def _compared(node: ast.Compare) -> Iterator[Change]:
    for at, op in enumerate(node.ops):
        if type(op) in SWAPS:
            yield "ops", [*node.ops[:at], SWAPS[type(op)](), *node.ops[at + 1 :]]


def _joined(node: ast.BoolOp | ast.BinOp) -> Iterator[Change]:
    if type(node.op) in SWAPS:
        yield "op", SWAPS[type(node.op)]()


def _constant(node: ast.Constant) -> Iterator[Change]:
    if isinstance(node.value, bool):
        yield "value", not node.value
    elif isinstance(node.value, int):
        yield "value", node.value + 1
    elif isinstance(node.value, bytes):
        yield "value", node.value + b"!"


def _chosen(node: ast.If | ast.IfExp) -> Iterator[Change]:
    for test in (ast.Constant(True), ast.Constant(False), ast.UnaryOp(ast.Not(), node.test)):
        yield "test", test


def _returned(node: ast.Return) -> Iterator[Change]:
    if node.value:
        yield "value", ast.Constant(None)


CHANGES: dict[type[ast.AST] | tuple[type[ast.AST], ...], Callable[[Any], Iterator[Change]]] = {
    ast.Compare: _compared,
    (ast.BoolOp, ast.BinOp): _joined,
    ast.Constant: _constant,
    (ast.If, ast.IfExp): _chosen,
    ast.Return: _returned,
    ast.Raise: lambda _: iter([("", ast.Pass())]),
}
"""Nodes of a kind, and the ways to break them. The functions differ in the node they take."""


def without_words(tree: ast.Module) -> ast.Module:
    """The module without annotations of functions: nothing runs differently by them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
            for argument in (*node.args.args, *node.args.kwonlyargs, *node.args.posonlyargs):
                argument.annotation = None
    return tree


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """What was broken and where, and the broken source."""
    tree = without_words(ast.parse(source))
    for index, (node, _change) in enumerate(places(tree)):
        broken = copy.deepcopy(tree)
        here, (field, value) = list(places(broken))[index]
        before = ast.unparse(node).splitlines()[0]
        if field:
            setattr(here, field, value)
            after = ast.unparse(here).splitlines()[0]
        else:
            _replace(broken, here, value)
            after = "pass"
        ast.fix_missing_locations(broken)
        yield f"line {getattr(node, 'lineno', 0)}: {before}  ->  {after}", ast.unparse(broken)


def _replace(tree: ast.Module, old: ast.AST, new: object) -> None:
    for node in ast.walk(tree):
        for body in (getattr(node, name, None) for name in ("body", "orelse", "finalbody")):
            if isinstance(body, list) and old in body:
                body[body.index(old)] = new


class Broken(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the broken source for one module, and nothing else."""

    def __init__(self, module: str, path: Path, source: str) -> None:
        self.module, self.path, self.source = module, path, source

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        return importlib.util.spec_from_loader(name, self) if name == self.module else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, self.path, "exec"), module.__dict__)


def noticed(module: str, path: Path, source: str) -> bool:
    """Whether the tests fail with the broken source. A module that cannot even be imported is noticed."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        sys.meta_path.insert(0, Broken(module, path, source))
        plugins = [word for name in WITHOUT for word in ("-p", f"no:{name}")]
        os._exit(int(pytest.main([*ALONE.split(), *plugins, *TESTS])))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def main(module: str) -> None:
    path = Path(*module.split(".")).with_suffix(".py")
    source = path.read_text()
    if noticed(module, path, source):
        raise SystemExit("The tests fail before anything is broken.")
    for what, broken in mutants(source):
        said = "noticed" if noticed(module, path, broken) else "SURVIVED"
        sys.stdout.write(f"{said} {what}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
