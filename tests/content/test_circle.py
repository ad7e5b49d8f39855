"""The words of the circle: enough of them, all steps real, and no one told that they must have someone."""

import re

import pytest

from leanto.content.circle import circle
from leanto.content.ladder import starters
from leanto.records import Domain


@pytest.mark.parametrize("domain", list(Domain))
def test_each_part_of_life_has_places_and_a_step_that_needs_no_one_of_ones_own(domain: Domain) -> None:
    need = circle().need[domain]
    known = {one.id: one for one in starters()}
    assert len(need.kind) >= 3
    assert all(known[step].domain is domain and not known[step].needs_person for step in need.steps)


def test_no_one_is_told_that_they_must_have_someone() -> None:
    said = [
        text for need in circle().need.values() for kind in need.kind for text in (kind.about, kind.found)
    ]
    said += [stage.text for stage in circle().stage] + [turn.why for turn in circle().turn]
    must = re.compile(r"\b(must|need to have|ought|have to have|everyone needs)\b", re.IGNORECASE)
    assert [text for text in said if must.search(text)] == []


def test_two_turns_each() -> None:
    assert [turn.first for turn in circle().turn] == [True, False, False, True]
