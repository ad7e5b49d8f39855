"""Guesses beside what came, tenth by tenth; nobody counted who is not judged safe."""

import html
import re
from datetime import datetime

import pytest
from django.test import Client

from leanto.records import Channel, Feared, Gate, Kind, Outcome
from leanto.vault.book import Book
from tests.rooms.test_evidence_page import came, someone, text

HERE = "/evidence/guesses/"


def tables(ana: Client) -> list[dict[str, list[tuple[str, ...]]]]:
    """For each of the guesses the rows of each cut, by its heading."""
    cards = ana.get(HERE).content.decode().split('<section class="card">')[1:]
    found = []
    for card in cards:
        cuts = re.findall(r"<summary>([^<]+)</summary>(.*?)</details>", card, re.DOTALL)
        found.append({heading: [_cells(row) for row in _rows(cut)] for heading, cut in cuts})
    return found


def _rows(cut: str) -> list[str]:
    return re.findall(r"<tr>(<th scope=\"row\".*?)</tr>", cut, re.DOTALL)


def _cells(row: str) -> tuple[str, ...]:
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
    return tuple(html.unescape(re.sub("<[^>]+>", "", cell)) for cell in cells)


def test_with_nothing_yet_it_says_what_will_be_here(ana: Client, book: Book) -> None:
    assert "Nothing is here yet" in text(ana, HERE)
    assert HERE not in ana.get("/evidence/").content.decode()


def test_each_of_the_guesses_has_its_own_counts(ana: Client, book: Book, now: datetime) -> None:
    maya = someone(book, "Maya", now)
    for n, outcome in enumerate([Outcome.came_through] * 4 + [Outcome.partly, Outcome.kind_no]):
        fear = {"feared": "They laugh", "feared_chance": 0.8, "feared_came": Feared.did_not}
        came(book, n, maya, outcome, now, channel=Channel.voice, **fear)
    came(book, 40, None, Outcome.came_through, now, kind=Kind.let_go, forecast=0.1)
    page = text(ana, HERE)
    assert "You guessed about two of six; four came through, one partly." in page
    assert "You guessed about five of six; none happened." in page
    assert "One guess: one all right." in page
    asking, receiving, feared = tables(ana)
    assert asking["By person"] == [("Maya", "6", "2", "4", "1")]
    assert asking["By way"] == [("By phone or voice", "6", "2", "4", "1")]
    assert asking["By kind"] == [("Ask", "6", "2", "4", "1")]
    assert asking["By part of life"] == [("Everyday things", "6", "2", "4", "1")]
    assert receiving["By person"] == [("No one you know", "1", "–", "1", "0")]
    assert receiving["By way"] == [("Not said", "1", "–", "1", "0")]
    assert feared["By person"] == [("Maya", "6", "5", "0", "0")]


def test_each_cut_says_where_the_guesses_lay_and_what_to_mind(ana: Client, book: Book, now: datetime) -> None:
    lying = (("Maya", 0.2, 6), ("Dev", 0.9, 5), ("Ruth", 0.2, 5), ("Omar", 0.2, 2))
    for since, (name, guess, times) in enumerate(lying):
        who = someone(book, name, now)
        for n in range(times):
            came(book, since * 10 + n, who, Outcome.came_through, now, forecast=guess)
    page = text(ana, HERE)
    said = "Three have five guesses or more. The guesses lay below what came for two, near what came for one."
    assert f"By person {said} Guesses, what they add up to" in page
    assert "By way Only one has five guesses or more. They lay below what came." in page
    for heading, caveat in (
        ("By person", "A few times say little about anyone, and nothing here is a verdict on them."),
        ("By way", "so it need not be the way that makes the difference."),
        ("By kind", "they are not alike to begin with."),
        ("By part of life", "so it need not be the part of life that makes the difference."),
    ):
        assert caveat in page.split(heading)[-1], heading


def test_with_few_guesses_nothing_is_laid_side_by_side(ana: Client, book: Book, now: datetime) -> None:
    for n in range(4):
        came(book, n, someone(book, "Maya", now), Outcome.came_through, now)
    page = text(ana, HERE)
    assert page.count("None of these has five guesses yet") == 4
    assert (
        "It is drawn ten guesses at a time, and takes fifteen that have their answer. So far there are 4."
        in page
    )


def test_over_time_both_guesses_are_drawn_ten_by_ten(ana: Client, book: Book, now: datetime) -> None:
    maya = someone(book, "Maya", now)
    for n in range(20):
        early, fear = n >= 10, {"feared": "They laugh", "feared_came": Feared.did_not}
        chances = {"forecast": 0.2 if early else 0.9, "feared_chance": 0.8 if early else 0.1}
        came(book, n, maya, Outcome.came_through, now, **fear, **chances)
    page = text(ana, HERE)
    asking, feared = tables(ana)
    assert "Ten by ten, your guesses lay once below what came, once near what came." in page
    assert "Ten by ten, your guesses lay once near what came, once above what came." in page
    assert [row[1:] for row in asking["Over time"]] == [("10", "9", "10", "0"), ("10", "2", "10", "0")]
    assert [row[1:] for row in feared["Over time"]] == [("10", "1", "0", "0"), ("10", "8", "0", "0")]
    assert page.count("So this is no measure of you.") == 2
    drawn = ana.get(HERE).content.decode()
    assert [drawn.count(f'id="tens-{n}-{part}"') for n in (1, 2) for part in "td"] == [1] * 4
    assert drawn.count('<circle class="you"') >= 4


def test_a_name_is_text_and_its_own(ana: Client, book: Book, now: datetime) -> None:
    who = someone(book, "<b>dev", now)
    came(book, 1, who, Outcome.came_through, now)
    for url in (HERE, "/evidence/"):
        page = ana.get(url).content.decode()
        assert "&lt;b&gt;dev</" in page
        assert "<b>dev" not in page


def test_someone_not_judged_safe_is_nowhere_on_it(ana: Client, book: Book, now: datetime) -> None:
    out = someone(book, "Mallory", now, Gate.not_safe)
    for n in range(6):
        came(book, n, out, Outcome.came_through, now)
    page = text(ana, HERE)
    assert "Mallory" not in page
    assert "You guessed" not in page


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ((0.8, Outcome.came_through), (0.2, Outcome.kind_no), "Trust follows who earned it"),
        ((0.2, Outcome.came_through), (0.8, Outcome.kind_no), "higher for those who came through less"),
    ],
)
def test_it_says_whether_trust_follows(
    ana: Client,
    book: Book,
    now: datetime,
    first: tuple[float, Outcome],
    second: tuple[float, Outcome],
    said: str,
) -> None:
    for name, (guess, outcome), since in (("Maya", first, 0), ("Dev", second, 10)):
        who = someone(book, name, now)
        for n in range(5):
            came(book, since + n, who, outcome, now, forecast=guess)
    assert said in text(ana, HERE)
    assert "A few people say little." in text(ana, HERE)


def test_before_it_can_be_said_whether_trust_follows_it_says_what_it_takes(
    ana: Client, book: Book, now: datetime
) -> None:
    maya = someone(book, "Maya", now)
    for n in range(5):
        came(book, n, maya, Outcome.came_through, now)
    page = text(ana, HERE)
    assert "Whether trust follows who earned it cannot be said yet." in page
    assert "A few people say little." not in page


def test_then_and_now_are_said_apart(ana: Client, book: Book, now: datetime) -> None:
    maya = someone(book, "Maya", now)
    for n in range(12):
        came(book, n, maya, Outcome.came_through, now, forecast=0.9 if n < 6 else 0.1)
    page = text(ana, HERE)
    assert "At first you guessed about one of six; six came through." in page
    assert "Lately you guessed about five of six; six came through." in page
