"""Grounding, leaving, and what this place is: open while locked, whole without scripts."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from leanto.care.safety import INTENDED_USE
from leanto.content.care import Exercise, care, exercises

EXERCISE = "/help/grounding/{}/"
ALWAYS_OPEN = [
    "/help/",
    "/help/grounding/",
    "/help/safety/",
    "/about/",
    *(EXERCISE.format(one.id) for one in exercises()),
]


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("address", ALWAYS_OPEN)
def test_it_answers_with_no_account_at_all(cleo: Client, address: str) -> None:
    assert text(cleo, address).count("<h1") == 1
    assert not cleo.cookies


@pytest.mark.parametrize("address", ALWAYS_OPEN)
def test_it_answers_while_she_is_inside(ana: Client, address: str) -> None:
    assert text(ana, address).count("<h1") == 1


@pytest.mark.parametrize("address", ALWAYS_OPEN)
def test_it_answers_a_browser_whose_session_has_ended(ana: Client, address: str) -> None:
    for cookie in ana.cookies.values():
        cookie.set(cookie.key, "ended", "ended")
    assert ana.get(address).status_code == 200


@pytest.mark.parametrize("address", ALWAYS_OPEN)
def test_help_and_the_way_out_are_in_reach(cleo: Client, address: str) -> None:
    shown = text(cleo, address)
    assert 'href="/help/"' in shown
    assert f'href="{reverse("door:exit")}"' in shown


def test_addresses_are_nouns_that_say_little() -> None:
    assert [reverse(f"care:{name}") for name in ("help", "grounding", "safety", "about")] == [
        "/help/",
        "/help/grounding/",
        "/help/safety/",
        "/about/",
    ]


@pytest.mark.parametrize("one", exercises(), ids=lambda one: one.id)
def test_an_exercise_is_whole_in_words_and_says_when_not_to(cleo: Client, one: Exercise) -> None:
    shown = text(cleo, EXERCISE.format(one.id))
    for words in (one.what, *one.not_when, *one.steps, one.after):
        assert escape(words) in shown


def test_only_breathing_brings_a_pacer(cleo: Client) -> None:
    with_pacer = [one.id for one in exercises() if "data-pacer" in text(cleo, EXERCISE.format(one.id))]
    assert with_pacer == ["breathing"]


@pytest.mark.parametrize("name", ["cold-water", "x" * 300, "breathing-"])
def test_an_exercise_that_is_not_there_is_not_found(cleo: Client, name: str) -> None:
    assert cleo.get(f"/help/grounding/{name}/").status_code == 404


def test_the_safety_page_says_that_history_stays_and_prints_every_known_gap(cleo: Client) -> None:
    shown = text(cleo, "/help/safety/")
    assert "It does not erase your browser’s history." in shown
    assert "Shift three times within five seconds" in shown
    assert "A device can be watched without any sign of it" in shown
    assert "Files that leave" in shown
    assert len(care().gap) == 8
    for gap in care().gap:
        assert escape(gap.what) in shown
        assert escape(gap.why) in shown


def test_the_about_page_holds_the_sentence_of_intended_use_and_the_list_of_when_not(cleo: Client) -> None:
    shown = text(cleo, "/about/")
    assert INTENDED_USE in shown
    assert "written for adults" in shown
    assert "A qualified clinician has not signed them yet." in shown
    for one in care().not_now:
        assert escape(one.when) in shown
        assert escape(one.instead) in shown


@pytest.mark.parametrize("address", ALWAYS_OPEN)
def test_no_rooms_are_shown_to_someone_outside(cleo: Client, ana: Client, address: str) -> None:
    assert 'class="side"' not in text(cleo, address)
    assert 'class="side"' in text(ana, address)


@pytest.mark.parametrize("address", ALWAYS_OPEN)
def test_its_title_tells_a_glance_nothing(cleo: Client, address: str) -> None:
    title = re.search(r"<title>\s*(.*?)\s*</title>", cleo.get(address).content.decode(), re.DOTALL)
    assert title is not None
    assert title[1] in ("Help", "About")
