"""Histories of every sort that records allow, for whoever reads one."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from leanto.records import (
    Body,
    Channel,
    Domain,
    Feared,
    Gate,
    Kind,
    Outcome,
    Pause,
    Person,
    ReachOut,
    Relation,
    RestCode,
    Step,
)

NOW = datetime(2026, 1, 15, 9, tzinfo=UTC)
ZONES = [UTC, timezone(timedelta(hours=13)), timezone(timedelta(hours=-9))]

IDS = st.sampled_from(["p0", "p1", "p2", "p3"])
TIMES = st.builds(
    lambda hours, zone: (NOW + timedelta(hours=hours)).astimezone(zone),
    st.integers(-24 * 90, 24 * 3),
    st.sampled_from(ZONES),
)
RATINGS = st.one_of(st.none(), st.sampled_from([0.0, 5.0, 30.0, 100.0]), st.floats(0, 100))
CHANCES = st.one_of(st.none(), st.sampled_from([0.0, 1.0]), st.floats(0, 1))


def maybe(what: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(st.none(), what)


PEOPLE = st.lists(
    st.builds(
        Person,
        id=IDS,
        name=st.just("Dev"),
        relation=st.sampled_from(Relation),
        gate=st.sampled_from([Gate.safe, Gate.safe, Gate.safe, Gate.unsure, Gate.not_safe]),
        gate_at=TIMES,
        safe_for=st.lists(st.sampled_from(Domain), max_size=4).map(tuple),
        channels=st.lists(st.sampled_from(Channel), max_size=3).map(tuple),
        power=st.sampled_from([False, False, False, True]),
        offers=st.lists(st.sampled_from(Domain), max_size=2).map(tuple),
        closed_at=maybe(TIMES),
    ),
    max_size=5,
)
STEPS = st.lists(
    st.builds(
        Step,
        id=st.integers(0, 12).map("s{}".format),
        text=st.just("Ask for a lift"),
        kind=st.sampled_from(Kind),
        domain=st.sampled_from(Domain),
        rung=st.floats(5, 95),
        suds=RATINGS,
        needs_person=st.sampled_from([True, True, False]),
        money=st.sampled_from([False, False, True]),
        load_id=maybe(st.just("l")),
        retired_at=st.one_of(st.none(), st.none(), TIMES),
    ),
    max_size=9,
)
HISTORIES = st.lists(
    st.builds(
        ReachOut,
        id=st.integers(0, 30).map("r{}".format),
        at=TIMES,
        kind=st.sampled_from(Kind),
        domain=st.sampled_from(Domain),
        suds=RATINGS,
        forecast=CHANCES,
        step_id=maybe(st.integers(0, 12).map("s{}".format)),
        person_id=maybe(st.one_of(IDS, st.just("gone"))),
        channel=maybe(st.sampled_from(Channel)),
        feared=st.sampled_from(["", " ", "They will mind"]),
        feared_chance=CHANCES,
        body=maybe(st.sampled_from(Body)),
        asked_at=maybe(TIMES),
        silence_on=maybe(TIMES),
        outcome=maybe(st.sampled_from(Outcome)),
        outcome_at=maybe(TIMES),
        feared_came=maybe(st.sampled_from(Feared)),
        feared_at=maybe(TIMES),
        overwhelmed=st.one_of(st.none(), st.booleans()),
        cancelled_at=st.one_of(st.none(), st.none(), TIMES),
        revision=st.integers(0, 2),
    ),
    max_size=14,
)
PAUSES = st.lists(
    st.builds(
        Pause,
        code=st.sampled_from([RestCode.overwhelm, RestCode.overwhelm, RestCode.hurt, *RestCode]).map(str),
        since=TIMES,
        until=maybe(TIMES),
        person_id=maybe(IDS),
    ),
    max_size=2,
)
BODIES = st.sampled_from([None, *Body])
