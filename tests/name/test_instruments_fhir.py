"""What leaves is FHIR R4: checked by another implementation of the standard, and read back whole."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fhir.resources.R4B.observation import Observation
from fhir.resources.R4B.questionnaire import Questionnaire as OracleForm
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from leanto.content.instruments import ours
from leanto.name.conditions import kept
from leanto.name.instruments import Instrument, shelf
from leanto.name.observations import observations
from leanto.name.questionnaires import Answers, Type, Value
from leanto.name.responses import read, respond
from leanto.name.scoring import score
from tests.name.forms import (
    FREQUENCY,
    GAD7_CODES,
    LOINC,
    PHQ9_CODES,
    SHELF,
    Json,
    all_at,
    choice,
    form,
    given,
    instrument,
    item,
    loinc_form,
    made,
    numbered,
    when,
)

AT = datetime(2026, 11, 23, 16, 5, tzinfo=UTC)

UNSEEN = form(
    item("hello", "display"),
    choice("mood", "low", "even", "high", prefix="1."),
    item(
        "pets",
        "group",
        item("name", "string"),
        choice("kind", "cat", "dog", repeats=True),
        item("walks", "integer", enableWhen=[when("kind", "=", answerCoding={"code": "dog"})]),
        item("visits", "group", item("on", "date"), item("cost", "decimal"), repeats=True),
        repeats=True,
    ),
    item(
        "low",
        "group",
        item("since", "date"),
        item("about", "text"),
        enableWhen=[
            when("mood", "=", answerCoding={"code": "low"}),
            when("name", "exists", answerBoolean=True),
        ],
        enableBehavior="all",
    ),
    item(
        "agreed", "boolean", item("why-not", "string", enableWhen=[when("agreed", "=", answerBoolean=False)])
    ),
    url="https://example.org/forms/unseen",
    version="7",
)
FILLED: Answers = {
    "mood": ("low",),
    "name@0": ("Minou",),
    "kind@0": ("cat",),
    "walks@0": (9,),
    "name@1": ("Rex",),
    "kind@1": ("cat", "dog"),
    "walks@1": (2,),
    "on@1@0": (date(2026, 1, 2),),
    "cost@1@0": (12.5,),
    "on@1@1": (date(2026, 3, 4),),
    "about": ("Since the move.",),
    "agreed": (False,),
    "why-not": ("Not yet.",),
}


def sound(response: Json) -> Json:
    QuestionnaireResponse.model_validate(response)
    return response


@pytest.mark.parametrize("sheet", ours(), ids=lambda sheet: sheet.id)
def test_our_own_files_are_sound_fhir(sheet: object) -> None:
    OracleForm.model_validate(sheet.form)  # type: ignore[attr-defined] # one of ours


def test_an_unseen_form_goes_from_file_to_export(tmp_path: Path) -> None:
    OracleForm.model_validate(UNSEEN)
    (tmp_path / "unseen.json").write_text(json.dumps(UNSEEN))
    one = shelf(tmp_path).find("unseen")
    assert one is not None
    response = sound(respond(one.form, FILLED, AT, id="abc"))

    assert response["questionnaire"] == "https://example.org/forms/unseen|7"
    assert (response["id"], response["status"], response["authored"]) == (
        "abc",
        "completed",
        "2026-11-23T16:05:00+00:00",
    )
    assert [part["linkId"] for part in response["item"]] == ["mood", "pets", "pets", "low", "agreed"]
    second = response["item"][2]
    assert second["item"][1]["answer"] == [
        {"valueCoding": {"code": "cat", "display": "Cat"}},
        {"valueCoding": {"code": "dog", "display": "Dog"}},
    ]
    assert [part["linkId"] for part in second["item"]] == ["name", "kind", "walks", "visits", "visits"]
    assert second["item"][3]["item"][0]["answer"] == [{"valueDate": "2026-01-02"}]
    assert response["item"][4]["answer"][0]["item"][0]["answer"] == [{"valueString": "Not yet."}]

    reading = read(one.form, json.loads(json.dumps(response)))
    assert reading.strange == ()
    assert reading.answers == kept(one.form, FILLED) == {k: v for k, v in FILLED.items() if k != "walks@0"}


@pytest.mark.parametrize(
    ("panel", "codes", "total"), [("44249-1", PHQ9_CODES, "44261-6"), ("69737-5", GAD7_CODES, "70274-6")]
)
def test_a_loinc_form_is_answered_and_sent_on(panel: str, codes: list[str], total: str) -> None:
    raw = loinc_form(panel, codes, total)
    OracleForm.model_validate(raw)
    found = made(*raw["item"])
    answers: Answers = {f"/{code}": (FREQUENCY[1],) for code in codes}
    response = sound(respond(found, answers, AT))
    assert response["item"][0] == {
        "linkId": f"/{codes[0]}",
        "text": f"Item {codes[0]}",
        "answer": [{"valueCoding": {"system": LOINC, "code": "LA6569-3", "display": "Answer 1"}}],
    }
    assert read(found, response).answers == answers


@st.composite
def taken(draw: st.DrawFn) -> tuple[Instrument, Answers]:
    one = draw(st.sampled_from(SHELF.instruments))
    found: dict[str, tuple[Value, ...]] = {}
    for question in one.form.questions:
        if draw(st.booleans()):
            keys: list[Value] = [option.key for option in question.options]
            keys = [True, False] if question.type is Type.boolean else keys or ["in my own words"]
            most = len(keys) if question.repeats else 1
            found[question.link] = tuple(
                draw(st.lists(st.sampled_from(keys), min_size=1, max_size=most, unique=True))
            )
    return one, found


@drawn(taken())
@settings(max_examples=150, deadline=None)
def test_whatever_is_answered_leaves_as_sound_fhir_and_comes_back(case: tuple[Instrument, Answers]) -> None:
    one, answers = case
    response = sound(respond(one.form, answers, AT, finished=False))
    reading = read(one.form, json.loads(json.dumps(response)))
    assert reading.strange == ()
    assert reading.answers == kept(one.form, answers)
    assert one.plan is not None
    scored = score(one.plan, reading.answers)
    assert scored == score(one.plan, answers)
    for observation in observations(one, scored, AT, response="QuestionnaireResponse/abc"):
        Observation.model_validate(observation)


def test_nothing_answered_is_a_response_without_items() -> None:
    response = sound(respond(instrument("phq-8").form, {}, AT, finished=False))
    assert "item" not in response
    assert response["status"] == "in-progress"
    assert read(instrument("phq-8").form, response).answers == {}


def test_a_total_leaves_under_its_code_with_its_band_and_source() -> None:
    one = instrument("phq-9")
    assert one.plan is not None
    scored = score(one.plan, numbered(one, [1] * 9))
    [observation] = observations(one, scored, AT, response="QuestionnaireResponse/abc")
    assert observation["code"] == {
        "coding": [{"system": LOINC, "code": "44261-6"}],
        "text": "PHQ-9: Mood and energy",
    }
    assert observation["valueQuantity"]["value"] == 9
    assert observation["interpretation"] == [{"text": "mild (Kroenke, Spitzer & Williams 2001)"}]
    assert observation["derivedFrom"] == [{"reference": "QuestionnaireResponse/abc"}]


def test_a_result_without_a_verified_code_leaves_in_words() -> None:
    one = instrument("kept-to-myself")
    assert one.plan is not None
    [observation] = observations(one, score(one.plan, all_at(one, 4)), AT)
    assert observation["code"] == {"text": "IPIP Reserve: Keeping things to myself"}


def test_an_empty_result_does_not_leave_at_all() -> None:
    one = instrument("phq-9")
    assert one.plan is not None
    assert observations(one, score(one.plan, {}), AT) == ()


def test_only_codes_that_were_verified_are_sent() -> None:
    codes = {scale.loinc for one in SHELF.instruments if one.scoring for scale in one.scoring.scales}
    assert codes == {"", "44261-6", "70274-6"}


@pytest.mark.parametrize(
    "answer",
    [
        {"valueCoding": {"code": "LA0000-0"}},
        {"valueCoding": {"system": "urn:other", "code": "LA6568-5"}},
        {"valueString": "LA6568-9"},
        {"valueInteger": 3},
        {},
        "text",
    ],
)
def test_an_answer_that_is_none_of_the_items_own_is_named_and_not_guessed(answer: object) -> None:
    found = instrument("phq-8").form
    response = {"item": [{"linkId": "stem", "item": [{"linkId": "q1", "answer": [answer]}]}]}
    reading = read(found, response)
    assert reading.answers == {}
    assert reading.strange == ("q1",)


@pytest.mark.parametrize("wrong", [{"item": 3}, {"item": [3]}, {"item": [{}]}, {"item": [{"linkId": "z"}]}])
def test_a_response_of_another_shape_is_read_as_far_as_it_goes(wrong: Json) -> None:
    assert read(instrument("phq-8").form, wrong).answers == {}


def test_numbers_and_days_of_another_kind_are_strange() -> None:
    found = made(item("n", "integer"), item("d", "date"), item("b", "boolean"))
    response = {
        "item": [
            {"linkId": "n", "answer": [{"valueInteger": True}]},
            {"linkId": "d", "answer": [{"valueDate": "soon"}]},
            {"linkId": "b", "answer": [{"valueBoolean": 1}]},
        ]
    }
    assert read(found, response).strange == ("n", "d", "b")


def test_stale_answers_do_not_leave() -> None:
    response = respond(instrument("pc-ptsd-5").form, given(gate=False, q1=True), AT)
    assert [part["linkId"] for part in response["item"]] == ["gate"]


def test_answers_of_words_numbers_and_days_leave_as_what_they_are() -> None:
    options: list[Json] = [{"valueString": "Tea"}, {"valueInteger": 3}, {"valueDate": "2026-02-03"}]
    found = made(item("a", "choice", answerOption=options, repeats=True))
    answers = given(a=["Tea", "3", "2026-02-03"])
    response = sound(respond(found, answers, AT))
    assert response["item"][0]["answer"] == options
    assert read(found, response).answers == answers
