"""Every sentence a person can read here, by the file it stands in."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

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
PLURAL = re.compile(r"{%\s*plural\s*%}")
INSIDE = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
# Outside gettext a string of this many words is a sentence: what the command prints, what a file is refused with.
WORDY = re.compile(r"(?:[^\W\d_]{2,}\W+){3}[^\W\d_]{2,}")
PATTERN = re.compile(r"\w\|\w")
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
        "languages",
    ]
)


@cache
def sentences() -> tuple[tuple[str, str], ...]:
    """All of them: pages, what views add, what is printed or refused, content, and the guides to using it."""
    return tuple(
        (str(path), " ".join(words.split()))
        for path, text in tree.texts().items()
        for words in of_file(path, text)
    )


@cache
def documents() -> tuple[tuple[str, str], ...]:
    """What is said of the house outside it: the README and the documentation, by sentence."""
    return tuple(
        (str(path), " ".join(sentence.split()))
        for path, text in tree.texts().items()
        if path.suffix == ".md" and (path.parts[0] == "docs" or len(path.parts) == 1)
        for sentence in re.split(r"\n\s*\n|(?<=[.!?])\s+|\s\|\s", text)
    )


def of_file(path: Path, text: str) -> Iterator[str]:
    """What one file of ours says to a person; nothing for any other file."""
    inside = path.parts[:1] == ("leanto",)
    content = path.parts[:2] == ("leanto", "content")
    if path.parts[:2] == ("docs", "use"):
        yield from re.split(r"\n\s*\n", text)
    elif inside and path.suffix == ".html":
        yield from of_page(text)
    elif inside and path.suffix == ".py":
        yield from of_view(text)
        yield from of_code(text)
    # The patterns of the gate are looked for in what is typed, and never shown.
    elif content and path.parts[2] != "safety" and path.suffix == ".toml":
        yield from of_content(tomllib.loads(text))
    elif content and path.parts[2] != "safety" and path.suffix == ".json":
        yield from of_content(json.loads(text))


def of_page(template: str) -> Iterator[str]:
    seen = UNSEEN.sub("", template)
    for block in BLOCK.findall(seen):
        yield from (INSIDE.sub("…", words) for words in PLURAL.split(block))
    yield from (double or single for double, single in TAG.findall(seen))


def of_view(source: str) -> Iterator[str]:
    """What is handed to gettext."""
    for given in _to_gettext(ast.parse(source)):
        yield str(given.value)


def of_code(source: str) -> Iterator[str]:
    """Every other string that reads like a sentence, docstrings left out."""
    module = ast.parse(source)
    elsewhere = {id(given) for given in _to_gettext(module)} | set(_standing_alone(module))
    for node in ast.walk(module):
        said = node.value if isinstance(node, ast.Constant) else None
        if isinstance(said, str) and id(node) not in elsewhere and _is_sentence(said):
            yield said


def of_content(value: object) -> Iterator[str]:
    yield from (words for _keys, words in by_place(value))


def by_place(value: object, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """What a content file says, each with the keys that lead to it; places in a list are numbers."""
    named = next((key for key in reversed(keys) if not key.isdigit()), "")
    if isinstance(value, str) and named not in NOT_SAID:
        yield keys, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from by_place(inner, (*keys, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from by_place(inner, (*keys, str(number)))


def _is_sentence(text: str) -> bool:
    return bool(WORDY.search(text)) and not PATTERN.search(text)


def _to_gettext(module: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
            for given in node.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given


def _standing_alone(module: ast.Module) -> Iterator[int]:
    return (id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr))
