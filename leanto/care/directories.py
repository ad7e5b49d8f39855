"""Which lists of people and places to show someone: those of one country, each with whether it is stale."""

from datetime import date

from msgspec import Struct

from leanto.care.lines import stale
from leanto.content.directories import Listing, listings
from leanto.content.lines import countries


class Listed(Struct, frozen=True):
    """One list as a page shows it. ``stale``: it was looked at more than a year ago."""

    listing: Listing
    stale: bool


def listed_in(country: str, today: date) -> tuple[Listed, ...]:
    """The lists of one country, by its ISO code; none where nothing could be read about one."""
    return tuple(Listed(one, stale(one, today)) for one in listings() if one.country == country)


def with_lists() -> tuple[str, ...]:
    """The countries that have a list, in the order in which countries are listed."""
    there = {one.country for one in listings()}
    return tuple(country for country in countries() if country in there)


def overdue(today: date) -> tuple[Listing, ...]:
    """Every list looked at too long ago, the oldest first. A release waits until there is none."""
    old = [one for one in listings() if stale(one, today)]
    return tuple(sorted(old, key=lambda one: (one.checked_on, one.id)))
