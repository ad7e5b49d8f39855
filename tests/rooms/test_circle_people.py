"""People, groups and services: added, changed, removed and put back; an empty circle is kind."""

import html
import re

import pytest
from django.test import Client

from leanto.records import Channel, Domain, Gate, Person
from leanto.vault.book import Book
from tests.rooms.practise_life import person

ID = "b" * 32
NEW = {"id": ID, "revision": 0, "name": "Ruth", "relation": "neighbour"}


def add(ana: Client, **given: object) -> None:
    assert ana.post("/circle/new/", {**NEW, **given}).status_code == 302


def text(ana: Client, address: str) -> str:
    return html.unescape(ana.get(address).content.decode())


def test_an_empty_circle_says_that_nobody_has_to_be_in_it(ana: Client) -> None:
    page = text(ana, "/circle/")
    assert "There does not have to be someone" in page
    assert 'href="/circle/new/"' in page
    assert 'href="/practise/"' in page


def test_what_is_filled_in_is_kept(ana: Client, book: Book) -> None:
    add(
        ana,
        ring=1,
        channels=["text", "voice"],
        phone="020 7946 0018",
        email="ruth@example.org",
        notes="Not Mondays",
    )
    ruth = book.get(Person, ID)
    assert (ruth.ring, set(ruth.channels)) == (1, {Channel.text, Channel.voice})
    assert (ruth.phone, ruth.email, ruth.notes) == ("020 7946 0018", "ruth@example.org", "Not Mondays")


def test_all_but_name_and_relation_can_be_skipped(ana: Client, book: Book) -> None:
    add(ana)
    assert book.get(Person, ID).ring == 2


@pytest.mark.parametrize("missing", ["name", "relation"])
def test_without_a_name_or_relation_it_says_so_and_keeps_what_was_typed(
    ana: Client, book: Book, missing: str
) -> None:
    answer = ana.post("/circle/new/", {**NEW, "notes": "Not Mondays", missing: ""})
    assert answer.status_code == 422
    assert b"Not Mondays" in answer.content
    assert book.all(Person) == []


def test_an_address_that_is_none_is_refused(ana: Client, book: Book) -> None:
    answer = ana.post("/circle/new/", {**NEW, "email": "ruth at home"})
    assert answer.status_code == 422
    assert b"ruth at home" in answer.content
    assert book.all(Person) == []


def test_a_form_sent_twice_makes_one_person(ana: Client, book: Book) -> None:
    add(ana)
    add(ana)
    assert len(book.all(Person)) == 1


def test_a_change_keeps_the_verdict(ana: Client, book: Book) -> None:
    add(ana)
    ana.post(f"/circle/{ID}/gate/", {"id": ID, "revision": 1, "verdict": "no"})
    answer = ana.post(f"/circle/{ID}/edit/", {**NEW, "revision": 2, "name": "Ruth upstairs", "ring": 3})
    assert answer.status_code == 302
    ruth = book.get(Person, ID)
    assert (ruth.name, ruth.ring, ruth.gate) == ("Ruth upstairs", 3, Gate.safe)


def test_what_someone_is_safe_for(ana: Client, book: Book) -> None:
    add(ana)
    ana.post(f"/circle/{ID}/gate/", {"id": ID, "revision": 1, "verdict": "no"})
    sent = {
        "id": ID,
        "revision": 2,
        "safe_for": ["practical", "health"],
        "offers": ["practical"],
        "power": "on",
    }
    assert ana.post(f"/circle/{ID}/needs/", sent).status_code == 302
    ruth = book.get(Person, ID)
    assert set(ruth.safe_for) == {Domain.practical, Domain.health}
    assert (ruth.offers, ruth.power) == ((Domain.practical,), True)
    page = text(ana, f"/circle/{ID}/")
    assert "everyday things" in page
    assert "power over your living" in page


def test_the_list_shows_each_by_ring_with_their_standing(ana: Client) -> None:
    add(ana, ring=1)
    add(ana, id="e" * 32, name="Sam", relation="service", ring=3)
    ana.post(f"/circle/{ID}/gate/", {"id": ID, "revision": 1, "verdict": "yes"})
    page = text(ana, "/circle/")
    assert page.index("Closest") < page.index("Ruth") < page.index("Further out") < page.index("Sam")
    assert "Not safe" in page
    assert "a service" in page


def test_two_windows_see_both_versions(ana: Client, book: Book) -> None:
    add(ana)
    ana.post(f"/circle/{ID}/edit/", {**NEW, "revision": 1, "name": "Ruthie"})
    answer = ana.post(f"/circle/{ID}/edit/", {**NEW, "revision": 1, "name": "Mrs Ruth"})
    assert answer.status_code == 409
    assert b"Ruthie" in answer.content
    assert b"Mrs Ruth" in answer.content
    assert book.get(Person, ID).name == "Ruthie"


def test_removed_is_gone_and_can_be_put_back(ana: Client, book: Book) -> None:
    add(ana, phone="020 7946 0018")
    before = book.get(Person, ID)
    page = ana.post("/circle/remove/", {"id": ID}).content.decode()
    assert book.find(Person, ID) is None
    found = re.search(r'name="record" value="([^"]*)"', page)
    assert found
    assert ana.post("/circle/put-back/", {"record": html.unescape(found[1])}).status_code == 302
    after = book.get(Person, ID)
    assert (after.name, after.phone, after.gate_at) == (before.name, before.phone, before.gate_at)


def test_a_name_is_shown_and_never_run(ana: Client) -> None:
    add(ana, name="<script>alert(1)</script>")
    for address in (
        "/circle/",
        f"/circle/{ID}/",
        f"/circle/{ID}/gate/",
        f"/circle/{ID}/edit/",
        f"/circle/{ID}/needs/",
    ):
        assert b"<script>alert" not in ana.get(address).content


def test_a_full_circle_shows_the_safe_ones_first_and_everyone_at_a_touch(ana: Client, book: Book) -> None:
    with book.together():
        for n in range(45):
            person(book, f"Ben {n:02}", ring=2, gate=Gate.safe if n == 44 else Gate.unsure, contact_days=7)
    page = text(ana, "/circle/")
    assert "Ben 44" in page
    assert "Ben 43" not in page
    assert "And 25 more: show everyone" in page
    assert page.count('class="mid') == 1  # "you": a ring this full is drawn in dots without letters
    assert "Ben 43" in text(ana, "/circle/?all=1")


def test_a_few_wishes_for_contact_stand_there_and_the_others_at_a_touch(ana: Client, book: Book) -> None:
    with book.together():
        for n in range(9):
            person(book, f"Ben {n:02}", contact_days=7)
    assert text(ana, "/circle/").count("We met or talked") == 6
    assert text(ana, "/circle/?all=1").count("We met or talked") == 9
