"""Open a home as its owner would and say what is in it: ``python -m tests.trials.look HOME [PASSPHRASE]``."""

import json
import os
import sqlite3
import sys
from contextlib import closing

import django

os.environ["LEANTO_HOME"] = sys.argv[1]
os.environ["DJANGO_SETTINGS_MODULE"] = "leanto.web.settings"
django.setup()

from django.conf import settings  # noqa: E402 - Django has to be set up first, here and below
from django.utils import timezone  # noqa: E402

from leanto.records import KEPT  # noqa: E402
from leanto.vault import accounts  # noqa: E402
from leanto.vault.book import Book  # noqa: E402
from leanto.vault.models import Account  # noqa: E402
from leanto.vault.upkeep import after_opening  # noqa: E402


def look(passphrase: str = "") -> dict[str, object]:
    opened = accounts.by_passphrase(passphrase) if passphrase else accounts.by_device()
    found = after_opening(opened, timezone.now())
    book = Book(Account.objects.get(id=opened.account.id), opened.key, timezone.now())
    with closing(sqlite3.connect(settings.LEANTO_HOME / "leanto.sqlite3")) as file:
        whole = file.execute("PRAGMA integrity_check").fetchone()[0]
    return {
        "altered": found.altered,
        "late": found.late,
        "integrity": whole,
        "records": {kind.shelf: book.bodies(kind) for kind in KEPT},
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(look(*sys.argv[2:]), default=str))
