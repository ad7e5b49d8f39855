"""What the book hands over fits the archive, and what the archive gives back fits the book."""

from leanto.lab.demo import life
from leanto.records import KEPT, Draft, Moment, Record
from leanto.share import archive
from leanto.vault.book import Book
from tests.share.lives import NOW, bodies


def exported(book: Book) -> bytes:
    return archive.write({kind: book.bodies(kind) for kind in KEPT}, NOW, "1.0")


def brought_in(book: Book, raw: bytes) -> int:
    added = archive.renewed(archive.read(raw), book.salt("import"), book.ids())
    with book.together():
        for record in added:
            book.add(record)
    return len(added)


def some_life() -> list[Record]:
    every = life(9, NOW)
    draft = Draft(id="d" * 32, at=NOW, path=f"/name/{every[0].id}/", fields={"id": (every[0].id,)})
    return [*every[:4], *every[128:134], *every[-30:], draft]


def test_an_export_brought_back_into_its_own_account_changes_nothing(book: Book) -> None:
    for record in some_life():
        book.add(record)
    before = exported(book)
    assert brought_in(book, before) == 0
    assert exported(book) == before


def test_another_account_s_export_is_copied_once(book: Book) -> None:
    raw = archive.write(bodies(some_life()), NOW, "1.0")
    assert brought_in(book, raw) == len(some_life())
    assert brought_in(book, raw) == 0
    assert {one.text for one in book.all(Moment)} == {
        one.text for one in some_life() if isinstance(one, Moment)
    }
    assert not book.ids() & {one.id for one in some_life()}


def test_a_draft_leads_to_the_copy(book: Book) -> None:
    brought_in(book, archive.write(bodies(some_life()), NOW, "1.0"))
    [draft] = book.all(Draft)
    assert draft.path.split("/")[2] in {one.id for one in book.all(Moment)}
