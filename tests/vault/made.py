"""Made-up records for the tests of the vault."""

from datetime import datetime
from typing import Any

from leanto.records import Did, Domain, Kind, Moment, ReachOut
from leanto.vault.accounts import Opened
from leanto.vault.book import Book
from leanto.vault.models import Account


def moment(now: datetime, id: str | int = "a" * 32, **given: Any) -> Moment:
    """A moment; a number becomes its id."""
    return Moment(id if isinstance(id, str) else f"{id:032x}", now, Did.alone, **given)


def reach_out(now: datetime, id: str | int = "b" * 32, **given: Any) -> ReachOut:
    """A planned reach-out; a number becomes its id."""
    return ReachOut(id if isinstance(id, str) else f"{id:032x}", now, Kind.ask, Domain.practical, **given)


def again(opened: Opened, now: datetime) -> Book:
    """The account's book as the next request would have it."""
    return Book(Account.objects.get(id=opened.account.id), opened.key, now)
