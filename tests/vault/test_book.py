"""Ana keeps, finds, changes and removes; nobody else gets anything."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from leanto.records import KEPT, Lesson, Moment, Person, ReachOut, Record
from leanto.vault import accounts, faults
from leanto.vault.accounts import Opened
from leanto.vault.book import Absent, Book, Closed, MovedOn, ReadOnly
from leanto.vault.models import Account, Row
from leanto.vault.secrets import recovery_code
from leanto.vault.upkeep import intact
from tests.vault.made import again, moment, reach_out

ANOTHER = "seven quiet boats under maple lanterns"


@pytest.fixture
def his(db: None, now: datetime) -> Book:
    """Ben's book."""
    ben = accounts.create(now.date(), passphrase=ANOTHER, code=recovery_code())
    return Book(ben.account, ben.key, now)


def sound(opened: Opened) -> bool:
    account = Account.objects.get(id=opened.account.id)
    return intact(account, accounts.open_ring(account, opened.key))


def test_a_moment_is_found_again_as_it_was(book: Book, now: datetime) -> None:
    kept = book.add(moment(now, text="Moved the sofa by myself, again"))
    assert kept.revision == 1
    assert book.get(Moment, "a" * 32) == kept
    assert book.all(Moment) == [kept]


@pytest.mark.parametrize(
    "text",
    [
        "NUL \0 in it",
        "עברית ועוד",
        "🦦👩🏽‍🚀\u202e",
        "\ud7ff\ue000\U0010ffff",
        "x" * 1_000_000,
        '"\\\n\r\t',
        "",
    ],
    ids=["nul", "right-to-left", "emoji", "edges", "a megabyte", "quotes", "nothing"],
)
def test_any_text_comes_back_as_it_was(book: Book, now: datetime, text: str) -> None:
    book.add(moment(now, text=text))
    assert book.get(Moment, "a" * 32).text == text


def test_more_than_four_mebibytes_are_refused_and_nothing_is_kept(book: Book, now: datetime) -> None:
    with pytest.raises(ValueError, match="4 MiB"):
        book.add(moment(now, text="x" * 4 * 1024 * 1024))
    assert book.all(Moment) == []
    assert book.ids() == set()


def test_the_same_form_sent_twice_makes_one_record(book: Book, now: datetime) -> None:
    first = book.add(moment(now, text="one"))
    assert book.add(moment(now, text="one")) == first
    assert book.add(moment(now + timedelta(seconds=9), text="one")) == first
    assert len(book.all(Moment)) == 1


def test_the_same_form_with_other_words_is_no_repeat_and_loses_nothing(book: Book, now: datetime) -> None:
    first = book.add(moment(now, text="one"))
    with pytest.raises(MovedOn) as moved:
        book.add(moment(now, text="one, and a line more"))
    assert moved.value.current == first
    assert book.all(Moment) == [first]


def test_one_id_never_names_two_records_of_different_kinds(book: Book, hers: Opened, now: datetime) -> None:
    book.add(moment(now))
    with pytest.raises(Absent):
        book.add(reach_out(now, id="a" * 32))
    assert len(book.all(Moment)) == 1
    assert book.all(ReachOut) == []
    assert sound(hers)


def test_two_tabs_the_second_sees_what_the_first_kept(book: Book, now: datetime) -> None:
    opened = book.add(moment(now, text="first"))
    book.revise(replace(opened, text="changed in one tab"))
    with pytest.raises(MovedOn) as moved:
        book.revise(replace(opened, text="changed in the other"))
    assert moved.value.current == book.get(Moment, "a" * 32)
    assert book.get(Moment, "a" * 32).text == "changed in one tab"


@pytest.mark.parametrize("revision", [0, 2, 99, 2**63])
def test_a_revision_that_was_never_opened_changes_nothing(book: Book, now: datetime, revision: int) -> None:
    book.add(moment(now, text="first"))
    with pytest.raises(MovedOn):
        book.revise(moment(now, text="second", revision=revision))
    assert book.get(Moment, "a" * 32).text == "first"


def test_a_change_sent_twice_is_no_conflict(book: Book, now: datetime) -> None:
    opened = book.add(moment(now, text="first"))
    once = book.revise(replace(opened, text="second"))
    assert book.revise(replace(opened, text="second")) == once


def test_what_is_removed_is_gone(book: Book, now: datetime) -> None:
    kept = book.add(moment(now))
    book.remove(kept)
    book.remove(kept)
    assert book.find(Moment, kept.id) is None
    assert book.ids() == set()
    with pytest.raises(Absent):
        book.get(Moment, kept.id)
    with pytest.raises(Absent):
        book.revise(kept)


def test_what_is_removed_can_be_put_back(book: Book, hers: Opened, now: datetime) -> None:
    kept = book.add(moment(now, text="one"))
    book.remove(kept)
    assert book.add(kept) == kept
    assert sound(hers)


def test_removing_by_another_kind_removes_nothing(book: Book, now: datetime) -> None:
    book.add(moment(now))
    book.remove(reach_out(now, id="a" * 32))
    assert len(book.all(Moment)) == 1


def test_each_kind_has_its_own_shelf(book: Book, now: datetime) -> None:
    book.add(moment(now))
    assert [kind for kind in KEPT if book.all(kind)] == [Moment]
    assert book.find(Person, "a" * 32) is None


@pytest.mark.parametrize(
    "id",
    [
        "",
        None,
        "A" * 32,
        "a" * 31,
        "a" * 33,
        "0x" + "a" * 30,
        "a" * 30 + "_a",
        " " + "a" * 31,
        "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa",
        "{" + "a" * 30 + "}",
        "a" * 31 + "\n",
        "é" * 32,
        "a" * 32 + "\0",
        "' OR 1=1 --".ljust(32),
        "٣" * 32,
    ],
)
def test_an_id_has_one_spelling(book: Book, now: datetime, id: str | None) -> None:
    book.add(moment(now))
    book.add(moment(now, "0" * 31 + "a"))
    assert book.find(Moment, id) is None
    if id is not None:
        with pytest.raises(Absent):
            book.get(Moment, id)
        with pytest.raises(ValueError, match="32 hex"):
            book.add(moment(now, id))


def test_another_accounts_record_is_as_absent_as_none(book: Book, his: Book, now: datetime) -> None:
    kept = book.add(moment(now, text="hers"))
    acts: list[Callable[[], Record]] = [
        lambda: his.get(Moment, kept.id),
        lambda: his.revise(replace(kept, text="his")),
        lambda: his.get(Moment, "c" * 32),
    ]
    for act in acts:
        with pytest.raises(Absent) as absent:
            act()
        assert str(absent.value) == ""
    his.remove(kept)
    assert his.ids() == set()
    assert his.all(Moment) == []
    assert his.tally.open == ()
    assert book.get(Moment, kept.id) == kept


def test_two_accounts_may_have_one_id(book: Book, his: Book, hers: Opened, now: datetime) -> None:
    book.add(moment(now, text="hers"))
    his.add(moment(now, text="his"))
    assert book.get(Moment, "a" * 32).text == "hers"
    his.remove(moment(now))
    assert book.get(Moment, "a" * 32).text == "hers"
    assert sound(hers)


def test_a_salt_is_this_accounts_own(book: Book, his: Book, hers: Opened, now: datetime) -> None:
    assert book.salt("import") == again(hers, now).salt("import")
    assert len({book.salt("import"), book.salt("other"), his.salt("import")}) == 3


def test_recent_opens_what_changed_within_the_days(book: Book, hers: Opened, now: datetime) -> None:
    account = Account.objects.get(id=hers.account.id)
    for days in (0, 27, 28, 29, 30, 400):
        Book(account, hers.key, now - timedelta(days=days)).add(moment(now, days))
        account.refresh_from_db()
    assert sorted(int(kept.id, 16) for kept in again(hers, now).recent(Moment, days=28)) == [0, 27, 28, 29]
    old = again(hers, now).get(Moment, f"{400:032x}")
    again(hers, now).revise(replace(old, text="touched today"))
    assert old.id in {kept.id for kept in again(hers, now).recent(Moment, days=28)}


def test_together_keeps_all_or_nothing(book: Book, hers: Opened, now: datetime) -> None:
    kept = book.add(moment(now, 1, text="before"))

    def cut_off() -> None:
        with book.together():
            book.add(moment(now, 2))
            book.revise(replace(kept, text="after"))
            book.add(reach_out(now, 3))
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        cut_off()
    assert book.all(Moment) == [kept]
    assert book.all(ReachOut) == []
    assert book.tally.open == ()
    assert sound(hers)


def test_a_conflict_in_the_middle_takes_the_rest_back(book: Book, hers: Opened, now: datetime) -> None:
    kept = book.add(moment(now, 1))
    book.revise(replace(kept, text="elsewhere"))

    def two_writes() -> None:
        with book.together():
            book.add(moment(now, 2))
            book.revise(replace(kept, text="here"))

    with pytest.raises(MovedOn):
        two_writes()
    assert {one.id for one in book.all(Moment)} == {kept.id}
    assert sound(hers)


def test_together_inside_together_is_one(book: Book, hers: Opened, now: datetime) -> None:
    with book.together():
        with book.together():
            book.add(moment(now, 1))
        book.add(reach_out(now, 2))
        assert book.tally.open == (f"{2:032x}",)
    assert len(book.ids()) == 2
    assert sound(hers)


def test_reading_does_not_move_the_manifest(book: Book, hers: Opened, now: datetime) -> None:
    book.add(moment(now))
    before = Account.objects.get(id=hers.account.id).manifest_revision
    with book.together():
        book.all(Moment)
    book.remove(moment(now, 9))
    assert Account.objects.get(id=hers.account.id).manifest_revision == before


def test_two_requests_at_once_both_count(hers: Opened, now: datetime) -> None:
    one, two = again(hers, now), again(hers, now)
    one.add(moment(now, 1))
    two.add(moment(now, 2))
    one.add(reach_out(now, 3))
    assert len(two.ids()) == 3
    assert two.all(ReachOut)
    assert sound(hers)


def test_a_book_opened_before_the_keys_changed_writes_nothing(
    book: Book, hers: Opened, now: datetime
) -> None:
    accounts.secure(hers, now.date(), passphrase=ANOTHER)
    with pytest.raises(Closed):
        book.add(moment(now))
    assert not Row.objects.exists()


def test_a_manifest_that_moved_on_behind_our_back_is_not_overwritten(
    book: Book, hers: Opened, now: datetime
) -> None:

    def and_then_it_moves() -> None:
        with book.together():
            book.add(moment(now))
            Account.objects.filter(id=hers.account.id).update(manifest_revision=77)

    with pytest.raises(Closed):
        and_then_it_moves()
    assert not Row.objects.exists()


def test_a_row_that_moved_on_behind_our_back_is_not_overwritten(
    book: Book, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = book.add(moment(now, text="first"))
    body = Book._body

    def and_then_it_moves(self: Book, *given: Any) -> bytes:
        Row.objects.update(revision=5)
        return body(self, *given)

    monkeypatch.setattr(Book, "_body", and_then_it_moves)
    with pytest.raises(Closed):
        book.revise(replace(kept, text="second"))


@pytest.mark.parametrize(
    "act",
    [
        lambda book, kept: book.add(replace(kept, id="c" * 32)),
        lambda book, kept: book.revise(replace(kept, text="changed")),
        lambda book, kept: book.remove(kept),
    ],
    ids=["add", "revise", "remove"],
)
@pytest.mark.parametrize("why", ["altered", "stopped"])
def test_nothing_is_written_while_the_account_is_altered_or_the_disk_has_failed(
    book: Book, hers: Opened, now: datetime, act: Callable[[Book, Record], None], why: str
) -> None:
    kept = book.add(moment(now))
    if why == "altered":
        Account.objects.update(altered=True)
    else:
        faults.of(DatabaseError("disk I/O error"))
    with pytest.raises(ReadOnly if why == "altered" else faults.Stopped):
        act(book, kept)
    assert again(hers, now).all(Moment) == [kept]
    assert again(hers, now).read_only == (why == "altered")


def test_a_book_shows_nothing_of_itself(book: Book, now: datetime) -> None:
    kept = book.add(moment(now, text="the sofa"))
    assert repr(book) == "<Book>"
    assert repr(kept) == "<Moment>"
    with pytest.raises(MovedOn) as moved:
        book.revise(replace(kept, revision=9, text="other"))
    assert "sofa" not in repr(moved.value) + str(moved.value)


def test_nothing_personal_stands_in_the_clear_columns(book: Book, now: datetime) -> None:
    book.add(moment(now, text="canary-otter"))
    book.add(Lesson("d" * 32, now, "canary-rule"))
    seen = b"".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for row in Row.objects.values()
        for value in row.values()
    )
    assert b"canary" not in seen
    assert b"moment" not in seen
    assert b"lesson" not in seen


ACTS = st.lists(
    st.tuples(st.sampled_from(["add", "revise", "remove", "add twice", "conflict"]), st.integers(0, 5)),
    max_size=14,
)


def added(book: Book, one: Moment, kept_here: dict[str, Moment]) -> None:
    """Add a moment; other words under a kept id are refused."""
    if one.id in kept_here and kept_here[one.id].text != one.text:
        with pytest.raises(MovedOn):
            book.add(one)
    else:
        kept_here.setdefault(one.id, book.add(one))


@given(acts=ACTS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_happens_the_manifest_matches_and_the_book_agrees(
    hers: Opened, now: datetime, acts: list[tuple[str, int]]
) -> None:
    for kept in again(hers, now).all(Moment):
        again(hers, now).remove(kept)
    kept_here: dict[str, Moment] = {}
    for number, (act, id) in enumerate(acts):
        book, one = again(hers, now), moment(now, id, text=f"{number}")
        if act in ("add", "add twice"):
            for _ in range(1 + (act == "add twice")):
                added(book, one, kept_here)
        elif act == "remove":
            book.remove(one)
            kept_here.pop(one.id, None)
        elif one.id in kept_here:
            opened = kept_here[one.id]
            if act == "revise":
                kept_here[one.id] = book.revise(replace(opened, text=one.text))
            else:
                with pytest.raises(MovedOn):
                    book.revise(replace(opened, revision=opened.revision + 1, text=one.text))
    assert {one.id: one for one in again(hers, now).all(Moment)} == kept_here
    assert sound(hers)
