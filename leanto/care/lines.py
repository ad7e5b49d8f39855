"""Which lines to show someone, and the emergency number of every country that has one.

Lines come from the dated file (``content.lines``), and so do emergency numbers where it has them, with whom each
sends; everywhere else they come from libphonenumber, which knows the numbers and not whom they send.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from urllib.parse import quote

from msgspec import Struct
from phonenumbers import PhoneMetadata, country_code_for_region

from leanto.content.directories import Listing
from leanto.content.lines import Directory, Emergency, Line, LineKind, Lines, Medium, Number, Way, countries

NORTH_AMERICA = 1
KNOWN_WIDELY = ("112", "911", "999", "000", "111")
AS_MANY_AS_ONE_READS = 6


class Shown(Struct, frozen=True):
    """One line as a page shows it. ``stale``: it was checked too long ago to stand alone."""

    line: Line
    ways: tuple[tuple[Way, str], ...]
    stale: bool


class Help(Struct, frozen=True):
    """What one country has. A line for crises stands in ``crisis`` even when one may also just talk there."""

    country: str
    name: str
    numbers: tuple[Number, ...]
    note: str
    crisis: tuple[Shown, ...]
    listening: tuple[Shown, ...]
    abuse: tuple[Shown, ...]

    @property
    def has_lines(self) -> bool:
        """Whether any line was found that could be read about."""
        return bool(self.crisis or self.listening or self.abuse)

    @property
    def has_stale(self) -> bool:
        """Whether a line here needs its date and a directory beside it."""
        return any(shown.stale for shown in (*self.crisis, *self.listening, *self.abuse))


def help_in(country: str, lines: Lines, today: date) -> Help:
    """Emergency numbers and lines of one country, by its ISO code."""
    emergency = _emergency(country, lines)
    theirs = [_shown(line, today) for line in lines.lines if line.country == country]
    return Help(
        country=country,
        name=countries().get(country, country),
        numbers=emergency.numbers if emergency else tuple(map(Number, emergency_numbers(country))),
        note=emergency.note if emergency else "",
        crisis=_of(theirs, lambda kinds: LineKind.crisis in kinds),
        listening=_of(theirs, lambda kinds: not kinds & {LineKind.crisis, LineKind.abuse}),
        abuse=_of(theirs, lambda kinds: LineKind.abuse in kinds),
    )


def everywhere(lines: Lines, today: date) -> tuple[Help, ...]:
    """Every country with a line, in the order in which countries are listed."""
    with_lines = {line.country for line in lines.lines}
    return tuple(help_in(country, lines, today) for country in countries() if country in with_lines)


def stale(entry: Line | Directory | Emergency | Listing, today: date) -> bool:
    """Whether an entry was checked more than twelve months ago (rule 2)."""
    then = entry.checked_on
    return (today.year, today.month, today.day) > (then.year + 1, then.month, then.day)


def overdue(lines: Lines, today: date) -> tuple[Line, ...]:
    """Every line checked too long ago, the oldest first. A release waits until there is none."""
    old = [line for line in lines.lines if stale(line, today)]
    return tuple(sorted(old, key=lambda line: (line.checked_on, line.name)))


@cache
def emergency_numbers(country: str) -> tuple[str, ...]:
    """What libphonenumber knows to reach help, those known widely first. A few islands have none."""
    metadata = PhoneMetadata.short_metadata_for_region(country)
    described = metadata.emergency if metadata else None
    if described is None or not described.national_number_pattern:
        return ()
    pattern = re.compile(described.national_number_pattern)
    short = [str(number).zfill(width) for width in (2, 3) for number in range(10**width)]
    matching = [number for number in short if pattern.fullmatch(number)] or [described.example_number or ""]
    return tuple(sorted(matching, key=lambda number: _rank(number, country))[:AS_MANY_AS_ONE_READS])


def link(way: Way) -> str:
    """The address that opens a telephone, a text or a chat; empty where none can be made."""
    if way.medium is Medium.chat:
        return way.at
    number = "".join(character for character in way.at if character.isdecimal() or character in "+*#")
    if way.medium is Medium.call:
        return f"tel:{quote(number, safe='+*')}"
    return f"sms:{number}{_body(way.say)}" if way.medium is Medium.text else ""


def as_text(words: str) -> str:
    """The address that opens a new text message, to nobody yet, with these words in it."""
    return f"sms:{_body(words)}"


def as_mail(words: str) -> str:
    """The address that opens a new e-mail, to nobody yet, with these words in it."""
    return f"mailto:?body={quote(words)}"


def _body(words: str) -> str:
    # One family of telephones separates the body with "?", the other with "&"; both read this.
    return f"?&body={quote(words)}" if words else ""


def _emergency(country: str, lines: Lines) -> Emergency | None:
    return next((one for one in lines.emergency if one.country == country), None)


def _shown(line: Line, today: date) -> Shown:
    return Shown(line, tuple((way, link(way)) for way in line.ways), stale(line, today))


def _of(shown: Iterable[Shown], wanted: Callable[[set[LineKind]], bool]) -> tuple[Shown, ...]:
    return tuple(one for one in shown if wanted(set(one.line.kinds)))


def _rank(number: str, country: str) -> tuple[int, str]:
    first = ("911", *KNOWN_WIDELY) if country_code_for_region(country) == NORTH_AMERICA else KNOWN_WIDELY
    return (first.index(number) if number in first else len(first), number)
