"""A yes to a question about danger leads to help on every way a form can go: unfinished, late, with a fault.

Where nothing can be kept, too. And one match taken back takes no other with it.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from leanto.name.danger import asks_about_danger
from leanto.name.instruments import shelf
from leanto.records import Draft, Response, Rest
from leanto.vault.book import Book
from leanto.vault.models import Account, Session
from leanto.web import careful
from leanto.web.careful import ITEM, WORDS
from leanto.web.forms import new_id

pytestmark = pytest.mark.django_db
PHQ9, HELP = reverse("name:take", args=["phq-9"]), reverse("care:help")
NINTH = next(place for place, link in enumerate(shelf().find("phq-9").form.links) if link.endswith("9"))  # type: ignore[union-attr]  # ours


@pytest.fixture
def chosen(ana: Client) -> Client:
    ana.post(reverse("name:choose"), {"instrument": "phq-9", "on": "1"})
    return ana


@pytest.fixture
def laid() -> Iterator[Path]:
    """The host's own folder, emptied again."""
    folder: Path = settings.LEANTO_HOME / "instruments"
    folder.mkdir(parents=True, exist_ok=True)
    yield folder
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def said(answer: str = "1", **more: object) -> dict[str, object]:
    form = shelf().find("phq-9")
    assert form
    name = f"q{NINTH}"
    return {"id": new_id(), "revision": 0, "fields": name, name: answer, **more}


def host_form(laid: Path, *items: dict[str, Any]) -> str:
    form = {"resourceType": "Questionnaire", "status": "active", "title": "Nights", "item": list(items)}
    (laid / "nights.json").write_text(json.dumps(form))
    return reverse("name:take", args=["nights"])


def test_a_yes_leads_to_help_where_nothing_can_be_kept(chosen: Client, book: Book) -> None:
    Account.objects.update(altered=True)
    assert chosen.post(reverse("care:asking"), {"said": "yes"})["Location"].startswith(HELP)
    assert chosen.post(PHQ9, said())["Location"].startswith(HELP)
    assert chosen.post(PHQ9, said("0")).status_code != 302


def test_the_answers_and_their_rest_are_kept_together(
    chosen: Client, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> Rest:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(careful, "said_so", fails)
    assert chosen.post(PHQ9, said())["Location"].startswith(HELP)
    assert book.all(Response) == []


def test_unfinished_it_leads_to_help_too_and_waits(chosen: Client, book: Book) -> None:
    answer = chosen.post(reverse("drafts:keep"), said(path=PHQ9))
    [rest], [draft] = book.all(Rest), book.all(Draft)
    assert rest.source == ITEM
    assert draft.path == PHQ9
    assert answer["Location"] == reverse("care:panel", args=[rest.id], query={"on": PHQ9})


@pytest.mark.parametrize("answer", ["0", ""])
def test_unfinished_without_it_leads_back(chosen: Client, book: Book, answer: str) -> None:
    assert chosen.post(reverse("drafts:keep"), said(answer, path=PHQ9))["Location"].startswith(PHQ9)
    assert book.all(Rest) == []


def test_a_script_that_keeps_unfinished_answers_is_left_alone(chosen: Client, book: Book) -> None:
    answer = chosen.post(reverse("drafts:keep"), said(path=PHQ9), headers={"Sec-Fetch-Mode": "cors"})
    assert answer.status_code == 204
    assert book.all(Rest) == []


def test_late_it_leads_to_help_and_waits_sealed(chosen: Client, book: Book) -> None:
    Session.objects.update(seen_at=datetime(2020, 1, 1, tzinfo=UTC))
    answer = chosen.post(PHQ9, said())
    assert answer["Location"].startswith(HELP)
    assert chosen.get(answer["Location"]).status_code == 200
    assert Account.objects.get().box_items.count() == 1


def test_a_fault_elsewhere_on_the_page_does_not_come_first(ana: Client, book: Book, laid: Path) -> None:
    code = [{"system": "http://loinc.org", "code": "44260-8"}]
    address = host_form(
        laid,
        {"linkId": "1", "type": "boolean", "text": "?", "code": code},
        {"linkId": "2", "type": "integer", "text": "How many hours?"},
    )
    ana.post(reverse("name:choose"), {"instrument": "nights", "on": "1"})
    form = {"id": new_id(), "revision": 0, "fields": "q0 q1", "q0": "True", "q1": "a few"}
    answer = ana.post(address, form)
    [rest] = book.all(Rest)
    assert answer["Location"] == reverse("care:panel", args=[rest.id], query={"on": address})
    assert "a few" in ana.get(address).content.decode()


@pytest.mark.parametrize(
    "text",
    ["Thoughts that you would be better off dead, or of hurting yourself", "The thought of harming myself"],
)
def test_a_hosts_own_copy_without_a_code_is_known_by_its_words(
    ana: Client, book: Book, laid: Path, text: str
) -> None:
    options = [{"valueString": words} for words in ("Never", "Sometimes")]
    address = host_form(laid, {"linkId": "1", "type": "choice", "text": text, "answerOption": options})
    assert ana.get(address).status_code == 404
    ana.post(reverse("name:choose"), {"instrument": "nights", "on": "1"})
    ana.post(address, {"id": new_id(), "revision": 0, "fields": "q0", "q0": "0"})
    assert book.all(Rest) == []
    ana.post(address, {"id": new_id(), "revision": 0, "fields": "q0", "q0": "1"})
    assert [one.source for one in book.all(Rest)] == [ITEM]


def test_of_ours_only_one_asks_about_danger() -> None:
    assert [one.id for one in shelf().instruments if asks_about_danger(one)] == ["phq-9"]


def test_what_was_sent_counts_whatever_its_id_names(chosen: Client, book: Book, now: datetime) -> None:
    other = book.add(Response(new_id(), now - timedelta(days=1), "phq-4", {"resourceType": "x"}))
    answer = chosen.post(PHQ9, said(id=other.id))
    [rest] = book.all(Rest)
    assert answer["Location"].startswith(reverse("care:panel", args=[rest.id]))


def test_a_match_taken_back_takes_no_other_with_it(ana: Client, book: Book) -> None:
    new = reverse("name:new")
    words = {"revision": 0, "did": "alone", "text": "I want to kill myself tonight"}
    first = ana.post(new, {**words, "id": new_id()})["Location"]
    second = ana.post(new, {**words, "id": new_id()})["Location"]
    assert [one.source for one in book.all(Rest)] == [WORDS, WORDS]
    ana.post(second.partition("?")[0] + "not-so/")
    [left] = book.all(Rest)
    assert left.id in first
