"""Why a file was not brought in: one class for each reason, and the one sentence a person reads.

The sentences stand here in English with their names in braces, so that a page can say them in another
language: ``sentence`` is the text to translate; ``section``, ``position`` and ``field`` fill it. First those of an
archive of ours, then those of address cards.
"""

from typing import ClassVar


class ArchiveRefused(Exception):
    """A file was not brought in, no part of it. The message is the sentence.

    ``section`` and ``position`` (from 1) say where in the file, ``field`` in what, where that is known.
    """

    sentence: ClassVar[str] = "Nothing was brought in: this file cannot be read."

    def __init__(self, section: str = "", position: int = 0, field: str = "") -> None:
        self.section, self.position, self.field = section, position, field
        super().__init__(self.sentence.format(section=section, position=position, field=field))


class TooLarge(ArchiveRefused):
    """More bytes than are read at once."""

    sentence = "Nothing was brought in: this file is larger than 25 MB."


class NotJson(ArchiveRefused):
    """Damaged, cut short, or another kind of file."""

    sentence = "Nothing was brought in: this file is damaged, or is not JSON."


class NotOurs(ArchiveRefused):
    """JSON, and not an archive of ours."""

    sentence = "Nothing was brought in: Leanto did not write this file."


class TooNew(ArchiveRefused):
    """A format or a record schema from the future."""

    sentence = "Nothing was brought in: a newer Leanto wrote this file, so this one needs its update first."


class BadSection(ArchiveRefused):
    """Something stands where a list of records belongs."""

    sentence = "Nothing was brought in: “{section}” in this file is not a list."


class BadRecord(ArchiveRefused):
    """A record that is not what its section says."""

    sentence = "Nothing was brought in: number {position} of “{section}” cannot be read."


class BadField(BadRecord):
    """A record of which one field is at fault."""

    sentence = "Nothing was brought in: number {position} of “{section}” has a “{field}” that cannot be read."


class Doubled(BadRecord):
    """Two records under one id."""

    sentence = "Nothing was brought in: number {position} of “{section}” has the id of another in this file."


class NulText(BadRecord):
    """Text with U+0000 in it, where some stores and programs end a word."""

    sentence = "Nothing was brought in: number {position} of “{section}” holds a NUL character."


class TooLong(BadRecord):
    """One record that is larger than the store takes."""

    sentence = "Nothing was brought in: number {position} of “{section}” is too long to keep."


class CardsRefused(Exception):
    """A file of address cards was not read, no part of it. The message is the sentence; ``position`` (from 1) says
    at which card, where that is known."""

    sentence: ClassVar[str] = "Nothing was read: these cards cannot be read."

    def __init__(self, position: int = 0) -> None:
        self.position = position
        super().__init__(self.sentence.format(position=position))


class CardsTooLarge(CardsRefused):
    """More bytes than are read at once."""

    sentence = (
        "Nothing was read: this is larger than 256 kB. Take fewer cards at once, or leave their pictures out."
    )


class TooManyCards(CardsRefused):
    """More cards than are shown at once."""

    sentence = "Nothing was read: there are more than 500 cards in it. Take fewer at once."


class NotText(CardsRefused):
    """Bytes that are not UTF-8, or a NUL."""

    sentence = "Nothing was read: this is not text, or not in the encoding that cards use (UTF-8)."


class NotCards(CardsRefused):
    """Another kind of file, or a damaged one: something stands outside the cards, or a card does not end."""

    sentence = "Nothing was read: these are not address cards, or some of the file is missing."


class OtherVersion(CardsRefused):
    """A card of version 2.1, of one that is not known, or that says none."""

    sentence = (
        "Nothing was read: card {position} is not of version 3.0 or 4.0. Most address books can save these."
    )


class LongLine(CardsRefused):
    """A name, number or address on a line that no program would write."""

    sentence = "Nothing was read: a line of card {position} is too long."
