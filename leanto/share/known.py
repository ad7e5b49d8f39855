"""Who on an address card is in the circle already, so that nobody is brought in twice unawares."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct

from leanto.practise.words import dialled
from leanto.records import Person
from leanto.share.vcard import Card


class By(StrEnum):
    """What a card and a person have in common."""

    name = "name"
    reach = "reach"


class Known(Struct, frozen=True):
    """Someone in the circle who has the name of a card, or else a number or an address of it."""

    person: Person
    by: By


def known(cards: Sequence[Card], people: Iterable[Person], region: str) -> tuple[Known | None, ...]:
    """For each card who it may be. ``region`` is the country in which a number without one is dialled."""
    names: dict[str, Person] = {}
    ways: dict[str, Person] = {}
    for person in people:
        names.setdefault(_plain(person.name), person)
        for way in _ways((person.phone,), (person.email,), region):
            ways.setdefault(way, person)

    def who(card: Card) -> Known | None:
        if named := names.get(_plain(card.name)):
            return Known(named, By.name)
        found = (ways.get(way) for way in _ways(card.phones, card.emails, region))
        reached = next((person for person in found if person), None)
        return Known(reached, By.reach) if reached else None

    return tuple(who(card) for card in cards)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _ways(phones: Iterable[str], emails: Iterable[str], region: str) -> list[str]:
    """Numbers as they are dialled and addresses in small letters, without what is empty."""
    return [way for way in (*(dialled(one, region) for one in phones), *map(_plain, emails)) if way]
