"""Everything a person reads, cut into pieces whose reading level can be measured.

A piece of content is a whole file, and every table and list in it down to those of a hundred words: a path, its
first page, its questions with their reasons, one exercise, one part of the circle. A piece of the pages is a room
or a template, of the views a room or a module, of the guides a page or a section.
"""

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.care import spoken
from tests.house import reading, tree

CONTENT = Path("leanto/content")
# Fewer words than these are a label, not a sentence; counted as sentences they would make any page look easy.
SENTENCE = 4
# "%(name)s", "{days}" and what a template fills in: read as one more word, of two syllables.
FILLED_IN, STAND_IN = re.compile(r"%\(\w+\)[sd]|\{\w*\}|…(?=\w|\s*$)|(?<=\s)…"), "person"
MARKUP = re.compile(r"<[^>]*>")
# Files of content that are no sentences of ours.
NOT_OURS = {"countries.toml": "names of countries"}
# What is read of a questionnaire's file, between its codes and addresses.
SHOWN = frozenset({"title", "description", "text", "display"})
# Keys whose words are somebody else's, or a name.
NOT_OUR_WORDS = {
    "licence": "a licence as its holder worded it",
    "source": "authors, year and journal",
    "bands_source": "the same",
    "reliability_source": "the same",
    "reliable_source": "the same",
    "felt_source": "the same",
    "measure": "the name of a questionnaire",
    "bands": "published names of ranges",
}
# Files of lines and lists, and what in them is no sentence of ours.
LISTS = frozenset({"lines.json", "directories.json"})
OF_LISTS = {"name": "the name of a line or a list", "hours": "days of the week and times of the clock"}


@cache
def pieces() -> dict[str, tuple[str, ...]]:
    """Texts by piece, each once. A piece is named by its file, or its room, and its place there."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for places, words in _said():
        for place in places:
            found[place].append(words)
    return {place: tuple(dict.fromkeys(said)) for place, said in found.items()}


@cache
def paragraphs() -> tuple[tuple[str, str], ...]:
    """Each single text, with the narrowest place it has."""
    return tuple((places[-1], words) for places, words in _said())


def length(texts: tuple[str, ...]) -> int:
    return sum(len(reading.words(text)) for text in texts)


def _said() -> Iterator[tuple[list[str], str]]:
    """What is said and the places it belongs to, the widest first."""
    for path, text in tree.texts().items():
        for places, words in _of_file(path, text):
            plain = FILLED_IN.sub(STAND_IN, MARKUP.sub("", " ".join(words.split())))
            if len(reading.words(plain)) >= SENTENCE:
                yield places, plain


def _of_file(path: Path, text: str) -> Iterator[tuple[list[str], str]]:
    if path.parts[:2] == ("docs", "use"):
        yield from _of_guide(path, text)
    elif path.parts[:2] == ("leanto", "web") and path.suffix in {".html", ".py"}:
        of = spoken.of_page if path.suffix == ".html" else spoken.of_view
        yield from (([str(path.parent), str(path)], words) for words in of(text))
    elif path.is_relative_to(CONTENT) and _is_ours(path):
        value = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
        for keys, words in spoken.by_place(value):
            if _is_our_word(path, keys):
                yield ["/".join((str(path), *keys[:depth])) for depth in range(len(keys))], words


def _of_guide(path: Path, text: str) -> Iterator[tuple[list[str], str]]:
    """Markdown: a row's cells and a list's items are texts of their own, indented code is nobody's sentence."""
    section = ""
    for block in re.split(r"\n\s*\n", text):
        heading = re.match(r"#+ (.+)", block)
        section = heading[1] if heading else section
        if not block.startswith("    "):
            for item in re.split(r"(?m)\s\|\s|^\|\s|\s\|$|^(?:- |\d+\. |#+ )", block):
                yield [str(path), f"{path}, {section}"], re.sub(r"\]\([^)]*\)|[\[*`]", "", item)


def _is_ours(path: Path) -> bool:
    """Whether the words of a content file are ours: not the gate's patterns, not a published questionnaire."""
    if path.suffix not in {".toml", ".json"} or path.name in NOT_OURS or "safety" in path.parts:
        return False
    return path.suffix == ".toml" or path.name in LISTS or _is_our_questionnaire(path)


def _is_our_questionnaire(path: Path) -> bool:
    """Published questionnaires stand as they were published, word for word."""
    scoring = tomllib.loads(tree.texts()[path.with_suffix(".scoring.toml")])
    return str(scoring["source"]).startswith("Leanto")


def _is_our_word(path: Path, keys: tuple[str, ...]) -> bool:
    if path.parent.name == "instruments" and path.suffix == ".json":
        return keys[-1] in SHOWN
    not_ours = NOT_OUR_WORDS | (OF_LISTS if path.name in LISTS else {})
    return not not_ours.keys() & set(keys)
