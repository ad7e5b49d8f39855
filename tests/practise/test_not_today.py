"""What was put aside for today is aside until the person's own day is over."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from leanto.practise.ladder import key, ladder, made_own
from leanto.practise.not_today import put_aside, with_aside, with_none_aside
from leanto.records import Preferences

AUCKLAND = ZoneInfo("Pacific/Auckland")
LATE = datetime(2026, 3, 4, 23, 59, tzinfo=AUCKLAND)
ONE, TWO, THREE = ladder([])[:3]
NOBODY = Preferences(id="a" * 32, name="Notes")


def test_several_are_aside_and_each_of_them_once() -> None:
    kept = NOBODY
    for step in (ONE, TWO, ONE):
        kept = with_aside(kept, step, LATE)
    assert put_aside(kept, LATE) == (key(ONE), key(TWO))
    assert kept.name == "Notes"


def test_the_day_is_the_persons_own() -> None:
    kept = with_aside(NOBODY, ONE, LATE.astimezone(UTC))
    assert put_aside(kept, LATE.replace(hour=0)) == (key(ONE),)
    assert put_aside(kept, LATE + timedelta(minutes=2)) == ()
    assert put_aside(kept, (LATE + timedelta(minutes=2)).astimezone(UTC)) == (key(ONE),)
    assert put_aside(kept, LATE - timedelta(days=1)) == ()


def test_what_was_aside_yesterday_is_forgotten_with_the_next_one() -> None:
    kept = with_aside(with_aside(NOBODY, ONE, LATE), TWO, LATE + timedelta(days=1))
    assert kept.not_today == (key(TWO),)


def test_a_step_stays_aside_when_it_is_made_ones_own() -> None:
    kept = with_aside(NOBODY, ONE, LATE)
    assert key(made_own(ONE, "b" * 32)) in put_aside(kept, LATE)


def test_all_of_them_are_back() -> None:
    kept = with_none_aside(with_aside(with_aside(NOBODY, ONE, LATE), THREE, LATE))
    assert kept == NOBODY
