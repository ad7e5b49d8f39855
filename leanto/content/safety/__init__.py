"""The data of the safety gate: the signs a sentence can carry, the weights of the gate, and labelled sentences.

The four ``writer-*.tsv`` and ``everyday.tsv`` (none of it risk) are what it learned from; ``held-out.tsv`` is by
another writer, and nothing was learned from it. All were made up for this.
"""

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from msgspec import Struct

from leanto.content import Misprint, load

WRITERS = ("writer-one", "writer-two", "writer-three", "writer-four")
EVERYDAY, HELD_OUT = "everyday", "held-out"


class Labelled(Struct, frozen=True):
    """One sentence and what its writer meant by it. ``kind`` says which sort of risk, or of none."""

    risk: bool
    kind: str
    text: str


class Model(Struct, frozen=True, forbid_unknown_fields=True):
    """The gate's weights. A piece whose weights and ``bias`` add up to ``threshold`` or more may be a match, one
    that comes to ``surely`` is taken for one."""

    bias: float
    threshold: float
    surely: float
    weights: Mapping[str, float]


@cache
def model() -> Model:
    """The weights that ship. Raises ``Misprint``, or ``OSError`` if the file is not there."""
    return load("safety/gate.json", Model)


@cache
def signs() -> Mapping[str, re.Pattern[str]]:
    """Each sign's name and its pattern. Raises ``Misprint``, or ``OSError`` if the file is not there."""
    written = load("safety/signs.toml", dict[str, tuple[str, ...]])
    try:
        return {name: re.compile("|".join(patterns)) for name, patterns in written.items()}
    except re.error as error:
        raise Misprint("safety/signs.toml", "", str(error)) from error


@cache
def plainly() -> re.Pattern[str]:
    """What is said plainly. Raises ``Misprint``, or ``OSError`` if the file is not there."""
    written = load("safety/plainly.toml", dict[str, tuple[str, ...]])
    try:
        return re.compile("|".join(written["said"]))
    except re.error as error:
        raise Misprint("safety/plainly.toml", "", str(error)) from error


def labelled(writer: str) -> tuple[Labelled, ...]:
    """One writer's sentences, in the order of their file."""
    text = files(__name__).joinpath(f"{writer}.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(Labelled(row["label"] == "risk", row["kind"], row["sentence"]) for row in rows)
