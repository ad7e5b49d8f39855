"""The ladder as this person has it: starters, what they changed, and their own."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from leanto.content.ladder import starters
from leanto.practise.ladder import (
    Size,
    address,
    bands,
    chosen,
    find,
    hardness,
    key,
    ladder,
    made_own,
    own,
    retired,
    say,
)
from leanto.records import Domain, Kind, Step

NOW = datetime(2025, 11, 3, 9, tzinfo=UTC)
LIFT = "ask-practical-lift"


def made(number: int, **changes: object) -> Step:
    return structs.replace(own(f"{number:032x}", "Ask Dev.", Kind.ask, Domain.work), revision=1, **changes)


def lift(**changes: object) -> Step:
    found = find(ladder([]), LIFT)
    assert found is not None
    return structs.replace(made_own(found, "a" * 32), **{"revision": 1, **changes})


def test_a_new_person_has_the_starters_as_written() -> None:
    every = ladder([])

    assert [step.text for step in every] == [starter.text for starter in starters()]
    assert all(step.suds is None and step.revision == 0 for step in every)


def test_a_starter_made_ones_own_stands_in_its_place() -> None:
    every = ladder([lift(suds=20.0)])

    assert len(every) == len(starters())
    assert find(every, LIFT) == lift(suds=20.0)


def test_a_step_of_ones_own_is_added() -> None:
    assert ladder([made(1)])[-1] == made(1)


def test_a_starter_no_longer_written_stays_with_whoever_kept_it() -> None:
    kept = made(1, starter="ask-practical-gone")

    assert kept in ladder([kept])


def test_of_two_tabs_that_made_a_starter_theirs_the_one_changed_more_often_counts() -> None:
    once, twice = lift(suds=20.0), lift(id="0" * 32, suds=60.0, revision=2)

    assert find(ladder([twice, once]), LIFT) == twice


def test_a_step_is_found_by_its_id_its_key_and_its_address() -> None:
    every = ladder([lift(), made(1)])

    assert {find(every, name) for name in (LIFT, "a" * 32, address(lift()))} == {lift()}
    assert find(every, address(made(1))) == made(1)
    assert find(every, None) is None
    assert find(every, "") is None
    assert find(every, "gone") is None


def test_what_a_reach_out_remembers_stays_when_the_starter_is_made_ones_own() -> None:
    before = find(ladder([]), LIFT)

    assert before is not None
    assert key(before) == key(lift()) == LIFT
    assert address(before) == address(lift())


def test_an_address_tells_nothing_of_the_step() -> None:
    every = [address(step) for step in ladder([made(1)])]

    assert all(re.fullmatch(r"[0-9a-f]{32}", one) for one in every)
    assert len(set(every)) == len(every)


def test_ones_own_rating_is_its_place() -> None:
    assert hardness(lift()) == 54
    assert hardness(lift(suds=10.0)) == 10


def test_steps_of_a_kind_and_a_part_of_life_the_easiest_first() -> None:
    found = chosen(ladder([lift(suds=0.0)]), Kind.ask, Domain.practical)

    assert found[0] == lift(suds=0.0)
    assert {(step.kind, step.domain) for step in found} == {(Kind.ask, Domain.practical)}
    assert [hardness(step) for step in found] == sorted(hardness(step) for step in found)


def test_a_step_put_aside_is_kept_apart() -> None:
    early, late = lift(retired_at=NOW), made(1, retired_at=NOW + timedelta(days=1))
    every = ladder([early, late])

    assert not {early, late} & set(chosen(every))
    assert retired(every) == (late, early)


def test_steps_come_in_three_sizes_and_an_empty_one_is_left_out() -> None:
    steps = chosen([made(1, suds=30.0), made(2, suds=31.0), made(3, suds=60.0)])

    assert [(band.size, len(band.steps)) for band in bands(steps)] == [(Size.small, 1), (Size.middle, 2)]


@given(st.lists(st.floats(0, 100), max_size=20))
def test_every_step_is_in_one_size(rated: list[float]) -> None:
    steps = chosen([made(number, suds=suds) for number, suds in enumerate(rated, 1)])

    assert [step for band in bands(steps) for step in band.steps] == list(steps)


def test_words_come_with_a_starter_until_it_is_reworded() -> None:
    assert say(lift()).startswith("Are you driving")
    assert say(lift(text="Ask Dev for a lift.")) == ""
    assert say(made(1)) == ""


def test_an_own_step_takes_its_place_from_its_rating() -> None:
    assert own("1" * 32, "x", Kind.ask, Domain.work).rung == 50
    assert own("1" * 32, "x", Kind.ask, Domain.work, suds=0.0).rung == 5
    assert own("1" * 32, "x", Kind.ask, Domain.work, suds=100.0).rung == 95


def test_letting_go_needs_no_one_unless_it_is_said() -> None:
    assert own("1" * 32, "x", Kind.ask, Domain.work).needs_person
    assert not own("1" * 32, "x", Kind.let_go, Domain.work).needs_person
    assert own("1" * 32, "x", Kind.let_go, Domain.work, needs_person=True).needs_person
    assert not own("1" * 32, "x", Kind.accept, Domain.work, needs_person=False).needs_person


def test_a_step_already_kept_keeps_its_id() -> None:
    assert made_own(made(1), "f" * 32).id == made(1).id
