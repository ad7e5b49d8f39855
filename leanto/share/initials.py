"""Names in free text become initials, so that nobody is named on a page who was not asked.

It errs on the side of hiding: a first name alone counts, in any case, with its accents or without. A name that is
also an everyday word ("will", "may") counts with a capital letter only, or a page would be full of letters.
"""

import re
from collections.abc import Iterable, Iterator
from unicodedata import combining, normalize

from msgspec import Struct

from leanto.records import Person, Relation

TOGETHER = (Relation.group, Relation.service)
"""Their names are made of everyday words, so only the whole of one counts."""
ACCENTS = "[\u0300-\u036f]*"
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
TITLES = """
aunt auntie aunty brother cousin doctor dr miss mr mrs ms mx nurse prof professor sir sister uncle
"""
WORDS_TOO = """
amber angel april art august bill christian dawn dean drew earl faith frank gene grace grant guy heather holly hope
iris ivy jack jade joy june mark may max miles nick olive pat pearl penny rain ray rich rob robin rose ruby sky skip
sue summer violet wade ward will
"""
NOT_A_NAME, ALSO_WORDS = frozenset(TITLES.split()), frozenset(WORDS_TOO.split())


class Hidden(Struct, frozen=True):
    """Names as they can stand in a text: one pattern, whose groups are ``found``, each with whose it is."""

    pattern: re.Pattern[str] | None
    found: tuple[tuple[str, str], ...]

    def initials_in(self, text: str) -> str:
        """The text with initials where the names stood."""
        if self.pattern is None:
            return text
        return normalize("NFC", self.pattern.sub(self._initials, normalize("NFD", text)))

    def named_in(self, text: str) -> frozenset[str]:
        """The ids of those whose name stands in the text."""
        hits = self.pattern.finditer(normalize("NFD", text)) if self.pattern else ()
        return frozenset(self.found[(hit.lastindex or 1) - 1][0] for hit in hits)

    def _initials(self, hit: re.Match[str]) -> str:
        letters = self.found[(hit.lastindex or 1) - 1][1]
        # At the end of a sentence there is a full stop already.
        return letters[:-1] if hit.string[hit.end() : hit.end() + 1] == "." else letters


def hidden(people: Iterable[Person]) -> Hidden:
    """The names of these people, the longest first, so that a whole name comes before a part of it."""
    spelt = {(words, person.id): initials(words) for person in people for words in _spellings(person)}
    longest = sorted(spelt, key=lambda one: (-len(one[0]), one))
    pattern = "|".join(f"({_as_written(words)})" for words, _ in longest)
    found = tuple((id, spelt[words, id]) for words, id in longest)
    return Hidden(re.compile(pattern) if pattern else None, found)


def initials(name: str) -> str:
    """``Maya Lindqvist`` becomes ``M. L.``"""
    return " ".join(f"{word[0].upper()}." for word in WORD.findall(name))


def _spellings(person: Person) -> Iterator[str]:
    name = normalize("NFC", " ".join(person.name.split()))
    words = WORD.findall(name)
    parts = [] if person.relation in TOGETHER else [word for word in words if not word[0].islower()]
    for one in dict.fromkeys((name, " ".join(words), *parts)):
        if _long_enough(one) and one.casefold() not in NOT_A_NAME:
            yield one


def _long_enough(words: str) -> bool:
    """A single letter is its own initial; in a script without capitals it may be a whole name."""
    return len(words) > 1 if words.upper() != words.lower() else bool(WORD.search(words))


def _as_written(words: str) -> str:
    """A pattern for the name: any case and accents, any space between, no letter right before or after."""
    spaced = r"\s+".join("".join(map(_letter, normalize("NFD", word))) for word in words.split())
    cased = spaced if words.casefold() not in ALSO_WORDS else f"{words.capitalize()}|{words.upper()}"
    flag = "i" if cased is spaced else ""
    return f"{_edge(words[0], '<!')}(?{flag}:{cased}){_edge(words[-1], '!')}"


def _letter(letter: str) -> str:
    if combining(letter):
        return ""
    return (re.escape(letter) if letter not in "'’" else "['’]") + ACCENTS


def _edge(letter: str, side: str) -> str:
    """Scripts without capitals often put no space between words: there a name counts wherever it stands."""
    return rf"(?{side}[^\W\d_])" if letter.upper() != letter.lower() or not letter.isalpha() else ""
