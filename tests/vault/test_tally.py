"""The tally says what waits without opening every reach-out, and never drifts from them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from leanto.records import Feared, Outcome, ReachOut
from leanto.vault.accounts import Opened
from leanto.vault.book import Book
from leanto.vault.keys import Tally
from leanto.vault.tally import LAST, tallied, tally_of
from tests.vault.made import again, moment, reach_out

DAY = timedelta(days=1)
LATER = {"outcome": Outcome.came_through}


def test_a_plan_waits_until_it_has_an_outcome(book: Book, now: datetime) -> None:
    kept = book.add(reach_out(now))
    assert book.tally == Tally(open=(kept.id,))
    done = book.revise(replace(kept, outcome=Outcome.kind_no, outcome_at=now))
    assert book.tally == Tally(last=((int(now.timestamp()), kept.id),))
    book.remove(done)
    assert book.tally == Tally()


def test_what_was_called_off_waits_no_more(book: Book, now: datetime) -> None:
    kept = book.add(reach_out(now, feared="they laugh"))
    book.revise(replace(kept, cancelled_at=now))
    assert book.tally == Tally()


def test_other_records_leave_it_alone(book: Book, now: datetime) -> None:
    book.add(reach_out(now))
    book.add(moment(now))
    assert book.tally.open == ("b" * 32,)


@pytest.mark.parametrize(
    ("given", "waits"),
    [
        ({}, False),
        ({"feared": "they laugh"}, True),
        ({"feared": "they laugh", "feared_came": Feared.too_soon}, True),
        ({"feared": "they laugh", "feared_came": Feared.happened, "feared_at": 0}, False),
        ({"feared": "they laugh", "feared_came": Feared.did_not, "feared_at": 0}, True),
        ({"feared": "they laugh", "feared_came": Feared.did_not, "feared_at": 24}, True),
        ({"feared": "they laugh", "feared_came": Feared.did_not, "feared_at": 25}, False),
        ({"feared": "they laugh", "feared_came": Feared.too_soon, "feared_at": 40}, True),
    ],
)
def test_a_fear_is_asked_after_again_about_a_month_on(
    now: datetime, given: dict[str, Any], waits: bool
) -> None:
    if "feared_at" in given:
        given = {**given, "feared_at": now + given["feared_at"] * DAY}
    one = reach_out(now, outcome=Outcome.partly, outcome_at=now, **given)
    assert tallied(Tally(), one.id, one).fears == ((one.id,) if waits else ())


def test_the_latest_outcomes_come_first_and_are_twelve_at_most(now: datetime) -> None:
    done = [reach_out(now, n, outcome_at=now + n * DAY, **LATER) for n in range(20)]
    tally = tally_of(done)
    assert [id for _when, id in tally.last] == [f"{n:032x}" for n in range(19, 19 - LAST, -1)]


def test_without_a_time_of_its_own_an_outcome_has_the_plans(now: datetime) -> None:
    assert tally_of([reach_out(now, **LATER)]).last == ((int(now.timestamp()), "b" * 32),)


MAYBE = st.booleans()
SHAPES = st.fixed_dictionaries(
    {
        "outcome": st.sampled_from([None, *Outcome]),
        "cancelled": MAYBE,
        "feared": st.sampled_from(["", "they laugh"]),
        "feared_came": st.sampled_from([None, *Feared]),
        "days": st.integers(0, 40),
        "hours": st.integers(0, 2000),
    }
)


def shaped(now: datetime, id: int, shape: dict[str, Any]) -> ReachOut:
    return reach_out(
        now,
        id,
        outcome=shape["outcome"],
        outcome_at=now + timedelta(hours=shape["hours"]) if shape["outcome"] else None,
        cancelled_at=now if shape["cancelled"] else None,
        feared=shape["feared"],
        feared_came=shape["feared_came"],
        feared_at=now + shape["days"] * DAY,
    )


@given(acts=st.lists(st.tuples(st.integers(0, 9), st.none() | SHAPES), max_size=25))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_after_any_acts_it_is_what_counting_anew_gives(
    hers: Opened, now: datetime, acts: list[tuple[int, dict[str, Any] | None]]
) -> None:
    for kept in again(hers, now).all(ReachOut):
        again(hers, now).remove(kept)
    for id, shape in acts:
        book = again(hers, now)
        kept_now = book.find(ReachOut, f"{id:032x}")
        if shape is None:
            book.remove(reach_out(now, id))
        elif kept_now is None:
            book.add(shaped(now, id, shape))
        else:
            book.revise(replace(shaped(now, id, shape), revision=kept_now.revision))
    book = again(hers, now)
    anew, tally = tally_of(book.all(ReachOut)), book.tally
    assert (set(tally.open), set(tally.fears), tally.last) == (set(anew.open), set(anew.fears), anew.last)
    assert len(tally.open) == len(set(tally.open))


@given(st.lists(SHAPES, min_size=13, max_size=20, unique_by=lambda shape: shape["hours"]))
@settings(deadline=None)
def test_of_more_than_twelve_outcomes_a_removed_one_leaves_a_gap_and_never_a_wrong_one(
    shapes: list[dict[str, Any]],
) -> None:
    """The thirteenth is not remembered: after a removal ``last`` may be shorter, never out of order."""
    now = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
    done = [
        shaped(now, n, {**shape, "outcome": Outcome.partly, "cancelled": False})
        for n, shape in enumerate(shapes)
    ]
    tally = tally_of(done)
    newest = tally.last[0][1]
    after = tallied(tally, newest, None)
    assert after.last == tally.last[1:]
