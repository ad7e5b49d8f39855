"""The Electronic Frontier Foundation's long list of 7,776 words for passphrases (CC BY 3.0 US)."""

from functools import cache
from importlib.resources import files


@cache
def load() -> tuple[str, ...]:
    """The words: short, common, none the beginning of another."""
    return tuple(files("leanto.content").joinpath("en/words.txt").read_text("utf-8").split())
