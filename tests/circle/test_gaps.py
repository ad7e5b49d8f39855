"""What nobody safe covers, one person asked for most things, no one at all; a closed gate covers nothing."""

from hypothesis import given
from hypothesis import strategies as st

from leanto.circle.gaps import gaps
from leanto.circle.people import Member
from leanto.records import Domain, Gate, Kind, Outcome, Relation
from tests.circle.lives import DAY, NOW, ask, stands


def asks(name: str, many: int, **changes: object) -> Member:
    return stands(name, tuple(ask(day + 1, name) for day in range(many)), **changes)


def test_no_one_at_all() -> None:
    found = gaps([], NOW)
    assert found.nobody
    assert found.uncovered == tuple(Domain)
    assert found.leaned is None


def test_safe_for_nothing_is_no_one_yet() -> None:
    assert gaps([stands(safe_for=())], NOW).nobody


def test_what_is_covered_and_by_whom() -> None:
    found = gaps([stands(), stands("Maya", safe_for=(Domain.practical, Domain.health))], NOW)
    assert {one.domain: len(one.by) for one in found.covered} == {Domain.practical: 2, Domain.health: 1}
    assert len(found.uncovered) == len(Domain) - 2


def test_a_closed_gate_covers_nothing_and_is_asked_for_nothing() -> None:
    hurt = ask(1, outcome=Outcome.hurtful, outcome_at=NOW)
    closed = stands(history=(hurt, *(ask(day + 2) for day in range(9))))
    found = gaps([closed, asks("Maya", 2)], NOW)
    assert [one.by[0].person.name for one in found.covered] == ["Maya"]
    assert found.leaned is None
    assert gaps([stands(gate=Gate.not_safe)], NOW).nobody


def test_one_person_asked_for_most_things() -> None:
    found = gaps([asks("Dev", 4), asks("Maya", 2)], NOW).leaned
    assert found is not None
    assert (found.member.person.name, found.asked, found.total) == ("Dev", 4, 6)


def test_half_is_not_most_and_four_are_too_few() -> None:
    assert gaps([asks("Dev", 3), asks("Maya", 3)], NOW).leaned is None
    assert gaps([asks("Dev", 4)], NOW).leaned is None


def test_a_service_is_there_for_it() -> None:
    assert gaps([asks("Library", 8, relation=Relation.service)], NOW).leaned is None


def test_long_ago_called_off_and_let_go_are_not_counted() -> None:
    history = (
        *(ask(200 + day) for day in range(5)),
        *(ask(day + 1, kind=Kind.let_go) for day in range(5)),
        *(ask(20 + day, asked_at=None, cancelled_at=NOW - DAY) for day in range(5)),
    )
    assert gaps([stands(history=history)], NOW).leaned is None


@given(st.lists(st.tuples(st.sampled_from(list(Gate)), st.sets(st.sampled_from(list(Domain)))), max_size=8))
def test_every_part_of_life_is_covered_or_not_and_only_by_the_safe(
    circle: list[tuple[Gate, set[Domain]]],
) -> None:
    people = [
        stands(f"p{place}", gate=gate, safe_for=tuple(safe_for))
        for place, (gate, safe_for) in enumerate(circle)
    ]
    found = gaps(people, NOW)
    assert {one.domain for one in found.covered} | set(found.uncovered) == set(Domain)
    assert len(found.covered) + len(found.uncovered) == len(Domain)
    assert all(member.safe for one in found.covered for member in one.by)
