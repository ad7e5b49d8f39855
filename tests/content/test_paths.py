"""Explore as written: enough of everything, each its own, in plain words, and none that could harm."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, pairwise

import pytest
from msgspec import Struct, structs, to_builtins

from leanto.content import Misprint
from leanto.content.paths import (
    Asked,
    Depth,
    Path,
    Prompt,
    Root,
    _named,
    _once,
    _ordered,
    asked,
    everything_asked,
    explore,
    path,
)

ALL = explore()
PATHS = ALL.path
PLACES = {"grief": ALL.grief, "strong_one": ALL.strong_one}
SECTIONS: dict[str, Struct] = {
    **{one.id: one for one in PATHS},
    **PLACES,
    "sitting": ALL.sitting,
    "night": ALL.night,
    "letter": ALL.letter,
}
# Words of weight that two short lines may share by chance.
SHARED = 2

STOP = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be by did do does for from had has have how i if in is it its may no not of on one
        or so than that the their them then there they this to up was were what when where which who will with
        would you your yours someone somebody something anyone any ever nobody yes""",
    )
)
NEVER_SAID = re.compile(
    r"""\b(?:should(?:n['’]t)?|just|simply|journeys?|heal\w*|survivors?|victims?|warriors?|toxic|trigger\w*|unlock\w*|streaks?
    |scor\w+|failures?|patients?|users?|relaps\w*|complian\w*|trauma\w*|symptoms?|disorders?|diagnos\w*|treat\w*
    |cur(?:e|es|ed|ing)|therap\w*|clinical\w*|ptsd|dissociat\w*|attachment|avoidant|distort\w*|dysfunction\w*
    |irrational\w*|maladaptive|paranoi\w*|oversensitive|brave\w*|amazing|closure|inner\ child|wound\w*
    |forgiv\w*|confront\w*|reconcil\w*|move\ on|let\ it\ go|get\ over|toughen|repress\w*|buried\ memor\w*
    |abus\w*|neglect\w*|betray\w*)\b""",
    re.IGNORECASE | re.VERBOSE,
)
ADVICE = re.compile(
    r"\b(?:tell (?:them|him|her|someone|somebody|your)(?! apart)|talk to (?:them|him|her)|"
    r"try to remember|think back|remember (?:a|the) time|go back to (?:the|that)|write to (?:them|him|her)|"
    r"describe what happened|"
    r"you need to|you have to|you must|you ought)\b",
    re.IGNORECASE,
)
OPEN = re.compile(
    r"\b(?:if|has|have you|had|is there|is any|is anyone|is some|was there|did you|do you|suppose)\b",
    re.IGNORECASE,
)
# "You do not have to", "there is no need to": a release, not advice.
RELEASE = re.compile(r"\b(?:do not|don’t|does not|need not) (?:have to|need to)\b")


def strings(value: object, key: str = "") -> Iterator[str]:
    """Whatever of it a person reads: ids and depths are not."""
    if isinstance(value, str) and value and key not in {"id", "depth"}:
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, name)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


def said(section: Struct) -> list[str]:
    return list(strings(to_builtins(section)))


EVERYTHING = [(name, words) for name, section in SECTIONS.items() for words in said(section)]


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", ""))


def stems(text: str) -> set[str]:
    return {re.sub(r"(?:ing|ed|es|s)$", "", word) for word in words(text) if word not in STOP}


def questions() -> list[Asked]:
    return list(everything_asked(ALL))


def deep_ones() -> list[Prompt]:
    return [one for one in questions() if isinstance(one, Prompt) and one.depth is Depth.deep]


def alike(texts: Iterable[str]) -> list[tuple[str, str]]:
    kept = [(text, stems(text)) for text in texts]
    return [
        (one, other)
        for (one, first), (other, second) in combinations(kept, 2)
        if len(first & second) > max(SHARED, 0.5 * min(len(first), len(second)))
    ]


def test_there_are_five_paths_and_their_ids_give_nothing_away() -> None:
    assert [one.id for one in PATHS] == ["one", "two", "three", "four", "five"]
    assert all(
        re.fullmatch(r"(?:one|two|three|four|five|rain|post|night)-(?:[a-z]|root)", q.id) for q in questions()
    )


@pytest.mark.parametrize("one", PATHS, ids=lambda one: one.id)
def test_a_path_has_enough_of_everything(one: Path) -> None:
    depths = [prompt.depth for prompt in one.prompts]

    assert 4 <= len(one.about) <= 6
    assert 4 <= len(one.learned) <= 6
    assert 8 <= len(one.recognise) <= 12
    assert len(one.prompts) >= 14
    assert min(depths.count(depth) for depth in Depth) >= 4
    assert len(one.exceptions) >= 3
    assert 6 <= len(one.lesson_starts) <= 8


def test_what_is_shared_is_all_there() -> None:
    assert [one.id for one in ALL.sitting.endings] == ["away", "room", "today"]
    assert len(ALL.sitting.between) == len(ALL.sitting.shut_down) == 6
    assert len(ALL.grief.prompts) == len(ALL.strong_one.prompts) == 8
    assert len(ALL.letter.starts) == 6
    assert len(ALL.night.questions) >= 4


@pytest.mark.parametrize(("name", "words"), EVERYTHING)
def test_nothing_wounds_labels_or_advises(name: str, words: str) -> None:
    assert not NEVER_SAID.search(words)
    assert not ADVICE.search(RELEASE.sub("", words))


@pytest.mark.parametrize("words", ["Just ask.", "It triggers you", "your wounds", "neglected"])
def test_a_word_that_wounds_would_be_noticed(words: str) -> None:
    assert NEVER_SAID.search(words)


@pytest.mark.parametrize("words", ["Try to remember it.", "You must say so.", "Tell them how it felt."])
def test_advice_would_be_noticed(words: str) -> None:
    assert ADVICE.search(words)


@pytest.mark.parametrize(("name", "words"), EVERYTHING)
def test_it_is_set_as_print(name: str, words: str) -> None:
    assert "'" not in words
    assert '"' not in words
    assert not set("—–!*_") & set(words)
    assert words.count("“") == words.count("”")
    assert words == " ".join(words.split())
    assert words[0].isupper() or words[0] == "“"


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.id)
def test_a_question_asks_and_says_why_in_one_sentence(one: Asked) -> None:
    assert "?" in one.question or one.question.endswith("…”")
    assert len(words(one.question)) <= 30
    assert re.fullmatch(r"[^.?!]+\.", one.why)


@pytest.mark.parametrize("one", deep_ones(), ids=lambda one: one.id)
def test_a_deep_question_leaves_open_that_there_is_nothing(one: Prompt) -> None:
    assert OPEN.search(one.question)


@pytest.mark.parametrize("one", [each.root for each in PATHS], ids=lambda one: one.id)
def test_the_one_question_takes_nothing_for_an_answer(one: Root) -> None:
    assert one.question.startswith("Who or what")
    assert "if anything" in one.question
    assert "whole answers" in one.smaller or "is an answer" in one.smaller
    assert "I don’t know" in one.smaller


@pytest.mark.parametrize("one", PATHS, ids=lambda one: one.id)
def test_no_one_is_an_answer_to_who(one: Path) -> None:
    assert "“No one” is an answer." in one.exceptions[0].question


@pytest.mark.parametrize("one", PATHS, ids=lambda one: one.id)
def test_vigilance_is_called_good_judgement(one: Path) -> None:
    assert "good judgement" in " ".join(one.protected)


@pytest.mark.parametrize("one", PATHS, ids=lambda one: one.id)
def test_the_page_says_that_it_may_be_about_someone_else(one: Path) -> None:
    assert re.search(r"\b(?:none of this|no story at all|someone else’s life)\b", " ".join(one.about))


def test_recognising_is_in_the_first_person() -> None:
    first = re.compile(r"\b(?:I|my|me|mine|I’m)\b")

    assert [text for one in PATHS for text in one.recognise.values() if not first.search(text)] == []


def test_no_two_questions_are_alike() -> None:
    assert alike(one.question for one in questions()) == []


def test_no_two_reasons_and_no_two_ways_to_stop_are_alike() -> None:
    assert alike(one.why for one in questions()) == []
    assert alike(one.smaller for one in deep_ones()) == []


def test_no_sentence_to_recognise_and_no_rule_is_said_twice() -> None:
    assert alike(text for one in PATHS for text in one.recognise.values()) == []
    assert alike(start.old for one in PATHS for start in one.lesson_starts) == []
    assert alike(start.new for one in PATHS for start in one.lesson_starts) == []


def test_nothing_at_all_is_printed_twice() -> None:
    every = [words for _name, words in EVERYTHING]

    assert sorted({words for words in every if every.count(words) > 1}) == []


def test_questions_go_from_gentle_to_deep() -> None:
    order = list(Depth)
    for prompts in (*(one.prompts for one in PATHS), *(place.prompts for place in PLACES.values())):
        assert all(order.index(a.depth) <= order.index(b.depth) for a, b in pairwise(prompts))


def test_what_is_asked_is_found_by_its_id() -> None:
    assert all(asked(one.id) is one for one in questions())
    assert asked("six-a") is None
    assert path("three") is PATHS[2]
    assert path("six") is None


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda: _named(structs.replace(PATHS[0], id="two")), "begins with two-"),
        (lambda: _ordered("one", PATHS[0].prompts[::-1]), "stands after a deep one"),
        (
            lambda: _ordered("one", [structs.replace(PATHS[0].prompts[-1], smaller="")]),
            "a deep prompt, and no other",
        ),
        (
            lambda: _ordered("one", [structs.replace(PATHS[0].prompts[0], smaller="Less.")]),
            "a deep prompt, and no",
        ),
        (lambda: _once(["one-a", "one-a"]), r"one-a: this id stands here twice"),
    ],
)
def test_a_slip_of_the_pen_is_refused(wrong: Callable[[], None], told: str) -> None:
    with pytest.raises(Misprint, match=told):
        wrong()
