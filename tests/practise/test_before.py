"""Nothing of the record before the guess; then the record, with its uncertainty, and only of those who are safe."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs

from leanto.practise.before import last_surprise, own_record
from leanto.practise.outcome import guilt_due
from leanto.practise.words import carries_more, thank_you
from leanto.records import Channel, Domain, Feared, Gate, Kind, Outcome, Person, ReachOut, Relation

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


def whom(gate: Gate = Gate.safe, id: str = "dev") -> Person:
    return Person(
        id=id,
        name=id,
        relation=Relation.friend,
        gate=gate,
        gate_at=NOW - timedelta(days=99),
        safe_for=(Domain.practical,),
        channels=(),
    )


def one(n: int, outcome: Outcome | None = None, **more: object) -> ReachOut:
    at = NOW - timedelta(days=50 - n)
    fields: dict[str, object] = {"person_id": "dev", "forecast": 0.3, "channel": Channel.in_person, **more}
    return ReachOut(  # type: ignore[arg-type, unused-ignore]  # fields are chosen by each test
        id=f"{n:03}",
        at=at,
        kind=Kind.ask,
        domain=Domain.practical,
        suds=30,
        outcome=outcome,
        outcome_at=at if outcome else None,
        **fields,  # type: ignore[arg-type]  # as above
    )


CAME = [one(n, Outcome.came_through) for n in range(5)]


def test_before_the_guess_nothing_is_said() -> None:
    plan = one(40, forecast=None)
    assert own_record(plan, CAME, [whom()]) is None
    assert last_surprise(plan, CAME, [whom()]) is None
    assert last_surprise(structs.replace(plan, looked_at=NOW), CAME, [whom()]) is None


@pytest.mark.parametrize("gate", [Gate.unsure, Gate.not_safe])
def test_of_someone_not_judged_safe_nothing_is_reckoned(gate: Gate) -> None:
    assert own_record(one(40), CAME, [whom(gate)]) is None
    assert last_surprise(one(40, looked_at=NOW), CAME, [whom(gate)]) is None


def test_the_record_speaks_louder_the_more_there_is() -> None:
    none, five = own_record(one(40), [], [whom()]), own_record(one(40), CAME, [whom()])
    assert none is not None
    assert five is not None
    assert (none.came, none.asked, five.came, five.asked) == (0, 0, 5, 5)
    assert 7 < none.about < five.about < 10
    assert five.high - five.low < none.high - none.low
    assert five.low <= five.about <= five.high


def test_another_person_s_counts_are_not_theirs() -> None:
    found = own_record(one(40, person_id="mia"), CAME, [whom(), whom(id="mia")])
    assert found is not None
    assert (found.asked, found.counted) == (0, 5)


def test_while_the_guess_can_be_changed_no_surprise_is_told() -> None:
    better = one(5, Outcome.came_through, forecast=0.2)
    assert last_surprise(one(40), [better], [whom()]) is None
    assert last_surprise(one(40, looked_at=NOW), [better], [whom()]) == better


def test_the_last_surprise_is_the_latest_better_than_guessed() -> None:
    plan = one(40, looked_at=NOW)
    expected, better = one(6, Outcome.came_through, forecast=0.9), one(5, Outcome.came_through, forecast=0.2)
    assert last_surprise(plan, [*CAME, expected, better], [whom()]) == better
    spared = one(7, Outcome.kind_no, feared="he laughs", feared_chance=0.7, feared_came=Feared.did_not)
    assert last_surprise(plan, [better, spared], [whom()]) == spared
    assert last_surprise(plan, [one(8, Outcome.hurtful, forecast=0.0)], [whom()]) is None


@pytest.mark.parametrize(
    ("kind", "channel", "suds", "better"),
    [
        (Kind.share, Channel.text, None, True),
        (Kind.ask, Channel.email, 40, True),
        (Kind.ask, Channel.text, 39, False),
        (Kind.ask, Channel.voice, 90, False),
        (Kind.share, None, 90, False),
    ],
)
def test_where_a_voice_carries_more(
    kind: Kind, channel: Channel | None, suds: float | None, better: bool
) -> None:
    assert carries_more(kind, channel, suds) is better


def test_no_thanks_are_due_for_silence_or_hurt() -> None:
    assert thank_you(Outcome.came_through)
    assert thank_you(Outcome.no_answer) == thank_you(Outcome.hurtful) == thank_you(None) == ()


def test_guilt_is_asked_about_once_some_hours_later() -> None:
    told = one(1, Outcome.came_through, guilt=True)
    assert told.outcome_at is not None
    assert not guilt_due(told, told.outcome_at + timedelta(hours=1))
    assert guilt_due(told, told.outcome_at + timedelta(hours=5))
    assert not guilt_due(one(1, Outcome.came_through, guilt=True, guilt_later=False), NOW)
    assert not guilt_due(one(1, Outcome.came_through, guilt=False), NOW)
