"""The pile keeps its order, moves by one, counts to the last thing, and names nobody who is not safe."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from leanto.circle.people import safe_ones
from leanto.name import pile
from leanto.name.pile import Order, Place
from leanto.records import (
    Domain,
    Feared,
    Gate,
    Kind,
    Load,
    Outcome,
    Person,
    ReachOut,
    Relation,
    Step,
    Whose,
)
from leanto.web.charts import pile as chart

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def hexed(number: int) -> str:
    return f"{number:032x}"


def thing(number: int, **said: object) -> Load:
    return structs.replace(Load(id=hexed(number), at=NOW, text=f"thing {number}", place=number), **said)


def someone(number: int, gate: Gate = Gate.safe, **more: object) -> Person:
    fields = {"relation": Relation.friend, "gate_at": NOW, "safe_for": (Domain.work,), "channels": ()}
    return Person(id=hexed(1000 + number), name=f"Name{number}", gate=gate, **(fields | more))  # type: ignore[arg-type]  # fields differ in type


said = st.none() | st.integers(0, 4)
loads = st.lists(
    st.builds(
        lambda number, place, costs, chosen, whose, down, person: thing(
            number,
            place=place,
            costs=costs,
            chosen=chosen,
            whose=whose,
            put_down_at=NOW if down else None,
            person_id=None if person is None else hexed(1000 + person),
        ),
        number=st.integers(0, 10_000),
        place=st.integers(-5, 5),
        costs=said,
        chosen=said,
        whose=st.none() | st.sampled_from(Whose),
        down=st.booleans(),
        person=st.none() | st.integers(0, 3),
    ),
    unique_by=lambda one: one.id,
    max_size=20,
)


def after(every: list[Load], id: str, down: int) -> list[Load]:
    changed = {one.id: one for one in pile.moved(every, id, down)}
    return [changed.get(one.id, one) for one in every]


def ids(every: list[Load]) -> list[str]:
    return [one.id for one in pile.carried(every)]


@given(loads, st.sampled_from(Order))
def test_sorting_loses_nothing_and_keeps_equals_in_order(every: list[Load], order: Order) -> None:
    own = pile.carried(every)
    found = pile.ordered(own, order)
    assert sorted(one.id for one in found) == sorted(one.id for one in own)
    for value in {_worth(one, order) for one in own}:
        same = [one.id for one in own if _worth(one, order) == value]
        assert [one.id for one in found if _worth(one, order) == value] == same


def _worth(load: Load, order: Order) -> int | None:
    return {Order.own: 0, Order.costs: load.costs, Order.choice: load.chosen}[order]


def test_what_costs_most_is_first_what_was_chosen_least_is_first_and_the_unsaid_last() -> None:
    every = [thing(1, costs=1, chosen=4), thing(2), thing(3, costs=4, chosen=0), thing(4, costs=0, chosen=2)]
    costs = [one.costs for one in pile.ordered(every, Order.costs)]
    choices = [one.chosen for one in pile.ordered(every, Order.choice)]
    assert (costs, choices) == ([4, 1, 0, None], [0, 2, 4, None])


@given(loads, st.data())
def test_up_and_then_down_is_as_it_was(every: list[Load], data: st.DataObject) -> None:
    own = ids(every)
    if len(own) < 2:
        return
    at = data.draw(st.integers(1, len(own) - 1))
    up = after(every, own[at], -1)
    assert ids(up) == [*own[: at - 1], own[at], own[at - 1], *own[at + 1 :]]
    assert ids(after(up, own[at], 1)) == own


@given(loads)
def test_at_the_ends_and_for_strangers_nothing_moves(every: list[Load]) -> None:
    own = ids(every)
    assert pile.moved(every, "stranger", 1) == ()
    if own:
        assert pile.moved(every, own[0], -1) == ()
        assert pile.moved(every, own[-1], 1) == ()


def test_a_move_among_two_hundred_changes_two() -> None:
    every = [thing(number) for number in range(200)]
    assert len(pile.moved(every, hexed(100), 1)) == 2


@given(loads)
def test_a_new_thing_goes_on_top(every: list[Load]) -> None:
    own = pile.carried(every)
    new = thing(99_999, place=pile.on_top(own))
    assert ids([*every, new])[0] == new.id


@given(loads)
def test_every_thing_is_counted_once(every: list[Load]) -> None:
    own, down = pile.carried(every), pile.put_down(every)
    counts = pile.count(own, {})
    assert len(own) + len(down) == len(every)
    assert counts.total == sum(counts.placed.values()) == sum(counts.whose.values()) == len(own)
    assert 0 <= counts.heavy <= counts.total
    assert counts.corners == 0


@pytest.mark.parametrize(
    ("chosen", "place"),
    [(None, "unsaid"), (0, "had_to"), (1, "had_to"), (2, "between"), (3, "chosen"), (4, "chosen")],
)
def test_where_a_thing_stands(chosen: int | None, place: str) -> None:
    assert pile.placed(thing(1, chosen=chosen)) is Place(place)


@given(
    loads,
    st.lists(st.sampled_from(Gate), min_size=4, max_size=4),
    st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_nobody_who_is_not_safe_is_named(every: list[Load], gates: list[Gate], hurt: list[bool]) -> None:
    people = [someone(number, gate) for number, gate in enumerate(gates)]
    history = [
        ReachOut(
            id=hexed(5000 + number),
            at=NOW,
            kind=Kind.ask,
            domain=Domain.work,
            person_id=people[number].id,
            outcome=Outcome.hurtful,
            outcome_at=NOW + timedelta(days=1),
            feared_came=Feared.did_not,
        )
        for number in range(4)
        if hurt[number]
    ]
    safe = {one.id: one for one in safe_ones(people, history)}
    closed = {people[n].id for n in range(4) if gates[n] is not Gate.safe or hurt[n]}
    for one in every:
        helper = pile.helper(one, safe)
        assert helper is None or helper.id not in closed
        assert (helper is None) == (one.person_id is None or one.person_id in closed)
    drawn = chart.draw(pile.carried(every), safe)
    leaning = sum(bool(slab.beam) for slab in drawn.slabs) if drawn else 0
    first = pile.carried(every)[: chart.MOST_DRAWN]
    assert leaning == sum(one.person_id is not None and one.person_id not in closed for one in first)


def test_a_step_brings_its_asks_along_and_says_when_one_came_through() -> None:
    step = Step(id=hexed(1), text="Ask", kind=Kind.ask, domain=Domain.work, rung=50, load_id=hexed(7))
    other = structs.replace(step, id=hexed(2), load_id=None)
    ask = ReachOut(id=hexed(3), at=NOW, kind=Kind.ask, domain=Domain.work, step_id=step.id)
    assert pile.made([other], [ask]) == {}
    [made] = pile.made([step, other], [ask])[hexed(7)]
    assert (made.reach_outs, made.came_through) == ((ask,), False)
    came = structs.replace(ask, outcome=Outcome.came_through)
    assert pile.made([step], [came])[hexed(7)][0].came_through
    no = structs.replace(ask, outcome=Outcome.kind_no)
    assert not pile.made([step], [no])[hexed(7)][0].came_through


def test_the_drawing_is_wider_where_it_costs_more_and_counts_what_it_leaves_out() -> None:
    assert chart.draw([], {}) is None
    drawn = chart.draw([thing(number, costs=number % 5) for number in range(30)], {})
    assert drawn is not None
    assert (len(drawn.slabs), drawn.more) == (12, 18)
    widths = [slab.width for slab in drawn.slabs[:5]]
    assert widths == sorted(set(widths))
    assert all(slab.x >= 0 and slab.x + slab.width + 9 < drawn.words_at for slab in drawn.slabs)
    assert all(one.y + one.high < two.y for one, two in zip(drawn.slabs, drawn.slabs[1:], strict=False))


@given(st.text(max_size=200))
def test_words_beside_a_slab_fit(text: str) -> None:
    short = chart.shortened(text)
    assert len(short) <= chart.LETTERS
    assert "\n" not in short
    if len(text) < 10:
        assert short == " ".join(text.split())
