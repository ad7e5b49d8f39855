"""My own words are found whatever their case or accents, and only when every word is there."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanto.name.moments import find, fold
from leanto.records import Did, Moment

START = datetime(2025, 11, 3, 12, tzinfo=UTC)
TEXT = st.text(max_size=60)
WORDS = st.lists(
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8), min_size=1, max_size=5
)


def caught(*texts: str, whisper: str = "") -> list[Moment]:
    return [
        Moment(id=f"{n:032x}", at=START + timedelta(minutes=n), did=Did.alone, text=text, whisper=whisper)
        for n, text in enumerate(texts)
    ]


@given(TEXT, TEXT, st.randoms(use_true_random=False))
def test_any_of_its_own_words_in_any_order_find_a_moment(text: str, whisper: str, chance: Random) -> None:
    moments = caught(text, whisper=whisper)
    words = sorted(f"{text} {whisper}".split(), key=lambda _: chance.random())
    assert find(moments, " ".join(words)) == (moments if fold(" ".join(words)).split() else [])


@given(WORDS)
def test_case_makes_no_difference(words: list[str]) -> None:
    text = " ".join(words)
    assert find(caught(text), text.casefold())
    assert find(caught(text.casefold()), text)


@given(st.lists(TEXT, max_size=12), st.text("abc é", min_size=1, max_size=8))
def test_what_is_found_holds_every_word_and_what_is_not_lacks_one(texts: list[str], words: str) -> None:
    moments, wanted = caught(*texts), fold(words).split()
    found = find(moments, words)
    for moment in moments:
        assert (moment in found) == (bool(wanted) and all(word in fold(moment.text) for word in wanted))
    assert [moment.at for moment in found] == sorted((moment.at for moment in found), reverse=True)


@pytest.mark.parametrize(
    ("kept", "sought"),
    [
        ("Café with Zoë", "zoe cafe"),
        ("cafe", "CAFÉ"),
        ("Bjørn asked twice", "bjorn"),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("I’m fine", "i'm"),
        ("ﬁne", "fine"),
        ("שָׁלוֹם", "שלום"),
        ("لا أحدٌ آتٍ", "احد"),
        ("e\u0301te\u0301", "été"),
        ("carried the shopping up", "shop"),
    ],
)
def test_words_are_found_as_a_reader_would(kept: str, sought: str) -> None:
    assert find(caught(kept), sought)


def test_the_whisper_is_searched_too_and_words_may_be_split_between_them() -> None:
    assert find(caught("moved the sofa", whisper="no one is coming"), "coming sofa")


def test_one_missing_word_is_enough_to_leave_a_moment_out() -> None:
    assert find(caught("moved the sofa"), "sofa piano") == []


@pytest.mark.parametrize("nothing", ["", "   ", "\u0301"])
def test_no_words_find_nothing(nothing: str) -> None:
    assert find(caught("", "moved the sofa"), nothing) == []
