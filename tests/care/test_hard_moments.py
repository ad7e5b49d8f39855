"""A plan for hard moments, as arithmetic: what is filled, what is offered, and which numbers may be called."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from leanto.care.hard_moments import Part, Run, as_read, current, filled, known, missing, offered, with_line
from leanto.content.lines import lines
from leanto.records import SafetyPlan

WHEN = datetime(2026, 3, 4, tzinfo=UTC)
PLAN = SafetyPlan(id="a" * 32, at=WHEN)
GB = known("GB", lines())
CHECKED = max(line.checked_on for line in lines().lines)


def called(text: str) -> list[str]:
    return [run.href for line in as_read(text, GB) for run in line if run.href]


def test_the_parts_are_the_fields_of_the_record_in_the_order_they_are_read() -> None:
    fields = [name for name in PLAN.__struct_fields__ if name not in ("id", "revision", "at", "shown_locked")]
    assert [part.value for part in Part] == fields


def test_what_is_blank_is_missing_and_nothing_is_both() -> None:
    plan = structs.replace(PLAN, people="Jo", places=" \n ")
    assert filled(plan) == (Part.people,)
    assert set(missing(plan)) == set(Part) - {Part.people}
    assert missing(PLAN) == tuple(Part)


def test_the_plan_that_counts_was_written_last() -> None:
    older = structs.replace(PLAN, id="b" * 32, at=WHEN.replace(year=2020))
    assert current([older, PLAN]) == (PLAN, older)
    assert current([]) == ()


def test_lines_of_the_country_are_offered_each_once() -> None:
    found = offered("GB", lines(), CHECKED)
    assert {line.country for line in found} == {"GB"}
    assert len({line.id for line in found}) == len(found) > 1


@pytest.mark.parametrize("country", ["", "XX", "EE"])
def test_without_a_country_or_without_lines_none_is(country: str) -> None:
    assert offered(country, lines(), CHECKED) == ()


def test_what_was_read_too_long_ago_is_not_offered() -> None:
    assert offered("GB", lines(), date(2099, 1, 1)) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "Jo"),
        ("  ", "Jo"),
        ("Dev", "Dev\nJo"),
        ("Dev\n\n", "Dev\nJo"),
        ("Dev\n Jo ", "Dev\n Jo "),
        ("Joan", "Joan\nJo"),
    ],
)
def test_a_line_is_added_once_at_the_end(text: str, expected: str) -> None:
    assert with_line(text, "Jo") == expected


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("Sam 07700 900123", "tel:07700900123"),
        ("+44 (0)7700 900123, evenings", "tel:+447700900123"),
        ("(415) 555-0132 (Kim)", "tel:4155550132"),
        ("01.32.96.00.01.22 at work", "tel:013296000122"),
        ("٠٧٧٠٠ ٩٠٠١٢٣", "tel:07700900123"),
        ("Samaritans: call 116 123", "tel:116123"),
        ("call 999.", "tel:999"),
        ("text SHOUT to 85258", "sms:85258?&body=SHOUT"),
        ("0808 2000 247 is the one", "tel:08082000247"),
    ],
)
def test_a_number_is_called_as_it_is_written(text: str, href: str) -> None:
    assert called(text) == [href]


@pytest.mark.parametrize(
    "text",
    [
        "112 High Street",
        "born 06/05/1984",
        "since 2024-05-06",
        "2019-2024",
        "2019 – 2024",
        "from 19:30, or 9-17",
        "order 1234567890123456789",
        "room A1234567",
        "flat 12, house 34",
        "1, 2, 3",
    ],
)
def test_what_is_no_telephone_number_calls_nobody(text: str) -> None:
    assert called(text) == []


def test_several_on_a_line_and_on_lines() -> None:
    assert called("Jo 01632 960001 or 01632 960002\nDev 01632 960003") == [
        f"tel:0163296000{n}" for n in (1, 2, 3)
    ]


def test_without_a_country_lines_are_known_and_no_emergency_number_is_guessed() -> None:
    everywhere = known("", lines())
    assert everywhere["116123"] == "tel:116123"
    assert "112" not in everywhere
    assert known("EE", lines())["112"] == "tel:112"


@given(st.text(max_size=200))
def test_reading_never_changes_a_word(text: str) -> None:
    shown = ["".join(run.text for run in line) for line in as_read(text, GB)]
    assert shown == [line.strip() for line in text.splitlines() if line.strip()]
    assert all(run.text for line in as_read(text, GB) for run in line)


@given(st.text(alphabet="0123456789+()-./ \u0661", max_size=60))
def test_only_digits_are_ever_called(text: str) -> None:
    for line in as_read(text, {}):
        for run in line:
            assert isinstance(run, Run)
            digits = run.href.removeprefix("tel:").removeprefix("+")
            assert not run.href or (digits.isascii() and digits.isdigit() and 7 <= len(digits) <= 15)
