"""Guesses beside what came, tenth by tenth; nobody counted who is not judged safe."""

from datetime import datetime

import pytest
from django.test import Client

from leanto.records import Channel, Feared, Gate, Kind, Outcome
from leanto.vault.book import Book
from tests.rooms.test_evidence_page import came, someone, text

HERE = "/evidence/guesses/"


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
    assert "By way By phone or voice You guessed" in page
    assert "By person Maya You guessed" in page
    assert "By person No one you know One guess: one all right. By way Not said One guess" in page


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
