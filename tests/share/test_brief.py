"""What pages can be made of: each thing by itself, those about someone not safe apart, and nothing by itself."""

from datetime import UTC, datetime, timedelta

from msgspec import structs

from leanto.lab.demo import life as made_up
from leanto.name.instruments import shelf
from leanto.records import (
    Brief,
    Did,
    Domain,
    Gate,
    Kind,
    Lesson,
    Load,
    Moment,
    Outcome,
    Person,
    ReachOut,
    Relation,
    Response,
    Room,
)
from leanto.share.brief import chosen, names_to_hide, offered, pick, reword
from leanto.share.things import Answered, Counted, Item, Life, What

NOW = datetime(2026, 3, 3, 8, 14, tzinfo=UTC)
PAGES = Brief(id="b" * 32, at=NOW)


def person(id: str, name: str, gate: Gate = Gate.safe) -> Person:
    return Person(
        id=id * 32,
        name=name,
        relation=Relation.friend,
        gate=gate,
        gate_at=NOW - timedelta(days=90),
        safe_for=(Domain.practical,),
        channels=(),
        helps=f"What helps, for {name}",
    )


def asked(id: str, who: str, days: int, **changes: object) -> ReachOut:
    at = NOW - timedelta(days=days)
    one = ReachOut(
        id=id * 32,
        at=at,
        kind=Kind.ask,
        domain=Domain.practical,
        person_id=who * 32,
        forecast=0.3,
        outcome=Outcome.came_through,
        outcome_at=at,
        text=f"Ask {id}",
    )
    return structs.replace(one, **changes)


MAYA, RICK = person("1", "Maya"), person("2", "Rick", Gate.not_safe)
MOMENT = Moment(id="a" * 32, at=NOW - timedelta(days=3), did=Did.alone, text="Carried it", whisper="Who else")
ABOUT_RICK = Moment(id="c" * 32, at=NOW, did=Did.alone, text="Rick’s key was in the door")
LESSON = Lesson(id="d" * 32, at=NOW - timedelta(days=900), old_rule="Be no trouble", where="The kitchen")
LIFE = Life(
    people=(MAYA, RICK),
    reach_outs=(asked("3", "1", 4), asked("4", "1", 90), asked("5", "2", 2), asked("6", "9", 2)),
    moments=(MOMENT, ABOUT_RICK),
    lessons=(LESSON,),
)


def keys(items: tuple[Item, ...]) -> set[str]:
    return {item.key for item in items}


def by_key(what: What, items: tuple[Item, ...]) -> Item:
    return next(item for item in items if item.what is what)


def test_each_part_of_a_record_is_a_thing_of_its_own() -> None:
    found = offered(LIFE, PAGES)
    assert {f"moment.{MOMENT.id}.moment", f"moment.{MOMENT.id}.whisper"} < keys(found)
    assert [one.text for one in found if one.room is Room.explore] == ["Be no trouble", "The kitchen"]


def test_what_stands_now_is_offered_whatever_the_day_and_what_happened_from_that_day_on() -> None:
    found = offered(LIFE, structs.replace(PAGES, since=NOW - timedelta(days=10)))
    assert "Ask 4" not in {one.text for one in found}
    assert "Ask 3" in {one.text for one in found}
    assert "Be no trouble" in {one.text for one in found}


def test_only_the_rooms_that_were_asked_for_are_offered() -> None:
    found = offered(LIFE, structs.replace(PAGES, rooms=(Room.explore,)))
    assert {one.room for one in found} == {Room.explore}


def test_someone_not_safe_is_known_by_the_link_and_by_the_name() -> None:
    wary = {one.key for one in offered(LIFE, PAGES) if RICK.id in one.wary}
    assert wary == {
        f"moment.{ABOUT_RICK.id}.moment",
        f"reach_out.{'5' * 32}.came",
        f"person.{RICK.id}.helps",
    }
    gone = {one.key for one in offered(LIFE, PAGES) if "9" * 32 in one.wary}
    assert gone == {f"reach_out.{'6' * 32}.came"}


def test_nobody_else_is_counted() -> None:
    counted = by_key(What.asked, offered(LIFE, PAGES))
    assert isinstance(counted, Counted)
    assert counted.counts.total == 2
    lately = by_key(What.asked, offered(LIFE, structs.replace(PAGES, since=NOW - timedelta(days=10))))
    assert isinstance(lately, Counted)
    assert lately.counts.total == 1


def test_a_hurt_before_the_day_keeps_someone_out_of_the_count_after_it() -> None:
    hurt = asked("7", "1", 60, outcome=Outcome.hurtful)
    life = structs.replace(LIFE, reach_outs=(*LIFE.reach_outs, hurt))
    found = offered(life, structs.replace(PAGES, since=NOW - timedelta(days=10)))
    assert not [one for one in found if isinstance(one, Counted)]


def test_what_is_about_someone_not_safe_goes_in_by_name_alone() -> None:
    found = offered(LIFE, PAGES)
    wanted = f"moment.{ABOUT_RICK.id}.moment"
    assert chosen(pick(PAGES, found, [wanted], []), found) == ()
    by_name = pick(PAGES, found, [], [wanted])
    assert [one.item.key for one in chosen(by_name, found)] == [wanted]
    assert by_name.by_name == (RICK.id,)
    assert chosen(pick(PAGES, found, [], [f"moment.{MOMENT.id}.moment"]), found) == ()


def test_a_gate_that_closes_later_takes_out_what_was_picked() -> None:
    found = offered(LIFE, PAGES)
    brief = pick(PAGES, found, [f"reach_out.{'3' * 32}.came", f"moment.{MOMENT.id}.moment"], [])
    assert len(chosen(brief, found)) == 2
    closed = structs.replace(LIFE, people=(structs.replace(MAYA, gate=Gate.unsure), RICK))
    assert [one.item.text for one in chosen(brief, offered(closed, brief))] == ["Carried it"]


def test_nothing_is_in_that_was_not_picked_and_what_is_removed_is_out() -> None:
    found = offered(LIFE, PAGES)
    assert chosen(PAGES, found) == ()
    brief = pick(PAGES, found, [f"moment.{MOMENT.id}.moment"], [])
    assert chosen(brief, offered(structs.replace(LIFE, moments=()), brief)) == ()


def test_only_what_was_worded_anew_is_kept_with_the_pages() -> None:
    found = offered(LIFE, PAGES)
    one, two = f"moment.{MOMENT.id}.moment", f"moment.{MOMENT.id}.whisper"
    brief = pick(PAGES, found, [one, two, f"lesson.{LESSON.id}.old_rule"], [])
    standing = {item.item.key: item.item.text for item in chosen(brief, found)}
    brief = reword(brief, standing, {one: "Shorter", two: " "})
    assert brief.picked == {one: "Shorter", f"lesson.{LESSON.id}.old_rule": ""}
    assert reword(brief, standing, {}).picked[one] == "Shorter"
    assert reword(brief, standing, {one: MOMENT.text}).picked[one] == ""
    assert pick(brief, found, [one], []).picked == {one: "Shorter"}


def test_names_written_out_are_not_those_of_people_not_safe() -> None:
    out = structs.replace(PAGES, names_out=True)
    assert names_to_hide(PAGES, LIFE).initials_in("Maya, Rick") == "M., R."
    assert names_to_hide(out, LIFE).initials_in("Maya, Rick") == "Maya, R."
    by_name = structs.replace(out, by_name=(RICK.id,))
    assert names_to_hide(by_name, LIFE).initials_in("Maya, Rick") == "Maya, Rick"


def test_what_was_put_down_or_called_off_is_not_offered() -> None:
    down = Load(id="e" * 32, at=NOW, text="The rota", put_down_at=NOW)
    carried = structs.replace(down, id="f" * 32, put_down_at=None)
    off = asked("8", "1", 1, outcome=None, outcome_at=None, asked_at=NOW, cancelled_at=NOW)
    found = offered(Life(people=(MAYA,), reach_outs=(off,), loads=(down, carried)), PAGES)
    assert [one.key for one in found if one.what is not What.helps] == [f"load.{carried.id}.pile"]


def test_a_check_in_brings_what_it_adds_up_to() -> None:
    responses = [one for one in made_up(26, NOW) if isinstance(one, Response)]
    life = Life(people=(), reach_outs=(), responses=responses, instruments=shelf().instruments)
    found = offered(life, PAGES)
    assert found
    for one in found:
        assert isinstance(one, Answered)
        assert all(each.value is not None and len(each.scale.items) > 1 for each in one.scored)
