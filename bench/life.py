"""Made-up records, as many as asked for, and a home to keep them in."""

import random
from datetime import datetime, timedelta

from leanto.records import (
    Body,
    Channel,
    Did,
    Domain,
    Feared,
    Kind,
    Moment,
    Outcome,
    ReachOut,
    Sign,
)
from leanto.vault import accounts
from leanto.vault.accounts import Opened
from leanto.vault.book import Book
from leanto.vault.models import Account

WORDS = (
    "moved the sofa by myself again because asking felt like more work than the stairs and nobody was coming "
    "anyway so I carried it and said that I was fine when they offered a hand at the door"
).split()


def words(chance: random.Random, least: int, most: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(least, most)))


def moment(chance: random.Random, at: datetime) -> Moment:
    return Moment(
        id=f"{chance.getrandbits(128):032x}",
        at=at,
        did=chance.choice(list(Did)),
        text=words(chance, 4, 20),
        domain=chance.choice(list(Domain)),
        overwhelmed=chance.randrange(5),
        choice=chance.randrange(5),
        body=chance.choice(list(Body)),
        whisper=words(chance, 0, 12),
        signs=tuple(chance.sample(list(Sign), 2)),
    )


def reach_out(chance: random.Random, at: datetime, *, waits: bool) -> ReachOut:
    came = None if waits else chance.choice(list(Outcome))
    return ReachOut(
        id=f"{chance.getrandbits(128):032x}",
        at=at,
        kind=Kind.ask,
        domain=chance.choice(list(Domain)),
        channel=chance.choice(list(Channel)),
        forecast=chance.randrange(11) / 10,
        text=words(chance, 4, 12),
        words=words(chance, 8, 30),
        feared=words(chance, 2, 8),
        feared_chance=chance.randrange(11) / 10,
        asked_at=at,
        outcome=came,
        outcome_at=at + timedelta(days=2) if came else None,
        feared_came=Feared.did_not if came else None,
        feared_at=at + timedelta(days=32) if came else None,
        learned=words(chance, 0, 20) if came else "",
    )


def kept(
    opened: Opened, now: datetime, moments: int, reach_outs: int, days: int, *, waiting: int = 5
) -> None:
    """Keep a life of so many days, each record on its own day, as the years would have left it."""
    chance = random.Random(9)
    ages = sorted((chance.uniform(0, days) for _ in range(moments)), reverse=True)
    later = sorted((chance.uniform(0, days) for _ in range(reach_outs)), reverse=True)
    records = [(age, "moment") for age in ages] + [(age, "reach_out") for age in later]
    left = reach_outs
    for day in range(days, -1, -1):
        todays = [kind for age, kind in records if int(age) == day]
        if not todays:
            continue
        at = now - timedelta(days=day)
        book = Book(Account.objects.get(id=opened.account.id), opened.key, at)
        with book.together():
            for kind in todays:
                if kind == "moment":
                    book.add(moment(chance, at))
                else:
                    book.add(reach_out(chance, at, waits=left <= waiting))
                    left -= 1


def account(now: datetime) -> Opened:
    """Someone without a passphrase: no Argon2 stands in any measure."""
    return accounts.create(now.date())
