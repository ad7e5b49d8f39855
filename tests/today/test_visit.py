"""What one visit shows: little at first, then what waits, and never whole shelves."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from leanto.records import (
    Body,
    BodyCheck,
    Did,
    Domain,
    Draft,
    Feared,
    Gate,
    Kind,
    Lesson,
    Moment,
    Outcome,
    Person,
    ReachOut,
    Relation,
)
from leanto.today import SHOWN, Hour, Kept, Next, hour, visit

NOW = datetime(2025, 11, 20, 19, tzinfo=UTC)
BEN = Person(
    id="ben",
    name="Ben",
    relation=Relation.friend,
    gate=Gate.safe,
    gate_at=NOW,
    safe_for=(),
    channels=(),
)


def asked(
    id: str,
    days_ago: int,
    *,
    asked: bool = True,
    outcome: Outcome | None = None,
    feared: str = "",
    who: str = "ben",
) -> ReachOut:
    at = NOW - timedelta(days=days_ago)
    return ReachOut(
        id=id,
        at=at,
        kind=Kind.ask,
        domain=Domain.practical,
        person_id=who,
        asked_at=at if asked else None,
        outcome=outcome,
        outcome_at=at if outcome else None,
        feared=feared,
        feared_came=Feared.did_not if feared else None,
        feared_at=at if feared else None,
    )


def alone(days_ago: int, choice: int | None = None) -> Moment:
    return Moment(id=str(days_ago), at=NOW - timedelta(days=days_ago), did=Did.alone, choice=choice)


def check(body: Body, at: datetime) -> BodyCheck:
    return BodyCheck(id="b", at=at, body=body)


def test_a_first_visit_has_nothing_in_it() -> None:
    seen = visit(Kept(), NOW)
    assert seen.next is Next.nothing
    shown = (
        seen.body,
        seen.waiting,
        seen.unanswered,
        seen.fears,
        seen.drafts,
        seen.last,
        seen.weeks,
        seen.lesson,
    )
    assert not any(shown)
    assert seen.more == 0


@pytest.mark.parametrize(
    "kept",
    [
        Kept(moments=[alone(1)]),
        Kept(people=[BEN]),
        Kept(lessons=[Lesson(id="l", at=NOW, old_rule="Ask for nothing")]),
        Kept(drafts=[Draft(id="d", at=NOW, path="/name/new/", fields={})]),
    ],
)
def test_the_ladder_is_offered_once_anything_is_kept(kept: Kept) -> None:
    assert visit(kept, NOW).next is Next.ladder


def test_a_body_shut_down_is_offered_grounding_and_no_step() -> None:
    kept = Kept(moments=[alone(1)], checks=[check(Body.shut_down, NOW - timedelta(hours=2))])
    assert visit(kept, NOW).next is Next.grounding


def test_the_last_answer_of_today_counts_and_yesterdays_says_nothing() -> None:
    before = check(Body.shut_down, NOW - timedelta(hours=3))
    later = check(Body.settled, NOW - timedelta(hours=1))
    assert visit(Kept(checks=[later, before]), NOW).body == later
    yesterday = check(Body.shut_down, NOW - timedelta(hours=20))
    seen = visit(Kept(checks=[yesterday]), NOW)
    assert seen.body is None
    assert seen.next is Next.ladder


def test_today_is_a_day_where_the_person_is() -> None:
    tokyo = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    assert visit(Kept(checks=[check(Body.settled, NOW - timedelta(hours=5))]), tokyo).body is None


@pytest.mark.parametrize(
    ("at", "part"),
    [
        (4, Hour.night),
        (5, Hour.morning),
        (12, Hour.afternoon),
        (18, Hour.evening),
        (22, Hour.evening),
        (23, Hour.night),
    ],
)
def test_the_greeting_follows_the_clock(at: int, part: Hour) -> None:
    assert hour(NOW.replace(hour=at)) is part


def test_what_waits_is_told_apart_from_what_silence_has_answered() -> None:
    kept = Kept(
        open=[asked("new", 2), asked("old", 15), asked("plan", 1, asked=False)], open_count=3, people=[BEN]
    )
    seen = visit(kept, NOW)
    assert [one.reach_out.id for one in seen.waiting] == ["new", "plan"]
    assert [one.reach_out.id for one in seen.unanswered] == ["old"]
    assert seen.waiting[0].person == BEN
    assert seen.waiting[0].silence == NOW + timedelta(days=12)
    assert seen.more == 0


def test_a_fear_is_asked_again_after_about_thirty_days() -> None:
    answered = [
        asked("lately", 10, outcome=Outcome.came_through, feared="they mind"),
        asked("due", 31, outcome=Outcome.came_through, feared="they mind"),
        asked("nothing feared", 31, outcome=Outcome.came_through),
    ]
    assert [one.reach_out.id for one in visit(Kept(answered=answered), NOW).fears] == ["due"]


def test_someone_removed_since_is_nobody() -> None:
    seen = visit(Kept(last=asked("a", 1, outcome=Outcome.partly, who="gone"), people=[BEN]), NOW)
    assert seen.last is not None
    assert seen.last.person is None


@pytest.mark.parametrize(("outcome", "shown"), [(Outcome.came_through, False), (Outcome.hurtful, True)])
def test_with_someone_not_judged_safe_only_what_hurt_is_the_last_thing(outcome: Outcome, shown: bool) -> None:
    closed = structs.replace(BEN, gate=Gate.not_safe)
    assert bool(visit(Kept(last=asked("a", 1, outcome=outcome), people=[closed]), NOW).last) is shown


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_a_handful_is_shown_and_the_rest_counted(waiting: int, silent: int, unopened: int) -> None:
    some = [asked(f"w{i}", 1) for i in range(waiting)] + [asked(f"s{i}", 20) for i in range(silent)]
    seen = visit(Kept(open=some, open_count=len(some) + unopened), NOW)
    assert len(seen.waiting) == min(waiting, SHOWN)
    assert len(seen.unanswered) == min(silent, SHOWN)
    assert len(seen.waiting) + len(seen.unanswered) + seen.more == waiting + silent + unopened


def test_guilt_and_fears_past_a_handful_are_counted_too() -> None:
    guilty = [
        structs.replace(asked(f"g{i}", 1, outcome=Outcome.came_through), guilt=True) for i in range(SHOWN + 2)
    ]
    afraid = [asked(f"f{i}", 31, outcome=Outcome.kind_no, feared="they mind") for i in range(SHOWN + 3)]
    seen = visit(Kept(answered=[*guilty, *afraid]), NOW)
    assert len(seen.guilts) == len(seen.fears) == SHOWN
    assert seen.more == 5


def test_choice_or_cage_starts_with_the_first_week_that_has_something() -> None:
    seen = visit(Kept(moments=[alone(8, 4), alone(1, 0), alone(2, 3)]), NOW)
    assert [(week.alone, week.chosen) for week in seen.weeks] == [(1, 1), (2, 1)]
    asking = Moment(id="x", at=NOW, did=Did.asked)
    assert visit(Kept(moments=[asking]), NOW).weeks == ()


def test_the_latest_lesson_and_the_newest_draft_come_first() -> None:
    lessons = [Lesson(id=str(day), at=NOW - timedelta(days=day), old_rule="r") for day in (3, 1, 2)]
    drafts = [Draft(id=str(day), at=NOW - timedelta(days=day), path="/", fields={}) for day in (3, 1, 2)]
    seen = visit(Kept(lessons=lessons, drafts=drafts), NOW)
    assert seen.lesson == lessons[1]
    assert [draft.id for draft in seen.drafts] == ["1", "2", "3"]
