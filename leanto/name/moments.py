"""Moments caught: by day, by month, found by their words, and how many of those done alone were chosen."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby

from msgspec import Struct

from leanto.records import Did, Moment

PAGE = 50
CHOSEN_FROM, HAD_TO_UNTIL = 3, 1

# Letters that are one letter to a reader and yet do not come apart under Unicode decomposition.
_ALIKE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "’": "'", "‘": "'"}
)


class Day(Struct, frozen=True):
    """One day's moments, the latest first."""

    on: date
    moments: tuple[Moment, ...]


class Page(Struct, frozen=True):
    """One page of a longer list, numbered from 1. ``older`` says that another follows."""

    number: int
    moments: tuple[Moment, ...]
    older: bool

    @property
    def newer(self) -> bool:
        """Whether a page comes before this one."""
        return self.number > 1

    @property
    def before(self) -> int:
        """The number of the page of newer moments."""
        return self.number - 1

    @property
    def after(self) -> int:
        """The number of the page of older moments."""
        return self.number + 1


class Month(Struct, frozen=True):
    """A month that holds moments: how many, and the page on which its latest one stands."""

    first: date
    count: int
    page: int


class Week(Struct, frozen=True):
    """What was done alone in one week, counted from its Monday, and how much of it was chosen."""

    start: date
    alone: int
    chosen: int
    had_to: int
    between: int

    @property
    def unsaid(self) -> int:
        """Done alone, and not placed between "I had to" and "I chose to"."""
        return self.alone - self.chosen - self.had_to - self.between


def latest_first(moments: Iterable[Moment]) -> list[Moment]:
    """The last caught first. Two caught in the same instant keep an order of their own."""
    return sorted(moments, key=lambda moment: (moment.at, moment.id), reverse=True)


def paged(ordered: Sequence[Moment], number: int, size: int = PAGE) -> Page:
    """A page of an ordered list. A number past the end gives the last page that holds something."""
    last = max(1, -(-len(ordered) // size))
    number = min(max(number, 1), last)
    return Page(number, tuple(ordered[(number - 1) * size : number * size]), older=number < last)


def first_page(recent: Iterable[Moment], since: datetime, size: int = PAGE) -> Page | None:
    """The first page from recent moments alone, or ``None`` when they do not fill it.

    ``recent`` may hold older moments too (changed lately); all since ``since`` must be among them.
    """
    ordered = latest_first(moment for moment in recent if moment.at >= since)
    return paged(ordered, 1, size) if len(ordered) > size else None


def by_day(ordered: Iterable[Moment], zone: tzinfo | None) -> tuple[Day, ...]:
    """An ordered list cut at midnight in ``zone``."""
    days = groupby(ordered, key=lambda moment: day_of(moment, zone))
    return tuple(Day(on, tuple(moments)) for on, moments in days)


def by_month(ordered: Iterable[Moment], zone: tzinfo | None, size: int = PAGE) -> tuple[Month, ...]:
    """Every month that holds moments, in the order of the list, each with the page to turn to."""
    found, seen = [], 0
    for first, moments in groupby(ordered, key=lambda moment: day_of(moment, zone).replace(day=1)):
        count = sum(1 for _ in moments)
        found.append(Month(first, count, page=seen // size + 1))
        seen += count
    return tuple(found)


def find(moments: Iterable[Moment], words: str) -> list[Moment]:
    """Moments with every one of these words in their line or their whisper, the last caught first.

    Case and accents make no difference, and part of a word is enough. No words find nothing.
    """
    wanted = fold(words).split()
    if not wanted:
        return []
    return latest_first(moment for moment in moments if _holds(moment, wanted))


def _holds(moment: Moment, wanted: Sequence[str]) -> bool:
    own = fold(f"{moment.text}\n{moment.whisper}")
    return all(word in own for word in wanted)


def fold(text: str) -> str:
    """Text as it is compared: without case, accents, or the shape of its apostrophes."""
    if text.isascii():
        return text.lower()
    # Folding case can bring forth new marks (as "İ" does), so marks are dropped last.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_ALIKE)


def beside(moments: Iterable[Moment], person_id: str, most: int) -> list[Moment]:
    """The latest moments in which this person was there."""
    return latest_first(one for one in moments if one.person_id == person_id)[:most]


def weeks(moments: Iterable[Moment], today: date, n: int = 4, zone: tzinfo | None = None) -> tuple[Week, ...]:
    """What was done alone in each of the last ``n`` weeks, this one last. A week starts on Monday.

    ``zone`` is whose midnight counts; without it, each moment keeps the clock it was written by.
    """
    this = _monday(today)
    starts = [this - timedelta(weeks=back) for back in reversed(range(n))]
    alone: dict[date, list[Moment]] = {start: [] for start in starts}
    for moment in moments:
        monday = _monday(day_of(moment, zone))
        if moment.did is Did.alone and monday in alone:
            alone[monday].append(moment)
    return tuple(_week(start, alone[start]) for start in starts)


def _week(start: date, alone: Sequence[Moment]) -> Week:
    said = [moment.choice for moment in alone if moment.choice is not None]
    chosen = sum(choice >= CHOSEN_FROM for choice in said)
    had_to = sum(choice <= HAD_TO_UNTIL for choice in said)
    return Week(start, len(alone), chosen, had_to, between=len(said) - chosen - had_to)


def day_of(moment: Moment, zone: tzinfo | None) -> date:
    """The day it was, in ``zone`` or by the clock it was written by."""
    return (moment.at.astimezone(zone) if zone else moment.at).date()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
