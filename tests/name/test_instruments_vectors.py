"""Published examples and sums worked by hand: what goes in, what must come out."""

import pytest

from leanto.content.instruments import Combine, Scale
from leanto.name.questionnaires import Answers
from leanto.name.responses import read
from leanto.name.scoring import Disagrees, calls_for_care, disagreements, plan, score
from tests.name.forms import SHELF, Json, all_at, choice, given, instrument, item, made, numbered, scoring


def values(id: str, answers: Answers) -> dict[str, float | None]:
    one = instrument(id)
    assert one.plan is not None
    return {scored.scale.id: scored.value for scored in score(one.plan, answers)}


def band(id: str, answers: Answers, scale: str = "total") -> str:
    one = instrument(id)
    assert one.plan is not None
    found = next(scored for scored in score(one.plan, answers) if scored.scale.id == scale)
    return found.band.name if found.band else ""


def test_phq_9_nearly_every_day_nine_times_is_27() -> None:
    answers = numbered(instrument("phq-9"), [3] * 9)
    assert values("phq-9", answers) == {"total": 27}
    assert band("phq-9", answers) == "severe"


@pytest.mark.parametrize(
    ("total", "name"),
    [
        (0, "none or minimal"),
        (4, "none or minimal"),
        (5, "mild"),
        (9, "mild"),
        (10, "moderate"),
        (14, "moderate"),
        (15, "moderately severe"),
        (19, "moderately severe"),
        (20, "severe"),
    ],
)
@pytest.mark.parametrize("id", ["phq-8", "phq-9"])
def test_the_bands_of_phq_start_at_5_10_15_and_20(id: str, total: int, name: str) -> None:
    length = int(id[-1])
    numbers: list[int | None] = [min(3, max(0, total - 3 * place)) for place in range(length)]
    assert values(id, numbered(instrument(id), numbers)) == {"total": total}
    assert band(id, numbered(instrument(id), numbers)) == name


@pytest.mark.parametrize(
    ("total", "name"), [(4, "minimal"), (5, "mild"), (10, "moderate"), (15, "severe"), (21, "severe")]
)
def test_the_bands_of_gad_7_start_at_5_10_and_15(total: int, name: str) -> None:
    numbers: list[int | None] = [min(3, max(0, total - 3 * place)) for place in range(7)]
    assert band("gad-7", numbered(instrument("gad-7"), numbers)) == name


def test_gad_7_offers_not_at_all_and_not_the_misprint_that_went_round() -> None:
    for question in instrument("gad-7").form.questions:
        assert question.options[0].text == "Not at all"


def test_phq_4_has_two_halves() -> None:
    answers = numbered(instrument("phq-4"), [1, 2, 0, 1])
    assert values("phq-4", answers) == {"total": 4, "worry": 3, "mood": 1}
    assert band("phq-4", answers, "worry") == "at or above the mark of 3"
    assert band("phq-4", answers) == "mild"


def test_reserve_at_the_middle_is_3() -> None:
    assert values("kept-to-myself", all_at(instrument("kept-to-myself"), 3)) == {"total": 3.0}


def test_agreeing_with_everything_says_nothing_on_a_balanced_scale() -> None:
    # Five lines run each way, so (5 x 5 + 5 x 1) / 10.
    assert values("kept-to-myself", all_at(instrument("kept-to-myself"), 5)) == {"total": 3.0}
    assert values("scs-sf", all_at(instrument("scs-sf"), 5)) == {"total": 3.0}


def test_dependence_is_turned_round() -> None:
    assert values("without-others", all_at(instrument("without-others"), 5)) == {"total": 1.0}
    assert values("without-others", all_at(instrument("without-others"), 2)) == {"total": 4.0}


def test_mspss_all_7_is_7_and_84_and_all_1_is_1_and_12() -> None:
    most, least = all_at(instrument("mspss"), 7), all_at(instrument("mspss"), 1)
    sides = {"someone-special", "family", "friends"}
    assert values("mspss", most) == {"total": 7.0, "sum": 84} | dict.fromkeys(sides, 7.0)
    assert values("mspss", least) == {"total": 1.0, "sum": 12} | dict.fromkeys(sides, 1.0)


def test_mspss_sides_are_the_published_ones() -> None:
    numbers: list[int | None] = [7, 7, 1, 1, 7, 4, 4, 1, 4, 7, 1, 4]
    found = values("mspss", numbered(instrument("mspss"), numbers))
    assert (found["someone-special"], found["family"], found["friends"]) == (7.0, 1.0, 4.0)


def test_cbi_personal_as_worked_by_hand() -> None:
    answers = given(q1="always", q2="often", q3="sometimes", q4="seldom", q5="never", q6="often")
    assert values("cbi-personal", answers)["total"] == pytest.approx((100 + 75 + 50 + 25 + 0 + 75) / 6)


def test_pc_ptsd_5_counts_what_is_yes_once_the_first_question_is() -> None:
    answers = given(gate=True, q1=True, q2=False, q3=True, q4=True, q5=False)
    assert values("pc-ptsd-5", answers) == {"total": 3}
    assert band("pc-ptsd-5", answers) == "at the mark of 3, set to miss few"


def test_pc_ptsd_5_is_0_after_no_whatever_was_ticked_before() -> None:
    assert values("pc-ptsd-5", given(gate=False, q1=True, q2=True, q3=True, q4=True, q5=True)) == {"total": 0}


def test_pc_ptsd_5_without_its_first_question_is_empty() -> None:
    assert values("pc-ptsd-5", given(q1=True, q2=True, q3=True, q4=True, q5=True)) == {"total": None}


def test_the_ninth_question_calls_for_care_from_several_days_on() -> None:
    ready = instrument("phq-9").plan
    assert ready is not None
    for number, calls in [(0, False), (1, True), (2, True), (3, True)]:
        assert calls_for_care(ready, numbered(instrument("phq-9"), [None] * 8 + [number])) is calls
    assert not calls_for_care(ready, {})


def test_only_phq_9_has_such_a_question() -> None:
    assert [one.id for one in SHELF.instruments if one.plan and one.plan.safety] == ["phq-9"]


def test_a_published_example_with_a_wrong_total_is_flagged() -> None:
    """HL7's own example response to the PHQ-9: its answers add up to 10, and it says 13."""
    words = ["Not-at-all", "Several-days", "More than half the days", "Nearly every day"]
    asked = [f"H1/T1/Q{n}" for n in range(1, 10)]
    form = made(
        item("H1/T1", "group", *(choice(link, *words) for link in asked)),
        item("H1/TS", "decimal", readOnly=True),
    )
    answered = [
        {"linkId": link, "answer": [{"valueCoding": {"code": words[number]}}]}
        for link, number in zip(asked, [0, 0, 0, 1, 2, 1, 3, 2, 1], strict=True)
    ]
    total: Json = {"linkId": "H1/TS", "answer": [{"valueQuantity": {"value": 13, "code": "1"}}]}
    response = {
        "resourceType": "QuestionnaireResponse",
        "item": [{"linkId": "H1/T1", "item": answered}, total],
    }

    scale = Scale(
        id="total",
        name="Total",
        combine=Combine.sum,
        items=tuple(asked),
        need=9,
        missing="All nine.",
        stated=("H1/TS",),
    )
    reading = read(form, response)
    scored = score(plan(form, scoring(scale)), reading.answers)

    assert not reading.strange
    assert scored[0].value == 10
    assert disagreements(scored, reading.stated) == (Disagrees("total", 13, 10),)
    assert disagreements(scored, {"H1/TS": 10.0}) == ()
    nothing = score(plan(form, scoring(scale)), {})
    assert disagreements(nothing, {"H1/TS": 0.0}) == (Disagrees("total", 0, None),)
