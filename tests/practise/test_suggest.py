"""The next step: what may be suggested, what is, and why not."""

import os
import random
import subprocess
import sys
from datetime import timedelta, timezone

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from leanto.belief import evidence
from leanto.belief.told import ordered, safe_ids
from leanto.belief.tolerance import tolerance
from leanto.circle.gate import standing
from leanto.practise.gates import WhyNone
from leanto.practise.plan import is_open
from leanto.practise.reasons import Because, Reason, days_since
from leanto.practise.suggest import Offer, suggest
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
from tests.practise.lives import BODIES, HISTORIES, NOW, PAUSES, PEOPLE, STEPS

DAY = timedelta(days=1)


def person(id: str = "dev", relation: Relation = Relation.friend, **changes: object) -> Person:
    one = Person(
        id=id,
        name=id,
        relation=relation,
        gate=Gate.safe,
        gate_at=NOW - 100 * DAY,
        safe_for=tuple(Domain),
        channels=(Channel.in_person, Channel.text),
    )
    return structs.replace(one, **changes)


def step(id: str = "lift", rung: float = 30, **changes: object) -> Step:
    one = Step(id=id, text="Ask for a lift", kind=Kind.ask, domain=Domain.practical, rung=rung)
    return structs.replace(one, **changes)


def reach_out(id: str = "1", days: float = 20, **changes: object) -> ReachOut:
    at = NOW - timedelta(days=days)
    one = ReachOut(id=id, at=at, kind=Kind.ask, domain=Domain.practical, person_id="dev", suds=30)
    return structs.replace(one, **changes)


def done(
    id: str = "1", days: float = 20, outcome: Outcome = Outcome.came_through, **changes: object
) -> ReachOut:
    at = NOW - timedelta(days=days)
    return structs.replace(reach_out(id, days, asked_at=at, outcome=outcome, outcome_at=at), **changes)


def offer(
    history: list[ReachOut] | None = None,
    circle: list[Person] | None = None,
    ladder: list[Step] | None = None,
    body: Body | None = Body.settled,
    **more: object,
) -> Offer:
    people = [person()] if circle is None else circle
    steps = [step()] if ladder is None else ladder
    pauses = more.get("pauses", ())
    assert isinstance(pauses, tuple)
    limit = more.get("limit", 3)
    assert isinstance(limit, int)
    return suggest(history or [], people, steps, body=body, now=NOW, pauses=pauses, limit=limit)


def codes(reasons: tuple[Reason, ...]) -> set[Because]:
    return {one.code for one in reasons}


WAYS = (Channel.in_person, Channel.text)
NEVER = [done(str(n), outcome=Outcome.kind_no, channel=WAYS[n % 2]) for n in range(30)]
OWN = Pause(RestCode.own, NOW - DAY)


@pytest.mark.parametrize(
    ("why", "given"),
    [
        (WhyNone.shut_down, {"body": Body.shut_down, "pauses": (OWN,)}),
        *(
            (WhyNone.paused, {"pauses": (Pause(code, NOW - DAY),)})
            for code in RestCode
            if code not in (RestCode.overwhelm, RestCode.hurt)
        ),
        (WhyNone.nobody_safe, {"circle": []}),
        (WhyNone.nobody_safe, {"circle": [person(gate=Gate.unsure), person("al", gate=Gate.not_safe)]}),
        (WhyNone.nobody_safe, {"circle": [person(power=True)]}),
        (WhyNone.nobody_safe, {"circle": [person(closed_at=NOW)]}),
        (WhyNone.nobody_safe, {"history": [done(outcome=Outcome.hurtful)]}),
        (WhyNone.nobody_safe, {"history": [done(feared="x", feared_came=Feared.happened)]}),
        (WhyNone.nobody_safe, {"pauses": (Pause(RestCode.hurt, NOW, None, "dev"),)}),
        (WhyNone.all_waiting, {"history": [reach_out(days=1)]}),
        (WhyNone.all_waiting, {"history": [reach_out(days=13, asked_at=NOW - 13 * DAY)]}),
        (WhyNone.not_safe_for_this, {"circle": [person(safe_for=())]}),
        (WhyNone.not_safe_for_this, {"circle": [person(safe_for=(Domain.work,))]}),
        (WhyNone.unlikely, {"history": NEVER}),
        (WhyNone.all_too_big, {"ladder": [step(rung=90)]}),
        (WhyNone.no_steps, {"ladder": []}),
        (WhyNone.no_steps, {"ladder": [step(money=True), step("old", retired_at=NOW)]}),
    ],
)
def test_why_there_is_none(why: WhyNone, given: dict[str, object]) -> None:
    assert offer(**given) == Offer((), why)  # type: ignore[arg-type]  # one table of keywords


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"circle": [], "ladder": [step(needs_person=False)]},
        {"history": [done(outcome=Outcome.hurtful)], "circle": [person(gate_at=NOW - DAY)]},
        {"history": [reach_out(days=8)]},
        {"history": [reach_out(days=15, asked_at=NOW - 15 * DAY)]},
        {"history": [reach_out(days=1, cancelled_at=NOW)]},
        {"history": NEVER, "ladder": [step(kind=Kind.accept)]},
        {"history": NEVER, "circle": [person(relation=Relation.group)]},
        {"pauses": (Pause(RestCode.own, NOW - 3 * DAY, NOW - DAY),)},
        {"ladder": [step(rung=5)]},
        {"circle": [person(channels=())]},
        {"limit": 0},
    ],
)
def test_and_when_there_is_one(given: dict[str, object]) -> None:
    found = offer(**given)  # type: ignore[arg-type]  # one table of keywords
    assert found.why_none is None
    assert len(found.suggestions) == 1


def test_the_window_is_lower_when_keyed_up_unsaid_or_after_being_overwhelmed() -> None:
    at_forty = [step(rung=44), step("small", rung=20)]
    lower = (Pause(RestCode.overwhelm, NOW - DAY, NOW + DAY),)
    assert {one.step.id for one in offer(ladder=at_forty).suggestions} == {"lift", "small"}
    for body in (Body.keyed_up, None):
        assert {one.step.id for one in offer(ladder=at_forty, body=body).suggestions} == {"small"}
    assert {one.step.id for one in offer(ladder=at_forty, pauses=lower).suggestions} == {"small"}


def test_when_the_window_is_empty_one_small_step_comes_first() -> None:
    above = offer(ladder=[step("a", rung=50), step("b", rung=54), step("c", rung=70)])
    assert [one.step.id for one in above.suggestions] == ["a"]
    assert Because.small_first in codes(above.suggestions[0].reasons)
    below = offer(ladder=[step("a", rung=50), step("tiny", rung=6)])
    assert [one.step.id for one in below.suggestions] == ["tiny"]


def test_their_own_ratings_count_once_there_are_six_that_differ() -> None:
    rated = [step(f"s{n}", rung=90, suds=20 + n * 5) for n in range(6)]
    assert offer(ladder=rated).why_none is None
    assert offer(ladder=rated[:5]).why_none is WhyNone.all_too_big
    alike = [structs.replace(one, suds=20 + n) for n, one in enumerate(rated)]
    assert offer(ladder=alike).why_none is WhyNone.all_too_big


def test_one_large_step_that_went_well_raises_tolerance_by_five_at_most() -> None:
    well = [done(str(n), days=30 - n, suds=95, body=Body.settled, overwhelmed=False) for n in range(12)]
    before = 0.0
    for n in range(12):
        reach = tolerance(well[:n], Body.settled).suds
        assert n == 0 or before < reach <= before + 5 + 1e-9
        before = reach
    assert tolerance([], Body.settled).suds == pytest.approx(45, abs=0.5)
    assert tolerance([], Body.keyed_up).suds == pytest.approx(35, abs=0.5)


def test_being_overwhelmed_lowers_it_at_once() -> None:
    hard = [done(str(n), days=9 - n, suds=30, body=Body.settled, overwhelmed=True) for n in range(3)]
    assert tolerance(hard, Body.settled).suds < 35


def test_real_life_comes_before_exercises() -> None:
    people = [person("kim"), person("dev", offers=(Domain.practical,))]
    best = offer(circle=people).suggestions[0]
    assert best.person is not None
    assert best.person.id == "dev"
    assert Because.they_offered in codes(best.reasons)
    loaded = offer(ladder=[step("a"), step("b", load_id="sofa")]).suggestions[0]
    assert loaded.step.id == "b"
    assert Because.from_your_load in codes(loaded.reasons)


def test_one_offer_does_not_fill_the_list() -> None:
    people = [person("dev", offers=tuple(Domain)), person("kim"), person("mo")]
    steps = [step(f"s{n}", rung=20 + n, domain=domain) for n, domain in enumerate(Domain)]
    names = [one.person.id for one in offer(ladder=steps, circle=people).suggestions if one.person]
    assert names[0] == "dev"
    assert names[1] != "dev"


def test_what_repeats_the_last_stands_back() -> None:
    people = [person("dev"), person("kim")]
    best = offer([done(days=3, channel=Channel.in_person)], people).suggestions[0]
    assert best.person is not None
    assert best.person.id == "kim"


def test_of_two_as_likely_the_one_asked_less_comes_first() -> None:
    people = [person("dev"), person("kim"), person("mo")]
    came = [Outcome.came_through] * 4 + [Outcome.kind_no]
    told = [done(f"{n:02}", 60 - n, came[n % 5], channel=Channel.in_person) for n in range(20)]
    told += [done("m", days=3, person_id="mo", channel=Channel.text)]
    best = offer(told, people).suggestions[0]
    assert best.person is not None
    assert best.person.id == "kim"


def test_a_plan_is_nothing_tried() -> None:
    letting = step("dishes", kind=Kind.let_go, domain=Domain.caring, needs_person=False)
    told = [structs.replace(done("1", days=9), person_id=None, kind=Kind.let_go)]
    plan = reach_out("2", days=0, kind=Kind.let_go, domain=Domain.caring, person_id=None)
    reasons = {one.code: one for one in offer([*told, plan], ladder=[letting]).suggestions[0].reasons}
    assert reasons[Because.not_asked_for].days == 9
    assert Because.new_domain in reasons


def test_days_are_counted_as_on_a_calendar() -> None:
    evening = NOW.replace(hour=23) - 10 * DAY
    told = [done("1", asked_at=evening)]
    reasons = {one.code: one for one in offer(told).suggestions[0].reasons}
    assert reasons[Because.not_asked_for].days == 10
    there = NOW.astimezone(timezone(timedelta(hours=13)))
    assert days_since(NOW.replace(hour=23) - DAY, there) == 0
    assert days_since(NOW + DAY, NOW) == 0


def test_three_suggestions_are_three_different_steps() -> None:
    steps = [step(f"s{n}", rung=20 + n) for n in range(6)]
    found = offer(ladder=steps, circle=[person("dev"), person("kim")]).suggestions
    assert len({one.step.id for one in found}) == len(found) == 3


def test_facts_are_counted_right() -> None:
    told = [done(str(n), days=40 - n, forecast=0.2, overwhelmed=False) for n in range(4)]
    told += [done("no", days=30, outcome=Outcome.kind_no, forecast=0.1, overwhelmed=True)]
    reasons = {one.code: one for one in offer(told).suggestions[0].reasons}
    assert reasons[Because.came_through] == Reason(Because.came_through, k=4, n=5)
    assert reasons[Because.kinder_than_guessed] == Reason(Because.kinder_than_guessed, k=4, n=5)
    assert reasons[Because.size_handled].k == 4
    assert reasons[Because.not_asked_for].days == 30
    assert Because.new_kind not in reasons
    assert Because.new_domain not in reasons
    assert Because.new_kind in codes(offer().suggestions[0].reasons)


def test_someone_whom_kindness_does_not_move_is_given_no_counts() -> None:
    kind = [done(f"{n:02}", days=60 - n, forecast=0.2) for n in range(40)]
    moved = [done(f"{n:02}", days=60 - n, forecast=min(0.2 + 0.05 * n, 0.9)) for n in range(40)]
    said = codes(offer(kind).suggestions[0].reasons)
    assert not said & {Because.came_through, Because.kinder_than_guessed}
    assert Because.came_through in codes(offer(moved).suggestions[0].reasons)


def _sane(found: Offer, history: list[ReachOut], circle: list[Person]) -> None:
    assert (found.why_none is None) == bool(found.suggestions)
    assert len(found.suggestions) <= 3
    for one in found.suggestions:
        assert not one.step.money
        assert one.step.retired_at is None
        assert any(not reason.from_record for reason in one.reasons)
        for chance in (one.forecast, one.evidence):
            assert 0 <= chance.low <= chance.mean <= chance.high <= 1
            assert np.isfinite(chance.sd)
        if one.person is not None:
            theirs = [each for each in circle if each.id == one.person.id]
            assert all(standing(each, ordered(history)) is Gate.safe for each in theirs)
            assert not any(each.power for each in theirs)
            assert one.step.domain in one.person.safe_for
            assert one.step.needs_person


@settings(max_examples=60, deadline=None)
@given(HISTORIES, PEOPLE, STEPS, BODIES, PAUSES, st.randoms(use_true_random=False))
def test_any_record_gets_an_answer_that_keeps_every_gate(
    history: list[ReachOut],
    circle: list[Person],
    ladder: list[Step],
    body: Body | None,
    pauses: list[Pause],
    chance: random.Random,
) -> None:
    found = suggest(history, circle, ladder, body=body, now=NOW, pauses=pauses)
    _sane(found, history, circle)
    mixed = [list(one) for one in (history, circle, ladder)]
    for one in mixed:
        chance.shuffle(one)
    again = suggest(mixed[0], mixed[1], mixed[2], body=body, now=NOW, pauses=pauses)  # type: ignore[arg-type]  # mixed by a loop
    assert again == found


@settings(max_examples=60, deadline=None)
@given(HISTORIES, PEOPLE, STEPS, st.sampled_from([None, Body.settled, Body.keyed_up]))
def test_nobody_is_stranded(
    history: list[ReachOut], circle: list[Person], ladder: list[Step], body: Body | None
) -> None:
    """Wherever an eligible step lies at or below tolerance and ten, there is an offer."""
    told, people = ordered(history), list({one.id: one for one in circle}.values())
    steps = list({one.id: one for one in ladder}.values())
    steps = [structs.replace(one, suds=None, retired_at=None, money=False) for one in steps]
    safe = set(safe_ids(told, people))
    waiting = {one.person_id for one in told if is_open(one, NOW)}
    known = evidence.fit(told, people)
    reach = tolerance(told, body).suds + 10

    def eligible(one: Step, whom: Person | None) -> bool:
        if one.needs_person != (whom is not None) or one.rung > reach:
            return False
        if whom is None:
            return True
        if whom.id not in safe or whom.power or whom.id in waiting or one.domain not in whom.safe_for:
            return False
        if one.kind in (Kind.accept, Kind.let_go) or whom.relation in (Relation.group, Relation.service):
            return True
        least = 0.4 if one.kind is Kind.share or one.rung >= 40 else 0.3
        asks = [
            ReachOut(
                id="x",
                at=NOW,
                kind=one.kind,
                domain=one.domain,
                suds=one.rung,
                person_id=whom.id,
                channel=way,
            )
            for way in whom.channels or (None,)
        ]
        return bool((known.predict(asks).mean >= least).any())

    found = suggest(told, people, steps, body=body, now=NOW)
    if any(eligible(one, whom) for one in steps for whom in (*people, None)):
        assert found.suggestions
    _sane(found, list(told), people)


SCRIPT = """
from tests.practise.test_suggest import a_life, NOW
from leanto.practise.suggest import suggest
from leanto.records import Body
import msgspec
print(msgspec.json.encode(suggest(*a_life(300), body=Body.settled, now=NOW)).hex())
"""


def a_life(count: int) -> tuple[list[ReachOut], list[Person], list[Step]]:
    chance = random.Random(7)
    people = [person(f"p{n}", chance.choice(list(Relation)), channels=tuple(Channel)) for n in range(12)]
    kinds, domains = list(Kind), list(Domain)
    steps = [
        step(f"s{n}", 5 + n, kind=chance.choice(kinds), domain=chance.choice(domains)) for n in range(60)
    ]
    told = [
        done(
            f"{n:05}",
            chance.uniform(8, 900),
            chance.choice([Outcome.came_through, Outcome.came_through, Outcome.partly, Outcome.kind_no]),
            kind=chance.choice(kinds),
            person_id=f"p{chance.randrange(12)}",
            suds=chance.choice([None, 10.0, 40.0, 85.0]),
            forecast=chance.choice([None, 0.0, 0.4, 1.0]),
            overwhelmed=chance.choice([None, True, False, False]),
            feared="They will mind",
            feared_chance=chance.choice([None, 0.6]),
            feared_came=chance.choice([None, Feared.did_not, Feared.partly]),
        )
        for n in range(count)
    ]
    return told, people, steps


def test_the_same_in_every_process() -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


def test_ten_thousand_reach_outs_get_an_answer() -> None:
    told, people, steps = a_life(10_000)
    _sane(suggest(told, people, steps, body=Body.settled, now=NOW), told, people)
