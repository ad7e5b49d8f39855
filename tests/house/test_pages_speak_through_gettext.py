"""Every word a page shows can be translated: it is marked where it stands, or comes from the view."""

import re
from collections.abc import Iterator

import pytest

from tests.house import markup, tree

LETTERS = re.compile(r"[^\W\d_]{2,}")
# What a person sees or hears of an element besides its text.
SPOKEN = ("alt", "aria-description", "aria-label", "aria-roledescription", "label", "placeholder", "title")
# Names a person types or reads the same in every language.
SAME_EVERYWHERE = frozenset({"Leanto", "Shift", "JSON", "HTML"})


# A block inside an attribute of a page (`class="shell{% block shell %}"`) is not text where it is filled.
IN_ATTRIBUTE = re.compile(r'="[^"<>]*{%\s*block (\w+)')
ATTRIBUTE_BLOCKS = {name for page in tree.pages(".html").values() for name in IN_ATTRIBUTE.findall(page)}
BLOCK = re.compile(r"{%\s*block (\w+)\s*%}[^<>{}]*{%\s*endblock\b")


def unmarked(template: str) -> Iterator[str]:
    text = BLOCK.sub(lambda hit: "" if hit[1] in ATTRIBUTE_BLOCKS else hit[0], template)
    for item in markup.read(text):
        for words in seen(item):
            if set(LETTERS.findall(words)) - SAME_EVERYWHERE:
                yield f"line {item.line}: {' '.join(words.split())}"


def seen(item: markup.Element | markup.Text) -> list[str]:
    if isinstance(item, markup.Text):
        return [item.words]
    spoken = [item.attributes[name] for name in SPOKEN if name in item.attributes]
    is_button = item.name == "input" and item.attributes.get("type") in {"submit", "button", "reset"}
    is_summary = item.name == "meta" and item.attributes.get("name") == "description"
    return [
        *spoken,
        *([item.attributes.get("value", "")] if is_button else []),
        *([item.attributes.get("content", "")] if is_summary else []),
    ]


def test_no_page_has_a_word_outside_gettext() -> None:
    assert tree.found(unmarked, tree.pages(".html")) == {}


@pytest.mark.parametrize(
    "template",
    [
        "<p>Come in</p>",
        "<p>{{ name }} came</p>",
        '<a href="/" title="Go home">{% translate "Home" %}</a>',
        '<input type="submit" value="Keep">',
        '<meta name="description" content="A companion">',
        "{% if open %}Open{% endif %}",
        "<svg><title>Guesses</title></svg>",
        "{% block heading %}Today{% endblock %}",
        "{# fine #}{% comment %}fine{% endcomment %}<p>not&nbsp;fine</p>",
    ],
)
def test_words_outside_gettext_are_noticed(template: str) -> None:
    assert list(unmarked(template))


@pytest.mark.parametrize(
    "template",
    [
        '{% translate "Come in" %} &middot; {{ name }}, 5',
        "{% blocktranslate trimmed with name=name %}Dear {{ name }}{% endblocktranslate %}",
        """<a href="{% url "name:moments" %}" title="{% translate "Home" %}" class="go">→</a>""",
        '<input type="text" name="did" value="kept">',
        "<!-- a comment -->{# another #}{% comment %}a third{% endcomment %}",
        '<p dir="auto">{{ moment.text }}</p>',
    ],
)
def test_words_inside_gettext_pass(template: str) -> None:
    assert not list(unmarked(template))
