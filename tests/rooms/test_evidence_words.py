"""Counts as a person would say them: numbers as words up to ten, never a share, nothing added to a few."""

import pytest

from leanto.circle.came import Counts
from leanto.records import Feared, Outcome
from leanto.web.charts import counts


def of(total: int, *, guessed: int = 0, expected: float = 0, **each: int) -> Counts:
    return Counts(total, each, guessed, expected)


@pytest.mark.parametrize(
    ("n", "words"),
    [(0, "never"), (1, "once"), (2, "twice"), (3, "three times"), (10, "ten times"), (11, "11 times")],
)
def test_how_often(n: int, words: str) -> None:
    assert counts.times(n) == words


@pytest.mark.parametrize(("n", "words"), [(0, "none"), (1, "one"), (10, "ten"), (11, "11")])
def test_numbers_are_words_up_to_ten(n: int, words: str) -> None:
    assert counts.number(n) == words


def test_every_outcome_that_came_is_said_in_the_same_order() -> None:
    every = of(7, hurtful=1, no_answer=1, kind_no=2, partly=1, came_through=2)
    assert counts.asks(every) == (
        "Seven asks. Two came through, one partly, two kindly said no, one had no answer, one hurt."
    )
    assert counts.steps(of(3, came_through=1, kind_no=2)) == (
        "Accepted or let go three times. One was all right, two did not work out."
    )


def test_that_none_came_is_said_too() -> None:
    assert counts.asks(of(1, no_answer=1)) == "One ask. None came through, one had no answer."


def test_fears_are_told_by_what_happened() -> None:
    feared = of(4, did_not=2, partly=1, happened=1)
    assert counts.fears(feared) == (
        "What you feared: twice it did not happen, once a little of it happened, once it happened."
    )
    assert counts.fears(of(0)) == ""


def test_every_outcome_and_fear_has_its_words() -> None:
    assert set(counts.ASKS) == set(counts.STEPS) == set(Outcome)
    assert set(counts.FEARS) == set(Feared) - {Feared.too_soon}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (of(4, guessed=4, expected=2), "Too few to say more."),
        (of(5), ""),
        (of(5, guessed=5, expected=2.5), "Your guesses came to about three."),
        (of(5, guessed=5, expected=0.2), "Your guesses came to about none."),
        (of(6, guessed=1, expected=0.9), "You had a guess for one of them: about one."),
        (
            of(12, guessed=11, expected=3.4),
            "You had a guess for 11 of them. Together these came to about three.",
        ),
    ],
)
def test_guesses_lie_beside_the_counts_once_there_are_five(given: Counts, words: str) -> None:
    assert counts.expected(given) == words
