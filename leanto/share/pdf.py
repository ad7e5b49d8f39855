"""Pages as a PDF: tagged, with a title and a language, to the standard for screen readers (PDF/UA-1).

Nothing touches the disk, and no word of a person is ever part of the program that lays it out (brief.typ): the
words are data. Letters come from the typefaces that Leanto and typst bring along; where these lack one, from what
is installed on this computer; where nothing has it, an empty box stands there, and ``letters`` is false.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

import msgspec
from msgspec import Struct

from leanto.share.sheet import Sheet, shown

TYPESET = Path(__file__).with_name("typeset.py")
A_REGION = 2  # letters of a country, as in en-gb; anything else after a language typst does not take
SECONDS = 20  # less than a worker of the server is given
MOST = 2
"""Pages, unless the person says otherwise: what can be read before an hour begins."""


class Made(Struct, frozen=True):
    """The file, its pages (none: it could not be made here), and whether every letter could be shown."""

    content: bytes = b""
    pages: int = 0
    letters: bool = True

    @property
    def short(self) -> bool:
        """Not longer than it is by default."""
        return self.pages <= MOST


def pdf(sheet: Sheet, paper: str = "a4") -> Made:
    """The pages as a file. See ``typeset`` for why it is laid out by a process of its own."""
    try:
        done = subprocess.run(  # noqa: S603 - this Python, and a script of ours
            [sys.executable, "-P", str(TYPESET)],
            input=msgspec.json.encode(_laid(sheet, paper)),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: value for name, value in os.environ.items() if not name.startswith("LEANTO_")},
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return Made()
    figures, _, content = done.stdout.partition(b"\n")
    pages, letters = map(int, figures.split())
    return Made(content, pages, bool(letters))


def _laid(sheet: Sheet, paper: str) -> dict[str, Any]:
    """The sheet as the program reads it: paragraphs, each with the way it runs. Any: JSON on its way out."""
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
