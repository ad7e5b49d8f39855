"""Nobody who was not judged safe is suggested, counted or averaged."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from leanto.circle.came import evidence, sort
from leanto.circle.people import by_ring, members, safe_ones
from leanto.records import Channel, Domain, Feared, Gate, Kind, Outcome, Person, ReachOut, Relation

DAY = datetime(2025, 3, 1, 12, tzinfo=UTC)


def person(id: str, gate: Gate = Gate.safe, ring: int = 2, safe_for: tuple[Domain, ...] = ()) -> Person:
    return Person(
        id=id,
        name=id.title(),
        relation=Relation.friend,
        gate=gate,
        gate_at=DAY,
        safe_for=safe_for,
        channels=(),
        ring=ring,
    )


def asked(
    id: str,
    who: str | None,
    outcome: Outcome | None,
    days: int = 1,
    forecast: float | None = None,
    kind: Kind = Kind.ask,
    channel: Channel | None = None,
    feared_came: Feared | None = None,
    chance: float | None = None,
) -> ReachOut:
    at = DAY + timedelta(days=days)
    return ReachOut(
        id=id,
        at=at,
        kind=kind,
        domain=Domain.practical,
        person_id=who,
        outcome=outcome,
        outcome_at=at if outcome else None,
        forecast=forecast,
        channel=channel,
        feared="they mind" if feared_came else "",
        feared_came=feared_came,
        feared_chance=chance,
        feared_at=at if feared_came else None,
    )


def test_everyone_by_ring_then_by_name() -> None:
    everyone = members(
        [person("zoe", ring=1), person("ben", ring=2), person("Ana", ring=2), person("x", ring=9)], []
    )
    rings = by_ring(everyone)
    assert [(ring.number, [one.person.id for one in ring.members]) for ring in rings] == [
        (1, ["zoe"]),
        (2, ["Ana", "ben"]),
        (3, ["x"]),
    ]


def test_what_was_asked_of_each_the_latest_first() -> None:
    history = [asked("1", "ben", Outcome.partly, 1), asked("2", "cleo", None), asked("3", "ben", None, 5)]
    (ben,) = members([person("ben")], history)
    assert [one.id for one in ben.asked] == ["3", "1"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["safe", "unsure", "not_safe", "gone", None]),
            st.none() | st.sampled_from(Outcome),
            st.sampled_from(Kind),
            st.none() | st.sampled_from(Channel),
            st.none() | st.floats(0, 1),
        ),
        max_size=12,
    )
)
def test_only_those_judged_safe_are_counted(
    rows: list[tuple[str | None, Outcome | None, Kind, Channel | None, float | None]],
) -> None:
    people = [person(gate.value, gate) for gate in Gate]
    history = [
        asked(str(number), who, outcome, number, forecast, kind, channel)
        for number, (who, outcome, kind, channel, forecast) in enumerate(rows)
    ]
    shown = evidence(history, people)
    safe = {one.id for one in safe_ones(people, history)}
    assert {one.person_id for one in (*shown.asking, *shown.receiving)} <= safe | {None}
    told = [one for one in history if one.outcome is not None]
    assert shown.asked.total + shown.received.total + shown.left_out == len(told)
    assert sum(part.counts.total for part in shown.by_channel) == shown.asked.total
    assert {part.key for part in shown.by_person} <= safe
    assert 0 <= shown.asked.expected <= shown.asked.guessed <= shown.asked.total


def test_counts_lie_beside_the_guesses_without_mixing_asking_and_receiving() -> None:
    history = [
        asked("1", "ben", Outcome.came_through, 1, 0.25),
        asked("2", "ben", Outcome.kind_no, 2, 0.5),
        asked("3", None, Outcome.came_through, 3, None, kind=Kind.let_go),
        asked("4", "ben", None, 4, 0.9),
    ]
    shown = evidence(history, [person("ben")])
    assert [one.id for one in shown.asking] == ["2", "1"]
    assert (shown.asked.total, shown.asked.guessed, shown.asked.expected) == (2, 2, 0.75)
    assert sort(shown.asked, Outcome.came_through) == 1
    assert sort(shown.asked, Outcome.partly) == 0
    assert shown.received.total == 1
    assert shown.received.guessed == 0
    assert not shown.asked.enough


def test_a_fear_counts_once_it_is_settled() -> None:
    history = [
        asked("1", "ben", Outcome.came_through, 1, feared_came=Feared.did_not, chance=0.75),
        asked("2", "ben", Outcome.came_through, 2, feared_came=Feared.partly, chance=0.5),
        asked("3", "ben", Outcome.came_through, 3, feared_came=Feared.too_soon, chance=0.5),
        asked("4", "ben", Outcome.came_through, 4, chance=0.5),
    ]
    feared = evidence(history, [person("ben")]).feared
    assert (feared.total, sort(feared, Feared.did_not), sort(feared, Feared.partly)) == (2, 1, 1)
    assert feared.expected == 1.25


def test_channels_keep_their_order_and_people_the_most_asked_first() -> None:
    history = [
        asked("1", "ben", Outcome.partly, 1, channel=Channel.text),
        asked("2", "ben", Outcome.partly, 2),
        asked("3", "cleo", Outcome.partly, 3, channel=Channel.in_person),
    ]
    shown = evidence(history, [person("ben"), person("cleo")])
    assert [part.key for part in shown.by_channel] == ["in_person", "text", None]
    assert [part.key for part in shown.by_person] == ["ben", "cleo"]
