"""No sentence here claims to heal or to be unbreakable, and none talks down to anyone (rule 9, the voice)."""

import re
from collections.abc import Iterable

import pytest

from leanto.care.safety import INTENDED_USE
from tests.care.spoken import documents, of_content, of_page, of_view, sentences

CLAIMS = {
    "it treats": r"\btreat(?:s|ed|ing|ment|ments)?\b",
    "it cures": r"\bcur(?:e|es|ed|ing)\b",
    "it heals": r"\bheal(?:s|ed|ing)?\b",
    "it diagnoses": r"\bdiagnos\w*",
    "it was proven": r"\b(?:clinically|scientifically)[\s-](?:proven|tested|validated|shown)\b",
    "it replaces therapy": r"\b(?:replac\w+|instead of|better than|like having)\s+(?:a\s+|your\s+)?therap\w+",
    "it is therapy": r"\b(?:therapeutic|your therapist here)\b",
    "you have it": r"\byou (?:have|suffer from) (?:depression|anxiety|ptsd|trauma|a disorder)\b",
    "end-to-end": r"\bend[\s-]to[\s-]end\b",
    "zero knowledge": r"\bzero[\s-]knowledge\b",
    "military-grade": r"\bmilitary[\s-]grade\b",
    "unhackable": r"\bunhackable\b|\bunbreakable\b|\b100\s?% (?:safe|secure)\b",
    "anonymous": r"\banonym(?:ous|ously|ity|ised)\b",
    "HIPAA": r"\bHIPAA\b",
    "GDPR": r"\bGDPR[\s-](?:certified|compliant|ready)\b",
}
ALLOWED = {
    "It is not for diagnosis, treatment or crisis care.": "the sentence of intended use",
    "It is not diagnosis, treatment or crisis care.": "the same, at the door",
    "they are not a diagnosis": "what answers are not",
    "No treat to settle up.": "a treat one buys",
    "you are a failure": "PHQ, verbatim",
    "alone in my failure": "SCS-SF, verbatim",
    "understanding and patient": "SCS-SF, verbatim",
    "a whole way of treating people like you": "how people are treated, in one of the four roots",
}
VOICE = {
    word: rf"\b(?:{forms})\b"
    for word, forms in {
        "should": "should(?:n['’]t)?",
        "just": "just",
        "simply": "simply",
        "journey": "journeys?",
        "warrior": "warriors?|survivors?",
        "unlock": "unlock\\w*",
        "streak": "streaks?",
        "score": "scor(?:e|es|ed|ing)",
        "failure": "failures?",
        "patient": "patients?",
        "user": "users?",
        "compliance": "complian\\w+",
        "relapse": "relaps\\w+",
        "praise": "great job|well done|good job|congratulations|amazing|awesome",
    }.items()
}


def found(patterns: dict[str, str], spoken: Iterable[tuple[str, str]], allowed: Iterable[str]) -> list[str]:
    hits = []
    for place, words in spoken:
        left = words
        for phrase in allowed:
            left = left.replace(phrase, "")
        hits += [
            f"{place}: {name}: {words[:160]}"
            for name, pattern in patterns.items()
            if re.search(pattern, left, re.IGNORECASE)
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
    assert any(phrase in words for _place, words in sentences())


def test_the_sentence_of_intended_use_is_frozen() -> None:
    assert INTENDED_USE == (
        "Leanto is for self-reflection and for practice in asking for support. "
        "It is not for diagnosis, treatment or crisis care."
    )


def test_there_is_much_to_search() -> None:
    assert len(sentences()) > 300


@pytest.mark.parametrize(
    "words",
    [
        "Leanto treats trauma",
        "It heals what was broken",
        "a cure for loneliness",
        "Clinically proven to help",
        "We diagnose your attachment style",
        "Better than a therapist",
        "End-to-end encrypted",
        "zero knowledge storage",
        "Military-grade security",
        "Stay anonymous",
        "HIPAA-compliant",
        "GDPR certified",
        "You have depression",
    ],
)
def test_a_claim_is_noticed(words: str) -> None:
    assert found(CLAIMS, [("a page", words)], ALLOWED)


@pytest.mark.parametrize(
    "words",
    [
        "You should ask",
        "just breathe",
        "Your journey",
        "unlock your strength",
        "a 7 day streak",
        "Well done!",
    ],
)
def test_a_word_that_wounds_is_noticed(words: str) -> None:
    assert found(VOICE, [("a page", words)], ALLOWED)


@pytest.mark.parametrize(
    "words", ["an adjustment", "underscored", "the underachiever", "a secure place", "healthy", "an accuracy"]
)
def test_part_of_another_word_is_not(words: str) -> None:
    assert not found(VOICE | CLAIMS, [("a page", words)], ())


def test_all_three_places_are_searched() -> None:
    assert list(
        of_page(
            '{# a #}{% translate "b" %}{% blocktranslate trimmed with n=1 %}c {{ n }}{% endblocktranslate %}'
        )
    ) == [
        "c …",
        "b",
    ]
    assert list(of_view("_('d'); ngettext('e', 'f', n); other('g')")) == ["d", "e", "f"]
    assert list(of_content({"id": "h", "step": [{"text": "i", "address": "j"}], "more": ["k"]})) == ["i", "k"]
