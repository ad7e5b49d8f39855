"""Counts before charts, each outcome with its own mark, and nobody counted who is not judged safe."""

import html
import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

from leanto.records import (
    Channel,
    Domain,
    Feared,
    Gate,
    Kind,
    Outcome,
    Person,
    Preferences,
    ReachOut,
    Relation,
)
from leanto.vault.book import Book


def someone(book: Book, name: str, now: datetime, gate: Gate = Gate.safe) -> str:
    id = name.encode().hex().ljust(32, "0")
    book.add(
        Person(
            id=id,
            name=name,
            relation=Relation.friend,
            gate=gate,
            gate_at=now - timedelta(days=400),
            safe_for=(Domain.practical,),
            channels=(),
        )
    )
    return id


def came(book: Book, number: int, who: str | None, outcome: Outcome, now: datetime, **more: object) -> None:
    at = now - timedelta(days=number)
    fields: dict[str, object] = {"kind": Kind.ask, "text": f"ask number {number}", "forecast": 0.3, **more}
    book.add(
        ReachOut(  # type: ignore[arg-type, unused-ignore]  # fields are chosen by each test
            id=f"{number:032x}",
            at=at,
            domain=Domain.practical,
            person_id=who,
            asked_at=at,
            outcome=outcome,
            outcome_at=at,
            **fields,  # type: ignore[arg-type]  # as above
        )
    )


def text(ana: Client, address: str = "/evidence/") -> str:
    page = ana.get(address).content.decode().split("<main")[1].split("</main")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_an_empty_page_says_what_will_live_there(ana: Client) -> None:
    assert "Here will be what you guessed" in text(ana)


def test_words_and_counts_come_first(ana: Client, book: Book, now: datetime) -> None:
    maya = someone(book, "Maya", now)
    for number, outcome in enumerate(
        [Outcome.came_through] * 3 + [Outcome.partly, Outcome.kind_no, Outcome.no_answer], start=1
    ):
        came(
            book,
            number,
            maya,
            outcome,
            now,
            feared="she minds",
            feared_came=Feared.did_not,
            feared_chance=0.5,
        )
    page = text(ana)
    assert "Six asks. Three came through, one partly, one kindly said no, one had no answer." in page
    assert "What you feared: six times it did not happen. Your guesses came to about three." in page
    assert "Your guesses came to about two." in page
    assert page.index("Six asks.") < page.index("ask number 1")
    assert page.index("ask number 1 ") < page.index("ask number 6")
    assert "%" not in page


@pytest.mark.parametrize("outcome", list(Outcome))
def test_each_outcome_has_its_own_mark_and_word(
    ana: Client, book: Book, now: datetime, outcome: Outcome
) -> None:
    came(book, 1, None, outcome, now)
    page = ana.get("/evidence/").content.decode()
    row = page.split('<ol class="guesses">')[1].split("</ol>")[0]
    marks = {
        Outcome.came_through: 'class="was" cx',
        Outcome.partly: 'class="half"',
        Outcome.kind_no: '<rect class="was"',
        Outcome.no_answer: 'class="dash"',
        Outcome.hurtful: 'class="hurt"',
    }
    assert [kind for kind, mark in marks.items() if mark in row] == [outcome]


def test_a_guess_is_an_open_ring_in_tenths_and_a_skipped_one_is_no_guess(
    ana: Client, book: Book, now: datetime
) -> None:
    came(book, 1, None, Outcome.partly, now, forecast=0.4)
    came(book, 2, None, Outcome.partly, now, forecast=None)
    came(book, 3, None, Outcome.partly, now, forecast=0.0)
    page = ana.get("/evidence/").content.decode()
    assert 'aria-label="your guess: 4 of 10"' in page
    assert 'aria-label="your guess: 0 of 10"' in page
    assert page.count('class="track"') == 2
    assert "no guess" in page


def test_few_are_told_and_nothing_is_added_to_them(ana: Client, book: Book, now: datetime) -> None:
    maya = someone(book, "Maya", now)
    for number in range(1, 5):
        came(book, number, maya, Outcome.came_through, now, channel=Channel.text)
    page = text(ana)
    assert "Four asks. Four came through. " in page
    assert "Too few to say more." in page
    assert "Your guesses came to" not in page


def test_nobody_who_is_not_safe_is_counted_or_named(ana: Client, book: Book, now: datetime) -> None:
    maya, omar = someone(book, "Maya", now), someone(book, "Omar", now, Gate.not_safe)
    lena = someone(book, "Lena", now)
    came(book, 1, maya, Outcome.came_through, now)
    came(book, 2, omar, Outcome.came_through, now)
    came(book, 3, lena, Outcome.came_through, now)
    came(book, 4, lena, Outcome.hurtful, now)
    page = text(ana)
    assert "One ask. One came through." in page
    assert "3 more happened with someone who is not judged safe" in page
    assert "Omar" not in page
    assert "Lena" not in page


def test_accepting_and_letting_go_stand_apart_from_asking(ana: Client, book: Book, now: datetime) -> None:
    came(book, 1, None, Outcome.came_through, now, kind=Kind.let_go)
    came(book, 2, None, Outcome.kind_no, now)
    page = text(ana)
    assert "One ask. None came through, one kindly said no." in page
    assert "Accepted or let go once. One was all right." in page


def test_the_last_twelve_and_the_rest_one_link_away(ana: Client, book: Book, now: datetime) -> None:
    for number in range(1, 15):
        came(book, number, None, Outcome.partly, now)
    assert "ask number 13" not in text(ana)
    assert "2 more, before these" in text(ana)
    everything = text(ana, "/evidence/?all")
    assert "ask number 14" in everything
    assert "before these" not in everything


def test_by_way_and_by_person(ana: Client, book: Book, now: datetime) -> None:
    maya = someone(book, "Maya", now)
    for number in range(1, 6):
        came(book, number, maya, Outcome.came_through, now, channel=Channel.in_person)
    came(book, 6, maya, Outcome.no_answer, now, channel=Channel.text)
    page = text(ana)
    assert "In person 5 of 5 came through. Your guesses came to about two." in page
    assert "By text 0 of 1 came through. Too few to say more. Easier to send, easier to miss." in page
    assert "Maya Six asks. Five came through, one had no answer." in page


def test_text_that_is_fine_is_not_nudged(ana: Client, book: Book, now: datetime) -> None:
    book.add(Preferences(id="f" * 32, text_is_fine=True))
    came(book, 1, None, Outcome.no_answer, now, channel=Channel.text)
    assert "easier to miss" not in text(ana)


def test_a_stranger_gets_nothing(cleo: Client) -> None:
    assert cleo.get("/evidence/").status_code != 200


def test_by_way_and_by_person_there_is_a_table_with_every_outcome(
    ana: Client, book: Book, now: datetime
) -> None:
    maya = someone(book, "Maya", now)
    outcomes = [Outcome.came_through] * 3 + [Outcome.partly, Outcome.kind_no, Outcome.no_answer]
    for n, outcome in enumerate(outcomes):
        came(book, n, maya, outcome, now, channel=Channel.voice, forecast=None if n == 5 else 0.6)
    came(book, 20, None, Outcome.kind_no, now, channel=Channel.text)
    page = ana.get("/evidence/").content.decode()
    for caption, rows in (
        ("by way", [["By phone or voice", *"31110", "3 (of 5)"], ["By text", *"00100", "–"]]),
        ("by person", [["Maya", *"31110", "3 (of 5)"]]),
    ):
        table = page.split(f"<caption>What came of asking, {caption}</caption>")[1].split("</table>")[0]
        found = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in table.split("<tr>")[2:]]
        assert [[row[0], *row[2:]] for row in found] == rows
        assert table.count('scope="col"') == len(rows[0]) + 1
    said = text(ana)
    assert "so it need not be the way that makes the difference." in said
    assert "nothing here is a verdict on them." in said
