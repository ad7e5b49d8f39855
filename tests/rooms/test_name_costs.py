"""The page of costs, the rhythm of check-ins, and the path for when nothing comes up."""

import html
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from fhir.resources.R4B.bundle import Bundle

from leanto.name.instruments import shelf
from leanto.name.responses import respond
from leanto.records import Did, Domain, Gate, Kind, Moment, Person, Preferences, ReachOut, Relation, Response
from leanto.vault.book import Book
from leanto.web.forms import new_id
from tests.name.forms import FREQUENCY, GAD7_CODES, PHQ9_CODES, choice, form, item, loinc_form, when

pytestmark = pytest.mark.django_db

COSTS, CHECKINS, EVERY = "/name/costs/", "/name/checkins/", "/name/checkins/every/"


def text(client: Client, address: str = COSTS) -> str:
    page = client.get(address).content.decode().split("<main")[1].split("</main")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def kept(book: Book, instrument: str = "phq-8", *, number: int = 1, ago: int = 0) -> Response:
    found = shelf().find(instrument)
    assert found
    at = book._now - timedelta(days=ago)
    answers = {one.link: (one.options[number].key,) for one in found.form.questions}
    return book.add(
        Response(id=new_id(), at=at, instrument=instrument, response=respond(found.form, answers, at))
    )


def reached(book: Book, ago: int, person_id: str | None = None) -> None:
    at = book._now - timedelta(days=ago)
    book.add(
        ReachOut(id=new_id(), at=at, asked_at=at, kind=Kind.ask, domain=Domain.practical, person_id=person_id)
    )


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name not in ("csrfmiddlewaretoken", "path")}


def asked(page: str) -> list[str]:
    """The questions on a page, without those that it only carries."""
    return list(dict.fromkeys(re.findall(r'name="(q\d+)"', re.sub(r'<input type="hidden"[^>]*>', "", page))))


def test_an_empty_page_says_what_will_live_here_and_offers_one_thing(ana: Client) -> None:
    said = text(ana)
    assert "will stand in time" in said
    assert reverse("name:take", args=["this-week"]) in ana.get(COSTS).content.decode()
    assert "reach-out" not in said


def test_a_trend_is_drawn_told_and_laid_in_a_table(ana: Client, book: Book) -> None:
    kept(book, ago=60)
    kept(book, number=2)
    said, page = text(ana), ana.get(COSTS).content.decode()
    assert "Answered 2 times." in said
    assert "The ranges are those of Kroenke et al. 2009" in said
    assert "more than the error of this measure (6)" in said
    assert "The upright lines" in said
    assert page.count('role="img"') == page.count("<title id=") == page.count("<desc id=") == 2
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    rows = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    assert rows
    assert rows[1].count("<tr>") == 2


@pytest.mark.parametrize(
    ("number", "told"), [(1, "within what this measure can tell apart"), (0, "more than")]
)
def test_a_fall_is_never_put_down_to_anything(ana: Client, book: Book, number: int, told: str) -> None:
    kept(book, ago=60)
    kept(book, number=number)
    said = text(ana)
    assert told in said
    assert ("What it came from is not seen here." in said) is (number == 0)
    assert not re.search(r"\b(score|better|improv\w*|worse|thanks to|helped)\b", said, re.IGNORECASE)


def test_without_a_published_error_no_change_is_named(ana: Client, book: Book) -> None:
    kept(book, "this-week", ago=8)
    kept(book, "this-week", number=4)
    said = text(ana)
    assert "No one has published how exact" in said
    assert "error of this measure" not in said
    assert "Every day" in said


def test_reaching_out_stands_beside_it_and_proves_nothing(ana: Client, book: Book) -> None:
    kept(book, ago=20)
    reached(book, 3)
    reached(book, 3)
    reached(book, 400)
    said = text(ana)
    assert "2 reach-outs in these" in said
    assert "does not prove that either made the other" in said


def test_someone_not_judged_safe_is_not_counted(ana: Client, book: Book) -> None:
    kept(book, ago=20)
    one = Person(
        id=new_id(),
        name="Rob",
        relation=Relation.family,
        gate=Gate.not_safe,
        gate_at=book._now,
        safe_for=(),
        channels=(),
    )
    book.add(one)
    reached(book, 3, one.id)
    assert "0 reach-outs" in text(ana)


def test_one_week_is_said_as_one(ana: Client, book: Book) -> None:
    kept(book)
    reached(book, ago=0)
    said = text(ana)
    assert "1 reach-out this week." in said
    assert "1 weeks" not in said


def test_names_that_wound_are_not_shown(ana: Client, book: Book) -> None:
    for id in ("phq-8", "gad-7", "cbi-personal", "this-week", "mspss", "scs-sf"):
        kept(book, id)
    assert not re.search(r"\b(depress\w*|anxi\w*|burnout|disorder)\b", text(ana), re.IGNORECASE)


def test_a_rhythm_is_kept_and_what_is_due_is_one_quiet_line(ana: Client, book: Book) -> None:
    kept(book, "this-week", ago=8)
    book.add(Moment(id=new_id(), at=book._now, did=Did.alone))
    assert "a look at how it has been" not in text(ana, "/")
    ana.post(EVERY, {"every": "7"})
    [one] = book.all(Preferences)
    assert one.every_days == 7
    assert text(ana, "/").count("a look at how it has been: This week") == 1
    assert "its day has come" in text(ana, CHECKINS)
    kept(book, "this-week")
    assert "a look at how it has been" not in text(ana, "/")
    assert "By your rhythm, next on" in text(ana, CHECKINS)
    ana.post(EVERY, {"every": "0"})
    assert book.all(Preferences)[0].every_days is None


def test_a_rhythm_leaves_every_other_preference(ana: Client, book: Book) -> None:
    book.add(Preferences(id=new_id(), name="Notes", chosen=("phq-9",)))
    ana.post(EVERY, {"every": "28"})
    [one] = book.all(Preferences)
    assert (one.name, one.chosen, one.every_days) == ("Notes", ("phq-9",), 28)


@pytest.mark.parametrize("sent", [{}, {"every": "3"}, {"every": "often"}])
def test_another_rhythm_is_refused(ana: Client, book: Book, sent: dict[str, str]) -> None:
    assert ana.post(EVERY, sent).status_code == 422
    assert book.all(Preferences) == []


def test_it_cannot_be_taken_sooner_than_it_allows_whatever_is_set(ana: Client, book: Book) -> None:
    ana.post(EVERY, {"every": "7"})
    kept(book, ago=20)
    page = ana.get(CHECKINS).content.decode()
    assert reverse("name:take", args=["phq-8"]) not in page
    assert "Mood and energy" not in text(ana, "/")


def test_nothing_keeps_the_moment_and_leads_to_the_body(ana: Client, book: Book) -> None:
    page = ana.get("/name/new/").content.decode()
    assert page.index('name="nothing"') > page.index('class="btn go"'), "Enter keeps, and does not skip"
    answer = ana.post("/name/new/", hidden(page) | {"did": "alone", "text": "The bins", "nothing": "1"})
    assert answer["Location"] == reverse("name:take", args=["numb"])
    assert [one.text for one in book.all(Moment)] == ["The bins"]


def test_nothing_in_the_weekly_form_keeps_what_was_answered(ana: Client, book: Book) -> None:
    address = reverse("name:take", args=["this-week"])
    page = ana.get(address).content.decode()
    answer = ana.post(address, hidden(page) | {"nothing": "1"})
    assert answer["Location"] == reverse("name:take", args=["numb"])
    assert book.all(Response) == []
    field = asked(page)[0]
    ana.post(address, hidden(page) | {field: "1", "nothing": "1"})
    assert [one.instrument for one in book.all(Response)] == ["this-week"]


def test_the_path_for_nothing_is_taken_and_told_back_in_counts(ana: Client, book: Book) -> None:
    address = reverse("name:take", args=["numb"])
    page = ana.get(address).content.decode()
    assert 'name="nothing"' not in page
    fields = asked(page)
    page = ana.post(address, hidden(page) | dict.fromkeys(fields, "0")).content.decode()
    [last] = asked(page)
    ana.post(address, hidden(page) | {last: ["0", "2"]})
    [one] = book.all(Response)
    assert one.instrument == "numb"
    said = text(ana)
    assert "Asked of the body and the day once." in said
    assert "Warm (1)" in said
    assert "I ate something (1), I saw or spoke with someone (1)" in said


@pytest.fixture
def laid() -> Iterator[Path]:
    folder: Path = settings.LEANTO_HOME / "instruments"
    folder.mkdir(parents=True, exist_ok=True)
    yield folder
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


NESTED = form(
    choice("mood", "low", "even"),
    item(
        "nights",
        "group",
        item("hours", "integer"),
        item("woke", "boolean", item("why", "string", enableWhen=[when("woke", "=", answerBoolean=True)])),
        enableWhen=[when("mood", "=", answerCoding={"code": "low"})],
    ),
    title="Nights",
)
SCORED = """name = "%s"
why = "To see."
measure = "LOINC panel"
source = "loinc.org"
read = ["loinc.org"]
licence = "As its owner states."
part = "costs"
[[scales]]
id = "total"
name = "All of it"
combine = "sum"
items = [%s]
need = %d
missing = "All of them."
stated = ["/%s"]
"""


@pytest.mark.parametrize(
    ("panel", "codes", "total"), [("44249-1", PHQ9_CODES, "44261-6"), ("69737-5", GAD7_CODES, "70274-6")]
)
def test_an_unseen_public_form_runs_from_its_file_to_the_export(
    ana: Client, book: Book, laid: Path, panel: str, codes: list[str], total: str
) -> None:
    (laid / "unseen.json").write_text(json.dumps(loinc_form(panel, codes, total)))
    links = ", ".join(f'"/{code}"' for code in codes)
    (laid / "unseen.scoring.toml").write_text(SCORED % ("Unseen", links, len(codes), total))
    ana.post("/name/checkins/choose/", {"instrument": "unseen", "on": "1"})
    address = reverse("name:take", args=["unseen"])
    page = ana.get(address).content.decode()
    fields = asked(page)
    assert len(fields) == len(codes)
    # The ninth question of the one is answered with "not at all", so that care has nothing to say first.
    given = dict.fromkeys(fields, "1") | ({fields[-1]: "0"} if len(codes) == 9 else {})
    ana.post(address, hidden(page) | given)
    [one] = book.all(Response)
    answer = json.loads(ana.post("/name/checkin/file/", {"id": one.id}).content)
    Bundle.model_validate(answer)
    resources = [entry["resource"] for entry in answer["entry"]]
    assert [each["resourceType"] for each in resources] == ["QuestionnaireResponse", "Observation"]
    assert resources[1]["valueQuantity"]["value"] == (8 if len(codes) == 9 else 7)
    assert "All of it" in ana.get(reverse("name:checkin", args=[one.id])).content.decode()
    assert "Unseen" in text(ana)


def test_a_stated_total_that_its_answers_do_not_give_is_flagged(ana: Client, book: Book, laid: Path) -> None:
    """HL7's own example: answers that add up to 10, and a total of 13."""
    (laid / "unseen.json").write_text(json.dumps(loinc_form("44249-1", PHQ9_CODES, "44261-6")))
    links = ", ".join(f'"/{code}"' for code in PHQ9_CODES)
    (laid / "unseen.scoring.toml").write_text(SCORED % ("Unseen", links, 9, "44261-6"))
    found = shelf(laid).find("unseen")
    assert found
    given = {
        f"/{code}": (FREQUENCY[n],) for code, n in zip(PHQ9_CODES, [0, 0, 0, 1, 2, 1, 3, 2, 1], strict=True)
    }
    response = respond(found.form, given, book._now)
    response["item"] += [{"linkId": "/44261-6", "answer": [{"valueDecimal": 13}]}]
    one = book.add(Response(id=new_id(), at=book._now, instrument="unseen", response=response))
    said = text(ana, reverse("name:checkin", args=[one.id]))
    assert "It came with a total of 13, and its answers add up to 10." in said
    exported = json.loads(ana.post("/name/checkin/file/", {"id": one.id}).content)
    assert exported["entry"][1]["resource"]["valueQuantity"]["value"] == 10


def test_a_nested_form_with_conditions_runs_from_its_file_to_the_export(
    ana: Client, book: Book, laid: Path
) -> None:
    (laid / "nights.json").write_text(json.dumps(NESTED))
    address = reverse("name:take", args=["nights"])
    page, answers = ana.get(address).content.decode(), {"q0": "0", "q2": "6", "q3": "True", "q4": "the sea"}
    for _ in range(6):
        fields = asked(page)
        answer = ana.post(address, hidden(page) | {name: answers[name] for name in fields})
        if answer.status_code == 302:
            break
        page = answer.content.decode()
    [one] = book.all(Response)
    exported = json.loads(ana.post("/name/checkin/file/", {"id": one.id}).content)
    Bundle.model_validate(exported)
    for words in ('"valueInteger": 6', '"valueBoolean": true', '"valueString": "the sea"'):
        assert words in json.dumps(exported)
    assert "Nights" not in text(ana), "it adds up to nothing, so there is no trend of it"


@pytest.mark.parametrize("one", [one.id for one in shelf().instruments])
def test_every_shipped_instrument_leaves_as_sound_fhir(ana: Client, book: Book, one: str) -> None:
    found = shelf().find(one)
    assert found
    answers = {
        each.link: (each.options[0].key if each.options else each.type == "boolean" or "words",)
        for each in found.form.questions
    }
    response = respond(found.form, answers, book._now)
    record = book.add(Response(id=new_id(), at=book._now, instrument=one, response=response))
    exported = json.loads(ana.post("/name/checkin/file/", {"id": record.id}).content)
    Bundle.model_validate(exported)
    assert len(exported["entry"]) == 1 + len(found.plan.parts if found.plan else ())
