"""The pages as files: every word as it was written, tagged for a screen reader, and quiet about the rest."""

import io
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from pypdf import PdfReader

from leanto.share.pdf import MOST, pdf
from leanto.share.sheet import Entry, Section, Sheet, html, plain, shown

HOSTILE = [
    '#panic(1) #import "@preview/x:1.0.0" #include "/etc/passwd"',
    "$x^2$ $unknown$ *bold* _it_ `raw` ``` ```",
    "@reference <label> \\ \\u{41} ~ --- // no /* comment */",
    "= heading\n- list\n+ list\n/ term: list",
    "[x] {y} (z) #[ #{ #( ]})",
    "sys.inputs.sheet \" ' “ ” </script><b>bold</b> &amp; $title ${x}",
    "\\end{document} %s {0} {{ x }} {% x %}",
]


def sheet(*texts: str, wish: str = "") -> Sheet:
    entries = tuple(Entry("What happened", "3 March 2026", text) for text in texts)
    return Sheet(
        "Notes", "en-gb", "Made today", "What I would like", wish, (Section("Part", entries),), "Small"
    )


def read(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def root(content: bytes) -> Any:
    """What a reader finds first. Any: pypdf's own objects stand for every kind of thing."""
    return PdfReader(io.BytesIO(content)).trailer["/Root"]


def dense(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_a_person_writes_is_read_as_markup(text: str) -> None:
    whole = sheet(text, wish=text)
    made = pdf(whole)
    assert made.letters
    assert dense(read(made.content)).count(dense(text)) == 2
    assert plain(whole).count(text) == 2
    assert Text(html(whole)).count(dense(text)) == 2


class Text(HTMLParser):
    """The text of a page, without spaces."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data

    def count(self, text: str) -> int:
        return dense(self.text).count(text)


def test_it_is_tagged_titled_and_says_its_language() -> None:
    found = root(pdf(sheet("One")).content)
    assert found["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in found
    assert found["/Lang"].lower() == "en-gb"
    assert found["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid:part>1<" in found["/Metadata"].get_data().decode()


def test_it_tells_no_time_no_author_and_no_place() -> None:
    reader = PdfReader(io.BytesIO(pdf(sheet("One")).content))
    assert reader.metadata is not None
    assert set(reader.metadata) == {"/Title", "/Creator"}
    assert "Date" not in root(pdf(sheet("One")).content)["/Metadata"].get_data().decode()
    assert str(Path.cwd()).encode() not in pdf(sheet("One")).content


def test_headings_and_paragraphs_are_told_apart() -> None:
    tree = root(pdf(sheet("One", wish="Two")).content)["/StructTreeRoot"]
    assert {"/Title", "/H1", "/H2", "/P"} <= set(_tags(tree))


def _tags(node: object, depth: int = 0) -> list[str]:
    found: list[str] = []
    if depth < 30 and hasattr(node, "get_object"):
        node = node.get_object()
        if isinstance(node, dict):
            found += [str(node.get("/S"))]
            found += _tags(node.get("/K"), depth + 1)
        elif isinstance(node, list):
            found += [tag for one in node for tag in _tags(one, depth + 1)]
    return found


SCRIPTS = (
    "مرحبا بك|שלום|日本語|😀 \U0001f9ff|ไทย हिन्दी|\u202eright\u202c|\ud7ff\ue000|\r\n\r|a\0b\x07c\x1b[31m"
)


@pytest.mark.parametrize("text", SCRIPTS.split("|"))
def test_any_script_makes_a_file_and_the_text_holds_it_whole(text: str) -> None:
    whole = sheet(text)
    assert pdf(whole).content.startswith(b"%PDF-")
    assert shown(text) in plain(whole)
    assert not {"\0", "\x07", "\x1b"} & set(plain(whole))


def test_letters_nothing_can_draw_are_said_and_lose_nothing_elsewhere() -> None:
    made = pdf(sheet("\U000ffffd here"))
    assert (made.letters, made.pages) == (False, 1)
    assert "here" in read(made.content)
    assert "\U000ffffd here" in html(sheet("\U000ffffd here")).decode()


@settings(max_examples=10, deadline=None)  # each is a process
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_is_written_makes_a_file(text: str) -> None:
    assert pdf(sheet(text, wish=text)).pages == 1


def test_it_says_how_many_pages_there_are() -> None:
    one = sheet("A sentence of a moment. " * 8)
    assert pdf(one).short
    long = structs.replace(one, sections=one.sections * 30)
    made = pdf(long)
    assert made.pages == len(PdfReader(io.BytesIO(made.content)).pages) > MOST
    assert not made.short


def test_the_page_for_a_browser_can_load_nothing() -> None:
    page = html(sheet(*HOSTILE)).decode()
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert not Text(page.encode()).tags & {"script", "img", "link", "iframe", "object", "b", "form", "a"}
    assert "url(" not in page


def test_an_empty_wish_and_no_sections_leave_no_headings() -> None:
    empty = structs.replace(sheet(), sections=())
    for text in (plain(empty), Text(html(empty)).text, read(pdf(empty).content)):
        assert "What I would like" not in text


def test_the_same_pages_have_the_same_fingerprint() -> None:
    assert sheet("One").fingerprint == sheet("One").fingerprint
    assert sheet("One").fingerprint != sheet("Two").fingerprint
