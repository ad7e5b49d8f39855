"""Words as data: what is written for everyone and kept by no one, read from the files beside this one.

Each loader names the struct its file holds (see ``ladder.py``), is cached, and raises ``Misprint`` for a
file that is not as it must be, so that a slip of the pen is found when the house starts and not by a reader.
"""

from collections.abc import Mapping
from importlib.resources import files
from typing import TypeVar

import msgspec

T = TypeVar("T")


class Misprint(ValueError):
    """A content file is not as it must be. The message names the file, the entry and what is wrong."""

    def __init__(self, name: str, entry: str, wrong: str) -> None:
        super().__init__(f"content/{name}{f', {entry}' if entry else ''}: {wrong}")


def load(name: str, kind: type[T]) -> T:
    """A whole file as ``kind``: TOML or JSON, by its ending. Unknown fields are for the struct to refuse."""
    decode = msgspec.toml.decode if name.endswith(".toml") else msgspec.json.decode
    try:
        return decode(files(__name__).joinpath(name).read_bytes(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Misprint(name, "", str(error)) from error


def entries(name: str, kind: type[T]) -> dict[str, T]:
    """A file of named tables, each as ``kind``, in the order of the file; a table's name is its ``id``."""
    tables: Mapping[str, Mapping[str, object]] = load(name, dict[str, dict[str, object]])
    found = {}
    for entry, table in tables.items():
        try:
            found[entry] = msgspec.convert({**table, "id": entry}, kind)
        except msgspec.ValidationError as error:
            raise Misprint(name, entry, str(error)) from error
    return found
