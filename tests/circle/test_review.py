"""When to look at a gate again, and that only looking settles it."""

from leanto.circle.review import Why, due, reviews
from leanto.records import Feared, Gate, Outcome, Was
from tests.circle.lives import DAY, NOW, ask, stands, time


def test_nothing_waits_where_nothing_happened() -> None:
    assert due(stands(), [time(1, safe=Was.yes)], NOW) is None


def test_after_a_hurt_and_after_a_fear_that_came_later() -> None:
    hurt = ask(3, outcome=Outcome.hurtful, outcome_at=NOW - DAY)
    came = ask(3, outcome=Outcome.came_through, feared="x", feared_came=Feared.happened, feared_at=NOW - DAY)
    assert due(stands(history=(hurt,)), [], NOW) is Why.hurt
    assert due(stands(history=(came,)), [], NOW) is Why.feared


def test_what_closed_a_gate_and_was_removed_still_waits() -> None:
    assert due(stands(gate=Gate.unsure, closed_at=NOW - DAY), [], NOW) is Why.closed


def test_looking_again_settles_it() -> None:
    hurt = ask(3, outcome=Outcome.hurtful, outcome_at=NOW - DAY)
    assert due(stands(history=(hurt,), gate_at=NOW), [], NOW) is None
    assert due(stands(gate_at=NOW), [time(1, safe=Was.no)], NOW) is None


def test_a_time_that_was_not_safe_asks_and_closes_nothing() -> None:
    one = stands()
    assert due(one, [time(1, safe=Was.no)], NOW) is Why.not_safe
    assert one.safe


def test_a_little_of_the_fear_asks() -> None:
    little = ask(3, outcome=Outcome.came_through, feared="x", feared_came=Feared.partly, feared_at=NOW - DAY)
    assert due(stands(history=(little,)), [], NOW) is Why.a_little


def test_on_the_day_and_not_before_whatever_the_verdict() -> None:
    for gate in Gate:
        assert due(stands(gate=gate, review_on=NOW + DAY), [], NOW) is None
        assert due(stands(gate=gate, review_on=NOW), [], NOW) is Why.day
    assert due(stands(review_on=NOW - DAY, gate_at=NOW), [], NOW) is None


def test_the_weightiest_stands_first() -> None:
    hurt = ask(3, "Sam", outcome=Outcome.hurtful, outcome_at=NOW - DAY)
    found = reviews([stands("Ana", review_on=NOW), stands("Sam", history=(hurt,))], [], NOW)
    assert [(one.member.person.name, one.why) for one in found] == [("Sam", Why.hurt), ("Ana", Why.day)]
