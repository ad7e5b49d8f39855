"""No page asks a third party for anything, and no file sends a machine to a particular registry."""

import re
from collections.abc import Iterator

import pytest

from tests.house import markup, tree

ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
SOURCE = re.compile(r"https?://|file:|^--?(?:i|f|index|extra-index|find-links)\b", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
# Written in halves, so that this file does not name them either.
REGISTRIES = [
    ".".join(halves)
    for halves in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb.debian", "org"),
        ("security.debian", "org"),
        ("archive.ubuntu", "com"),
        ("registry.npm", "org"),
    ]
]


def loaded(template: str) -> Iterator[str]:
    """What a page would fetch or post somewhere else. A link waits for a click, and tells nothing."""
    for element in markup.elements(template):
        for name, value in element.attributes.items():
            quiet_link = (element.name, name) == ("a", "href") and "noreferrer" in element.attributes.get(
                "rel", ""
            )
            if ELSEWHERE.search(value) and not quiet_link and not name.startswith("xmlns"):
                yield f"line {element.line}: {value}"


def named(code: str) -> list[str]:
    return [*ELSEWHERE.findall(COMMENT.sub("", code)), *re.findall("@import", code)]


def registries(text: str) -> list[str]:
    return [host for host in REGISTRIES if host in text]


def test_no_page_loads_from_elsewhere() -> None:
    assert tree.found(loaded, tree.pages(".html")) == {}


def test_styles_and_scripts_name_no_other_host() -> None:
    assert tree.found(named, tree.pages(".css") | tree.pages(".js")) == {}


def test_no_registry_is_named_in_any_file() -> None:
    assert tree.found(registries, tree.texts()) == {}


def test_no_lock_says_where_to_fetch_from() -> None:
    lists = {
        path: text for path, text in tree.texts().items() if path.parts[0] == "requirements" and path.suffix
    }
    assert len(lists) == 6
    assert tree.found(SOURCE.findall, lists) == {}


@pytest.mark.parametrize(
    "template",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<img src="//cdn.example/x.png">',
        '<link rel="preconnect" href="https://example.org">',
        '<form action="https://example.org/">',
        '<a href="https://example.org">{{ name }}</a>',
        '<button hx-get="https://example.org">',
    ],
)
def test_an_address_elsewhere_is_noticed(template: str) -> None:
    assert list(loaded(template))


@pytest.mark.parametrize(
    "template",
    [
        '<a href="https://example.org" rel="noopener noreferrer">',
        '<a href="{% url "today:today" %}">',
        '<img src="/x.svg">',
    ],
)
def test_a_link_of_ours_or_one_that_keeps_quiet_passes(template: str) -> None:
    assert not list(loaded(template))


@pytest.mark.parametrize(
    "code",
    ['@import "more.css";', "p { background: url(//cdn.example/x.png) }", 'fetch("https://example.org")'],
)
def test_another_host_in_style_or_script_is_noticed(code: str) -> None:
    assert named(code)


@pytest.mark.parametrize(
    "line", ["--extra-index-url there", "-f there", "x @ file:///there", "x @ https://there"]
)
def test_a_source_in_a_lock_is_noticed(line: str) -> None:
    assert SOURCE.findall(f"django==5.2\n{line}\n")
