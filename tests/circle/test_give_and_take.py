"""Both ways: counts side by side with no balance, answers over time, and nothing of a closed gate."""

import pytest

from leanto.circle.give_and_take import Between, between
from leanto.records import Gate, Kind, Outcome, Was
from tests.circle.lives import NOW, ask, stands, time


def of(contacts: list, *history: object, **changes: object) -> Between | None:  # type: ignore[type-arg]  # short
    return between(stands(history=history, **changes), contacts)  # type: ignore[arg-type]  # short


def test_giving_and_taking_are_two_counts_and_never_one() -> None:
    both = of([time(3, gave=True), time(2, gave=True, took=True), time(1), time(1.5, took=False)])
    assert both is not None
    assert (both.gave, both.took) == (2, 1)
    assert {"balance", "debt", "difference"}.isdisjoint(Between.__struct_fields__)


def test_answers_stand_oldest_first_and_a_skipped_one_says_nothing() -> None:
    both = of([time(1, safe=Was.no), time(3, safe=Was.yes, mutual=Was.partly), time(2)])
    assert both is not None
    assert both.safe.answers == (Was.yes, Was.no)
    assert (both.mutual.total, both.mutual.times(Was.partly), both.mutual.times(Was.yes)) == (1, 1, 0)


@pytest.mark.parametrize("kind", [Kind.ask, Kind.share, Kind.accept])
def test_accepting_is_credited(kind: Kind) -> None:
    both = of([], ask(1, kind=kind, outcome=Outcome.came_through), ask(2, kind=kind, outcome=Outcome.kind_no))
    assert both is not None
    assert both.accepted == 1


@pytest.mark.parametrize("gate", [Gate.unsure, Gate.not_safe])
def test_nothing_is_counted_of_a_gate_that_is_not_open(gate: Gate) -> None:
    assert of([time(1, gave=True)], gate=gate) is None
    assert of([time(1, gave=True)], ask(1, outcome=Outcome.hurtful, outcome_at=NOW)) is None


def test_a_time_with_someone_else_is_not_theirs() -> None:
    both = of([time(1, "Maya", gave=True, safe=Was.no)])
    assert both is not None
    assert not both.anything
    assert both.safe.total == 0
