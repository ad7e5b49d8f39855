"""No sentence here claims to heal or to be unbreakable, and none talks down to anyone (rule 9, the voice)."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from leanto.care.safety import INTENDED_USE
from tests.care.forbidden import ALLOWED, CLAIMS, VOICE, Forbidden
from tests.care.spoken import documents, of_code, of_content, of_file, of_page, of_view, sentences

EXAMPLES = [(name, words) for table in (CLAIMS, VOICE) for name, one in table.items() for words in one.caught]
# A file of each kind that speaks, with a sentence planted in it.
PLANTED = {
    "leanto/web/templates/today/page.html": '{% translate "It heals you." %}',
    "leanto/web/templates/care/_line.html": "{% blocktranslate %}A{% plural %}It heals you.{% endblocktranslate %}",
    "leanto/web/rooms/today.py": '_("It heals you.")',
    "leanto/web/words.py": 'ngettext("One", "It heals you.", number)',
    "leanto/share/refusals.py": 'sentence = "It heals what was broken."',
    "leanto/content/en/paths.toml": '[[path]]\nabout = ["One", "It heals you."]',
    "leanto/content/instruments/numb.json": '{"item": [{"text": "It heals you."}]}',
    "leanto/content/instruments/numb.scoring.toml": 'name = "It heals you."',
    "leanto/content/lines.json": '{"lines": [{"note": "It heals you."}]}',
    "docs/use/first-visit.md": "# One\n\nIt heals you.",
}


def found(
    patterns: Mapping[str, Forbidden], spoken: Iterable[tuple[str, str]], allowed: Iterable[str]
) -> list[str]:
    hits = []
    for place, words in spoken:
        left = words
        for phrase in allowed:
            left = left.replace(phrase, "")
        hits += [
            f"{place}: {name}: {words[:160]}"
            for name, one in patterns.items()
            if re.search(one.pattern, left, re.IGNORECASE)
        ]
    return hits


def test_no_page_message_or_content_makes_a_claim_it_may_not_make() -> None:
    assert not found(CLAIMS, sentences(), ALLOWED)


def test_no_document_makes_one_either() -> None:
    denials = re.compile(r"\b(?:not|never|no|nor|forbidden|without|until)\b", re.IGNORECASE)
    claimed = [(place, words) for place, words in documents() if not denials.search(words)]
    assert not found(CLAIMS, claimed, ALLOWED)


def test_no_page_message_or_content_uses_a_word_that_wounds_or_rewards() -> None:
    assert not found(VOICE, sentences(), ALLOWED)


@pytest.mark.parametrize("phrase", ALLOWED)
def test_what_is_allowed_is_still_said_somewhere(phrase: str) -> None:
    assert any(phrase in words for _place, words in (*sentences(), *documents()))


def test_the_sentence_of_intended_use_is_frozen() -> None:
    assert INTENDED_USE == (
        "Leanto is for self-reflection and for practice in asking for support. "
        "It is not for diagnosis, treatment or crisis care."
    )


def test_there_is_much_to_search_in_every_place() -> None:
    places = [place for place, _words in sentences()]
    for beginning, least in [
        ("leanto/web/templates/", 1000),
        ("leanto/web/", 1500),
        ("leanto/content/en/", 2000),
        ("leanto/content/instruments/", 1000),
        ("leanto/content/lines.json", 100),
        ("leanto/cli.py", 10),
        ("leanto/care/safety.py", 1),
        ("docs/use/", 50),
    ]:
        assert sum(place.startswith(beginning) for place in places) >= least, beginning
    assert "README.md" in {place for place, _words in documents()}


@pytest.mark.parametrize(("name", "words"), EXAMPLES)
def test_what_is_forbidden_is_noticed(name: str, words: str) -> None:
    one = {name: (CLAIMS | VOICE)[name]}
    assert found(one, [("a page", f"Before it. {words}. After it.")], ALLOWED)


@pytest.mark.parametrize("path", PLANTED)
def test_a_claim_is_noticed_wherever_it_is_planted(path: str) -> None:
    spoken = [(path, words) for words in of_file(Path(path), PLANTED[path])]
    assert found(CLAIMS, spoken, ALLOWED)


@pytest.mark.parametrize(
    "words",
    [
        "an adjustment",
        "underscored",
        "the underachiever",
        "a secure place",
        "healthy",
        "an accuracy",
        "the recovery code",
        "Did you have to, or did you choose to?",
        "You do not have to answer",
        "You have not asked yet",
        "your condition for a yes",
        "one symptom you tend to leave out",
        "what is safe for both of you",
    ],
)
def test_what_is_not_meant_passes(words: str) -> None:
    assert not found(VOICE | CLAIMS, [("a page", words)], ())


def test_every_way_of_speaking_is_read() -> None:
    assert list(
        of_page(
            '{# a #}{% translate "b" %}{% blocktranslate trimmed with n=1 %}c {{ n }}{% endblocktranslate %}'
        )
    ) == ["c …", "b"]
    assert list(of_view("_('d'); ngettext('e', 'f', n); other('g')")) == ["d", "e", "f"]
    assert list(of_content({"id": "h", "step": [{"text": "i", "address": "j"}], "more": ["k"]})) == ["i", "k"]
    assert list(of_code('"""One two three four."""\nx = "Five six sevens eight"\ny = "nine"')) == [
        "Five six sevens eight"
    ]
