"""The gate finds what it is published to find, wherever and however it is written, and always answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanto.care.words import Heard, heard, plain, texts
from leanto.content.safety import EVERYDAY, HELD_OUT, WRITERS, labelled
from leanto.lab.safety import everyday_lines, own_words
from leanto.records import KEPT, Draft, Preferences, SafetyPlan

# What the doc publishes, as floors and ceilings: help in either size, and the panel alone.
FLOORS = {Heard.perhaps: (0.95, 0.56, 0.28), Heard.plainly: (0.68, 0.15, 0.025)}
PLAIN = (
    "I want to die",
    "I am going to kill myself",
    "I want to kill myself tonight",
    "I don't want to be alive any more",
    "I don't want to die, I want this to stop",
    "I have been thinking about suicide",
    "I have counted the pills",
    "I have a plan to end my life",
    "I cut myself again last night",
    "I want to hurt myself",
    "I wish I was dead",
    "nobody would miss me if I was gone",
)
FILLER = "Bought bread and fixed the tap. The bus was late. Ben brought soup for lunch. "


@pytest.mark.parametrize("least", FLOORS)
def test_recall_and_false_alarms_are_as_published(least: Heard) -> None:
    recall, false_alarms, everyday = FLOORS[least]
    found = [(one.risk, heard(one.text) >= least) for one in labelled(HELD_OUT)]
    risk = [said for risky, said in found if risky]
    other = [said for risky, said in found if not risky]
    lines = [heard(line) >= least for line in everyday_lines()]
    assert sum(risk) / len(risk) >= recall
    assert sum(other) / len(other) <= false_alarms
    assert sum(lines) / len(lines) <= everyday


def test_no_step_and_no_word_of_ours_opens_the_panel() -> None:
    assert [one.text for one in own_words() if heard(one.text) is Heard.plainly] == []


def test_nothing_of_the_made_up_life_was_learned_from() -> None:
    learned = {one.text for writer in (*WRITERS, EVERYDAY) for one in labelled(writer)}
    assert not learned & set(everyday_lines())


def test_nothing_held_out_was_learned_from() -> None:
    learned = {one.text for writer in (*WRITERS, "everyday") for one in labelled(writer)}
    assert not learned & {one.text for one in labelled(HELD_OUT)}


def test_there_are_six_hundred_sentences_to_learn_from_about_half_without_risk() -> None:
    every = [one for writer in WRITERS for one in labelled(writer)]
    assert len(every) >= 600
    hard = [one for one in every if one.kind != EVERYDAY]
    assert 0.4 < sum(one.risk for one in hard) / len(hard) < 0.6


@pytest.mark.parametrize("said", PLAIN)
def test_case_spacing_and_punctuation_lose_nothing(said: str) -> None:
    ways = (
        said.upper(),
        said.lower(),
        f"  {said.replace(' ', '   ')}  ",
        f"{said}!!!",
        f"“{said}”",
        said + "\n",
    )
    bare = said.replace("'", "").replace(",", "")
    every = (said, *ways, bare, said.replace("'", "’"), said.replace(" ", "\u00a0"))
    assert {heard(way) for way in every} == {heard(said)}
    assert heard(said) is not Heard.nothing


@pytest.mark.parametrize("said", PLAIN)
@pytest.mark.parametrize("before", [0, 1, 7, 60])
def test_its_place_in_a_long_text_loses_nothing(said: str, before: int) -> None:
    assert heard(f"{FILLER * before}{said}. {FILLER * 20}") >= heard(said) > Heard.nothing


@pytest.mark.parametrize("said", PLAIN)
def test_zero_width_marks_and_accents_hide_nothing(said: str) -> None:
    assert heard(said.replace("i", "i\u200b")) is heard(said)
    assert plain(said.replace("e", "é")) == plain(said)


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert heard(text) in set(Heard)


def test_nothing_written_is_no_match() -> None:
    assert {heard(text) for text in ("", "   ", "\n", "…", "12", "🙂", "买面包")} == {Heard.nothing}


@pytest.mark.parametrize(
    "said",
    [
        "I want to die",
        "i want to kill myself tonight",
        "I don't want to be alive any more",
        "dont want to be here anymore",
        "I keep thinking about ending my life",
        "everyone would be better off without me",
        "I want to hurt myself",
        "I cut myself again last night",
        "i wish i was dead",
        "I hope I don't wake up tomorrow",
        "there's no point in living",
    ],
)
def test_what_is_said_plainly_opens_the_panel(said: str) -> None:
    assert heard(said) is Heard.plainly
    assert heard(f"{FILLER * 3}{said}. {FILLER * 3}") is Heard.plainly


@pytest.mark.parametrize(
    "said",
    [
        "This deadline is killing me",
        "I could kill for a coffee",
        "I wanted to die of embarrassment",
        "I cut myself shaving",
        "Hurt myself laughing at his hat",
        "Moved the sofa by myself, again",
        "No one is coming. You are on your own.",
        "Asking gets you punished",
        "I miss her every day since the funeral",
        "My phone died on the bridge",
    ],
)
def test_what_only_sounds_like_it_opens_no_panel(said: str) -> None:
    assert heard(said) is not Heard.plainly


def test_every_kind_of_record_but_unfinished_words_settings_and_the_safety_plan_is_read() -> None:
    unread = {Draft, Preferences, SafetyPlan}
    assert unread < set(KEPT)
    assert texts(Preferences(id="0" * 32, name="I want to die")) == ()
