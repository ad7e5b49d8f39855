"""A template with Django's own marks taken out, read as HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

HIDDEN = re.compile(
    r"{#.*?#}"
    r"|{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}"
    r"|{%\s*blocktrans(?:late)?\b.*?%}.*?{%\s*endblocktrans(?:late)?\s*%}"
    r"|{%.*?%}|{{.*?}}",
    re.DOTALL,
)
TAG = re.compile(r"{%-?\s*(\w+)")
NOT_TEXT = frozenset({"script", "style"})


@dataclass(frozen=True)
class Element:
    name: str
    attributes: dict[str, str]
    line: int


@dataclass(frozen=True)
class Text:
    words: str
    line: int


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Element | Text] = []
        self.raw = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found.append(Element(tag, given, self.getpos()[0]))
        self.raw = tag if tag in NOT_TEXT else ""

    def handle_endtag(self, tag: str) -> None:
        self.raw = ""

    def handle_data(self, data: str) -> None:
        if not self.raw:
            self.found.append(Text(data, self.getpos()[0]))


def without_django(template: str) -> str:
    """The HTML that is left. Line breaks stay, so that a finding can be found."""
    return HIDDEN.sub(lambda hit: "\n" * hit[0].count("\n"), template)


def read(template: str) -> list[Element | Text]:
    reader = _Reader()
    reader.feed(without_django(template))
    reader.close()
    return reader.found


def elements(template: str) -> Iterator[Element]:
    return (item for item in read(template) if isinstance(item, Element))


def django_tags(template: str) -> set[str]:
    return set(TAG.findall(template))
