"""Pieces, signs, the two minutes, good enough, and what strength means: sorted, and never decided for anyone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from leanto.content.redefine import redefine
from leanto.records import (
    CouldLet,
    Did,
    Domain,
    Early,
    Kind,
    Load,
    Outcome,
    Piece,
    ReachOut,
    Signal,
    Stance,
    Strength,
)
from leanto.redefine import aid, good_enough, signals, stance, strength
from leanto.redefine.aid import End, MustBeMe
from leanto.web.charts.rating_events import strokes
from leanto.web.charts.ratings import BOTTOM, LEFT, RIGHT, draw
from tests.redefine.test_evidence import rated

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def piece(number: int, domain: Domain | None, said: Stance | None = None, load: str | None = None) -> Piece:
    at = NOW + timedelta(minutes=number)
    return Piece(id=f"{number}", at=at, text=f"piece {number}", domain=domain, stance=said, load_id=load)


@given(st.lists(st.tuples(st.none() | st.sampled_from(Domain), st.none() | st.sampled_from(Stance))))
def test_every_piece_stands_in_one_part_of_life(
    given_pieces: list[tuple[Domain | None, Stance | None]],
) -> None:
    pieces = [piece(number, *each) for number, each in enumerate(given_pieces)]
    parts = stance.parts(pieces)
    assert sorted(one.id for part in parts for one in part.pieces) == sorted(one.id for one in pieces)
    assert all(one.domain is part.domain for part in parts for one in part.pieces)
    assert len({part.domain for part in parts}) == len(parts)


@pytest.mark.parametrize(
    ("said", "may"), [(None, False), (Stance.keep, False), (Stance.loosen, True), (Stance.let_go, True)]
)
def test_what_is_kept_is_never_worked_on(said: Stance | None, may: bool) -> None:
    assert stance.may_work_on(piece(1, None, said)) is may


def test_the_pile_offers_what_is_carried_and_not_sorted_yet_the_top_first() -> None:
    def load(id: str, place: int) -> Load:
        return Load(id=id, at=NOW, text=id, place=place)

    loads = [
        load("low", 3),
        load("top", 1),
        load("here", 2),
        structs.replace(load("down", 0), put_down_at=NOW),
    ]
    pieces = [piece(1, None, Stance.keep, "here"), piece(2, None, Stance.loosen, "top")]
    assert [one.id for one in stance.unsorted(loads, pieces[:1])] == ["top", "low"]
    assert stance.kept_loads(pieces) == {"here"}


def test_signals_stand_by_where_they_show_and_the_unsaid_last() -> None:
    every = [
        Signal(id=f"{n}", at=NOW, sign="x", early=place) for n, place in enumerate([None, *reversed(Early)])
    ]
    assert [group.early for group in signals.places(every)] == [*Early, None]
    assert signals.places([]) == ()


@pytest.mark.parametrize("said", MustBeMe)
def test_alone_is_kept_as_chosen(said: MustBeMe) -> None:
    one = aid.moment("id", NOW, End.alone, "the rota", size=3, must_be_me=said, person_id="maya")
    assert (one.did, one.choice, one.overwhelmed, one.person_id) == (Did.alone, 4, 3, None)
    assert (
        one.could_let
        is {
            MustBeMe.yes: CouldLet.no,
            MustBeMe.partly: CouldLet.unsure,
            MustBeMe.no: CouldLet.yes,
        }[said]
    )


def test_asking_is_kept_with_whoever_was_named() -> None:
    one = aid.moment("id", NOW, End.ask, "the rota", must_be_me=MustBeMe.no, person_id="maya")
    assert (one.did, one.choice, one.could_let, one.person_id) == (Did.asked, None, None, "maya")
    assert aid.step_id("id") == aid.step_id("id") != aid.step_id("other")


def test_good_enough_holds_every_letting_go_that_was_not_called_off() -> None:
    def tried(id: str, kind: Kind = Kind.let_go, **more: Any) -> ReachOut:
        return structs.replace(ReachOut(id=id, at=NOW, kind=kind, domain=Domain.work), **more)

    told: dict[str, Any] = {"outcome": Outcome.partly}
    found = good_enough.tried(
        [
            tried("early", **told, outcome_at=NOW),
            tried("late", **told, outcome_at=NOW + timedelta(days=1)),
            tried("open"),
            tried("off", cancelled_at=NOW),
            tried("ask", Kind.ask),
        ]
    )
    assert [one.id for one in found.told] == ["late", "early"]
    assert [one.id for one in found.waiting] == ["open"]


def test_the_newest_word_for_strength_stands_first_and_the_older_ones_stay() -> None:
    said = [Strength(id=f"{day}", at=NOW + timedelta(days=day), text="x") for day in (1, 3, 2)]
    assert [one.id for one in strength.latest_first(said)] == ["3", "2", "1"]


@given(st.lists(st.integers(-5, 30)))
def test_strokes_stay_inside_the_drawing(days: list[int]) -> None:
    chart = draw([rated(20, 9), rated(4, 6)])
    path = strokes(chart, (NOW - timedelta(days=day) for day in days))
    across = [int(part.split()[0]) for part in path.split("M")[1:]]
    assert all(LEFT <= x <= RIGHT for x in across)
    assert len(across) == len({day for day in days if 4 <= day <= 20})
    assert all(f" {BOTTOM - 7}v14" in f" {part.split()[1]}" for part in path.split("M")[1:])


def test_without_a_drawing_there_are_no_strokes() -> None:
    assert strokes(None, [NOW]) == ""
    assert strokes(draw([rated(4, 6), rated(4, 5)]), [NOW - timedelta(days=4)]) == ""


def test_each_place_of_early_signs_has_examples_and_none_stands_twice() -> None:
    written = redefine()
    assert set(written.signs) == set(Early)
    every = [*(line for lines in written.signs.values() for line in lines), *written.then]
    every += [*written.good_enough, *written.pieces, *written.strength]
    assert len(set(every)) == len(every)
