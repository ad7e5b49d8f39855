"""Pages as they leave: a few headings with entries, in plain text or as one file for a browser.

What is given is what they hold, letter for letter, but for control characters, which no page can show.
"""

from collections.abc import Iterator
from hashlib import sha256
from html import escape
from string import Template

from msgspec import Struct

CONTROL = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)))
OWN = ' dir="auto"'


class Entry(Struct, frozen=True):
    """One thing: what it is, its day (empty: none), and the words."""

    label: str
    day: str
    text: str


class Section(Struct, frozen=True):
    """What stands under one heading."""

    heading: str
    entries: tuple[Entry, ...]


class Sheet(Struct, frozen=True):
    """The pages. ``wish`` comes first, in the person's own words; ``note`` is the small print at the end."""

    title: str
    language: str
    made: str
    wish_heading: str
    wish: str
    sections: tuple[Section, ...]
    note: str

    @property
    def fingerprint(self) -> str:
        """The same for the same pages, so that what was seen before taking them is what is taken."""
        return sha256(plain(self).encode()).hexdigest()


def shown(text: str) -> str:
    """The text as every page shows it: its line ends made one kind, without control characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROL).strip()


def plain(sheet: Sheet) -> str:
    """The pages as plain text."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield from (sheet.title, "=" * len(sheet.title), sheet.made, "")
    if sheet.wish:
        yield from (*_heading(sheet.wish_heading), shown(sheet.wish), "")
    for section in sheet.sections:
        yield from _heading(section.heading)
        for one in section.entries:
            yield from (", ".join(filter(None, (one.label, one.day))), shown(one.text), "")
    yield sheet.note


def _heading(words: str) -> tuple[str, ...]:
    return (words, "-" * len(words))


def html(sheet: Sheet) -> bytes:
    """The pages as one file for any browser. Its own policy forbids it to load anything."""
    wish = f'<section class="wish"><h2>{escape(sheet.wish_heading)}</h2>{_said(sheet.wish)}</section>'
    return _PAGE.substitute(
        language=escape(sheet.language),
        title=escape(sheet.title),
        made=escape(sheet.made),
        style=_STYLE,
        wish=wish if sheet.wish else "",
        sections="".join(map(_section, sheet.sections)),
        note=escape(sheet.note),
    ).encode()


def _section(section: Section) -> str:
    entries = "".join(
        f"<article><h3>{escape(one.label)}{_day(one.day)}</h3>{_said(one.text)}</article>"
        for one in section.entries
    )
    return f"<section><h2>{escape(section.heading)}</h2>{entries}</section>"


def _day(day: str) -> str:
    return f" <small>{escape(day)}</small>" if day else ""


def _said(text: str) -> str:
    return "".join(f"<p{OWN}>{escape(part)}</p>" for part in shown(text).split("\n") if part.strip())


_PAGE = Template("""<!doctype html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>$title</title>
<style>$style</style>
</head>
<body>
<main>
<header><h1>$title</h1><p>$made</p></header>
$wish$sections
</main>
<footer><p>$note</p></footer>
</body>
</html>
""")

_STYLE = """
:root {
  color-scheme: light dark;
  --paper: light-dark(#faf6f0, #121a16);
  --line: light-dark(#e2dcd1, #34423b);
  --ink: light-dark(#1d2a23, #ece7dd);
  --quiet: light-dark(#526058, #b0b8ae);
  --clay: light-dark(#a8552f, #e3a47c);
}
* { box-sizing: border-box; margin: 0; }
body {
  max-inline-size: 42rem; margin-inline: auto; padding: 3rem 1.1rem;
  background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1, h2 { font-family: "Iowan Old Style", Palatino, Georgia, serif; font-weight: 500; line-height: 1.2; }
h1 { font-size: 2rem; }
h2 { margin-block: 2.2rem .6rem; padding-block-start: .8rem; border-block-start: 1px solid var(--line); }
h3 { margin-block: 1rem .15rem; font-size: 1rem; }
small, header p, footer { color: var(--quiet); font-size: .94rem; font-weight: 400; }
footer { margin-block-start: 2.5rem; padding-block-start: .8rem; border-block-start: 1px solid var(--line); }
.wish { margin-block-start: 1.5rem; padding-inline-start: 1rem; border-inline-start: 3px solid var(--clay); }
.wish h2 { margin-block-start: 0; padding: 0; border: 0; font-size: 1.2rem; }
@media print {
  :root { color-scheme: light; --paper: #fff; }
  body { max-inline-size: none; padding: 0; font-size: 10.5pt; }
  h2, h3 { break-after: avoid; }
  article { break-inside: avoid; }
}
"""
