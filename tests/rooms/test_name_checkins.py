"""A check-in is taken page by page, kept whole, added up anew each time, and never says what anyone has."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from fhir.resources.R4B.bundle import Bundle

from leanto.name.instruments import shelf
from leanto.name.responses import respond
from leanto.records import Draft, Response
from leanto.vault.book import Book
from leanto.vault.models import Row
from leanto.web import home
from leanto.web.forms import new_id

pytestmark = pytest.mark.django_db

FIELD = re.compile(r'name="(q[0-9-]+)"')


@pytest.fixture
def laid() -> Iterator[Path]:
    """The host's own folder, emptied again."""
    folder: Path = settings.LEANTO_HOME / "instruments"
    folder.mkdir(parents=True, exist_ok=True)
    yield folder
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def asked(page: str) -> list[str]:
    """The questions on a page, without those that it only carries."""
    return list(dict.fromkeys(FIELD.findall(re.sub(r'<input type="hidden"[^>]*>', "", page))))


def form_of(page: str) -> dict[str, str]:
    """What a page's form holds hidden."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: value for name, value in hidden if name not in ("csrfmiddlewaretoken", "path", "record")}


def taken(client: Client, instrument: str, answers: dict[str, str] | str = "") -> Any:
    """Take one, page after page, with one answer for every question or some by name."""
    address = reverse("name:take", args=[instrument])
    page = client.get(address)
    for _ in range(9):
        text = page.content.decode()
        each = dict.fromkeys(asked(text), answers) if isinstance(answers, str) else answers
        page = client.post(address, form_of(text) | {n: each.get(n, "") for n in asked(text)})
        if page.status_code != 200:
            break
    return page


def kept(book: Book, instrument: str = "phq-8", *, number: int = 1, ago: int = 0) -> Response:
    form = shelf().find(instrument)
    assert form
    at = book._now - timedelta(days=ago)
    answers = {item.link: (item.options[number].key,) for item in form.form.questions}
    return book.add(
        Response(id=new_id(), at=at, instrument=instrument, response=respond(form.form, answers, at))
    )


def result(client: Client, one: Response) -> str:
    return client.get(reverse("name:checkin", args=[one.id])).content.decode()


def test_what_there_is_stands_under_plain_names(ana: Client) -> None:
    page = ana.get(reverse("name:checkins")).content.decode()
    assert reverse("name:checkins") in ana.get(reverse("name:moments")).content.decode()
    for id in ("this-week", "phq-8", "gad-7", "phq-4", "cbi-personal", "mspss", "scs-sf"):
        one = shelf().find(id)
        assert one
        assert one.name in page
        assert reverse("name:take", args=[id]) in page


@pytest.mark.parametrize("id", ["phq-9", "pc-ptsd-5", "reflection", "done-my-way", "nothing"])
def test_what_needs_more_is_not_offered_yet(ana: Client, id: str) -> None:
    assert reverse("name:take", args=[id]) not in ana.get(reverse("name:checkins")).content.decode()
    assert ana.get(reverse("name:take", args=[id])).status_code == 404


def test_nothing_is_selected_in_advance(ana: Client) -> None:
    assert "checked" not in ana.get(reverse("name:take", args=["phq-8"])).content.decode()


@pytest.mark.parametrize("id", ["this-week", "phq-8", "mspss", "scs-sf", "cbi-personal"])
def test_one_is_taken_kept_and_shown(ana: Client, book: Book, id: str) -> None:
    answer = taken(ana, id, "1")
    [one] = book.all(Response)
    assert answer["Location"].startswith(reverse("name:checkin", args=[one.id]))
    form = shelf().find(id)
    assert form
    assert len(json.dumps(one.response).split('"answer"')) == len(form.form.questions) + 1
    page = result(ana, one)
    assert form.scoring
    said = page.replace("that you have been moving around", "")
    assert "you have" not in said.lower()
    assert reverse("care:help") in page
    assert "Your answers" in page


def test_the_range_is_named_with_its_source_and_the_licence_stands_below(ana: Client, book: Book) -> None:
    page = result(ana, kept(book))
    assert "8, where 0 is the lowest there is and 24 the highest." in page
    assert "The range around it is called “mild” in Kroenke et al. 2009." in page
    assert "no permission is required" in page


def test_what_is_skipped_adds_up_to_nothing_and_not_to_zero(ana: Client, book: Book) -> None:
    taken(ana, "phq-8")
    [one] = book.all(Response)
    assert "item" not in one.response
    page = result(ana, one)
    assert "Left open." in page
    assert "where 0 is the lowest" not in page


def test_an_answer_that_was_not_offered_is_refused_and_the_others_stay(ana: Client, book: Book) -> None:
    address = reverse("name:take", args=["phq-8"])
    text = ana.get(address).content.decode()
    first, second, *_ = asked(text)
    answer = ana.post(address, form_of(text) | {first: "9", second: "2"})
    assert answer.status_code == 422
    assert book.all(Response) == []
    assert re.search(rf'name="{second}" value="2"[^>]*checked', answer.content.decode())


def test_a_longer_one_carries_its_pages_and_goes_back(ana: Client, book: Book) -> None:
    address = reverse("name:take", args=["mspss"])
    first = ana.get(address).content.decode()
    ahead = ana.post(
        address, form_of(first) | dict.fromkeys(asked(first), "6") | {"to": "2"}
    ).content.decode()
    assert not set(asked(first)) & set(asked(ahead))
    back = ana.post(address, form_of(ahead) | dict.fromkeys(asked(ahead), "5") | {"to": "1"}).content.decode()
    assert asked(back) == asked(first)
    assert back.count("checked") == len(asked(first))
    ana.post(address, form_of(back) | dict.fromkeys(asked(back), "0"))
    [one] = book.all(Response)
    assert json.dumps(one.response).count("Strongly Disagree") == len(asked(first))


def test_the_same_form_sent_twice_makes_one_and_the_second_counts(ana: Client, book: Book) -> None:
    address = reverse("name:take", args=["gad-7"])
    text = ana.get(address).content.decode()
    sent = form_of(text) | dict.fromkeys(asked(text), "1")
    for answer in ("1", "1", "3"):
        ana.post(address, sent | {asked(text)[0]: answer})
    [one] = book.all(Response)
    assert "Nearly every day" in json.dumps(one.response)


def test_unfinished_answers_wait_and_end_with_the_check_in(ana: Client, book: Book) -> None:
    address = reverse("name:take", args=["mspss"])
    first = ana.get(address).content.decode()
    ahead = ana.post(
        address, form_of(first) | dict.fromkeys(asked(first), "6") | {"to": "2"}
    ).content.decode()
    half = form_of(ahead) | {asked(ahead)[0]: "3", "path": address}
    ana.post(reverse("drafts:keep"), half)
    again = ana.get(address).content.decode()
    assert asked(again) == asked(ahead)
    assert re.search(rf'name="{asked(ahead)[0]}" value="3"[^>]*checked', again)
    ana.post(address, form_of(again) | {asked(ahead)[0]: "3"})
    [one] = book.all(Response)
    assert json.dumps(one.response).count("answer") == len(asked(first)) + 1
    assert book.all(Draft) == []


def test_it_waits_between_two_times(ana: Client, book: Book) -> None:
    kept(book, ago=27)
    page = ana.get(reverse("name:checkins")).content.decode()
    assert reverse("name:take", args=["phq-8"]) not in page
    assert "Again from" in page


@pytest.mark.parametrize(
    ("number", "words"), [(2, "8 higher than on"), (0, "8 lower than on"), (1, "within what this measure")]
)
def test_a_change_is_named_only_beyond_error(ana: Client, book: Book, number: int, words: str) -> None:
    kept(book, ago=60)
    assert words in result(ana, kept(book, number=number))


def test_without_a_published_error_no_change_is_named(ana: Client, book: Book) -> None:
    kept(book, "phq-4", ago=60)
    page = result(ana, kept(book, "phq-4", number=3))
    assert "no measurement error was published" in page
    assert "higher than on" not in page


def test_removing_is_real_and_can_be_undone_from_that_page(ana: Client, book: Book) -> None:
    one = kept(book)
    record = ana.post(reverse("name:checkin_remove"), {"id": one.id}).context["record"]
    assert book.all(Response) == []
    ana.post(reverse("name:checkin_put_back"), {"record": record})
    assert book.all(Response) == [one]


def test_the_file_is_fhir_and_refers_to_itself_only(ana: Client, book: Book) -> None:
    one = kept(book)
    answer = ana.post(reverse("name:checkin_file"), {"id": one.id})
    assert answer["Content-Disposition"] == 'attachment; filename="leanto-checkin.json"'
    read = json.loads(answer.content)
    Bundle.model_validate(read)
    response, total = (entry["resource"] for entry in read["entry"])
    assert (response["resourceType"], total["resourceType"]) == ("QuestionnaireResponse", "Observation")
    assert total["valueQuantity"]["value"] == 8
    assert total["derivedFrom"] == [{"reference": read["entry"][0]["fullUrl"]}]


def test_one_touch_addresses_lead_back(ana: Client) -> None:
    for act in ("checkin_remove", "checkin_put_back", "checkin_file"):
        assert ana.get(reverse(f"name:{act}"))["Location"] == reverse("name:checkins")


def test_a_stranger_gets_nothing(ana: Client, cleo: Client, book: Book) -> None:
    one = kept(book)
    for address in (reverse("name:checkins"), reverse("name:checkin", args=[one.id])):
        assert cleo.get(address).status_code == 302
    for id in (new_id(), "nonsense"):
        assert ana.get(reverse("name:checkin", args=[id])).status_code == 404
        assert ana.post(reverse("name:checkin_file"), {"id": id}).status_code == 404


def test_it_is_sealed_and_as_long_as_any_other(ana: Client, book: Book) -> None:
    kept(book, "phq-4")
    taken(ana, "phq-8")
    blobs = [bytes(row.blob) for row in Row.objects.all()]
    assert len({len(blob) for blob in blobs}) == 1
    assert not any(word in blob for blob in blobs for word in (b"Questionnaire", b"phq", b"urn:"))


FORM: dict[str, Any] = {
    "resourceType": "Questionnaire",
    "status": "active",
    "title": "Nights",
    "item": [
        {"linkId": "1", "type": "boolean", "text": "Woke up?"},
        {
            "linkId": "2",
            "type": "integer",
            "text": "How often?",
            "enableWhen": [{"question": "1", "operator": "=", "answerBoolean": True}],
        },
        {
            "linkId": "3",
            "type": "group",
            "repeats": True,
            "text": "A dream",
            "item": [{"linkId": "3.1", "type": "string", "text": "What was it?"}],
        },
    ],
}


def test_a_form_of_the_host_runs_from_file_to_export(ana: Client, book: Book, laid: Path) -> None:
    (laid / "nights.json").write_text(json.dumps(FORM))
    address = reverse("name:take", args=["nights"])
    text = ana.get(address).content.decode()
    assert asked(text) == ["q0"]
    text = ana.post(address, form_of(text) | {"q0": "True"}).content.decode()
    assert asked(text) == ["q0", "q1"], "what the answer calls for shows before anything goes on"
    refused = ana.post(address, form_of(text) | {"q0": "True", "q1": "often"})
    assert refused.status_code == 422
    text = ana.post(address, form_of(text) | {"q0": "True", "q1": "2"}).content.decode()
    assert asked(text) == ["q3-0"]
    text = ana.post(address, form_of(text) | {"q3-0": "the sea", "more": "q2"}).content.decode()
    assert "q3-1" in asked(text)
    ana.post(address, form_of(text) | {"q3-1": "a <b>house</b>"})
    [one] = book.all(Response)
    page = result(ana, one)
    for words in ("Nights", "Woke up?", "Yes", "the sea", "a &lt;b&gt;house&lt;/b&gt;"):
        assert words in page
    answer = ana.post(reverse("name:checkin_file"), {"id": one.id})
    Bundle.model_validate(json.loads(answer.content))
    (laid / "nights.json").unlink()
    page = result(ana, one)
    assert "the sea" in page
    assert "not here any more" in page


def test_a_form_that_asks_about_danger_is_not_offered(ana: Client, laid: Path) -> None:
    item = {"linkId": "1", "type": "boolean", "text": "?"}
    item |= {"code": [{"system": "http://loinc.org", "code": "44260-8"}]}  # type: ignore[dict-item]  # JSON
    (laid / "own.json").write_text(json.dumps({**FORM, "item": [item]}))
    assert ana.get(reverse("name:take", args=["own"])).status_code == 404


def test_a_form_that_cannot_be_taken_in_is_named_to_the_host_and_hides_no_other(
    ana: Client, laid: Path
) -> None:
    (laid / "torn.json").write_text("{")
    (laid / "nights.json").write_text(json.dumps(FORM))
    [said] = [problem for problem in home.problems() if "instruments" in problem]
    assert said.startswith("instruments/torn.json is left out: ")
    assert ana.get(reverse("name:take", args=["nights"])).status_code == 200


@pytest.mark.parametrize(
    "response", [{}, {"item": 3}, {"item": [3, {"answer": [1]}, {"linkId": "q1", "answer": {}}]}]
)
def test_a_response_of_another_shape_is_shown_as_far_as_it_goes(
    ana: Client, book: Book, response: dict[str, Any]
) -> None:
    for instrument in ("phq-8", "gone"):
        one = book.add(Response(id=new_id(), at=book._now, instrument=instrument, response=response))
        assert ana.get(reverse("name:checkin", args=[one.id])).status_code == 200
        assert ana.post(reverse("name:checkin_file"), {"id": one.id}).status_code == 200
