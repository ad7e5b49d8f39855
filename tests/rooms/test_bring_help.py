"""Finding help: kinds, lists by country, first words that become a plan, questions to take along, and waiting."""

import html
from datetime import timedelta

import msgspec
import pytest
from django.test import Client
from django.urls import reverse

from leanto.content import directories
from leanto.content.directories import listings
from leanto.content.finding import finding
from leanto.records import Draft, Preferences, ReachOut
from leanto.vault.book import Book
from leanto.web.forms import new_id
from tests.rooms.practise_life import at, page, sent, text_of

pytestmark = pytest.mark.django_db
KINDS, WORDS = reverse("bring:kinds"), reverse("bring:first_words")
QUESTIONS, WAITING, FIT = reverse("bring:questions"), reverse("bring:waiting"), reverse("bring:fit")
PLAN, GAPS = reverse("practise:plan"), reverse("circle:gaps")
EVERY = [KINDS, WORDS, QUESTIONS, WAITING, FIT, f"{QUESTIONS}?q=1"]


def seen(client: Client, url: str) -> str:
    return " ".join(html.unescape(text_of(client, url)).split())


@pytest.mark.parametrize("address", EVERY)
def test_it_opens_with_no_account_and_leaves_nothing_behind(cleo: Client, address: str) -> None:
    shown = seen(cleo, address)
    assert shown.count("<h1") == 1
    assert "<title>Help</title>" in shown
    assert not cleo.cookies


@pytest.mark.parametrize("address", EVERY)
def test_it_opens_inside_with_the_rooms_around_it(ana: Client, address: str) -> None:
    shown = seen(ana, address)
    assert shown.count("<h1") == 1
    assert reverse("circle:people") in shown


def test_every_kind_says_what_it_is_and_when_to_choose_something_else(cleo: Client) -> None:
    shown = seen(cleo, KINDS)
    for kind in finding().kind:
        for said in (kind.title, kind.what, kind.differs, kind.cost, kind.wait, kind.first, kind.otherwise):
            assert said in shown


def test_before_a_country_is_chosen_all_lists_stand_there_by_country(cleo: Client) -> None:
    shown = seen(cleo, KINDS)
    assert all(one.name in shown for one in listings())


def test_a_country_is_chosen_on_the_page_and_not_kept(cleo: Client) -> None:
    shown = seen(cleo, f"{KINDS}?country=DE")
    assert "NAKOS" in shown
    assert "StepChange" not in shown
    assert '<option value="DE" selected>' in shown
    assert "Read on 29 November 2026" in shown
    assert "StepChange" in seen(cleo, KINDS)


def test_the_country_she_set_comes_first_and_another_can_be_looked_at(ana: Client, book: Book) -> None:
    book.add(Preferences(id=new_id(), country="DE"))
    assert "StepChange" not in seen(ana, KINDS)
    assert "StepChange" in seen(ana, f"{KINDS}?country=GB")
    assert "StepChange" in seen(ana, f"{KINDS}?country=")


def test_a_country_without_a_list_is_told_so_and_where_to_ask(cleo: Client) -> None:
    assert "No list in Estonia could be read about yet" in seen(cleo, f"{KINDS}?country=EE")


@pytest.mark.parametrize("country", ["XX", "de", "<b>", "G" * 5000, "\x00"])
def test_a_country_that_is_none_shows_all_of_them(cleo: Client, country: str) -> None:
    answer = cleo.get(KINDS, {"country": country})
    assert answer.status_code == 200
    assert "NAKOS" in answer.content.decode()


def test_a_list_looked_at_long_ago_says_so(cleo: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tuple(
        msgspec.structs.replace(one, checked_on=one.checked_on - timedelta(days=900)) for one in listings()
    )
    monkeypatch.setattr("leanto.care.directories.listings", lambda: old)
    assert directories.listings() != old
    assert "more than a year ago" in seen(cleo, f"{KINDS}?country=GB")


def test_first_words_become_a_plan_with_two_guesses_and_the_same_words(ana: Client, book: Book) -> None:
    opening = next(one for one in finding().opening if one.channel == "email")
    address = f"{PLAN}?step={at(opening.step)}"
    shown = seen(ana, WORDS)
    assert address in shown
    plan = seen(ana, address)
    assert "Will they come through?" in plan
    assert "What are you afraid will happen?" in plan
    answer = ana.post(
        address, sent(step_id=opening.step, person_id="nobody", channel="email", forecast="0.3")
    )
    assert answer.status_code == 302
    kept = book.all(ReachOut)[0]
    assert (kept.step_id, kept.forecast, kept.person_id) == (opening.step, 0.3, None)
    words = seen(ana, page("words", kept.id))
    begun = words.split('name="words"')[1].split(">", 1)[1].split("</textarea>")[0].strip()
    assert begun in " ".join(shown.replace("<br>", " ").split())
    assert "Do you have room, now or later" in begun


def test_locked_there_is_nothing_to_plan_and_the_words_are_there_all_the_same(cleo: Client) -> None:
    shown = seen(cleo, WORDS)
    assert PLAN not in shown
    assert "Do you have room, now or later" in shown
    assert shown.count('href="mailto:?body=') == 2
    assert shown.count('href="sms:?&body=') == 1


def test_ticked_questions_stand_alone_to_print_and_are_kept_nowhere(ana: Client, book: Book) -> None:
    every = finding().question
    shown = seen(ana, f"{QUESTIONS}?q=3&q=7&q=99&q=x")
    assert every[2].ask in shown
    assert every[6].ask in shown
    assert every[0].ask not in shown
    assert every[2].tells not in shown
    assert "print this page" in shown
    assert not book.all(Draft)


def test_the_way_back_to_all_of_them_keeps_the_ticks(ana: Client) -> None:
    taken = seen(ana, f"{QUESTIONS}?q=3")
    back = f"{QUESTIONS}?change=1&q=3"
    assert back in taken
    assert 'value="3" checked' in seen(ana, back)


def test_nothing_ticked_shows_all_of_them_again(ana: Client) -> None:
    shown = seen(ana, f"{QUESTIONS}?q=")
    assert all(one.ask in shown and one.why in shown and one.tells in shown for one in finding().question)


def test_waiting_says_what_to_do_and_when_not_to(cleo: Client) -> None:
    shown = seen(cleo, WAITING)
    assert all(one.title in shown for one in (*finding().meanwhile, *finding().cost))
    assert all(one.when in shown for one in finding().sooner)
    assert reverse("care:help") in shown


def test_leaving_has_its_signs_and_its_words(cleo: Client) -> None:
    shown = seen(cleo, FIT)
    assert all(sign in shown for sign in (*finding().good, *finding().leave))
    assert all(one.say in shown for one in finding().again)


def test_the_circles_gaps_show_the_lists_of_her_country(ana: Client, book: Book) -> None:
    assert "StepChange" not in seen(ana, GAPS)
    assert KINDS in seen(ana, GAPS)
    book.add(Preferences(id=new_id(), country="GB"))
    shown = seen(ana, GAPS)
    assert "People and places: United Kingdom" in shown
    assert "StepChange" in shown
    assert "Read on 29 November 2026" in shown


def test_help_now_leads_here_with_the_country_it_shows(cleo: Client) -> None:
    assert f'href="{KINDS}?country=GB"' in text_of(cleo, "/help/?country=GB")
    assert f'href="{KINDS}"' in text_of(cleo, "/help/")
