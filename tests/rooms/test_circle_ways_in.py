"""More ways in, trying someone new, and ten minutes side by side of which nothing is kept unless both agree."""

import html

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from msgspec import structs

from leanto.content.circle import circle
from leanto.practise.ladder import address, find, ladder
from leanto.records import Domain, Draft, Person, Preferences, Rest, RestCode, Step
from leanto.vault.book import Book
from leanto.web.forms import new_id
from tests.rooms.practise_life import person, planned, text_of

pytestmark = pytest.mark.django_db
GAPS, TURNS = reverse("circle:gaps"), reverse("circle:side_by_side")
SAID = {"one": "asking for a lift", "two": "to cook", "three": "money", "four": "walks"}


def test_with_no_one_at_all_it_is_kind_and_says_where(ana: Client) -> None:
    seen = html.unescape(text_of(ana, GAPS))
    assert "there does not have to be someone" in seen
    for need in circle().need.values():
        assert all(kind.title in seen for kind in need.kind)
    assert "Checked on" in seen


def test_each_gap_has_a_first_step_that_is_on_the_ladder(ana: Client) -> None:
    seen = text_of(ana, GAPS)
    for need in circle().need.values():
        step = find(ladder([]), need.steps[0])
        assert step is not None
        assert f"{reverse('practise:plan')}?step={address(step)}" in seen
        assert ana.get(f"{reverse('practise:plan')}?step={address(step)}").status_code == 200


def test_a_step_put_aside_is_not_offered(ana: Client, book: Book) -> None:
    first, second = circle().need[Domain.health].steps[:2]
    step = find(ladder([]), first)
    assert step is not None
    book.add(structs.replace(step, id=new_id(), retired_at=book._now))
    seen = text_of(ana, GAPS)
    other = find(ladder(book.all(Step)), second)
    assert other is not None
    assert f"?step={address(step)}" not in seen
    assert f"?step={address(other)}" in seen


def test_while_practice_rests_no_step_is_suggested(ana: Client, book: Book) -> None:
    book.add(Rest(id=new_id(), at=book._now, code=RestCode.own))
    seen = text_of(ana, GAPS)
    assert "?step=" not in seen
    assert circle().need[Domain.health].kind[0].title in html.unescape(seen)


def test_what_someone_covers_is_no_gap(ana: Client, book: Book) -> None:
    person(book, safe_for=tuple(Domain))
    seen = text_of(ana, GAPS)
    assert "Nobody you judged safe covers this yet" not in seen
    assert "Dev" in seen


def test_one_person_asked_for_most_is_said_in_counts(ana: Client, book: Book) -> None:
    dev = person(book)
    for _ in range(6):
        planned(book, id=new_id(), person_id=dev.id, asked_at=book._now)
    seen = text_of(ana, GAPS)
    assert "six went to" in seen


def test_the_lines_of_the_chosen_country_stand_there_with_their_day(ana: Client, book: Book) -> None:
    plain = text_of(ana, GAPS)
    book.add(Preferences(id=new_id(), country="GB"))
    assert text_of(ana, GAPS).count("Checked on") > plain.count("Checked on")


def test_someone_new_shows_signs_and_names_only_the_safe(ana: Client, book: Book) -> None:
    person(book, "Iris", ring=3)
    person(book, "Omar", ring=3, gate="unsure")
    seen = html.unescape(text_of(ana, reverse("circle:someone_new")))
    assert circle().good[0] in seen
    assert circle().bad[0] in seen
    assert "Iris" in seen
    assert "Omar" not in seen


def at_turn(ana: Client, turn: int, **more: object) -> str:
    answer = ana.post(TURNS, {**SAID, "turn": turn, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def test_turn_by_turn_words_travel_and_nothing_is_stored(ana: Client, book: Book) -> None:
    person(book, "Canary")
    before = book.ids()
    for turn, said in enumerate(SAID.values(), 1):
        seen = at_turn(ana, turn)
        assert said in seen
        assert html.escape(circle().turn[turn - 1].question) in seen
        assert "Canary" not in seen
        assert "data-draft" not in seen
    seen = at_turn(ana, 5)
    assert all(said in seen for said in SAID.values())
    assert 'class="notice"' not in seen
    assert book.ids() == before


def test_it_ends_with_the_screen_locked(ana: Client) -> None:
    assert reverse("door:lock") in at_turn(ana, 5)
    ana.post(reverse("door:lock"), SAID)
    assert ana.get(TURNS).status_code == 302


@pytest.mark.parametrize("agreed", [{}, {"mine": "on"}, {"theirs": "on"}])
def test_nothing_is_kept_unless_both_agree(ana: Client, book: Book, agreed: dict[str, str]) -> None:
    dev = person(book)
    answer = ana.post(TURNS, {**SAID, "who": dev.id, "keep": "1", **agreed})
    assert answer.status_code == 422
    assert "Both of you decide" in answer.content.decode()
    assert "asking for a lift" in answer.content.decode()
    assert book.get(Person, dev.id) == dev


def test_with_both_it_stands_with_that_person(ana: Client, book: Book) -> None:
    dev = person(book, offered="Lifts")
    answer = ana.post(TURNS, {**SAID, "who": dev.id, "keep": "1", "mine": "on", "theirs": "on"})
    assert answer["Location"] == reverse("circle:put_away")
    kept = book.get(Person, dev.id)
    assert kept.offered.startswith("Lifts\n")
    assert "to cook" in kept.offered
    assert "asking for a lift" in kept.shares
    assert "walks" in kept.shares
    assert "money" in kept.notes
    assert reverse("door:lock") in text_of(ana, reverse("circle:put_away"))


def test_what_is_too_long_or_no_turn_is_refused(ana: Client, book: Book) -> None:
    answer = ana.post(TURNS, {**SAID, "one": "x" * 1001, "turn": 3})
    assert answer.status_code == 422
    assert html.escape(circle().turn[0].question) in answer.content.decode()
    assert ana.post(TURNS, {"turn": "99"}).status_code == 422
    assert ana.post(TURNS, {"turn": "x", "who": "nobody"}).status_code == 422
    assert ana.post(TURNS, {"who": new_id(), "keep": "1", "mine": "1", "theirs": "1"}).status_code == 422


def test_a_turn_that_comes_after_the_lock_is_let_go_of(ana: Client, book: Book) -> None:
    seen = at_turn(ana, 1)
    assert f'name="path" value="{reverse("door:open")}"' in seen
    cookie = ana.cookies[settings.LEANTO_COOKIE].value
    ana.post(reverse("door:lock"))
    ana.cookies[settings.LEANTO_COOKIE] = cookie
    answer = ana.post(TURNS, {**SAID, "turn": 2, "path": reverse("door:open")})
    assert answer.status_code == 302
    assert "late-kept" not in answer["Location"]
    assert book.all(Draft) == []
