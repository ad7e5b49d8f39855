"""Five exercises, each named, each with its limits, each whole without a picture or a script."""

import pytest

from leanto.care.grounding import exercise
from leanto.content.care import Exercise, exercises


def test_there_are_five_and_each_is_found_by_its_name() -> None:
    assert [one.id for one in exercises()] == ["breathing", "senses", "room", "moving", "kindness"]
    assert all(exercise(one.id) is one for one in exercises())


def test_a_name_that_is_none_of_them_finds_nothing() -> None:
    assert exercise("cold-water") is None


@pytest.mark.parametrize("one", exercises(), ids=lambda one: one.id)
def test_each_says_what_it_is_and_when_not_to_and_is_whole_in_words(one: Exercise) -> None:
    assert one.what
    assert len(one.not_when) >= 2
    assert len(one.steps) >= 5
    assert one.after


def test_only_breathing_is_paced_and_its_words_count_as_the_pacer_does() -> None:
    paced = [one for one in exercises() if one.paced]
    assert [one.id for one in paced] == ["breathing"]
    words = " ".join(paced[0].steps)
    assert "in through your nose while you count: one, two, three, four." in words
    assert "out while you count: one, two, three, four, five, six." in words


def test_cold_water_is_not_used_without_its_warning() -> None:
    for one in exercises():
        said = " ".join((one.what, *one.steps)).lower()
        if "cold water" in said or "ice" in said.split():
            warned = " ".join(one.not_when).lower()
            assert "heart" in warned
            assert "eating disorder" in warned
