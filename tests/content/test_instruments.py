"""The instruments of the house: what was promised is there, sourced, keyed, and said in words that do not wound."""

import re
from collections import Counter
from pathlib import Path

import pytest

from leanto.content import Misprint
from leanto.content import instruments as module
from leanto.content.instruments import Part, Scoring, SetAside, Sheet, laid_by, ours

SHEETS = {sheet.id: sheet for sheet in ours()}
OURS = {"reflection", "this-week", "numb"}
CLOSER = {
    "careful-with-trust": "Distrust",
    "kept-to-myself": "Reserve",
    "without-others": "Dependence",
    "letting-close": "Capacity for Love",
    "feelings-at-a-distance": "Emotional Detachment",
    "done-my-way": "Domineering",
    "wanting-it-right": "Perfectionism",
    "work-takes-the-room": "Workaholism",
    "liking-time-alone": "Introversion",
}
# How many lines the source keys each way.
KEYED = {
    "careful-with-trust": (6, 4),
    "kept-to-myself": (5, 5),
    "without-others": (0, 10),
    "letting-close": (6, 3),
    "feelings-at-a-distance": (5, 2),
    "done-my-way": (6, 0),
    "wanting-it-right": (6, 0),
    "work-takes-the-room": (6, 0),
    "liking-time-alone": (7, 3),
}
WOUNDING = re.compile(
    r"\b(?:distrust|detach\w*|domineer\w*|perfectionis\w+|workaholi\w+|dependen\w+|introver\w+|depress\w*|"
    r"anxi\w+|burnout|trauma\w*|disorder|symptom\w*|sever\w+|patholog\w*|deficit|abnormal)\b",
    re.IGNORECASE,
)
NEVER = re.compile(
    r"\b(?:should|just|simply|journey|unlock\w*|scor\w+|failure|patient|user|must|always)\b", re.IGNORECASE
)


def scoring(id: str) -> Scoring:
    found = SHEETS[id].scoring
    assert found is not None
    return found


def spoken(value: object) -> list[str]:
    """Every text of a form that a person reads, in order."""
    if isinstance(value, list):
        return [text for one in value for text in spoken(one)]
    if not isinstance(value, dict):
        return []
    own = [value[key] for key in ("text", "display") if isinstance(value.get(key), str)]
    return own + [text for one in value.values() for text in spoken(one)]


def lines(value: object) -> list[tuple[str, str]]:
    """Every item of a form with its words."""
    if isinstance(value, list):
        return [line for one in value for line in lines(one)]
    if not isinstance(value, dict):
        return []
    return [(str(value["linkId"]), str(value.get("text", ""))), *lines(value.get("item"))]


def test_all_that_was_promised_is_there_and_nothing_else() -> None:
    named = {"phq-4", "phq-8", "phq-9", "gad-7", "pc-ptsd-5", "cbi-personal", "mspss", "scs-sf"}
    assert set(SHEETS) == named | set(CLOSER) | OURS


@pytest.mark.parametrize("id", SHEETS)
def test_each_names_its_source_what_was_read_and_its_licence(id: str) -> None:
    beside = scoring(id)
    assert beside.source
    assert beside.licence
    assert beside.read
    assert beside.why


@pytest.mark.parametrize("id", SHEETS)
def test_the_name_on_screen_does_not_wound(id: str) -> None:
    beside = scoring(id)
    for name in [id, beside.name, beside.why, *(scale.name for scale in beside.scales)]:
        assert not WOUNDING.search(name)


@pytest.mark.parametrize(("id", "own"), CLOSER.items())
def test_a_facet_says_its_own_name_in_the_source_line_alone(id: str, own: str) -> None:
    beside = scoring(id)
    assert beside.part is Part.closer
    assert own in beside.measure
    assert beside.name == beside.scales[0].name != own


@pytest.mark.parametrize(("id", "keyed"), KEYED.items())
def test_facets_are_keyed_as_their_source_keys_them(id: str, keyed: tuple[int, int]) -> None:
    [scale] = scoring(id).scales
    assert (len(scale.items) - len(scale.reversed), len(scale.reversed)) == keyed


@pytest.mark.parametrize(
    ("id", "text", "turned"),
    [
        ("careful-with-trust", "Trust others.", True),
        ("careful-with-trust", "Suspect hidden motives in others.", False),
        ("kept-to-myself", "Show my feelings.", True),
        ("without-others", "Often need help.", True),
        ("letting-close", "Have difficulty accepting love from anyone.", True),
        ("feelings-at-a-distance", "Am open about my feelings.", True),
        ("liking-time-alone", "Enjoy teamwork.", True),
        ("liking-time-alone", "Seek quiet.", False),
        ("scs-sf", "I try to see my failings as part of the human condition.", False),
        ("scs-sf", "I’m disapproving and judgmental about my own flaws and inadequacies.", True),
    ],
)
def test_a_line_is_turned_where_its_words_say_so(id: str, text: str, turned: bool) -> None:
    [link] = [link for link, words in lines(SHEETS[id].form["item"]) if words == text]
    assert (link in scoring(id).scales[0].reversed) is turned


def test_only_what_a_person_chose_is_asked_of_the_hardest() -> None:
    assert {id for id in SHEETS if scoring(id).on_request} == {"phq-9", "pc-ptsd-5"}


def test_phq_and_gad_come_monthly_at_most() -> None:
    assert all(scoring(id).days_apart >= 28 for id in ("phq-8", "phq-9", "gad-7"))


def test_the_ninth_question_alone_is_wired_to_care_from_its_first_step() -> None:
    assert {
        id: [(one.item, one.start) for one in scoring(id).safety] for id in SHEETS if scoring(id).safety
    } == {"phq-9": [("q9", 1)]}


def test_ours_are_marked_as_untested_and_others_are_not() -> None:
    assert {id for id in SHEETS if not scoring(id).validated} == OURS
    assert all("never tested" in scoring(id).note for id in OURS)


def test_a_permission_read_second_hand_says_so() -> None:
    assert {id for id in SHEETS if scoring(id).second_hand} == {"cbi-personal", "scs-sf"}


def test_no_band_of_ours_and_no_adverse_experience_is_ever_added_up() -> None:
    assert not any(scale.bands for id in [*OURS, *CLOSER] for scale in scoring(id).scales)
    assert not any("ace" in id.split("-") for id in SHEETS)


def test_the_weekly_eight_are_reported_one_by_one() -> None:
    scales = scoring("this-week").scales
    assert [scale.items for scale in scales] == [(scale.id,) for scale in scales]
    assert len(scales) == 8


def test_the_reflection_has_four_signs_and_keeps_choice_and_solitude_apart() -> None:
    by_id = {scale.id: set(scale.items) for scale in scoring("reflection").scales}
    assert set(by_id) == {"refusing", "weak-or-guilty", "trusting", "control", "by-choice", "liking-solitude"}
    assert max(Counter(link for items in by_id.values() for link in items).values()) == 1


@pytest.mark.parametrize("id", sorted(OURS))
def test_our_own_words_keep_to_the_voice(id: str) -> None:
    for text in spoken(SHEETS[id].form):
        assert not NEVER.search(text)
        assert not WOUNDING.search(text)
        assert max(len(sentence.split()) for sentence in re.split(r"[.!?…]", text)) <= 18


def test_nothing_is_answered_in_advance() -> None:
    assert not any("initial" in str(sheet.form) for sheet in ours())


def test_loinc_codes_come_with_their_notice() -> None:
    for sheet in ours():
        if "http://loinc.org" in str(sheet.form["item"]):
            assert "LOINC is copyright" in str(sheet.form["copyright"])


def test_a_file_of_ours_that_is_not_as_it_must_be_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "instruments").mkdir()
    (tmp_path / "instruments" / "alone.json").write_text("{}")
    monkeypatch.setattr(module, "files", lambda _name: tmp_path)
    with pytest.raises(Misprint, match=r"^content/instruments/alone.json: alone.scoring.toml is not there$"):
        ours.__wrapped__()


def test_a_hosts_file_is_taken_in_or_set_aside(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "b.json").write_text("[]")
    (tmp_path / "c.txt").write_text("")
    first, second = laid_by(tmp_path)
    assert first == Sheet("a", {}, None, ours=False)
    assert isinstance(second, SetAside)
    assert second.file == "b.json"


def test_a_hosts_file_has_a_largest_size(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(" " * 1_000_001)
    assert laid_by(tmp_path) == (SetAside("a.json", "this file is larger than 1 MB"),)
