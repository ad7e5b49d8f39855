"""The circle with 300 people and a timeline of 200 events, each beside a page that reads nothing of one's own."""

import random
from datetime import datetime, timedelta
from pathlib import Path

from django.test import Client

from bench import life
from bench.measures import Measure, middle, side_by_side
from bench.pages import inside
from leanto.records import Channel, Contact, Domain, Event, Gate, Lesson, Person, Relation
from leanto.vault.accounts import Opened
from leanto.vault.book import Book
from leanto.vault.models import Account

PEOPLE, TIMES, ASKS, EVENTS, LESSONS = 300, 600, 200, 200, 20
BARE, ROUNDS = "/help/safety/", 40
AGAINST = "a page of text: the same frame, no records"


def the_circle(_: Path, now: datetime) -> list[Measure]:
    """The rings and the gaps with 300 people, 600 times with them, and 200 asks."""
    opened = life.account(now)
    life.kept(opened, now, 0, ASKS, 365)
    _fill(opened, now, _people(random.Random(3), now))
    client = inside(opened, now)
    return [
        _beside(client, f"The rings, {PEOPLE} people, p50", "/circle/", 10),
        _beside(client, f"The gaps, {PEOPLE} people, p50", "/circle/ways/", 10),
    ]


def the_timeline(_: Path, now: datetime) -> list[Measure]:
    """The line of years with 200 events, a tenth of them in the same year."""
    opened = life.account(now)
    _fill(opened, now, _years(random.Random(4), now))
    return [_beside(inside(opened, now), f"Timeline, {EVENTS} events, p50", "/explore/timeline/", 10)]


def _beside(client: Client, name: str, address: str, goal: float) -> Measure:
    for page in (address, BARE):
        assert client.get(page).status_code == 200, page
    full, bare = side_by_side(lambda: client.get(address), lambda: client.get(BARE), rounds=ROUNDS)
    return Measure(name, middle(full), middle(bare), "ms", AGAINST, goal)


def _fill(opened: Opened, now: datetime, records: list[Person | Contact | Event | Lesson]) -> None:
    book = Book(Account.objects.get(id=opened.account.id), opened.key, now)
    with book.together():
        for record in records:
            book.add(record)


def _people(chance: random.Random, now: datetime) -> list[Person | Contact | Event | Lesson]:
    people: list[Person | Contact | Event | Lesson] = [
        Person(
            id=_id(chance),
            name=life.words(chance, 1, 2).title(),
            relation=chance.choice(list(Relation)),
            gate=chance.choice([Gate.safe, Gate.safe, Gate.safe, Gate.unsure, Gate.not_safe]),
            gate_at=now - timedelta(days=400),
            safe_for=tuple(chance.sample(list(Domain), 3)),
            channels=tuple(chance.sample(list(Channel), 2)),
            ring=chance.randint(1, 3),
            contact_days=chance.choice([None, 7, 30]),
        )
        for _ in range(PEOPLE)
    ]
    times = [
        Contact(
            id=_id(chance),
            at=now - timedelta(days=chance.uniform(0, 300)),
            person_id=chance.choice(people).id,
            how=chance.choice(list(Channel)),
        )
        for _ in range(TIMES)
    ]
    return people + times


def _years(chance: random.Random, now: datetime) -> list[Person | Contact | Event | Lesson]:
    lessons = [
        Lesson(id=_id(chance), at=now, old_rule=life.words(chance, 4, 12), year=chance.randint(1960, 2024))
        for _ in range(LESSONS)
    ]
    events = [
        Event(
            id=_id(chance),
            at=now,
            text=life.words(chance, 4, 14),
            year=1994 if chance.random() < 0.1 else chance.randint(1960, 2024),
            lesson_id=chance.choice([None, chance.choice(lessons).id]),
        )
        for _ in range(EVENTS)
    ]
    return [*lessons, *events]


def _id(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"
