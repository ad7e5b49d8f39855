"""The made-up life is whole, hangs together along the line, and is true to life: warm, and no fairy tale."""

import tomllib
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import msgspec
import pytest

from leanto.circle.people import members
from leanto.content import Misprint
from leanto.content.ladder import starters
from leanto.lab import demo
from leanto.name.moments import weeks
from leanto.practise import ladder
from leanto.practise.outcome import fear_due
from leanto.practise.plan import due
from leanto.records import (
    Body,
    BodyCheck,
    Channel,
    Did,
    Domain,
    Feared,
    Gate,
    Kind,
    Lesson,
    Load,
    Moment,
    Outcome,
    Person,
    Preferences,
    Rating,
    ReachOut,
    Record,
    Relation,
    Response,
    Step,
)

R = TypeVar("R", bound=Record)

SEED = 9
NOW = datetime(2026, 3, 3, 18, 30, tzinfo=UTC)
MOMENTS = [
    NOW,
    datetime(2026, 3, 29, 1, 30, tzinfo=ZoneInfo("Europe/London")),
    datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/London")),
    datetime(2028, 2, 29, 0, 4, tzinfo=ZoneInfo("Pacific/Kiritimati")),
    datetime(2026, 12, 31, 23, 59, 59, tzinfo=ZoneInfo("America/Los_Angeles")),
]


@cache
def told(seed: int = SEED, now: datetime = NOW) -> tuple[Record, ...]:
    return tuple(demo.life(seed, now))


def every(kind: type[R], *lives: Record) -> list[R]:
    return [one for one in lives or told() if isinstance(one, kind)]


def by_id(kind: type[R]) -> dict[str, R]:
    return {one.id: one for one in every(kind)}


def done() -> list[ReachOut]:
    return sorted((one for one in every(ReachOut) if one.outcome), key=lambda one: one.at)


def test_it_holds_what_six_months_would() -> None:
    counted = Counter(type(one) for one in told())
    assert 115 <= counted[Moment] <= 130
    assert (counted[ReachOut], counted[Person], counted[Lesson], counted[Preferences]) == (40, 9, 6, 1)
    assert (counted[BodyCheck], counted[Response], counted[Load]) == (26, 33, 7)
    assert counted[Step] >= 10
    assert NOW - timedelta(days=183) < min(one.at for one in every(Moment)) < NOW - timedelta(days=175)


def test_the_same_seed_and_time_tell_the_same_life() -> None:
    assert demo.life(7, NOW) == demo.life(7, NOW)
    assert msgspec.json.encode(demo.life(7, NOW)) == msgspec.json.encode(demo.life(7, NOW))


def test_another_seed_tells_it_otherwise() -> None:
    assert not {one.id for one in told(1)} & {one.id for one in told(2)}
    assert [one.text for one in every(Moment, *told(1))] == [one.text for one in every(Moment, *told(2))]


@pytest.mark.parametrize("now", MOMENTS, ids=str)
@pytest.mark.parametrize("seed", [0, SEED])
def test_every_record_is_valid_and_nothing_has_happened_yet_that_lies_ahead(seed: int, now: datetime) -> None:
    lived = told(seed, now)
    assert len({one.id for one in lived}) == len(lived)
    for one in lived:
        assert msgspec.json.decode(msgspec.json.encode(one), type=type(one)) == one
        for field in one.__struct_fields__:
            value = getattr(one, field)
            if isinstance(value, datetime) and field != "silence_on":
                assert value <= now


@pytest.mark.parametrize("seed", range(5))
def test_one_thing_comes_after_another(seed: int) -> None:
    lived = told(seed)
    moments = {one.id: one for one in every(Moment, *lived)}
    lessons = {one.id: one for one in every(Lesson, *lived)}
    for one in every(ReachOut, *lived):
        days = [one.at, one.asked_at, one.outcome_at, one.feared_at]
        assert all(before <= after for before, after in pairwise([day for day in days if day]))
        assert one.moment_id is None or moments[one.moment_id].at < one.at
        assert one.silence_on is None or (one.asked_at or one.at) < one.silence_on
    for rating in every(Rating, *lived):
        assert rating.at > lessons[rating.lesson_id].at


def test_every_link_leads_somewhere() -> None:
    people, lessons, moments = by_id(Person), by_id(Lesson), by_id(Moment)
    steps = {ladder.key(step): step for step in ladder.ladder(every(Step))}
    for one in every(ReachOut):
        step = steps[one.step_id or ""]
        assert (step.kind, step.domain) == (one.kind, one.domain), one.text
        assert {one.person_id} <= {None, *people}
        assert {one.moment_id} <= {None, *moments}
        assert {one.lesson_id} <= {None, *lessons}
    for moment in every(Moment):
        assert {moment.person_id} <= {None, *people}
        assert {moment.lesson_id} <= {None, *lessons}
    assert {one.starter for one in every(Step)} <= {None, *(starter.id for starter in starters())}


def test_one_can_walk_from_an_outcome_back_to_where_it_was_learned() -> None:
    lessons, moments = by_id(Lesson), by_id(Moment)
    walks = [
        one
        for one in done()
        if one.moment_id and one.lesson_id and moments[one.moment_id].whisper and lessons[one.lesson_id].where
    ]
    assert len(walks) >= 15
    assert {one.lesson_id for one in walks} == set(lessons)


def test_every_lesson_has_both_rules_a_place_and_whispers_of_its_own() -> None:
    whispered = Counter(one.lesson_id for one in every(Moment) if one.whisper)
    for lesson in every(Lesson):
        assert all((lesson.old_rule, lesson.new_rule, lesson.where, lesson.protected, lesson.costs))
        assert whispered[lesson.id] >= 2


def test_the_circle_has_a_group_a_service_and_people_to_be_wary_of() -> None:
    people = every(Person)
    assert {Relation.group, Relation.service, Relation.friend, Relation.family} <= {
        one.relation for one in people
    }
    gates = Counter(one.gate for one in members_as_they_stand())
    assert (gates[Gate.not_safe], gates[Gate.unsure]) == (1, 1)
    assert [one.power for one in people].count(True) == 1
    assert any(one.offers for one in people)


def members_as_they_stand() -> list[Any]:
    return list(members(every(Person), every(ReachOut)))


def test_outcomes_are_mixed() -> None:
    came = Counter(one.outcome for one in done())
    assert came[Outcome.came_through] > len(done()) / 2
    assert came[Outcome.hurtful] == 1
    assert min(came[Outcome.partly], came[Outcome.kind_no], came[Outcome.no_answer]) >= 2
    assert {one.kind for one in done()} == set(Kind)
    assert {one.domain for one in every(ReachOut)} == set(Domain)
    assert {one.channel for one in done()} >= set(Channel)


def test_whoever_was_hurtful_is_not_safe_any_more() -> None:
    [hurt] = [one for one in done() if one.outcome is Outcome.hurtful]
    person = by_id(Person)[hurt.person_id or ""]
    assert person.gate is Gate.not_safe
    assert hurt.outcome_at is not None
    assert person.gate_at > hurt.outcome_at
    assert not [one for one in every(ReachOut) if one.person_id == person.id and one.at > person.gate_at]


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_something_of_every_sort_waits_today(now: datetime) -> None:
    waiting = due(every(ReachOut, *told(SEED, now)), now)
    assert len(waiting.waiting) == 2
    assert len(waiting.planned) == 1
    assert len(waiting.unanswered) == 1
    assert len(waiting.fears) == 1
    assert not waiting.old
    assert any(one.cancelled_at for one in every(ReachOut))


def test_the_fear_that_is_due_was_first_answered_the_next_day() -> None:
    [fear] = due(every(ReachOut), NOW).fears
    assert fear.outcome_at is not None
    assert fear_due(fear, NOW) == fear.outcome_at + timedelta(days=30)


CAME = {Outcome.came_through: 1, Outcome.partly: 0.5}


def test_guesses_come_closer_and_stay_guesses() -> None:
    misses = [
        abs(one.forecast - CAME.get(one.outcome, 0))
        for one in done()
        if one.outcome and one.forecast is not None
    ]
    early, late = misses[: len(misses) // 2], misses[len(misses) // 2 :]
    assert sum(late) / len(late) < sum(early) / len(early) - 0.05
    assert max(late) >= 0.5
    assert all(
        one.forecast is None or one.forecast * 10 == round(one.forecast * 10) for one in every(ReachOut)
    )


def test_most_of_what_was_feared_did_not_happen_and_some_did() -> None:
    came = Counter(one.feared_came for one in done() if one.feared)
    assert came[Feared.did_not] > 3 * (came[Feared.partly] + came[Feared.happened])
    assert came[Feared.happened] >= 1
    assert came[Feared.partly] >= 2


def test_more_of_what_is_done_alone_is_chosen_as_time_goes_on() -> None:
    by_week = weeks(every(Moment), NOW.date(), 26)
    shares = [
        sum(week.chosen for week in part) / sum(week.alone for week in part)
        for part in (by_week[:9], by_week[9:18], by_week[18:])
    ]
    assert shares == sorted(shares)
    assert shares[0] < 0.35 < 0.5 < shares[2] < 0.7
    assert all(week.alone for week in by_week[:-1])


def test_old_rules_loosen_and_new_ones_grow_without_ever_swapping_overnight() -> None:
    for lesson in every(Lesson):
        rated = sorted((one for one in every(Rating) if one.lesson_id == lesson.id), key=lambda one: one.at)
        assert len(rated) >= 5
        old, new = [one.old or 0 for one in rated], [one.new or 0 for one in rated]
        assert old[0] > old[-1] >= 4
        assert new[0] < new[-1] <= 8
        assert all(abs(after - before) <= 3 for row in (old, new) for before, after in pairwise(row))


def test_ratings_and_body_checks_come_about_weekly() -> None:
    days = sorted(one.at.date() for one in every(BodyCheck))
    assert {(after - before).days for before, after in pairwise(days)} == {7}
    assert {one.body for one in every(BodyCheck)} == set(Body)
    assert not [one for one in every(BodyCheck) if one.at.date() == NOW.date()]


@pytest.mark.parametrize("seed", range(5))
def test_every_note_is_written_down(seed: int) -> None:
    notes = [note for told in file()["lesson"].values() for note in told["notes"].values()]
    assert sorted(one.note for one in every(Rating, *told(seed)) if one.note) == sorted(notes)


def test_all_four_sorts_of_moment_are_there_and_some_answers_are_skipped() -> None:
    moments = every(Moment)
    assert {one.did for one in moments} == set(Did)
    assert {one.domain for one in moments} >= set(Domain)
    assert {one.choice for one in moments} == {None, *range(5)}
    assert {one.overwhelmed for one in moments} == {None, *range(5)}
    assert any(one.body is None for one in moments)


def test_some_steps_are_rated_some_are_their_own_and_one_is_put_aside() -> None:
    steps = every(Step)
    assert sum(one.suds is not None for one in steps) >= 6
    assert len([one for one in steps if one.starter is None]) == 3
    assert len(ladder.retired(steps)) == 1
    texts = {starter.id: starter.text for starter in starters()}
    assert all(one.text == texts[one.starter] for one in steps if one.starter)


def test_no_day_of_the_week_or_month_is_named_because_any_may_fall_on_it() -> None:
    names = (
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February April June July August "
        "September October November December Christmas Easter summer winter"
    )
    words = files("leanto.content").joinpath("en/demo.toml").read_text(encoding="utf-8")
    assert [name for name in names.split() if name in words] == []


def test_text_is_set_as_text_is() -> None:
    straight = [
        text for text in strings(file()) if "'" in text or '"' in text or "  " in text or text != text.strip()
    ]
    assert straight == []


def strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in strings(one)]


def file() -> dict[str, Any]:
    return tomllib.loads(files("leanto.content").joinpath("en/demo.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"moment": [{"ago": 1, "did": "alone", "mood": "grey"}]}, "Moment has no mood"),
        ({"moment": [{"ago": 1, "did": "alone", "person": "nobody"}]}, "there is no person of that name"),
        ({"reach_out": [{"planned": 1, "kind": "ask", "domain": "work", "step": "x"}]}, "there is no step"),
        ({"step": {"x": {"starter": "gone"}}}, "the ladder has no step gone"),
    ],
)
def test_a_slip_in_the_file_is_named(
    changed: dict[str, object], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = msgspec.convert(file() | changed, demo.Story)
    monkeypatch.setattr(demo, "load", lambda name, kind: story)
    with pytest.raises(Misprint, match=said):
        demo.life(1, NOW)
