"""What was written years ago still opens; what a newer Leanto wrote is kept whole."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

import msgspec
import pytest
from msgspec.structs import replace

from leanto.records import Moment, Record
from leanto.vault import book as module
from leanto.vault.accounts import Opened, open_ring
from leanto.vault.book import Book, WrittenByNewer
from leanto.vault.envelope import Place, seal
from leanto.vault.models import Account, Row
from tests.vault.made import again, moment


class WishOne(Record, frozen=True):
    """A made-up kind as its first version had it."""

    shelf: ClassVar[str] = "wish"

    id: str
    what: str


def split(body: dict[str, Any]) -> dict[str, Any]:
    """Schema 2: "what" became "wish", and how much was added."""
    return {
        **{name: value for name, value in body.items() if name != "what"},
        "wish": body["what"],
        "much": 1,
    }


def in_tenths(body: dict[str, Any]) -> dict[str, Any]:
    """Schema 3: how much is told in tenths."""
    return {**body, "much": body["much"] * 10}


class WishTwo(Record, frozen=True):
    """The same kind one version on."""

    shelf: ClassVar[str] = "wish"
    upgrades: ClassVar[tuple[Any, ...]] = (split,)

    id: str
    wish: str
    much: int


class WishThree(WishTwo, frozen=True):
    """And two versions on."""

    upgrades: ClassVar[tuple[Any, ...]] = (split, in_tenths)


@pytest.fixture(autouse=True)
def _decoders_are_made_anew() -> Iterator[None]:
    yield
    module._decoder.cache_clear()


def rewrite(opened: Opened, kind: type[Record], body: dict[str, Any]) -> None:
    """Put another body into the only row, sealed as it must be."""
    row, account = Row.objects.get(), Account.objects.get()
    ring = open_ring(account, opened.key)
    place = Place(account.id.bytes, kind.shelf, row.id.bytes, row.revision)
    Row.objects.update(blob=seal(ring.epochs[1], 1, place, msgspec.json.encode(body)))


def stored(book: Book, kind: type[Record] = Moment) -> dict[str, Any]:
    (body,) = book.bodies(kind)
    return body


def test_a_record_is_upgraded_when_it_is_read(book: Book, hers: Opened, now: datetime) -> None:
    book.add(WishOne("e" * 32, "someone to ask"))
    assert again(hers, now).all(WishTwo) == [WishTwo("e" * 32, "someone to ask", 1, revision=1)]
    assert again(hers, now).get(WishThree, "e" * 32) == WishThree("e" * 32, "someone to ask", 10, revision=1)


def test_reading_writes_nothing_and_the_next_change_writes_the_new_schema(
    book: Book, hers: Opened, now: datetime
) -> None:
    book.add(WishOne("e" * 32, "someone to ask"))
    before = bytes(Row.objects.get().blob)
    old = again(hers, now).get(WishThree, "e" * 32)
    assert bytes(Row.objects.get().blob) == before
    again(hers, now).revise(replace(old, much=70))
    assert stored(again(hers, now), WishThree) == {
        "schema": 3,
        "id": "e" * 32,
        "wish": "someone to ask",
        "much": 70,
    }
    assert again(hers, now).get(WishThree, "e" * 32).much == 70


def test_an_upgrade_drops_no_field_it_does_not_know(book: Book, hers: Opened, now: datetime) -> None:
    book.add(WishOne("e" * 32, "x"))
    rewrite(hers, WishOne, {"schema": 1, "id": "e" * 32, "what": "x", "mood": "odd"})
    assert stored(book, WishTwo) == {"schema": 2, "id": "e" * 32, "wish": "x", "much": 1, "mood": "odd"}
    book.revise(replace(book.get(WishTwo, "e" * 32), much=2))
    assert stored(again(hers, now), WishTwo)["mood"] == "odd"


def test_a_field_we_do_not_know_survives_every_change(book: Book, hers: Opened, now: datetime) -> None:
    book.add(moment(now, text="one"))
    rewrite(hers, Moment, {**stored(book), "weather": {"rain": True}})
    for text in ("two", "three"):
        book.revise(replace(book.get(Moment, "a" * 32), text=text))
        body = stored(again(hers, now))
        assert (body["text"], body["weather"]) == (text, {"rain": True})


def test_a_field_that_was_not_written_has_its_default(book: Book, hers: Opened, now: datetime) -> None:
    book.add(moment(now))
    rewrite(hers, Moment, {"schema": 1, "id": "a" * 32, "at": now, "did": "alone"})
    assert book.get(Moment, "a" * 32) == moment(now, revision=1)


def test_what_a_newer_leanto_wrote_is_said_to_be_newer_and_stays(
    book: Book, hers: Opened, now: datetime
) -> None:
    book.add(WishTwo("e" * 32, "x", 1))
    before = bytes(Row.objects.get().blob)
    opened = WishOne("e" * 32, "y", revision=1)
    for act in (
        lambda: book.all(WishOne),
        lambda: book.get(WishOne, "e" * 32),
        lambda: book.bodies(WishOne),
        lambda: book.revise(opened),
    ):
        with pytest.raises(WrittenByNewer):
            act()
    assert bytes(Row.objects.get().blob) == before


def test_the_order_of_fields_does_not_matter(book: Book, hers: Opened, now: datetime) -> None:
    book.add(moment(now, text="one"))
    body = stored(book)
    rewrite(hers, Moment, dict(reversed(body.items())))
    assert book.get(Moment, "a" * 32).text == "one"


def test_the_revision_is_the_rows_and_is_not_sealed(book: Book, hers: Opened, now: datetime) -> None:
    book.add(moment(now))
    assert "revision" not in stored(book)
    rewrite(hers, Moment, {**stored(book), "revision": 99})
    assert book.get(Moment, "a" * 32).revision == 1
