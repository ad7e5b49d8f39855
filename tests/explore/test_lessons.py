"""A lesson gathers the whispers that say it and the reach-outs that test it, and lets go of them again."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from leanto.explore.lessons import offered, relinked, thread, threads
from leanto.records import Did, Domain, Kind, Lesson, Moment, ReachOut

NOW = datetime(2025, 11, 3, 12, tzinfo=UTC)
OWNERS = st.sampled_from([None, "bought", "taught"])
MOMENTS = st.lists(
    st.builds(
        Moment,
        id=st.uuids().map(lambda u: u.hex),
        at=st.integers(0, 99).map(lambda hours: NOW - timedelta(hours=hours)),
        did=st.just(Did.alone),
        whisper=st.sampled_from(["", " ", "no one is coming"]),
        lesson_id=OWNERS,
    ),
    max_size=12,
    unique_by=lambda moment: moment.id,
)


def lesson(id: str, days: int = 0) -> Lesson:
    return Lesson(id=id, at=NOW - timedelta(days=days), old_rule="asking gets you punished")


def ask(id: str, days: int, lesson_id: str | None) -> ReachOut:
    at = NOW - timedelta(days=days)
    return ReachOut(id=id, at=at, kind=Kind.ask, domain=Domain.practical, lesson_id=lesson_id)


@given(MOMENTS)
def test_each_thread_holds_its_own_and_only_its_own(moments: list[Moment]) -> None:
    for one in threads([lesson("bought"), lesson("taught")], moments, []):
        assert set(one.whispers) == {moment for moment in moments if moment.lesson_id == one.lesson.id}
        assert [moment.at for moment in one.whispers] == sorted((m.at for m in one.whispers), reverse=True)


def test_tests_come_last_touched_first_and_lessons_last_written_first() -> None:
    early, late = ask("1", 9, "bought"), ask("2", 2, "bought")
    answered = structs.replace(early, outcome_at=NOW)
    assert thread(lesson("bought"), [], [early, late, ask("3", 1, None)]).tests == (late, early)
    assert thread(lesson("bought"), [], [answered, late]).tests == (answered, late)
    assert [one.lesson.id for one in threads([lesson("old", 3), lesson("new", 1)], [], [])] == ["new", "old"]


@given(MOMENTS, st.integers(0, 5))
def test_whispers_of_another_lesson_and_empty_ones_are_not_offered(moments: list[Moment], most: int) -> None:
    laid_out = offered(moments, "bought", most)
    assert all(one.whisper.strip() and one.lesson_id in (None, "bought") for one in laid_out)
    own = {one.id for one in moments if one.lesson_id == "bought" and one.whisper.strip()}
    assert own <= {one.id for one in laid_out}
    assert len(laid_out) <= max(most, len(own))


@given(MOMENTS, st.data())
def test_after_linking_the_chosen_ones_are_this_lessons_and_no_others(
    moments: list[Moment], data: st.DataObject
) -> None:
    shown = offered(moments, "bought")
    chosen = data.draw(st.sets(st.sampled_from([one.id for one in shown])) if shown else st.just(set[str]()))
    changed = {one.id: one for one in relinked(shown, "bought", chosen)}
    after = [changed.get(one.id, one) for one in moments]
    visible = {one.id for one in shown}
    assert {one.id for one in after if one.id in visible and one.lesson_id == "bought"} == chosen
    assert [one for one in after if one.id not in visible] == [
        one for one in moments if one.id not in visible
    ]
    assert relinked(offered(after, "bought"), "bought", chosen) == ()


def test_a_whisper_that_went_to_another_lesson_meanwhile_is_not_taken_from_it() -> None:
    theirs = Moment(id="1", at=NOW, did=Did.alone, whisper="no one is coming", lesson_id="taught")
    assert relinked([theirs], "bought", {"1"}) == ()
    assert relinked([theirs], "bought", set()) == ()
