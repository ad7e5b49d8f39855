"""Keep moments one after another and say which were kept: ``python -m tests.trials.keep HOME COUNT``.

With a count of 0 the home is made ready and nothing more, so that a fault injected into another run meets
the saving alone.
"""

import os
import sys

import django

os.environ["LEANTO_HOME"] = sys.argv[1]
os.environ["DJANGO_SETTINGS_MODULE"] = "leanto.web.settings"
django.setup()

from django.db import DatabaseError  # noqa: E402 - Django has to be set up first, here and below
from django.utils import timezone  # noqa: E402

from leanto.records import Did, Moment  # noqa: E402
from leanto.vault import accounts, faults  # noqa: E402
from leanto.vault.accounts import Opened  # noqa: E402
from leanto.vault.book import Book, ReadOnly  # noqa: E402
from leanto.vault.models import Account  # noqa: E402
from leanto.web import home  # noqa: E402


def make_ready() -> None:
    home.prepare()
    accounts.create(timezone.now().date())


def keep(count: int) -> None:
    opened: Opened | None = None
    for n in range(count):
        try:
            # The very first calls of SQLite may be those that fail.
            opened = opened or accounts.by_device()
            said = keep_one(opened, f"{n:032x}")
        except DatabaseError as error:
            said = f"refused {faults.of(error)}"
        except ReadOnly:
            said = "refused stopped"
        sys.stdout.write(said + "\n")
        sys.stdout.flush()


def keep_one(opened: Opened, id: str) -> str:
    now = timezone.now()
    account = Account.objects.get(id=opened.account.id)
    Book(account, opened.key, now).add(Moment(id, now, Did.alone, "words " * 300))
    return f"kept {id}"


if __name__ == "__main__":
    keep(int(sys.argv[2])) if int(sys.argv[2]) else make_ready()
