"""A plan for hard moments: which parts are filled, which lines can be offered for it, which numbers can be called.

The parts and their order follow the safety plan of Stanley & Brown (2012); the words are ours. Nothing here judges
what was written, and no part is owed.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from leanto.care.lines import emergency_numbers, help_in, link, stale
from leanto.content.lines import Line, Lines, Medium, countries
from leanto.records import SafetyPlan

FEWEST, MOST = 7, 15
"""Digits of a telephone number that is not known as a line's: fewer could be anything, E.164 has no more."""

RUN = re.compile(r"(?<![\w+])(?:\+|\(|\+\()?\d(?:[ \u00a0\u202f.()/–-]{0,3}\d){2,19}(?!\w)")
OTHER_THAN_A_NUMBER = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-](\d{2}|\d{4})|\d{4}[./-]\d{1,2}[./-]\d{1,2}|(19|20)\d\d ?[-–/] ?(19|20)\d\d"
)
"""Dates and spans of years."""

TRUNK = re.compile(r"\(0\)")
ENDS_THE_LINE = re.compile(r"[\s.,;)]*\Z")


class Part(StrEnum):
    """The parts of a plan, in the order they are read. Each value is the record's field."""

    signs = "signs"
    helps = "helps"
    people = "people"
    places = "places"
    lines = "lines"
    live_for = "live_for"


class Run(Struct, frozen=True):
    """A stretch of one line of text; where ``href`` is not empty, a number that can be called or texted."""

    text: str
    href: str = ""


def filled(plan: SafetyPlan) -> tuple[Part, ...]:
    """The parts that say something."""
    return tuple(part for part in Part if getattr(plan, part).strip())


def missing(plan: SafetyPlan) -> tuple[Part, ...]:
    """The parts that were skipped."""
    return tuple(part for part in Part if part not in filled(plan))


def current(plans: Iterable[SafetyPlan]) -> tuple[SafetyPlan, ...]:
    """The plan that counts, written last, and after it any that came with a file or from older pages."""
    return tuple(sorted(plans, key=lambda plan: (plan.at, plan.id), reverse=True))


def offered(country: str, lines: Lines, today: date) -> tuple[Line, ...]:
    """Lines of a country (ISO code) that can go into a plan: for crises, for talking, for harm at home. A line that
    was read too long ago is not offered: on paper it would lose the date that stands beside it."""
    here = help_in(country, lines, today) if country in countries() else None
    found = (*here.crisis, *here.listening, *here.abuse) if here else ()
    return tuple({one.line.id: one.line for one in found if not stale(one.line, today)}.values())


def with_line(text: str, line: str) -> str:
    """The text with one more line at its end, unless that line is there already."""
    if line.strip() in (one.strip() for one in text.splitlines()):
        return text
    return f"{text.rstrip()}\n{line}" if text.strip() else line


def known(country: str, lines: Lines) -> Mapping[str, str]:
    """Digits of the short numbers of a country's lines and emergencies, each with the address that calls or texts
    it. Without a country, those of every line in the file and no emergency number."""
    emergency = {number: f"tel:{number}" for number in emergency_numbers(country)} if country else {}
    ours = [one for one in lines.lines if not country or one.country == country]
    texts, calls = (
        {_digits(way.at): link(way) for one in ours for way in one.ways if way.medium is medium}
        for medium in (Medium.text, Medium.call)
    )
    return {**texts, **calls, **emergency}


def as_read(text: str, numbers: Mapping[str, str]) -> tuple[tuple[Run, ...], ...]:
    """The text line by line, each cut where a number can be called. Empty lines are left out; joined again, the
    runs of a line are that line. What is called is what was written, digit by digit."""
    return tuple(tuple(_runs(line.strip(), numbers)) for line in text.splitlines() if line.strip())


def _runs(line: str, numbers: Mapping[str, str]) -> Iterator[Run]:
    done = 0
    for found in RUN.finditer(line):
        href = _href(found[0], numbers, last=ENDS_THE_LINE.match(line, found.end()) is not None)
        if href:
            if found.start() > done:
                yield Run(line[done : found.start()])
            yield Run(found[0], href)
            done = found.end()
    if done < len(line):
        yield Run(line[done:])


def _href(written: str, numbers: Mapping[str, str], *, last: bool) -> str:
    digits = _digits(written)
    if digits in numbers:
        # "112 High Street" calls nobody: a short number counts where a line of the plan ends with it.
        return numbers[digits] if last or len(digits) >= FEWEST else ""
    if not FEWEST <= len(digits.removeprefix("+")) <= MOST or OTHER_THAN_A_NUMBER.fullmatch(written):
        return ""
    return f"tel:{digits}"


def _digits(written: str) -> str:
    """The digits alone, after a plus if there is one. Any script's digits are read; "(0)" after a country code is
    not dialled."""
    plus = "+" if "+" in written else ""
    dialled = TRUNK.sub("", written) if plus else written
    return plus + "".join(str(unicodedata.decimal(one)) for one in dialled if one.isdecimal())
