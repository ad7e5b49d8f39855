"""Lists of people and places in one country, as finding help and the circle's gaps show them."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.care.directories import Listed, listed_in, with_lists
from leanto.content.directories import ListKind
from leanto.content.lines import countries
from leanto.web.words import Label

LIST_KIND: Mapping[ListKind, Label] = {
    ListKind.therapist: _("therapists"),
    ListKind.health_service: _("health services"),
    ListKind.low_cost: _("free or low-fee"),
    ListKind.peer: _("groups of peers"),
    ListKind.own_people: _("your own people"),
    ListKind.money: _("money and debt"),
    ListKind.carers: _("looking after someone"),
    ListKind.law: _("law and rights"),
    ListKind.abuse: _("harm at home"),
    ListKind.services: _("services of every sort"),
}


class Row(Struct, frozen=True):
    """One list, with its kinds in words."""

    listed: Listed
    kinds: tuple[Label, ...]


class Place(Struct, frozen=True):
    """One country and its lists. ``rows`` is empty where none could be read."""

    country: str
    name: str
    rows: tuple[Row, ...]


def place(country: str, today: date) -> Place | None:
    """The lists of a country, or nothing for a code that is none."""
    if country not in countries():
        return None
    rows = tuple(Row(one, _words(one)) for one in listed_in(country, today))
    return Place(country, countries()[country], rows)


def everywhere(today: date) -> tuple[Place, ...]:
    """Every country with a list, in the order in which countries are listed."""
    return tuple(found for country in with_lists() if (found := place(country, today)))


def _words(one: Listed) -> tuple[Label, ...]:
    return tuple(LIST_KIND[kind] for kind in one.listing.kinds)
