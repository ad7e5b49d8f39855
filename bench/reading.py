"""All of five thousand moments, sealed, beside the same rows as plain JSON."""

import json
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from bench import life
from bench.measures import Measure, middle, side_by_side
from leanto.records import Moment
from leanto.vault.book import Book
from leanto.vault.models import Account

MOMENTS = 5000


def all_moments(_: Path, now: datetime, plain: Connection) -> list[Measure]:
    """``book.all`` beside the standard library's ``sqlite3`` and ``json.loads``: a dict a row."""
    opened = life.account(now)
    life.kept(opened, now, MOMENTS, 0, 700)
    book = Book(Account.objects.get(id=opened.account.id), opened.key, now)
    plain.execute("CREATE TABLE row (id TEXT PRIMARY KEY, shelf TEXT, revision INTEGER, body TEXT)")
    rows = [(body["id"], json.dumps(body, default=str)) for body in book.bodies(Moment)]
    plain.executemany("INSERT INTO row VALUES (?, 'moment', 1, ?)", rows)
    plain.execute("CREATE INDEX row_shelf ON row (shelf)")
    plain.commit()

    def unsealed() -> list[object]:
        found = plain.execute("SELECT id, revision, body FROM row WHERE shelf = 'moment'")
        return [json.loads(body) for _id, _revision, body in found]

    assert len(book.all(Moment)) == len(unsealed()) == MOMENTS
    sealed, open_ = side_by_side(lambda: book.all(Moment), unsealed, rounds=30)
    plain.close()
    against = "plain JSON rows in SQLite, standard library"
    return [Measure("book.all of 5,000 moments", middle(sealed), middle(open_), "ms", against, 3)]
