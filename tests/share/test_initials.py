"""Names become initials wherever they stand, and nothing else does."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanto.records import Gate, Person, Relation
from leanto.share.initials import ALSO_WORDS, NOT_A_NAME, hidden, initials

NOW = datetime(2026, 3, 3, 8, 14, tzinfo=UTC)


def person(name: str, relation: Relation = Relation.friend) -> Person:
    return Person(
        id=name, name=name, relation=relation, gate=Gate.safe, gate_at=NOW, safe_for=(), channels=()
    )


CIRCLE = hidden(
    [
        *map(
            person, ("Maya Lindqvist", "Dr Obi", "Will", "O’Brien", "小明", "José", "Mary-Jane", "Aunt Rosa")
        ),
        person("Tuesday grief group", Relation.group),
    ]
)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I asked Maya Lindqvist.", "I asked M. L."),
        ("MAYA’s mother, maya's brother", "M.’s mother, M.'s brother"),
        ("Maya\n Lindqvist came", "M. L. came"),
        ("I will ask. Will came.", "I will ask. W. came."),
        ("Dr Obi and Obi", "D. O. and O."),
        ("the doctor, my aunt, Aunt Rosa", "the doctor, my aunt, A. R."),
        ("O'Brien left", "O. left"),
        ("Jose\N{COMBINING ACUTE ACCENT} and jose", "J. and J."),
        ("Mary-Jane, Mary, mary jane", "M. J., M., M. J."),
        ("the tuesday grief group on a Tuesday", "the T. G. G. on a Tuesday"),
        ("昨天小明来了", "昨天小.来了"),
        ("Mayas and amaya stay", "Mayas and amaya stay"),
        ("Obi2 and _Obi_", "O.2 and _O._"),
    ],
)
def test_a_name_becomes_initials_and_its_neighbours_stay(said: str, told: str) -> None:
    assert CIRCLE.initials_in(said) == told


def test_who_is_named_is_known_by_any_part_of_the_name() -> None:
    assert CIRCLE.named_in("I told lindqvist and Jose") == {"Maya Lindqvist", "José"}
    assert CIRCLE.named_in("Nobody was there, on a Tuesday.") == set()


def test_without_a_circle_nothing_changes() -> None:
    assert hidden([]).initials_in("Maya came") == "Maya came"


words = st.text("abcdefghiéñ", min_size=2, max_size=8).map(str.capitalize)
names = st.lists(words, min_size=1, max_size=3).map(" ".join)
between = st.sampled_from([" ", ", ", ".", "’s ", "\n", " – ", "(", ")", "! ", "…", "-", "9", "_"])


@given(st.lists(names, min_size=1, max_size=5), st.data())
def test_no_name_of_the_circle_is_left_in_any_text(circle: list[str], data: st.DataObject) -> None:
    spelt = [spelling for name in circle for spelling in (name, name.upper(), name.lower(), *name.split())]
    pieces = data.draw(st.lists(st.tuples(st.sampled_from(spelt) | names, between), max_size=8))
    text = "".join(word + gap for word, gap in pieces)
    told = hidden(map(person, circle)).initials_in(text)
    for word in {word.casefold() for name in circle for word in name.split()} - ALSO_WORDS - NOT_A_NAME:
        assert not re.search(rf"(?<![^\W\d_]){word}(?![^\W\d_])", told.casefold())


@given(st.text(), st.lists(st.text(min_size=1, max_size=12), max_size=4))
def test_any_text_and_any_names_have_an_answer(text: str, circle: list[str]) -> None:
    found = hidden(map(person, circle))
    found.initials_in(text)
    assert found.named_in(text) <= set(circle)


@given(names)
def test_initials_hold_no_more_than_the_first_letters(name: str) -> None:
    assert len(initials(name).replace(".", "").split()) == len(name.split())
