"""What lies between two people: shared, kept back, offered; a card, a page to show; none for a closed gate."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from leanto.records import Domain, Gate, Outcome, Person
from leanto.vault.book import Book
from leanto.web.forms import new_id
from tests.rooms.practise_life import person, planned, sent, text_of

pytestmark = pytest.mark.django_db
OFFERED = "Lifts, not money"
HELPS = "Sit with me. No advice."


def at(name: str, id: str) -> str:
    return reverse(f"circle:{name}", args=[id])


def test_what_is_written_is_kept_and_shown(ana: Client, book: Book) -> None:
    dev = person(book)
    said = {
        "shares": "Work",
        "keeps_back": "My sister",
        "helps": HELPS,
        "offered": OFFERED,
        "offers": ["practical"],
    }
    answer = ana.post(at("between", dev.id), sent(dev.revision, **said) | {"id": dev.id})
    assert answer.status_code == 302
    kept = book.get(Person, dev.id)
    assert (kept.shares, kept.keeps_back, kept.helps, kept.offered) == ("Work", "My sister", HELPS, OFFERED)
    assert kept.offers == (Domain.practical,)
    seen = text_of(ana, at("person", dev.id))
    assert all(words in seen for words in ("Work", "My sister", HELPS, OFFERED, "everyday things"))


def test_what_they_offered_leads_to_steps_for_that_and_no_others(ana: Client, book: Book) -> None:
    dev = person(book, offers=(Domain.practical,))
    steps = behind(ana, at("person", dev.id), "Steps for everyday things")
    assert 0 < steps.count('class="rung"') == steps.count("· everyday things")


def test_a_small_share_leads_to_shares_and_no_other_kind(ana: Client) -> None:
    steps = behind(ana, reverse("circle:someone_new"), "Small shares on the ladder")
    assert 0 < steps.count('class="rung"') == steps.count('<p class="q">share ·')


def behind(ana: Client, address: str, link: str) -> str:
    """The page that a link leads to."""
    found = re.search(f'href="([^"]+)">{link}</a>', text_of(ana, address))
    assert found
    return text_of(ana, unescape(found[1]))


def test_too_much_is_refused_and_shown_again(ana: Client, book: Book) -> None:
    dev = person(book)
    answer = ana.post(
        at("between", dev.id), sent(dev.revision, helps="x" * 20_001, shares="stays") | {"id": dev.id}
    )
    assert answer.status_code == 422
    assert b"stays" in answer.content
    assert book.get(Person, dev.id) == dev


def test_the_page_to_show_holds_what_helps_and_nothing_else(ana: Client, book: Book) -> None:
    dev = person(book, helps=HELPS, keeps_back="canary", notes="canary", offered="canary")
    person(book, "Canary")
    seen = text_of(ana, at("show", dev.id))
    assert HELPS in seen
    assert "canary" not in seen.lower()
    assert reverse("door:lock") in seen
    assert reverse("circle:people") not in seen


def test_without_words_there_is_nothing_to_show(ana: Client, book: Book) -> None:
    dev = person(book)
    assert ana.get(at("show", dev.id)).status_code == 302


def test_the_card_says_nothing_of_why(ana: Client, book: Book) -> None:
    dev = person(book, keeps_back="canary", offered="canary")
    seen = text_of(ana, at("card", dev.id))
    assert "You may ask me for" in seen
    assert "canary" not in seen


@pytest.mark.parametrize("gate", [Gate.unsure, Gate.not_safe])
def test_a_gate_that_is_not_open_offers_nothing(ana: Client, book: Book, gate: Gate) -> None:
    dev = person(book, gate=gate, helps=HELPS, offered=OFFERED, offers=(Domain.practical,), contact_days=7)
    seen = text_of(ana, at("person", dev.id))
    assert OFFERED not in seen
    assert "They said you may ask for" not in seen
    for name in ("card", "show", "contact"):
        assert at(name, dev.id) not in seen
        assert ana.get(at(name, dev.id)).status_code == 302
    answer = ana.post(
        at("between", dev.id), sent(dev.revision, helps="new", offered="overwritten") | {"id": dev.id}
    )
    assert answer.status_code == 302
    kept = book.get(Person, dev.id)
    assert (kept.helps, kept.offered) == ("new", OFFERED)


def test_closed_by_a_hurt_it_is_nowhere(ana: Client, book: Book) -> None:
    dev = person(book, offers=(Domain.practical,), offered=OFFERED, contact_days=7, ring=3)
    everywhere = [reverse(f"circle:{name}") for name in ("gaps", "someone_new", "side_by_side")]
    assert all("Dev" in text_of(ana, page) for page in everywhere)
    assert "You said you would like contact with" in text_of(ana, reverse("circle:people"))

    planned(book, person_id=dev.id, asked_at=book._now, outcome=Outcome.hurtful, outcome_at=book._now)
    assert not any("Dev" in text_of(ana, page) for page in everywhere)
    first = text_of(ana, reverse("circle:people"))
    assert "You said you would like contact with" not in first
    assert "To look at again" in first
    assert "No one here counts as safe" in first


def test_a_fresh_id_changes_nobody_else(ana: Client, book: Book) -> None:
    assert ana.get(at("between", new_id())).status_code == 404
    assert ana.get(at("card", new_id())).status_code == 404
