"""A person of twelve could read it: every piece at most at grade 7, and no paragraph or sentence far above.

The voice promises a reading age of about twelve, seventh grade by formula. The formula is ``reading.grade``. It is
not meant for a single paragraph, so the line drawn there is a house rule of ours: one that is hard stops a reader,
though the page around it passes. What is left out as a class (published questionnaires, licences, names) stands in
``pieces`` with its reasons; what is left out one by one stands here.
"""

from collections.abc import Iterable, Iterator

import pytest

from tests.house import pieces, reading

HIGHEST_GRADE, LEAST_WORDS = 7.0, 100
HARDEST_PARAGRAPH, PARAGRAPH = 8.0, 20
LONGEST_SENTENCE = 28

# Words of a paragraph that cannot be plainer without being false, and why.
EXCEPTIONS = {
    "you are trusting whoever runs this Leanto and its current code": (
        "the promise, word for word as the README and SECURITY.md give it"
    ),
}
PIECES = {place: said for place, said in pieces.pieces().items() if pieces.length(said) >= LEAST_WORDS}


def hard(paragraphs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, float, str]]:
    for place, words in paragraphs:
        if len(reading.words(words)) >= PARAGRAPH:
            found = round(reading.grade([words]), 1)
            if found > HARDEST_PARAGRAPH:
                yield place, found, words


def running_on(paragraphs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, int, str]]:
    for place, words in paragraphs:
        for sentence in reading.sentences([words]):
            if len(reading.words(sentence)) > LONGEST_SENTENCE:
                yield place, len(reading.words(sentence)), sentence


def is_excepted(words: str) -> bool:
    return any(phrase in words for phrase in EXCEPTIONS)


@pytest.mark.parametrize("place", PIECES)
def test_a_piece_of_a_hundred_words_is_at_most_at_the_seventh_grade(place: str) -> None:
    assert reading.grade(PIECES[place]) <= HIGHEST_GRADE, worst(place)


def worst(place: str) -> str:
    """The hardest texts of a piece, to begin with when it has grown too hard."""
    whole = [text for text in PIECES[place] if len(reading.words(text)) >= PARAGRAPH // 2]
    return "\n".join(sorted(whole, key=lambda text: reading.grade([text]), reverse=True)[:5])


def test_no_paragraph_stands_far_above_the_rest() -> None:
    assert [found for found in hard(pieces.paragraphs()) if not is_excepted(found[-1])] == []


def test_no_sentence_runs_on() -> None:
    assert [found for found in running_on(pieces.paragraphs()) if not is_excepted(found[-1])] == []


def test_a_hard_paragraph_and_a_long_sentence_are_noticed() -> None:
    heavy = (
        "Hyper-independence, a compulsion to reject help, is especially common in individuals who have "
        "experienced emotional abandonment, betrayal by trusted individuals or repeated invalidation."
    )
    planted = [("a page", heavy)]
    rambling = [("a page", "You can stop and " * 8 + "rest.")]

    assert list(hard(planted))
    assert not list(running_on(planted))
    assert list(running_on(rambling))


@pytest.mark.parametrize("phrase", EXCEPTIONS)
def test_an_exception_is_still_needed(phrase: str) -> None:
    every = pieces.paragraphs()
    assert any(phrase in found[-1] for found in (*hard(every), *running_on(every)))


@pytest.mark.parametrize(
    "place",
    [
        "leanto/content/en/paths.toml/path/2/about",
        "leanto/content/en/paths.toml/letter",
        "leanto/content/en/circle.toml/need/emotional",
        "leanto/content/en/care.toml/not_now",
        "leanto/content/en/grounding.toml/breathing",
        "leanto/content/en/ladder.toml",
        "leanto/content/en/asking.toml",
        "leanto/content/en/redefine.toml",
        "leanto/content/en/demo.toml/moment",
        "leanto/content/lines.json",
        "leanto/content/instruments/reflection.json",
        "leanto/web/templates/care",
        "leanto/web/templates/door/open_device.html",
        "leanto/web/rooms/practise",
        "leanto/web/reasons.py",
        "docs/use/hard-days.md",
        "docs/use/hard-days.md, A plan for hard moments",
    ],
)
def test_what_is_measured_is_there(place: str) -> None:
    assert place in PIECES


@pytest.mark.parametrize("place", ["phq-9.json", "gad-7.json", "scs-sf.json", "countries.toml", "README.md"])
def test_what_is_not_ours_or_not_for_the_person_is_left_as_it_is(place: str) -> None:
    assert not [name for name in pieces.pieces() if place in name]


def test_labels_do_not_make_a_page_look_easy() -> None:
    assert all(len(reading.words(words)) >= pieces.SENTENCE for _place, words in pieces.paragraphs())
