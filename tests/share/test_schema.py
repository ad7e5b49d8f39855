"""The published schema says what an archive may hold."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from leanto.lab.demo import life
from leanto.records import KEPT, Moment, Record
from leanto.share import archive
from leanto.share.archive import SECTIONS
from tests.share.lives import NOW, bodies, lives, soon

SCHEMA: dict[str, Any] = json.loads(archive.schema())

VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
MOMENT = {"schema": 1, "id": "a" * 32, "at": "2026-03-02T21:40:00+00:00", "did": "alone"}


def test_it_is_itself_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_every_section_and_every_field_is_in_it() -> None:
    assert list(SCHEMA["properties"]) == ["leanto", *SECTIONS]
    for kind in KEPT:
        fields = set(kind.__struct_fields__) - {"revision"} | {"schema"}
        assert set(SCHEMA["$defs"][kind.__name__]["properties"]) == fields


@soon
@given(lives())
def test_whatever_is_written_fits_it(life: list[Record]) -> None:
    VALIDATOR.validate(json.loads(archive.write(bodies(life), NOW, "1.0")))


def test_the_made_up_life_fits_it() -> None:
    VALIDATOR.validate(json.loads(archive.write(bodies(life(26, NOW)), NOW, "1.0")))


@pytest.mark.parametrize("wrong", [{"did": "danced"}, {"overwhelmed": 5}, {"schema": 2}, {"text": None}])
def test_what_leanto_refuses_it_refuses_too(wrong: dict[str, object]) -> None:
    written = json.loads(archive.write({Moment: [MOMENT | wrong]}, NOW, "1.0"))
    assert not VALIDATOR.is_valid(written)


def test_what_a_newer_leanto_adds_is_allowed() -> None:
    VALIDATOR.validate(
        json.loads(archive.write({Moment: [MOMENT | {"weather": "rain"}]}, NOW, "1.0")) | {"piles": []}
    )
