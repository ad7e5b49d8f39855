"""What the safety gate costs a save: the view that keeps a moment, with the gate and with it taken out.

The line and the page are no match, so that all of each is read and nothing else is kept.
"""

from datetime import datetime
from pathlib import Path
from unittest import mock
from uuid import uuid4

from django.test import Client

from bench.measures import Measure, middle, side_by_side
from bench.pages import begun
from leanto.care.words import Heard, heard

PAGE_WORDS, SAVES = 5000, 200
LINE = "Bought bread and fixed the tap, and the bus was late. Ben brought soup for lunch. "


def at_a_save(_: Path, now: datetime) -> list[Measure]:
    """A moment's line at its save, and a page of 5,000 words beside a whole save."""
    assert heard(LINE) is Heard.nothing
    client, page = begun(now), LINE * (PAGE_WORDS // len(LINE.split()))
    read, unread = side_by_side(lambda: _save(client), lambda: _save_unread(client), rounds=SAVES)
    pages, lines = side_by_side(lambda: heard(page), lambda: heard(LINE), rounds=40)
    share = f"the same save unread; the gate alone {middle(lines):.2f} ms, {middle(lines) / middle(read):.1%} of it"
    return [
        Measure("Saving a moment, its text read", middle(read), middle(unread), "ms", share, 1.5),
        Measure("Reading 5,000 words", middle(pages), middle(read), "ms", "one save", 60),
    ]


def _save(client: Client) -> None:
    fields = {"id": uuid4().hex, "revision": "0", "did": "alone", "text": LINE}
    answer = client.post("/name/new/", fields)
    assert answer["Location"].startswith("/name/"), answer["Location"]


def _save_unread(client: Client) -> None:
    with mock.patch("leanto.web.watched.heard", lambda _text: Heard.nothing):
        _save(client)
