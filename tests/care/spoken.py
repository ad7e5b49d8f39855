"""Every sentence a person can read here, by the file it stands in."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from leanto.care.safety import INTENDED_USE
from tests.house import tree

GETTEXT = frozenset(
    [
        "_",
        "gettext",
        "gettext_lazy",
        "ngettext",
        "ngettext_lazy",
        "pgettext",
        "pgettext_lazy",
        "npgettext",
        "npgettext_lazy",
    ]
)
UNSEEN = re.compile(r"{#.*?#}|{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}", re.DOTALL)
BLOCK = re.compile(r"{%\s*blocktrans(?:late)?\b.*?%}(.*?){%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
TAG = re.compile(r'{%\s*trans(?:late)?\s+"([^"]*)"|{%\s*trans(?:late)?\s+\'([^\']*)\'')
INSIDE = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
NOT_SAID = frozenset(
    [
        "id",
        "address",
        "at",
        "sources",
        "country",
        "kinds",
        "medium",
        "read",
        "page",
        "checked_on",
        "site",
        "name",
        "languages",
    ]
)


@cache
def sentences() -> tuple[tuple[str, str], ...]:
    """All of them: pages, what views add, and content."""
    found = [("leanto/care/safety.py", INTENDED_USE)]
    for path, text in tree.texts().items():
        found += [(str(path), " ".join(words.split())) for words in _of(path, text)]
    return tuple(found)


@cache
def documents() -> tuple[tuple[str, str], ...]:
    """What is said of the house outside it: the README and the documentation, by paragraph."""
    return tuple(
        (str(path), " ".join(paragraph.split()))
        for path, text in tree.texts().items()
        if path.suffix == ".md" and (path.parts[0] == "docs" or len(path.parts) == 1)
        for paragraph in re.split(r"\n\s*\n", text)
    )


def _of(path: Path, text: str) -> Iterator[str]:
    if path.parts[:2] == ("leanto", "web") and path.suffix == ".html":
        yield from of_page(text)
    elif path.parts[:2] == ("leanto", "web") and path.suffix == ".py":
        yield from of_view(text)
    # The patterns of the gate are looked for in what is typed, and never shown.
    elif path.parts[:2] == ("leanto", "content") and path.parts[2] != "safety" and path.suffix == ".toml":
        yield from of_content(tomllib.loads(text))
    elif path.parts[:2] == ("leanto", "content") and path.suffix == ".json":
        yield from of_content(json.loads(text))


def of_page(template: str) -> Iterator[str]:
    seen = UNSEEN.sub("", template)
    yield from (INSIDE.sub("…", words) for words in BLOCK.findall(seen))
    yield from (double or single for double, single in TAG.findall(seen))


def of_view(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
            for given in node.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value


def of_content(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, str) and key not in NOT_SAID:
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from of_content(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from of_content(inner, key)
