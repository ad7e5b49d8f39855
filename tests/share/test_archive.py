"""An archive holds everything, whole and readable, and gives it back as it was."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given

from leanto.records import KEPT, Body, BodyCheck, Draft, Moment, Person, Record
from leanto.share import archive
from leanto.share.archive import SECTIONS
from tests.share.lives import NOW, bodies, lives, soon

MOMENT = {"schema": 1, "id": "a" * 32, "at": "2026-03-02T21:40:00+00:00", "did": "alone"}


def test_every_kind_of_record_has_a_section_in_the_order_of_the_records() -> None:
    assert tuple(SECTIONS.values()) == KEPT


@soon
@given(lives())
def test_what_is_written_is_read_again(life: list[Record]) -> None:
    found = archive.read(archive.write(bodies(life), NOW, "1.0"))
    assert {one.id: one for one in found} == {one.id: one for one in life}
    assert found.counts == {kind: sum(type(one) is kind for one in life) for kind in KEPT}
    assert not found.extra
    assert not found.others


def test_it_says_first_what_it_is() -> None:
    written = json.loads(archive.write({}, NOW, "1.2.3"))
    assert list(written) == ["leanto", *SECTIONS]
    assert written["leanto"] == {"format": 1, "written": "2026-03-03T08:14:00Z", "version": "1.2.3"}


def test_it_can_be_read_by_a_person() -> None:
    told = {**MOMENT, "text": "Carried it up alone — “again”. 🪜 שלום"}
    written = archive.write({Moment: [told]}, NOW, "1.0").decode("utf-8")
    assert "“again”. 🪜 שלום" in written
    assert '\n      "did": "alone",\n' in written
    assert written.endswith("}\n")


def test_records_stand_oldest_first() -> None:
    moments = [
        {**MOMENT, "id": mark * 32, "at": f"2026-03-0{day}T08:00:00Z"} for mark, day in ("a3", "b1", "c2")
    ]
    written = json.loads(archive.write({Moment: moments}, NOW, "1.0"))
    assert [one["id"][0] for one in written["moments"]] == ["b", "c", "a"]


def test_the_store_s_own_revision_stays_behind() -> None:
    written = json.loads(archive.write({Moment: [{**MOMENT, "revision": 7}]}, NOW, "1.0"))
    assert "revision" not in written["moments"][0]


def test_drafts_and_what_a_newer_leanto_wrote_are_kept_whole() -> None:
    draft = {
        "schema": 1,
        "id": "d" * 32,
        "at": MOMENT["at"],
        "path": "/name/",
        "fields": {"text": ["half a"]},
    }
    newer = {**MOMENT, "weather": {"rain": True}}
    raw = archive.write({Moment: [newer], Draft: [draft]}, NOW, "1.0")
    found = archive.read(raw)
    assert json.loads(raw)["moments"][0]["weather"] == {"rain": True}
    assert found.extra == {"a" * 32: {"weather": {"rain": True}}}
    assert [one.fields for one in found.records[Draft] if isinstance(one, Draft)] == [{"text": ("half a",)}]


def test_sections_of_a_newer_leanto_are_told_apart() -> None:
    found = archive.read(b'{"leanto": {"format": 1}, "piles": [{"id": "x"}]}')
    assert found.others == {"piles": [{"id": "x"}]}
    assert list(found) == []


def test_a_byte_order_mark_is_an_editor_s_and_does_no_harm() -> None:
    assert archive.read(b"\xef\xbb\xbf" + archive.write({Moment: [MOMENT]}, NOW, "1.0")).counts[Moment] == 1


def test_an_older_record_is_brought_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        BodyCheck, "upgrades", (lambda body: {**body, "body": {"calm": "settled"}[body["body"]]},)
    )
    old = {"schema": 1, "id": "b" * 32, "at": MOMENT["at"], "body": "calm"}
    found = archive.read(archive.write({BodyCheck: [old]}, NOW, "1.0"))
    assert found.records[BodyCheck] == (
        BodyCheck(id="b" * 32, at=datetime(2026, 3, 2, 21, 40, tzinfo=UTC), body=Body.settled),
    )


def test_people_stand_by_name() -> None:
    people = [{"schema": 1, "id": id * 32, "name": name} for id, name in (("a", "Sam"), ("b", "Dev"))]
    written = json.loads(archive.write({Person: people}, NOW, "1.0"))
    assert [one["name"] for one in written["people"]] == ["Dev", "Sam"]
