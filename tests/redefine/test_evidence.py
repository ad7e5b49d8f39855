"""What lies under a pair of rules, what is offered, and what came between two answers."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from leanto.records import (
    Did,
    Domain,
    Exhibit,
    Feared,
    Kind,
    Moment,
    Outcome,
    Rating,
    ReachOut,
    Rule,
)
from leanto.redefine.evidence import case, moves, offered

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PEOPLE = ["maya", "rick", None]


def ask(id: int, outcome: Outcome | None = Outcome.came_through, person: str | None = "maya") -> ReachOut:
    at = NOW - timedelta(days=id)
    one = ReachOut(id=f"ask{id}", at=at, kind=Kind.ask, domain=Domain.work, person_id=person)
    return structs.replace(one, outcome=outcome, outcome_at=at if outcome else None, lesson_id="nine")


def exhibit(id: int, side: Rule = Rule.new, **to: Any) -> Exhibit:
    return Exhibit(id=f"ex{id}", at=NOW, lesson_id="nine", speaks_for=side, **to)


def rated(days: int, old: int | None, new: int | None = None) -> Rating:
    return Rating(id=f"r{days}", at=NOW - timedelta(days=days), lesson_id="nine", old=old, new=new)


def test_each_exhibit_lies_on_its_side_the_latest_first() -> None:
    shown = case(
        "nine",
        [
            exhibit(1, reach_out_id="ask5"),
            exhibit(2, reach_out_id="ask1"),
            exhibit(3, Rule.old, text="my own words"),
            structs.replace(exhibit(4), lesson_id="other"),
        ],
        [ask(1), ask(5)],
        [],
        {"maya"},
    )
    assert [one.exhibit.id for one in shown.new] == ["ex2", "ex1"]
    assert [one.exhibit.text for one in shown.old] == ["my own words"]


def test_what_was_removed_leaves_the_exhibit_and_no_thing() -> None:
    [one] = case("nine", [exhibit(1, reach_out_id="gone")], [], [], set()).new
    assert (one.reach_out, one.moment, one.fair, one.at) == (None, None, True, NOW)


def test_an_exhibit_with_someone_not_judged_safe_is_marked() -> None:
    rick = Moment(id="m", at=NOW, did=Did.let_in, person_id="rick", text="he came")
    shown = case(
        "nine",
        [exhibit(1, reach_out_id="ask1"), exhibit(2, moment_id="m"), exhibit(3, reach_out_id="ask2")],
        [ask(1, person="rick"), ask(2)],
        [rick],
        {"maya"},
    )
    assert {one.exhibit.id: one.fair for one in shown.new} == {"ex1": False, "ex2": False, "ex3": True}


@given(
    st.lists(
        st.builds(ask, st.integers(0, 30), st.none() | st.sampled_from(Outcome), st.sampled_from(PEOPLE)),
        unique_by=lambda one: one.id,
    )
)
def test_nobody_who_is_not_judged_safe_is_among_what_is_offered_first(asks: list[ReachOut]) -> None:
    found = offered([], asks, [], {"maya"})
    assert all(one.person_id in ("maya", None) for one in found.reach_outs)
    assert all(one.person_id == "rick" for one in found.others)
    told = {one.id for one in asks if one.outcome}
    assert {one.id for one in (*found.reach_outs, *found.others)} == told


def test_what_lies_here_is_not_offered_again_nor_a_moment_without_words_or_with_rick() -> None:
    laid = case("nine", [exhibit(1, reach_out_id="ask1")], [ask(1)], [], {"maya"}).every
    caught = [
        Moment(id="bare", at=NOW, did=Did.alone),
        Moment(id="rick", at=NOW, did=Did.let_in, text="he came", person_id="rick"),
        Moment(id="told", at=NOW, did=Did.alone, whisper="no one is coming"),
    ]
    found = offered(laid, [ask(1), structs.replace(ask(2), cancelled_at=NOW)], caught, {"maya"})
    assert found.reach_outs == ()
    assert [one.id for one in found.moments] == ["told"]


def test_a_move_holds_what_came_between_two_answers_that_differ() -> None:
    ratings = [rated(20, 9), rated(10, 9), rated(4, 6), rated(1, 6, 3)]
    asks = [ask(15), ask(10), ask(8), ask(5), ask(4), ask(2)]
    [move] = moves("nine", ratings, asks, [], {"maya"})
    assert (move.before.old, move.after.old) == (9, 6)
    assert [one.id for one in move.between] == ["ask8", "ask5", "ask4"]


def test_a_first_answer_about_a_rule_moves_nothing_and_a_move_with_nothing_between_is_none() -> None:
    assert moves("nine", [rated(9, None), rated(1, 4)], [ask(5)], [], {"maya"}) == ()
    assert moves("nine", [rated(9, 5), rated(1, 4)], [ask(20)], [], {"maya"}) == ()


def test_what_lies_here_counts_as_between_without_being_tied_to_the_lesson() -> None:
    loose = structs.replace(ask(5), lesson_id=None)
    laid = case("nine", [exhibit(1, reach_out_id="ask5")], [loose], [], {"maya"}).every
    ratings = [rated(9, 8), rated(1, 4)]
    assert moves("nine", ratings, [loose], [], {"maya"}) == ()
    assert [one.between for one in moves("nine", ratings, [loose], laid, {"maya"})] == [(loose,)]


def test_someone_not_judged_safe_stands_beside_a_change_only_where_it_speaks_for_being_wary() -> None:
    kind = ask(6, person="rick")
    hurt = ask(5, Outcome.hurtful, "rick")
    feared = structs.replace(ask(4, person="rick"), feared_came=Feared.happened)
    [move] = moves("nine", [rated(9, 5), rated(1, 8)], [kind, hurt, feared], [], {"maya"})
    assert move.between == (hurt, feared)
