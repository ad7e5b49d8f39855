"""Pages as a PDF, by typst: tagged, with a title and a language, to the standard for screen readers (PDF/UA-1).

Nothing touches the disk, and no word of a person is ever part of the program that lays it out (brief.typ): the
words are data. Letters come from the typefaces that Leanto and typst bring along; where these lack one, from what
is installed on this computer; where nothing has it, an empty box stands there, and ``letters`` is false.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

import msgspec
import typst
from msgspec import Struct

from leanto.share.sheet import Sheet, shown

HERE = Path(__file__).parent
FOR_SCREEN_READERS = "ua-1"
A_REGION = 2  # letters of a country, as in en-gb; anything else after a language typst does not take
MOST = 2
"""Pages, unless the person says otherwise: what can be read before an hour begins."""


class Made(Struct, frozen=True):
    """The file, its pages, and whether every letter could be shown."""

    content: bytes
    pages: int
    letters: bool

    @property
    def short(self) -> bool:
        """Not longer than it is by default."""
        return self.pages <= MOST


def pdf(sheet: Sheet, paper: str = "a4") -> Made:
    """The pages as a file."""
    program = _program()
    for fonts, standards in _ways():
        inputs = {"sheet": msgspec.json.encode(_laid(sheet, paper)).decode()}
        try:
            content = typst.compile(
                program, format="pdf", font_paths=fonts, sys_inputs=inputs, pdf_standards=standards
            )
        except typst.TypstError:
            if not standards:
                raise
            continue
        pages = typst.query(program, "<pages>", field="value", one=True, font_paths=fonts, sys_inputs=inputs)
        return Made(content, int(pages), bool(standards))
    raise AssertionError


def _ways() -> Iterator[tuple[typst.Fonts, list[Any]]]:
    """Our letters; then those of this computer too; then with empty boxes, where the standard allows none."""
    yield _fonts(system=False), [FOR_SCREEN_READERS]
    yield _fonts(system=True), [FOR_SCREEN_READERS]
    yield _fonts(system=True), []


@cache
def _program() -> bytes:
    return (HERE / "brief.typ").read_bytes()


@cache
def _fonts(*, system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system, font_paths=[str(HERE / "fonts")])


def _laid(sheet: Sheet, paper: str) -> dict[str, Any]:
    """The sheet as the program reads it: paragraphs, each with the way it runs."""
    lang, _, region = sheet.language.partition("-")
    return {
        "paper": paper,
        "lang": lang,
        "region": region if len(region) == A_REGION else None,
        "title": sheet.title,
        "made": sheet.made,
        "note": sheet.note,
        "wish_heading": sheet.wish_heading,
        "wish": _paragraphs(sheet.wish),
        "sections": [
            {
                "heading": section.heading,
                "entries": [
                    {"label": one.label, "day": one.day, "said": _paragraphs(one.text)}
                    for one in section.entries
                ],
            }
            for section in sheet.sections
        ],
    }


def _paragraphs(text: str) -> list[dict[str, object]]:
    return [
        {"text": part, "rtl": _runs_right_to_left(part)} for part in shown(text).split("\n") if part.strip()
    ]


def _runs_right_to_left(text: str) -> bool:
    """By the first letter that has a direction, as a browser decides it (``dir="auto"``)."""
    ways = (bidirectional(letter) for letter in text)
    return next((way for way in ways if way in ("L", "R", "AL")), "L") != "L"
