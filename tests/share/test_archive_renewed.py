"""Bringing an archive in makes a copy under ids of its own, and bringing it in twice makes nothing double."""

import re

from hypothesis import given
from hypothesis import strategies as st

from leanto.records import (
    Brief,
    Did,
    Domain,
    Draft,
    Kind,
    Lesson,
    Moment,
    Preferences,
    Rating,
    ReachOut,
    Record,
    Step,
)
from leanto.share import archive
from leanto.share.archive import Archive, renewed
from tests.share.lives import LINKS, NOW, SALT, bodies, lives, soon

MOMENT, LESSON, REACH_OUT, DRAFT = ("a" * 32, "b" * 32, "c" * 32, "d" * 32)


def packed(life: list[Record]) -> Archive:
    return archive.read(archive.write(bodies(life), NOW, "1.0"))


@soon
@given(lives())
def test_brought_in_twice_gives_no_doubles(life: list[Record]) -> None:
    first = renewed(packed(life), SALT, set())
    assert len(first) == len(life)
    assert renewed(packed(life), SALT, {one.id for one in first}) == []


@soon
@given(lives())
def test_brought_back_into_its_own_account_it_adds_nothing(life: list[Record]) -> None:
    assert renewed(packed(life), SALT, {one.id for one in life}) == []


@soon
@given(lives(), st.data())
def test_only_what_is_missing_comes_back_and_links_to_what_stayed(
    life: list[Record], data: st.DataObject
) -> None:
    have = set(data.draw(st.lists(st.sampled_from([one.id for one in life]), unique=True)))
    added = renewed(packed(life), SALT, have)
    assert len(added) == len(life) - len(have)
    there = have | {one.id for one in added}
    assert len(there) == len(life)
    links = [(one, link) for one in life for link in links_of(one)]
    inside = {link for one, link in links if link in {other.id for other in life}}
    leading = {link for one in added for link in links_of(one)}
    assert leading & inside <= have


@soon
@given(lives())
def test_links_lead_to_the_same_records_as_before(life: list[Record]) -> None:
    was = {one.id: one for one in life}
    new = dict(zip([one.id for one in packed(life)], renewed(packed(life), SALT, set()), strict=True))
    for id, one in new.items():
        for field in [field for field in LINKS if field in one.__struct_fields__]:
            before, after = getattr(was[id], field), getattr(one, field)
            assert after == (new[before].id if before in new else before)


def links_of(record: Record) -> list[str]:
    found = [getattr(record, field) for field in LINKS if field in record.__struct_fields__]
    return [link for link in found if link]


def test_a_step_of_the_starter_ladder_keeps_its_name() -> None:
    step = "ask-practical-lift"
    asked = ReachOut(id=REACH_OUT, at=NOW, kind=Kind.ask, domain=Domain.practical, step_id=step)
    [copy] = renewed(packed([asked]), SALT, set())
    assert isinstance(copy, ReachOut)
    assert copy.step_id == step


def test_a_draft_follows_the_record_it_was_for() -> None:
    draft = Draft(
        id=DRAFT, at=NOW, path=f"/name/{MOMENT}/", fields={"id": (MOMENT,), "text": ("half a line",)}
    )
    copies = renewed(packed([Moment(id=MOMENT, at=NOW, did=Did.alone), draft]), SALT, set())
    new = copies[0].id
    assert isinstance(copies[1], Draft)
    assert copies[1].path == f"/name/{new}/"
    assert copies[1].fields == {"id": (new,), "text": ("half a line",)}


def test_pages_for_someone_follow_what_was_picked() -> None:
    key = f"moment.{MOMENT}.moment"
    brief = Brief(id=DRAFT, at=NOW, picked={key: "Shorter", "counts.asked": ""}, by_name=(LESSON, "f" * 32))
    life: list[Record] = [Moment(id=MOMENT, at=NOW, did=Did.alone), Lesson(id=LESSON, at=NOW, old_rule="x")]
    copies = renewed(packed([*life, brief]), SALT, set())
    new = {type(one): one.id for one in copies}
    [copy] = [one for one in copies if isinstance(one, Brief)]
    assert copy.picked == {f"moment.{new[Moment]}.moment": "Shorter", "counts.asked": ""}
    assert copy.by_name == (new[Lesson], "f" * 32)


def test_new_ids_look_like_any_other_and_differ_from_account_to_account() -> None:
    life: list[Record] = [Lesson(id=LESSON, at=NOW, old_rule="No one is coming.")]
    here, there = (renewed(packed(life), salt, set())[0].id for salt in (SALT, bytes(32)))
    assert re.fullmatch("[0-9a-f]{32}", here)
    assert len({here, there, LESSON}) == 3


def test_a_link_to_something_removed_stays_as_it_was() -> None:
    [copy] = renewed(packed([Rating(id=MOMENT, at=NOW, lesson_id=LESSON)]), SALT, set())
    assert isinstance(copy, Rating)
    assert copy.lesson_id == LESSON


def test_records_brought_in_have_never_been_kept() -> None:
    kept = Moment(id=MOMENT, at=NOW, did=Did.alone, revision=9)
    assert [one.revision for one in renewed(packed([kept]), SALT, set())] == [0]


def test_a_step_put_aside_for_today_is_the_same_step_as_before() -> None:
    step = Step(id="e" * 32, text="Half a bag", kind=Kind.ask, domain=Domain.practical, rung=20)
    aside = Preferences(id="f" * 32, not_today=(step.id, "ask-practical-lift"), not_today_at=NOW)
    own = {type(one): one for one in renewed(packed([step, aside]), SALT, set())}
    [kept] = [one for one in own.values() if isinstance(one, Preferences)]
    assert kept.not_today == (own[Step].id, "ask-practical-lift")
    assert own[Step].id != step.id
