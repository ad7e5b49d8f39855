"""Which lines are shown, in which order, and what one touch opens."""

import re
from datetime import date

import pytest
from msgspec.structs import replace
from phonenumbers import PhoneMetadata

from leanto.care.lines import as_mail, as_text, emergency_numbers, everywhere, help_in, link, stale
from leanto.content.care import Everywhere, care
from leanto.content.lines import Emergency, LineKind, Medium, Way, countries, lines

OURS = lines()
TODAY = date(2026, 11, 24)
WITHOUT = {"GN", "GQ", "IO", "TA", "TK"}  # libphonenumber knows no emergency number there


@pytest.mark.parametrize(
    ("today", "old"),
    [
        (date(2026, 11, 23), False),
        (date(2027, 11, 22), False),
        (date(2027, 11, 23), False),
        (date(2027, 11, 24), True),
        (date(2027, 12, 1), True),
        (date(2028, 1, 1), True),
        (date(2032, 2, 29), True),
    ],
)
def test_an_entry_is_stale_once_twelve_months_are_over(today: date, old: bool) -> None:
    entry = replace(OURS.lines[0], checked_on=date(2026, 11, 23))
    assert stale(entry, today) is old


def test_an_entry_checked_on_a_leap_day_is_fresh_for_a_year() -> None:
    entry = replace(OURS.lines[0], checked_on=date(2028, 2, 29))
    assert not stale(entry, date(2029, 2, 28))
    assert stale(entry, date(2029, 3, 1))


def test_britain_has_its_crisis_lines_first_and_abuse_lines_beside_them() -> None:
    here = help_in("GB", OURS, TODAY)
    assert [number.at for number in here.numbers] == ["999", "112"]
    assert [shown.line.name for shown in here.crisis] == ["Samaritans", "Shout"]
    assert all(LineKind.abuse in shown.line.kinds for shown in here.abuse)
    assert here.has_lines
    assert not here.has_stale


def test_a_line_that_only_listens_stands_apart_from_the_crisis_lines() -> None:
    here = help_in("BE", OURS, TODAY)
    assert "Tele-Onthaal" in [shown.line.name for shown in here.listening]
    assert "Tele-Onthaal" not in [shown.line.name for shown in here.crisis]


def test_every_line_is_shown_exactly_once() -> None:
    shown = [
        one.line.id
        for help in everywhere(OURS, TODAY)
        for one in (*help.crisis, *help.listening, *help.abuse)
    ]
    assert sorted(shown) == sorted(line.id for line in OURS.lines)


def test_a_year_later_the_lines_are_still_there_and_marked() -> None:
    here = help_in("GB", OURS, date(2028, 1, 1))
    assert here.has_stale
    assert len(here.crisis) == 2


def test_a_country_without_lines_still_has_its_emergency_number() -> None:
    here = help_in("EE", OURS, TODAY)
    assert not here.has_lines
    assert here.name == "Estonia"
    assert here.numbers[0].at == "112"
    assert here.numbers[0].brings is None


@pytest.mark.parametrize("country", countries())
def test_every_country_has_an_emergency_number_except_the_few_that_have_none(country: str) -> None:
    numbers = emergency_numbers(country)
    assert bool(numbers) is (country not in WITHOUT)
    assert len(numbers) <= 6
    assert all(number.isdecimal() for number in numbers)


@pytest.mark.parametrize("emergency", OURS.emergency, ids=lambda emergency: emergency.country)
def test_emergency_numbers_that_were_read_are_ones_the_telephone_networks_know(emergency: Emergency) -> None:
    country, numbers = emergency.country, emergency.numbers
    metadata = PhoneMetadata.short_metadata_for_region(country)
    assert metadata is not None
    assert metadata.emergency is not None
    for number in numbers:
        assert re.fullmatch(metadata.emergency.national_number_pattern or "", number.at), number.at


@pytest.mark.parametrize(
    ("country", "first"),
    [
        ("US", "911"),
        ("JM", "911"),
        ("UG", "999"),
        ("EE", "112"),
        ("CX", "112"),
        ("FJ", "911"),
        ("NA", "10111"),
    ],
)
def test_the_number_known_widely_comes_first(country: str, first: str) -> None:
    assert emergency_numbers(country)[0] == first


@pytest.mark.parametrize("number", care().everywhere, ids=lambda number: number.at)
def test_numbers_said_to_reach_far_are_emergency_numbers_there(number: Everywhere) -> None:
    assert number.at in emergency_numbers(number.country)


@pytest.mark.parametrize(
    ("way", "address"),
    [
        (Way(Medium.call, "13 11 14"), "tel:131114"),
        (Way(Medium.call, "(877) 565-8860"), "tel:8775658860"),
        (Way(Medium.call, "+44 20 7946 0000"), "tel:+442079460000"),
        (Way(Medium.text, "0477 13 11 14"), "sms:0477131114"),
        (Way(Medium.text, "85258", "SHOUT"), "sms:85258?&body=SHOUT"),
        (Way(Medium.chat, "https://www.113.nl/"), "https://www.113.nl/"),
        (Way(Medium.whatsapp, "9151 1767"), ""),
    ],
)
def test_one_touch_opens_the_telephone_the_text_or_the_chat(way: Way, address: str) -> None:
    assert link(way) == address


def test_words_that_are_ready_go_into_a_message_to_nobody_yet() -> None:
    assert as_text("I’m not safe, & alone.") == "sms:?&body=I%E2%80%99m%20not%20safe%2C%20%26%20alone."
    assert as_mail("Ring me?") == "mailto:?body=Ring%20me%3F"
