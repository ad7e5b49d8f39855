"""Words for finding help: enough of them, all first words real steps, nobody told that they must have therapy."""

import re
from collections.abc import Iterator

import msgspec
import pytest

from leanto.care.words import Heard, heard
from leanto.content import Misprint
from leanto.content import finding as module
from leanto.content.finding import finding
from leanto.content.ladder import Starter, _check, starters
from leanto.records import Channel, Domain, Kind

STEPS = {one.id: one for one in starters()}
FIGURES = re.compile(r"[£$€]|\b\d+\b")


def said(value: object = None) -> Iterator[str]:
    """Every sentence in the file."""
    value = msgspec.to_builtins(finding()) if value is None else value
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from said(inner if inner is not None else "")


def test_there_is_as_much_as_was_promised() -> None:
    found = finding()
    assert (len(found.kind), len(found.question), len(found.meanwhile)) >= (12, 14, 8)
    assert {one.channel for one in found.opening} == {Channel.email, Channel.voice, Channel.text, None}
    assert len({one.title for one in found.kind}) == len(found.kind)


def test_first_words_are_those_of_steps_that_need_no_one_of_ones_own() -> None:
    for opening in finding().opening:
        step = STEPS[opening.step]
        assert step.kind is Kind.ask
        assert not step.needs_person
        assert opening.out


def test_nothing_here_gives_a_price_or_a_number_of_weeks() -> None:
    assert [words for words in said() if FIGURES.search(words)] == []


def test_no_one_is_told_that_they_must_have_it_or_that_it_mends_anything() -> None:
    pressed = re.compile(
        r"\b(?:you must|must have|need therapy|have to have|ought|recover\w*|therapy works|it works)\b",
        re.IGNORECASE,
    )
    assert [words for words in said() if pressed.search(words)] == []


def test_words_ready_to_be_said_do_not_open_the_panel() -> None:
    words = [one.say for one in (*finding().cost, *finding().meanwhile, *finding().again)]
    words += [one.say for one in finding().sooner]
    words += [STEPS[one.step].say for one in finding().opening]
    assert [one for one in words if heard(one) is Heard.plainly] == []


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"meanwhile": ()}, "at least 8"),
        (
            {"opening": tuple(msgspec.structs.replace(one, step="no") for one in finding().opening)},
            "needs no one",
        ),
    ],
)
def test_a_cut_or_a_step_that_is_not_there_is_refused(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, object], wrong: str
) -> None:
    spoilt = msgspec.structs.replace(finding(), **change)
    monkeypatch.setattr(module, "load", lambda _name, _kind: spoilt)
    with pytest.raises(Misprint, match=wrong):
        finding.__wrapped__()


def test_words_to_someone_one_knows_stay_short() -> None:
    step = Starter(
        "ask-work-coin",
        "Ask someone for a coin.",
        Kind.ask,
        Domain.work,
        5,
        "A coin, please. " * 10,
    )
    with pytest.raises(Misprint, match="only a service"):
        _check(step)
    _check(msgspec.structs.replace(step, needs_person=False))
