"""Help now: open to everyone, always, and honest about what it cannot do."""

from pathlib import Path

import msgspec
import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils.html import escape

from leanto.content.care import care
from leanto.content.lines import LineKind, lines
from leanto.records import Preferences
from leanto.vault.book import Book

HELP = "/help/"


def page(client: Client, country: str | None = None) -> str:
    answer = client.get(HELP, {} if country is None else {"country": country})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_stranger_finds_all_lines_in_one_list_without_being_asked_anything(cleo: Client) -> None:
    shown = page(cleo)
    for line in lines().lines:
        assert f'id="{line.country}"' in shown
    assert 'href="tel:116123"' in shown
    assert 'href="sms:85258?&amp;body=SHOUT"' in shown


def test_numbers_that_reach_far_come_before_a_country_is_chosen(cleo: Client) -> None:
    shown = page(cleo)
    for number in care().everywhere:
        assert f'href="tel:{number.at}"' in shown


def test_a_country_is_chosen_by_a_plain_form_and_then_stands_alone(cleo: Client) -> None:
    shown = page(cleo, "GB")
    assert "Samaritans" in shown
    assert 'href="tel:999"' in shown
    assert "TelefonSeelsorge" not in shown
    assert '<option value="GB" selected>' in shown


def test_the_choice_is_not_kept(cleo: Client) -> None:
    page(cleo, "GB")
    assert "TelefonSeelsorge" in page(cleo)
    assert not cleo.cookies


def test_the_country_she_set_comes_first_while_her_account_is_open(ana: Client, book: Book) -> None:
    book.add(Preferences(id="0" * 32, country="DE"))
    shown = page(ana)
    assert "TelefonSeelsorge" in shown
    assert "Samaritans" not in shown
    assert "Samaritans" in page(ana, "GB")
    assert "Samaritans" in page(ana, "")


def test_her_country_says_nothing_about_her_once_she_is_locked_out(cleo: Client, book: Book) -> None:
    book.add(Preferences(id="0" * 32, country="DE"))
    assert '<option value="DE" selected>' not in page(cleo)


@pytest.mark.parametrize("country", ["XX", "gb", "<b>", "G" * 5000, "\x00"])
def test_a_country_that_is_none_shows_the_whole_list(cleo: Client, country: str) -> None:
    assert "Samaritans" in page(cleo, country)


def test_a_country_without_lines_has_its_number_and_the_directories(cleo: Client) -> None:
    shown = page(cleo, "EE")
    assert 'href="tel:112"' in shown
    for directory in lines().directories:
        assert directory.address in shown


def test_a_place_without_any_number_is_told_so(cleo: Client) -> None:
    shown = page(cleo, "GN")
    assert "We know of no emergency number for Guinea" in shown
    assert 'href="tel:112"' in shown


def test_words_are_ready_for_telling_one_person(cleo: Client) -> None:
    shown = page(cleo)
    assert shown.count('href="sms:?&amp;body=') == len(care().tell)
    assert shown.count('href="mailto:?body=') == len(care().tell)


def test_it_says_who_may_come_and_that_nobody_is_watching(cleo: Client) -> None:
    shown = " ".join(page(cleo).split())
    assert "Police may come too" in shown
    assert "Nobody is watching this screen" in shown
    assert "Is someone with you?" in shown
    assert "put distance between you and it" in shown
    assert "If it was too much, call the emergency number now" in shown


def test_every_line_shows_the_day_it_was_read_and_where(cleo: Client) -> None:
    shown = " ".join(page(cleo, "GB").split())
    assert "Read on 23 November 2026" in shown
    assert "samaritans.org" in shown


def test_a_line_read_long_ago_is_shown_with_its_date_and_the_directories_beside_it(
    cleo: Client, settings: LazySettings, tmp_path: Path
) -> None:
    old = [msgspec.to_builtins(line) | {"checked_on": "2020-01-02"} for line in lines().lines]
    beside(settings, tmp_path, msgspec.json.encode(msgspec.to_builtins(lines()) | {"lines": old}))
    shown = " ".join(page(cleo, "GB").split())
    assert "This was last read on 2 January 2020, more than a year ago." in shown
    assert "numbers change" in shown


def test_a_host_can_show_their_own_lines(cleo: Client, settings: LazySettings, tmp_path: Path) -> None:
    only = msgspec.structs.replace(lines(), lines=tuple(one for one in lines().lines if one.country == "NZ"))
    beside(settings, tmp_path, msgspec.json.encode(only))
    shown = page(cleo)
    assert "1737" in shown
    assert "TelefonSeelsorge" not in shown


def test_a_broken_file_of_the_host_never_takes_help_away(
    cleo: Client, settings: LazySettings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    beside(settings, tmp_path, b'{"lines": "Ana"}')
    assert "Samaritans" in page(cleo)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "Ana" not in caplog.text


def beside(settings: LazySettings, home: Path, content: bytes) -> None:
    (home / "lines.json").write_bytes(content)
    settings.LEANTO_HOME = home


@pytest.mark.parametrize("country", [None, "GB", "DE", "AQ"])
def test_lines_for_harm_at_home_have_one_place_to_lead_to(cleo: Client, country: str | None) -> None:
    assert page(cleo, country).count('id="harm"') == 1


def test_before_a_country_is_chosen_all_lines_for_harm_at_home_stand_together(cleo: Client) -> None:
    together = page(cleo).split('id="harm"')[1].split('id="everywhere"')[0]
    abuse = [line for line in lines().lines if LineKind.abuse in line.kinds]
    assert abuse
    for line in abuse:
        assert escape(line.name) in together
