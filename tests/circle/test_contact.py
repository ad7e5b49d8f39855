"""How often one would like contact: off until wanted, begun again by real contact only, never a closed gate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanto.circle.contact import wishes
from leanto.records import Channel, Gate, Outcome
from tests.circle.lives import NOW, ask, stands, time


def named(*found: object, contacts: object = ()) -> list[str]:
    return [one.member.person.name for one in wishes(found, contacts, NOW)]  # type: ignore[arg-type]  # short


def test_off_until_wanted() -> None:
    assert named(stands()) == []
    assert named(stands(contact_days=14)) == ["Dev"]


def test_paused_is_silent() -> None:
    assert named(stands(contact_days=14, contact_paused=True)) == []


@pytest.mark.parametrize("how", [Channel.in_person, Channel.voice])
def test_meeting_or_talking_begins_it_again(how: Channel) -> None:
    assert named(stands(contact_days=14), contacts=[time(13, how=how)]) == []
    assert named(stands(contact_days=14), contacts=[time(14, how=how)]) == ["Dev"]


@pytest.mark.parametrize("how", [Channel.text, Channel.email, None])
def test_a_text_begins_nothing(how: Channel | None) -> None:
    assert named(stands(contact_days=14), contacts=[time(1, how=how)]) == ["Dev"]


def test_an_ask_by_voice_begins_it_again_and_a_plan_does_not() -> None:
    assert named(stands(history=(ask(2, channel=Channel.voice),), contact_days=14)) == []
    assert named(stands(history=(ask(2, channel=Channel.text),), contact_days=14)) == ["Dev"]
    assert named(stands(history=(ask(2, channel=Channel.voice, asked_at=None),), contact_days=14)) == ["Dev"]


@pytest.mark.parametrize("gate", [Gate.unsure, Gate.not_safe])
def test_nobody_who_is_not_safe_is_named(gate: Gate) -> None:
    assert named(stands(contact_days=7, gate=gate)) == []


def test_a_hurt_ends_it() -> None:
    hurt = ask(3, outcome=Outcome.hurtful, outcome_at=NOW)
    assert named(stands(history=(hurt,), contact_days=1)) == []


def test_time_with_someone_else_begins_nothing() -> None:
    assert named(stands(contact_days=7), contacts=[time(1, "Maya", how=Channel.voice)]) == ["Dev"]


@given(st.integers(1, 366), st.lists(st.floats(0, 400), max_size=5))
def test_named_exactly_when_the_last_real_one_is_long_enough_ago(days: int, ago: list[float]) -> None:
    contacts = [time(each, id=str(place), how=Channel.voice) for place, each in enumerate(ago)]
    found = wishes([stands(contact_days=days)], contacts, NOW)
    last = max((one.at for one in contacts), default=None)
    assert bool(found) is (last is None or (NOW - last).total_seconds() >= days * 86400)
