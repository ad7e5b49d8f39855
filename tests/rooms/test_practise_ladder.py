"""The ladder: steps are found, made one's own, put aside and brought back."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from leanto.content.care import care
from leanto.content.ladder import starters
from leanto.records import Domain, Kind, Step
from leanto.vault.book import Book
from tests.rooms.practise_life import LIFT, at, page, person, planned, sent, text_of

pytestmark = pytest.mark.django_db
LADDER = "/practise/"
TEXT = {starter.id: starter.text for starter in starters()}
TOAST, PHARMACIST = TEXT["let-go-practical-toast"], TEXT["ask-health-pharmacist"]


def test_every_step_is_on_the_ladder(ana: Client) -> None:
    seen = text_of(ana, LADDER)

    assert [text for text in TEXT.values() if text not in seen] == []


def test_a_stranger_sees_no_ladder(cleo: Client) -> None:
    assert cleo.get(LADDER).status_code == 302


def test_it_narrows_to_a_kind_and_a_part_of_life(ana: Client) -> None:
    seen = text_of(ana, f"{LADDER}?kind=4&domain=2")

    assert TOAST in seen
    assert PHARMACIST not in seen
    assert TEXT["let-go-work-silence"] not in seen


def test_the_part_of_life_is_not_named_in_the_address(ana: Client) -> None:
    links = re.findall(r'href="/practise/\?([^"]*)"', text_of(ana, f"{LADDER}?kind=1"))

    assert links
    assert not [link for link in links if re.search("|".join([*Kind, *Domain]), link)]


def test_it_narrows_to_steps_that_need_no_one_of_ones_own(ana: Client) -> None:
    seen = text_of(ana, f"{LADDER}?alone=1")

    assert TOAST in seen
    assert PHARMACIST in seen
    assert TEXT[LIFT] not in seen


@pytest.mark.parametrize("query", ["?kind=x", "?domain=<script>", "?person=x", "?kind=ask&kind=share"])
def test_a_strange_address_is_still_the_ladder(ana: Client, query: str) -> None:
    assert "<script>" not in text_of(ana, LADDER + query)


def test_links_carry_an_id_along_to_the_plan_and_nothing_else(ana: Client, book: Book) -> None:
    dev = person(book)
    seen = text_of(ana, f"{LADDER}?person={dev.id}&words=hello")

    assert f"/practise/plan/?step={at(LIFT)}&amp;person={dev.id}" in seen
    assert "hello" not in seen


def test_rating_a_starter_moves_it_on_the_ladder(ana: Client, book: Book) -> None:
    answer = ana.post(page("step", at(LIFT)), sent(suds="10.0", text=TEXT[LIFT]))

    assert answer.status_code == 302
    [kept] = book.all(Step)
    assert (kept.starter, kept.suds, kept.text, kept.kind) == (LIFT, 10.0, TEXT[LIFT], Kind.ask)
    assert "looks like 10 of 100" in text_of(ana, page("step", at(LIFT)))


def test_a_step_is_reworded_and_found_at_the_same_address(ana: Client, book: Book) -> None:
    ana.post(page("step", at(LIFT)), sent(text="Ask Dev to drive me on Thursday"))

    assert "Ask Dev to drive me on Thursday" in text_of(ana, page("step", at(LIFT)))
    assert TEXT[LIFT] not in text_of(ana, LADDER)


def test_a_step_needs_its_words(ana: Client, book: Book) -> None:
    answer = ana.post(page("step", at(LIFT)), sent(suds="10.0", text=" "))

    assert answer.status_code == 422
    assert book.all(Step) == []


def test_the_same_form_sent_twice_makes_one_step(ana: Client, book: Book) -> None:
    form = sent(suds="10.0", text=TEXT[LIFT])

    assert [ana.post(page("step", at(LIFT)), form).status_code for _ in range(2)] == [302, 302]
    assert len(book.all(Step)) == 1


def test_two_tabs_that_make_a_starter_theirs_are_both_shown(ana: Client, book: Book) -> None:
    ana.post(page("step", at(LIFT)), sent(suds="10.0", text=TEXT[LIFT]))
    answer = ana.post(page("step", at(LIFT)), sent(suds="90.0", text=TEXT[LIFT]))

    assert answer.status_code == 409
    [kept] = book.all(Step)
    assert kept.suds == 10.0

    ana.post(page("step", at(LIFT)), sent(kept.revision, suds="90.0", text=TEXT[LIFT]))
    [kept] = book.all(Step)
    assert kept.suds == 90.0


def test_a_step_is_put_aside_and_brought_back(ana: Client, book: Book) -> None:
    ana.post(page("retire", at(LIFT)))
    [kept] = book.all(Step)
    assert kept.retired_at is not None
    assert f"/practise/plan/?step={at(LIFT)}" not in text_of(ana, LADDER)

    ana.post(page("bring_back", at(LIFT)))
    [kept] = book.all(Step)
    assert kept.retired_at is None
    assert f"/practise/plan/?step={at(LIFT)}" in text_of(ana, LADDER)


def test_putting_aside_takes_more_than_a_link(ana: Client, book: Book) -> None:
    assert ana.get(page("retire", at(LIFT)))["Location"] == LADDER
    assert book.all(Step) == []


def test_a_step_of_ones_own_is_written(ana: Client, book: Book) -> None:
    form = sent(text="Ask Dev to hold the ladder", kind="ask", domain="practical", suds="40.0", money="False")
    answer = ana.post(reverse("practise:new_step"), form, follow=True)

    [kept] = book.all(Step)
    assert (kept.text, kept.kind, kept.domain) == ("Ask Dev to hold the ladder", Kind.ask, Domain.practical)
    assert (kept.suds, kept.rung, kept.needs_person, kept.money) == (40.0, 40.0, True, False)
    assert "Ask Dev to hold the ladder" in answer.content.decode()


def test_a_step_of_ones_own_needs_words_kind_and_part_of_life_and_no_more(ana: Client, book: Book) -> None:
    assert ana.post(reverse("practise:new_step"), sent(text="Ask Dev")).status_code == 422
    assert book.all(Step) == []

    ana.post(reverse("practise:new_step"), sent(text="Nap", kind="let_go", domain="health"))
    [kept] = book.all(Step)
    assert (kept.suds, kept.needs_person, kept.money) == (None, False, False)


def test_a_step_of_ones_own_is_removed_and_put_back(ana: Client, book: Book) -> None:
    ana.post(reverse("practise:new_step"), sent(text="Nap", kind="let_go", domain="health"))
    [kept] = book.all(Step)
    answer = ana.post(page("remove_step", kept.id))
    assert book.all(Step) == []

    ana.post(answer.context["put_back"], {"record": answer.context["record"]})
    assert [one.text for one in book.all(Step)] == ["Nap"]


def test_a_starter_cannot_be_removed(ana: Client) -> None:
    assert ana.post(page("remove_step", at(LIFT))).status_code == 404


def test_a_step_that_is_not_there_is_not_there(ana: Client) -> None:
    assert ana.get(page("step", "0" * 32)).status_code == 404


def test_it_says_what_is_not_finished(ana: Client, book: Book) -> None:
    assert "not finished" not in text_of(ana, LADDER)

    planned(book)
    assert "One is not finished." in text_of(ana, LADDER)


def test_it_says_when_this_is_not_for_now_without_asking(ana: Client) -> None:
    seen = text_of(ana, LADDER)

    assert "When this is not for now" in seen
    for one in care().not_now:
        assert escape(one.when) in seen
        assert escape(one.instead) in seen
    assert reverse("care:help") in seen


def test_nothing_is_selected_in_advance(ana: Client) -> None:
    assert "checked" not in text_of(ana, page("step", at(LIFT)))
    assert "checked" not in text_of(ana, reverse("practise:new_step"))
