"""Lists of people and places by country, as data: kept by others, each with the sources read and the day.

The rules are those of the help lines (``content/lines.py``): nothing from memory, and a date on everything.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated

from msgspec import Meta

from leanto.content import Misprint, load
from leanto.content.lines import Entry, Sources, Text, countries

FILE = "directories.json"
Https = Annotated[str, Meta(pattern=r"\Ahttps://[^/\s]+/\S*\Z", max_length=300)]


class ListKind(StrEnum):
    """What it is for. ``own_people``: those who share a heritage or a way of being. ``services``: of any sort."""

    therapist = "therapist"
    health_service = "health_service"
    low_cost = "low_cost"
    peer = "peer"
    own_people = "own_people"
    money = "money"
    carers = "carers"
    law = "law"
    abuse = "abuse"
    services = "services"


class Listing(Entry, frozen=True):
    """One list, or one page that says where to turn. ``languages``: those of the page."""

    id: Annotated[str, Meta(pattern=r"\A[a-z]{2}-[a-z0-9-]+\Z")]
    country: str
    name: Text
    address: Https
    kinds: Annotated[tuple[ListKind, ...], Meta(min_length=1)]
    about: Text
    languages: Annotated[tuple[str, ...], Meta(min_length=1)]
    sources: Sources
    checked_on: date


class Listings(Entry, frozen=True):
    """The whole file."""

    about: str
    listings: tuple[Listing, ...]


@cache
def listings() -> tuple[Listing, ...]:
    """Every list, in the order of the file. Raises ``Misprint``."""
    found = load(FILE, Listings).listings
    for entry, wrong in slips(found):
        raise Misprint(FILE, entry, wrong)
    return found


def slips(found: tuple[Listing, ...]) -> Iterator[tuple[str, str]]:
    """What a type cannot say: the entry and what is wrong with it."""
    seen: set[str] = set()
    for one in found:
        if one.id in seen:
            yield one.id, "this id is there twice"
        if one.country not in countries() or not one.id.startswith(f"{one.country.lower()}-"):
            yield one.id, "the id begins with the country, and the country is in countries.toml"
        seen.add(one.id)
