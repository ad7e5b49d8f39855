"""The formula of the reading level counts as it was published, and as one would count by ear."""

import pytest

from tests.house import reading

PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."


def test_it_gives_what_was_published() -> None:
    # The worked example of the encyclopedias: 13 words, 24 syllables, grade 11.3.
    assert len(reading.words(PLATYPUS)) == 13
    assert sum(map(reading.syllables, reading.words(PLATYPUS))) == 24
    assert round(reading.grade([PLATYPUS]), 1) == 11.3


def test_the_least_it_can_give_is_one_word_of_one_syllable() -> None:
    assert round(reading.by_counts(1, 1, 1), 1) == -3.4
    assert round(reading.grade(["Stay."]), 1) == -3.4


def test_one_long_sentence_is_harder_than_the_same_words_in_three() -> None:
    long = "You can stop here and you can come back and you can leave it."
    short = "You can stop here. You can come back. You can leave it."
    assert reading.grade([long]) > reading.grade([short])


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("rule", 1),
        ("judgement", 2),
        ("recognise", 3),
        ("organisation", 5),
        ("neighbour’s", 2),
        ("Dev’s", 1),
        ("don't", 1),
        ("passphrase", 2),
        ("self-harm", 2),
        ("post-traumatic", 4),
        ("rehearsed", 2),
        ("stuffed", 1),
        ("988", 3),
    ],
)
def test_syllables_are_those_one_hears(word: str, expected: int) -> None:
    assert reading.syllables(word) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask once. See who comes.", 2),
        ("“Is it yours?” It may be.", 2),
        ("One thing: a cup; no more", 1),
        ("A heading\n", 1),
        ("… and then (if you like).", 1),
        ("–", 0),
    ],
)
def test_sentences_end_where_a_reader_stops(text: str, expected: int) -> None:
    assert len(reading.sentences([text])) == expected
