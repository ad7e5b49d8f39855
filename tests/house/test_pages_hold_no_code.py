"""Templates only lay out: no inline style or script, no logic beyond a handful of tags."""

from collections.abc import Iterator

import pytest

from tests.house import markup, tree

LOGIC = {"if", "elif", "else", "endif", "for", "empty", "endfor", "include", "extends", "block", "endblock"}
LOOKS_UP = {"load", "static", "url", "csrf_token"}
WORDS = {"translate", "blocktranslate", "plural", "endblocktranslate", "comment", "endcomment"}
OF_THE_WHOLE_PAGE = {"get_current_language", "get_current_language_bidi"}


def inline(template: str) -> Iterator[str]:
    for element in markup.elements(template):
        given = element.attributes
        if element.name == "style" or "style" in given:
            yield f"line {element.line}: style"
        if element.name == "script" and "src" not in given:
            yield f"line {element.line}: script"
        if any(name.startswith(("on", "hx-on")) for name in given):
            yield f"line {element.line}: handler"
        if any(value.strip().lower().startswith("javascript:") for value in given.values()):
            yield f"line {element.line}: javascript address"


def strange(template: str) -> set[str]:
    return markup.django_tags(template) - LOGIC - LOOKS_UP - WORDS - OF_THE_WHOLE_PAGE


def test_no_page_has_inline_style_or_script() -> None:
    assert tree.found(inline, tree.pages(".html")) == {}


def test_pages_use_only_the_tags_of_the_house() -> None:
    assert tree.found(strange, tree.pages(".html")) == {}


@pytest.mark.parametrize(
    "template",
    [
        '<p style="color: red">',
        "<style>p { color: red }</style>",
        "<script>go()</script>",
        '<button onclick="go()">',
        '<button hx-on:click="go()">',
        '<a href="javascript:go()">',
        "{% if open %}<p style='color: {{ colour }}'>{% endif %}",
    ],
)
def test_inline_style_and_script_are_noticed(template: str) -> None:
    assert list(inline(template))


def test_a_script_from_our_own_files_passes() -> None:
    assert not list(inline('{% load static %}<script src="{% static "js/leave.js" %}" defer></script>'))
