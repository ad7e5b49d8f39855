"""Ana's vault is hers; Cleo is a stranger who must get nothing."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import hypothesis
import pytest
from django.conf import settings
from django.test import Client

from leanto.vault import accounts, faults, sessions
from leanto.vault.accounts import Opened
from leanto.vault.book import Book
from leanto.vault.secrets import recovery_code

# How fast a machine is says nothing about the code.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")

PASSPHRASE = "otter lantern maple quiet seven boats"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin the longest test first, so that nobody waits for it at the end."""
    items.sort(key=lambda one: one.get_closest_marker("longest") is None)


@pytest.fixture(autouse=True)
def _writing_again() -> Iterator[None]:
    """A test that breaks the disk does not break the next one."""
    yield
    faults.start_again()


@pytest.fixture(autouse=True)
def _heard_again() -> None:
    """A test that sets logging up, as a server does, silences nobody after it."""
    logging.disable(logging.NOTSET)
    for name in ("leanto", "leanto.care"):
        logger = logging.getLogger(name)
        logger.disabled, logger.propagate = False, True


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def code() -> str:
    return recovery_code()


@pytest.fixture
def hers(db: None, now: datetime, code: str) -> Opened:
    """Ana's account, with a passphrase and a recovery code."""
    return accounts.create(now.date(), passphrase=PASSPHRASE, code=code)


@pytest.fixture
def book(hers: Opened, now: datetime) -> Book:
    """Ana's book, as a view would hold it."""
    return Book(hers.account, hers.key, now)


@pytest.fixture
def ana(hers: Opened, now: datetime, client: Client) -> Client:
    """A browser in which Ana is inside."""
    client.cookies[settings.LEANTO_COOKIE] = sessions.begin(hers, "Firefox, Linux", now)
    return client


@pytest.fixture
def cleo(db: None) -> Client:
    """A browser nobody has opened anything in."""
    return Client()
