"""Pages through Django's own handler, with every middleware, and no network between."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from unittest import mock
from uuid import uuid4

from django.conf import settings
from django.test import Client

from bench import life
from bench.measures import Measure, middle, share, side_by_side
from leanto.vault import sessions
from leanto.vault.accounts import Opened

TEN_YEARS = 3652
SAVES, TOGETHER = 400, 20


def today_with_ten_years(_: Path, now: datetime) -> list[Measure]:
    """Today with 20,000 moments and 1,500 reach-outs beside Today with ten of each. The one step on it is worked
    out from every reach-out there ever was, which is most of the difference; all else is a few records."""
    old, new = life.account(now), life.account(now)
    life.kept(old, now, 20_000, 1_500, TEN_YEARS)
    life.kept(new, now, 10, 10, 60)
    many, few = inside(old, now), inside(new, now)
    for client in (many, few):
        assert client.get("/").status_code == 200
    years, days = side_by_side(lambda: many.get("/"), lambda: few.get("/"), rounds=40)
    name = "Today, 20,000 moments and 1,500 reach-outs"
    return [Measure(name, middle(years), middle(days), "ms", "Today with ten of each", 3)]


def saving_a_moment(_: Path, now: datetime) -> list[Measure]:
    """The view that keeps a moment, beside the same view writing the same row unsealed."""
    sealed, unsealed = begun(now), None
    with _nothing_sealed():
        unsealed = begun(now)
    times: dict[Client, list[float]] = {sealed: [], unsealed: []}
    for _round in range(SAVES // TOGETHER):
        times[sealed] += [_save(sealed) for _ in range(TOGETHER)]
        with _nothing_sealed():
            times[unsealed] += [_save(unsealed) for _ in range(TOGETHER)]
    return [
        Measure(
            f"Saving a moment, p{at}",
            share(times[sealed], at),
            share(times[unsealed], at),
            "ms",
            "the same view, the same row unsealed",
            2,
        )
        for at in (50, 95)
    ]


def begun(now: datetime) -> Client:
    opened = life.account(now)
    life.kept(opened, now, 200, 20, 200)
    return inside(opened, now)


def _save(client: Client) -> float:
    fields = {"id": uuid4().hex, "revision": "0", "did": "alone", "text": "moved the sofa by myself, again"}
    began = time.perf_counter()
    answer = client.post("/name/new/", fields)
    spent = (time.perf_counter() - began) * 1000
    assert answer.status_code == 302, answer.content
    return spent


@contextmanager
def _nothing_sealed() -> Iterator[None]:
    """The envelope taken out: the body is stored as it is, and the manifest sums zeros."""
    with ExitStack() as stack:
        for module in ("book", "keys"):
            stack.enter_context(
                mock.patch(f"leanto.vault.{module}.seal", lambda _key, _epoch, _place, body: body)
            )
            stack.enter_context(mock.patch(f"leanto.vault.{module}.opened", lambda _keys, _place, blob: blob))
        stack.enter_context(mock.patch("leanto.vault.book.fingerprint", lambda *_: 0))
        yield


def inside(opened: Opened, now: datetime) -> Client:
    """A browser in which the account is open."""
    client = Client(headers={"host": "127.0.0.1"})
    client.cookies[settings.LEANTO_COOKIE] = sessions.begin(opened, "bench", now)
    return client
