"""Questions come in their order, only as deep as allowed, and never twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanto.content.paths import Depth, Path, explore, of_path
from leanto.explore.paths import (
    LETTER,
    Place,
    allowed,
    asks_now,
    depth,
    following,
    place_of,
    smaller,
    starts,
    steadying,
)

PATHS = st.sampled_from(explore().path)
DEPTHS = st.sets(st.sampled_from(Depth))


@given(PATHS, DEPTHS, st.data())
def test_walking_a_path_asks_everything_allowed_once_and_in_order(
    path: Path, depths: set[Depth], data: st.DataObject
) -> None:
    answered = data.draw(st.sets(st.sampled_from([one.id for one in of_path(path)])))
    walked, after = [], ""
    while (one := following(path, depths, answered, after)) is not None:
        walked.append(one)
        after = one.id
    assert walked == [one for one in allowed(path, depths) if one.id not in answered]
    assert all(depth(one) in depths for one in walked)


@pytest.mark.parametrize("path", explore().path, ids=lambda path: path.id)
def test_a_shut_down_body_meets_nothing_deep_and_nothing_in_the_middle(path: Path) -> None:
    found = allowed(path, (Depth.gentle,))
    assert path.root not in found
    assert {depth(one) for one in found} == {Depth.gentle}
    assert smaller(path.root)


@pytest.mark.parametrize("path", explore().path, ids=lambda path: path.id)
def test_distress_is_asked_again_now_and_then_and_not_at_each_question(path: Path) -> None:
    asked = [asks_now(path, tuple(Depth), one.id) for one in of_path(path)]
    assert 3 <= sum(asked) < len(asked) / 2
    assert not asks_now(path, (Depth.gentle,), path.root.id)


def test_what_is_kept_finds_its_page() -> None:
    assert place_of("one-a") is Place.path
    assert place_of("rain-a") is Place.grief
    assert place_of("post-a") is Place.strong_one
    assert place_of(LETTER) is Place.letter
    assert place_of("night-e") is Place.night
    assert place_of("gone") is None


def test_examples_come_from_the_path_of_the_question() -> None:
    one = explore().path[0]
    assert starts("one-root") == starts("one") == one.lesson_starts
    assert starts("rain-a") == ()


def test_grounding_takes_turns() -> None:
    one, texts = explore().path[0], ("a", "b", "c")
    assert [steadying(one, f"one-{letter}", texts) for letter in "abcd"] == ["a", "b", "c", "a"]
    assert steadying(one, "one-a", texts, more=1) == "b"
    assert steadying(one, "elsewhere", texts) == "a"
