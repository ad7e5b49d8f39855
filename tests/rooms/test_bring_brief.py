"""Pages for a conversation, from the first tick to the file: what was chosen is in it, and nothing else."""

import io
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from django.test import Client
from django.urls import reverse
from fhir.resources.R4B.bundle import Bundle
from msgspec import structs
from pypdf import PdfReader

from leanto.name.instruments import shelf
from leanto.name.responses import respond
from leanto.records import (
    KEPT,
    Brief,
    Did,
    Draft,
    Feared,
    Gate,
    Moment,
    Outcome,
    Person,
    Preferences,
    ReachOut,
    Record,
    Response,
    Rest,
)
from leanto.share import pdf
from leanto.vault.book import Book
from leanto.web.forms import new_id
from tests.rooms.practise_life import person, planned, text_of
from tests.rooms.test_text_gate import made

pytestmark = pytest.mark.django_db
LETTERS = "abcdefghijklmnopqrstuvwxyz"
STEPS = ("pick", "scope", "words", "take")


def begun(book: Book, **changes: Any) -> Brief:
    return book.add(structs.replace(Brief(id=new_id(), at=book._now), **changes))


def at(name: str, brief: Brief) -> str:
    return reverse(f"bring:{name}", args=[brief.id])


def moment(book: Book, text: str, **changes: Any) -> Moment:
    return book.add(structs.replace(Moment(id=new_id(), at=book._now, did=Did.alone, text=text), **changes))


def key(one: Record, what: str = "moment") -> str:
    return f"{one.shelf}.{one.id}.{what}"


def sent(brief: Brief, **said: Any) -> dict[str, Any]:
    return {"id": brief.id, "revision": brief.revision, **said}


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def taken(ana: Client, brief: Brief, shape: str = "pdf", **said: Any) -> bytes:
    seen = ana.get(at("take", brief)).context["form"]["seen"].value()
    answer = ana.post(at("take", brief), {"seen": seen, "shape": shape, **said})
    assert answer.status_code == 200, answer.content.decode()
    return answer.content


def test_the_whole_line_from_the_first_page_to_the_file(ana: Client, book: Book) -> None:
    kept = moment(book, "Carried the bookcase alone", whisper="Who would come")
    other = moment(book, "Left unticked")
    answer = ana.post(reverse("bring:pages"), {"id": new_id(), "revision": 0, "rooms": ["name"]})
    [brief] = book.all(Brief)
    assert answer["Location"] == at("pick", brief)
    page = text_of(ana, at("pick", brief))
    assert "Carried the bookcase alone" in page
    assert "checked" not in page
    answer = ana.post(at("pick", brief), sent(brief, picked=[key(kept)]))
    assert answer["Location"] == at("words", brief)
    brief = book.get(Brief, brief.id)
    said = {key(kept): "Carried a bookcase", "wish": "To say it once"}
    assert ana.post(at("words", brief), sent(brief, **said))["Location"] == at("take", brief)
    for shape in ("pdf", "text", "html"):
        content = taken(ana, brief, shape)
        text = pdf_text(content) if shape == "pdf" else content.decode()
        assert "Carried a bookcase" in text
        assert "To say it once" in text
        assert not [words for words in ("the bookcase", "Who would", other.text) if words in text]
    assert book.get(Moment, kept.id).text == "Carried the bookcase alone"


class Canaries:
    """A word that stands nowhere else in each text field of each kind of record there is."""

    def __init__(self, book: Book) -> None:
        self.words: dict[str, str] = {}
        for kind in KEPT:
            if kind not in (Brief, Draft, Preferences, Response, Rest):
                self._keep(book, kind)
        form = shelf().find("phq-8")
        assert form is not None
        answers = {one.link: (one.options[2].key,) for one in form.form.questions}
        response = respond(form.form, answers, book._now)
        self.checkin = book.add(Response(id=new_id(), at=book._now, instrument="phq-8", response=response))

    def _keep(self, book: Book, kind: type[Record]) -> None:
        id = new_id()
        texts = [
            name for name, hint in get_type_hints(kind).items() if hint is str and name not in ("id", "shelf")
        ]
        given = {name: self._word(f"{kind.shelf}.{name}") for name in texts}
        base = structs.replace(made(kind), id=id, **given)
        told = {"outcome": Outcome.came_through, "outcome_at": book._now, "gate": Gate.safe}
        book.add(
            structs.replace(base, **{name: value for name, value in told.items() if hasattr(base, name)})
        )

    def _word(self, place: str) -> str:
        self.words[place] = f"Quork{LETTERS[len(self.words) // 26]}{LETTERS[len(self.words) % 26]}"
        return self.words[place]

    def found(self, text: str) -> set[str]:
        """The places whose word stands in a text."""
        return {place for place, word in self.words.items() if word in re.sub(r"\s", "", text)}


OFFERED = {
    "moment": {"moment.text"},
    "whisper": {"moment.whisper"},
    "pile": {"load.text"},
    "old_rule": {"lesson.old_rule"},
    "new_rule": {"lesson.new_rule"},
    "where": {"lesson.where"},
    "costs": {"lesson.costs"},
    "came": {"reach_out.text"},
    "feared": {"reach_out.feared"},
    "learned": {"reach_out.learned"},
    "surprised": {"reach_out.surprised"},
    "sign": {"signal.sign"},
    "then": {"signal.then"},
    "strength": {"strength.text"},
    "helps": {"person.helps"},
    "helps_then": {"safety_plan.helps"},
    "answers": set(),
    "asked": set(),
}


def test_a_file_holds_what_was_chosen_and_nothing_else(ana: Client, book: Book) -> None:
    canaries = Canaries(book)
    brief = begun(book)
    form = ana.get(at("pick", brief)).context["form"]
    offered = [one for name in ("picked", "by_name") for one, _ in form.fields[name].choices]
    assert {one.rpartition(".")[2] for one in offered} >= set(OFFERED)
    assert canaries.found(pdf_text(taken(ana, brief))) == set()
    for one in offered:
        brief = book.revise(structs.replace(book.get(Brief, brief.id), picked={one: ""}))
        found = canaries.found(pdf_text(taken(ana, brief)))
        assert found == OFFERED.get(one.rpartition(".")[2], set()), one
    book.revise(structs.replace(book.get(Brief, brief.id), picked=dict.fromkeys(offered, "")))
    everything = set[str]().union(*OFFERED.values())
    assert canaries.found(pdf_text(taken(ana, brief))) == everything
    for shape in ("text", "html"):
        assert canaries.found(taken(ana, brief, shape).decode()) == everything


def test_names_are_initials_wherever_they_stand_unless_written_out(ana: Client, book: Book) -> None:
    person(book, "Devonshire Abara")
    kept = moment(book, "Devonshire’s van, and abara himself")
    brief = begun(book, picked={key(kept): ""}, wish="To talk about Devonshire Abara")
    text = pdf_text(taken(ana, brief))
    assert "D.’s van, and A. himself" in text
    assert "To talk about D. A." in text
    answer = ana.post(at("pick", brief), sent(brief, picked=[key(kept)], names_out="on"))
    assert answer.status_code == 302
    assert "Devonshire’s van" in pdf_text(taken(ana, brief))


def test_words_put_in_by_hand_are_initials_too(ana: Client, book: Book) -> None:
    person(book, "Devonshire")
    kept = moment(book, "He drove me")
    brief = begun(book, picked={key(kept): ""})
    ana.post(at("words", brief), sent(brief, **{key(kept): "Devonshire drove me", "wish": ""}))
    assert "D. drove me" in taken(ana, brief, "text").decode()


def test_someone_not_safe_is_left_out_unless_chosen_by_name(ana: Client, book: Book) -> None:
    rick = person(book, "Rickard", gate=Gate.not_safe, helps="Nothing, from him")
    linked = moment(book, "He had my key", person_id=rick.id)
    named = moment(book, "I thought of Rickard")
    brief = begun(book)
    form = ana.get(at("pick", brief)).context["form"]
    assert form.fields["picked"].choices == []
    refused = ana.post(at("pick", brief), sent(brief, picked=[key(linked), key(named)]))
    assert refused.status_code == 422
    assert book.get(Brief, brief.id).picked == {}
    ana.post(at("pick", brief), sent(brief, by_name=[key(named)]))
    text = taken(ana, brief, "text").decode()
    assert "I thought of R." in text
    assert "He had my key" not in text
    assert "Nothing, from him" not in text


def test_a_gate_that_closes_takes_it_out_and_the_page_says_so(ana: Client, book: Book) -> None:
    dev = person(book, "Devonshire")
    kept = moment(book, "He drove me", person_id=dev.id)
    brief = begun(book, picked={key(kept): ""})
    assert "He drove me" in text_of(ana, at("take", brief))
    book.revise(structs.replace(book.get(Person, dev.id), gate=Gate.unsure))
    page = text_of(ana, at("take", brief))
    assert "He drove me" not in page
    assert "no longer judged safe" in page


def test_the_duty_to_report_is_said_before_anything_is_asked(ana: Client, book: Book) -> None:
    for page in (text_of(ana, reverse("bring:pages")), text_of(ana, at("take", begun(book)))):
        assert 0 < page.index("a duty to report") < page.index("<legend>")


def test_it_is_two_pages_unless_the_person_says_otherwise(ana: Client, book: Book) -> None:
    kept = [moment(book, f"{number}. " + "It took all day, and nobody knew. " * 12) for number in range(40)]
    brief = begun(book, picked={key(one): "" for one in kept})
    page = ana.get(at("take", brief))
    pages = page.context["made"].pages
    assert pages > 2
    assert f"It would be {pages} pages long" in page.content.decode()
    seen = page.context["form"]["seen"].value()
    refused = ana.post(at("take", brief), {"seen": seen, "shape": "pdf"})
    assert refused.status_code == 422
    assert "longer than two pages" in refused.content.decode()
    assert len(PdfReader(io.BytesIO(taken(ana, brief, whole="on"))).pages) == pages
    few = book.revise(structs.replace(book.get(Brief, brief.id), picked={key(kept[0]): ""}))
    assert "longer" not in text_of(ana, at("take", few))
    assert len(PdfReader(io.BytesIO(taken(ana, few))).pages) == 1


def test_what_is_taken_is_what_was_seen(ana: Client, book: Book) -> None:
    kept = moment(book, "As it was")
    brief = begun(book, picked={key(kept): ""})
    seen = ana.get(at("take", brief)).context["form"]["seen"].value()
    book.revise(structs.replace(kept, text="Changed since"))
    answer = ana.post(at("take", brief), {"seen": seen, "shape": "text"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "have changed since you saw them" in page
    assert "Changed since" in page
    again = answer.context["form"]["seen"].value()
    assert ana.post(at("take", brief), {"seen": again, "shape": "text"}).status_code == 200


def test_the_file_has_a_quiet_name_and_says_nothing_of_where_it_came_from(ana: Client, book: Book) -> None:
    brief = begun(book, wish="To say it once")
    seen = ana.get(at("take", brief)).context["form"]["seen"].value()
    for shape, name in (("pdf", "pages.pdf"), ("text", "pages.txt"), ("html", "pages.html")):
        answer = ana.post(at("take", brief), {"seen": seen, "shape": shape})
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert b"eanto" not in answer.content
        assert brief.id.encode() not in answer.content


def test_chosen_check_ins_go_as_fhir_and_no_others(ana: Client, book: Book) -> None:
    canaries = Canaries(book)
    brief = begun(book)
    seen = ana.get(at("take", brief)).context["form"]["seen"].value()
    assert ana.post(at("take", brief), {"seen": seen, "shape": "fhir"}).status_code == 422
    assert b"A range says" not in taken(ana, brief, "text")
    brief = book.revise(structs.replace(brief, picked={key(canaries.checkin, "answers"): ""}))
    raw = taken(ana, brief, "fhir")
    bundle = json.loads(raw)
    Bundle.model_validate(bundle)
    assert [one["resource"]["resourceType"] for one in bundle["entry"]] == [
        "QuestionnaireResponse",
        "Observation",
    ]
    assert canaries.found(raw.decode()) == set()
    text = taken(ana, brief, "text").decode()
    assert "PHQ-8: 16, where 0 is the lowest there is and 24 the highest." in text
    assert "“moderately severe” in Kroenke et al. 2009" in text
    assert "A range says how others’ answers were grouped." in text
    assert "you have" not in text.lower()


@pytest.mark.parametrize(("watched", "warned"), [(None, True), (True, True), (False, False)])
def test_a_watched_device_is_warned_first(
    ana: Client, book: Book, watched: bool | None, warned: bool
) -> None:
    book.add(Preferences(id="e" * 32, watched=watched))
    assert ("downloads folder" in text_of(ana, at("take", begun(book)))) is warned


@pytest.mark.parametrize("since", ["soon", "2999-01-01", "0001-01-01", "2026-13-45"])
def test_a_day_that_cannot_be_is_refused_with_what_was_typed(ana: Client, book: Book, since: str) -> None:
    answer = ana.post(
        reverse("bring:pages"), {"id": new_id(), "revision": 0, "since": since, "rooms": ["explore"]}
    )
    assert answer.status_code == 422
    assert 'class="wrong"' in answer.content.decode()
    assert 'value="explore" id="id_rooms_1"' in answer.content.decode().replace(" checked", "")
    assert book.all(Brief) == []


def test_other_days_and_rooms_can_be_chosen_later(ana: Client, book: Book, now: Any) -> None:
    old = moment(book, "Long ago", at=now - timedelta(days=40))
    new = moment(book, "Lately", at=now - timedelta(days=2))
    brief = begun(book, picked={key(old): "", key(new): ""})
    day = (now - timedelta(days=10)).date().isoformat()
    answer = ana.post(at("scope", brief), sent(brief, since=day, rooms=["name"]))
    assert answer["Location"] == at("pick", brief)
    assert f'value="{day}"' in text_of(ana, at("scope", brief))
    text = taken(ana, brief, "text").decode()
    assert "Lately" in text
    assert "Long ago" not in text


def test_an_emptied_text_is_taken_out_and_unticking_takes_out_too(ana: Client, book: Book) -> None:
    one, two = moment(book, "First thing"), moment(book, "Second thing")
    brief = begun(book, picked={key(one): "", key(two): ""})
    ana.post(at("words", brief), sent(brief, **{key(one): " ", key(two): "Second thing", "wish": ""}))
    brief = book.get(Brief, brief.id)
    assert brief.picked == {key(two): ""}
    ana.post(at("pick", brief), sent(brief))
    assert book.get(Brief, brief.id).picked == {}


def test_unfinished_words_wait_on_their_page(ana: Client, book: Book) -> None:
    kept = moment(book, "Carried it")
    brief = begun(book, picked={key(kept): ""})
    typed = sent(brief, wish="Half a", path=at("words", brief), **{key(kept): "Half a thing"})
    ana.post(reverse("drafts:keep"), {**typed, "fields": f"wish {key(kept)}"})
    page = text_of(ana, at("words", brief))
    assert "Half a thing" in page
    answer = ana.post(at("words", brief), sent(brief, wish="Whole", **{key(kept): "Whole thing"}))
    assert answer.status_code == 302
    assert book.all(Draft) == []


def test_two_tabs_do_not_write_over_each_other(ana: Client, book: Book) -> None:
    kept, other = moment(book, "Carried it"), moment(book, "Asked no one")
    brief = begun(book, picked={key(kept): ""}, wish="")
    book.revise(structs.replace(brief, wish="From another window"))
    answer = ana.post(at("words", brief), sent(brief, wish="From this one", **{key(kept): "Anew"}))
    assert answer.status_code == 409
    assert "From another window" in answer.content.decode()
    assert "Anew" in answer.content.decode()
    answer = ana.post(at("pick", brief), sent(brief, picked=[key(other)]))
    assert answer.status_code == 409
    assert "checked" in answer.content.decode()


def test_pages_are_removed_with_one_touch_and_come_back(ana: Client, book: Book) -> None:
    brief = begun(book, wish="To say it once")
    record = ana.post(reverse("bring:pages_remove"), {"id": brief.id}).context["record"]
    assert book.all(Brief) == []
    assert ana.post(reverse("bring:pages_put_back"), {"record": record}).status_code == 302
    assert [one.wish for one in book.all(Brief)] == ["To say it once"]


def test_what_is_worded_here_is_read_by_care_too(ana: Client, book: Book) -> None:
    kept = moment(book, "Carried it")
    brief = begun(book, picked={key(kept): ""})
    said = {key(kept): "I want to kill myself tonight", "wish": ""}
    assert ana.post(at("words", brief), sent(brief, **said))["Location"].startswith("/help/said/")


def test_an_empty_life_still_makes_pages_of_ones_own_words(ana: Client, book: Book) -> None:
    brief = begun(book)
    assert "Nothing is kept from these days" in text_of(ana, at("pick", brief))
    ana.post(at("words", brief), sent(brief, wish="To say it once"))
    assert "To say it once" in pdf_text(taken(ana, brief))


def test_a_stranger_gets_nothing(cleo: Client, book: Book) -> None:
    brief = begun(book)
    for address in (reverse("bring:page"), reverse("bring:pages"), *(at(name, brief) for name in STEPS)):
        assert cleo.get(address).status_code == 302
        assert cleo.post(address, sent(brief, shape="pdf")).status_code in (302, 403)
    assert book.get(Brief, brief.id) == brief


def test_pages_that_are_not_there_are_not_found(ana: Client) -> None:
    for name in STEPS:
        assert ana.get(reverse(f"bring:{name}", args=["f" * 32])).status_code == 404


def test_where_no_pdf_can_be_made_the_page_says_so_and_the_text_can_be_taken(
    ana: Client, book: Book, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pdf, "TYPESET", tmp_path / "not-there.py")
    brief = begun(book, wish="To say it once")
    page = ana.get(at("take", brief))
    assert "A PDF cannot be made" in page.content.decode()
    sent = {"seen": page.context["form"]["seen"].value(), "shape": "pdf"}
    assert ana.post(at("take", brief), sent).status_code == 422
    assert b"To say it once" in taken(ana, brief, "text")


def test_counts_are_said_by_the_person_and_without_anyone_not_safe(ana: Client, book: Book) -> None:
    rick = person(book, "Rickard", gate=Gate.not_safe)
    told = {"outcome": Outcome.came_through, "outcome_at": book._now, "feared": "He laughs"}
    for who in (None, None, rick.id):
        planned(book, person_id=who, feared_came=Feared.did_not, **told)
    brief = begun(book, picked={"counts.asked": "", "counts.fears": ""})
    text = taken(ana, brief, "text").decode()
    assert "Two asks. Two came through." in text
    assert "twice it did not happen." in text
    assert not re.search(r"\b[Yy]ou", text)


def test_ticks_that_met_a_lock_are_there_again(ana: Client, book: Book) -> None:
    one, two = moment(book, "First thing"), moment(book, "Second thing")
    brief = begun(book, picked={key(one): ""})
    fields = {"id": (brief.id,), "revision": (str(brief.revision),), "picked": (key(two),)}
    book.add(Draft(id=new_id(), at=book._now, path=at("pick", brief), fields=fields))
    page = text_of(ana, at("pick", brief))
    assert f'value="{key(two)}" checked' in page
    assert f'value="{key(one)}" checked' not in page


def test_an_ask_and_its_guess_stand_beside_each_other(ana: Client, book: Book) -> None:
    dev = person(book, "Devonshire")
    told = {"outcome": Outcome.kind_no, "outcome_at": book._now, "forecast": 0.3}
    one = planned(book, text="Ask for a lift", person_id=dev.id, **told)
    brief = begun(book, picked={key(one, "came"): ""})
    text = taken(ana, brief, "text").decode()
    assert "Ask for a lift\nWith D. My guess beforehand that they come through: 3 in 10." in text
    assert "What came: kindly said no." in text
    assert book.get(ReachOut, one.id).text == "Ask for a lift"


@pytest.mark.parametrize("page", ["evidence:page", "privacy:page", "explore:page", "care:about"])
def test_it_is_found_from_where_one_would_look(ana: Client, book: Book, page: str) -> None:
    planned(book, outcome=Outcome.came_through, outcome_at=book._now)
    assert f'href="{reverse("bring:page")}"' in text_of(ana, reverse(page))
