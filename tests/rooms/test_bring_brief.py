"""Pages for a conversation, from the first tick to the file: what was chosen is in it, and nothing else."""

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from msgspec import structs
from pypdf import PdfReader

from leanto.records import Brief, Did, Moment
from leanto.vault.book import Book
from leanto.web.forms import new_id
from tests.rooms.practise_life import text_of

pytestmark = pytest.mark.django_db


def begun(book: Book, **changes: Any) -> Brief:
    return book.add(structs.replace(Brief(id=new_id(), at=book._now), **changes))


def at(name: str, brief: Brief) -> str:
    return reverse(f"bring:{name}", args=[brief.id])


def moment(book: Book, text: str, **changes: Any) -> Moment:
    return book.add(structs.replace(Moment(id=new_id(), at=book._now, did=Did.alone, text=text), **changes))


def key(one: Moment, what: str = "moment") -> str:
    return f"moment.{one.id}.{what}"


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
