"""What shows, given the answers: conditions, all or any, groups in groups, and groups that come again."""

from datetime import date

import pytest

from leanto.name.conditions import Spot, kept, parted, shown
from leanto.name.questionnaires import Answers, Questionnaire, Value, place
from tests.name.forms import Json, choice, given, instrument, item, made, when


def seen(form: Questionnaire, answers: Answers, copies: dict[str, int] | None = None) -> list[str]:
    return [spot.place for spot in shown(form, answers, copies)]


def shows(condition: Json, kind: str, *answers: Value) -> bool:
    asked = choice("a", "x", "y", repeats=True) if kind == "choice" else item("a", kind, repeats=True)
    form = made(asked, item("b", "string", enableWhen=[condition]))
    return "b" in seen(form, {"a": answers} if answers else {})


@pytest.mark.parametrize(
    ("condition", "kind", "answers", "expected"),
    [
        (when("a", "exists", answerBoolean=True), "string", ["x"], True),
        (when("a", "exists", answerBoolean=True), "string", [], False),
        (when("a", "exists", answerBoolean=False), "string", [], True),
        (when("a", "=", answerBoolean=True), "boolean", [True], True),
        (when("a", "=", answerBoolean=True), "boolean", [False], False),
        (when("a", "=", answerBoolean=False), "boolean", [], False),
        (when("a", "=", answerCoding={"code": "x"}), "choice", ["y", "x"], True),
        (when("a", "!=", answerCoding={"code": "x"}), "choice", ["y", "x"], False),
        (when("a", "!=", answerCoding={"code": "x"}), "choice", ["y"], True),
        # The standard's wording: no answer is equal to it.
        (when("a", "!=", answerCoding={"code": "x"}), "choice", [], True),
        (when("a", ">", answerInteger=3), "integer", [3], False),
        (when("a", ">", answerInteger=3), "integer", [1, 4], True),
        (when("a", ">=", answerDecimal=3.5), "decimal", [3.5], True),
        (when("a", "<", answerInteger=3), "decimal", [2.9], True),
        (when("a", "<=", answerInteger=3), "integer", [], False),
        (when("a", "<", answerDate="2026-01-02"), "date", [date(2026, 1, 1)], True),
        (when("a", "=", answerString="tea"), "string", ["tea"], True),
    ],
)
def test_each_comparison_means_what_the_standard_says(
    condition: Json, kind: str, answers: list[Value], expected: bool
) -> None:
    assert shows(condition, kind, *answers) is expected


def test_all_and_any() -> None:
    conditions = [when("a", "=", answerBoolean=True), when("b", "=", answerBoolean=True)]
    asked = [item("a", "boolean"), item("b", "boolean")]
    every = made(*asked, item("c", "string", enableWhen=conditions, enableBehavior="all"))
    either = made(*asked, item("c", "string", enableWhen=conditions, enableBehavior="any"))
    for answers, both, one in [
        (given(a=True, b=True), True, True),
        (given(a=True, b=False), False, True),
        (given(), False, False),
    ]:
        assert ("c" in seen(every, answers)) is both
        assert ("c" in seen(either, answers)) is one


def test_what_does_not_show_counts_as_unanswered_for_what_waits_for_it() -> None:
    form = made(
        item("a", "boolean"),
        item("b", "boolean", enableWhen=[when("a", "=", answerBoolean=True)]),
        item("c", "string", enableWhen=[when("b", "=", answerBoolean=True)]),
    )
    stale = given(a=False, b=True, c="typed before")
    assert seen(form, stale) == ["a"]
    assert kept(form, stale) == {"a": (False,)}
    assert seen(form, given(a=True, b=True)) == ["a", "b", "c"]


def test_a_condition_may_look_ahead() -> None:
    form = made(item("a", "string", enableWhen=[when("b", "=", answerBoolean=True)]), item("b", "boolean"))
    assert seen(form, {}) == ["b"]
    assert seen(form, given(b=True)) == ["a", "b"]


def test_what_lies_in_a_group_goes_with_it() -> None:
    form = made(
        item("a", "boolean"),
        item(
            "g",
            "group",
            item("h", "group", item("b", "string")),
            enableWhen=[when("a", "=", answerBoolean=True)],
        ),
    )
    assert seen(form, given(b="typed")) == ["a"]
    assert seen(form, given(a=True)) == ["a", "g", "h", "b"]


PETS = made(
    item(
        "pet",
        "group",
        choice("kind", "cat", "dog"),
        item("walks", "boolean", enableWhen=[when("kind", "=", answerCoding={"code": "dog"})]),
        item(
            "visit",
            "group",
            item("when", "date"),
            item("why", "text", enableWhen=[when("when", "exists", answerBoolean=True)]),
            repeats=True,
        ),
        repeats=True,
    ),
    item("any-dog", "string", enableWhen=[when("kind", "=", answerCoding={"code": "dog"})]),
)


def test_a_condition_in_a_repeated_group_means_its_own_copy() -> None:
    answers: Answers = {"kind@0": ("cat",), "kind@1": ("dog",), "when@1@1": (date(2026, 1, 1),)}
    assert seen(PETS, answers) == [
        "pet",
        "kind@0",
        "visit@0",
        "when@0@0",
        "pet",
        "kind@1",
        "walks@1",
        "visit@1",
        "when@1@0",
        "visit@1",
        "when@1@1",
        "why@1@1",
        "any-dog",
    ]


def test_a_condition_outside_a_repeated_group_means_any_copy() -> None:
    assert "any-dog" not in seen(PETS, {"kind@0": ("cat",)})
    assert "any-dog" in seen(PETS, {"kind@0": ("cat",), "kind@2": ("dog",)})


def test_copies_are_numbered_and_the_last_is_known() -> None:
    spots = [spot for spot in shown(PETS, {"kind@1": ("cat",)}) if spot.item.link == "pet"]
    assert [(spot.turn, spot.last) for spot in spots] == [(0, False), (1, True)]


def test_a_page_may_lay_out_more_copies_and_never_more_than_the_form_allows() -> None:
    assert seen(PETS, {}, {"pet": 3}).count("pet") == 3
    most = [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs", "valueInteger": 2}]
    form = made(item("g", "group", item("a", "string"), repeats=True, extension=most))
    assert seen(form, {}, {"g": 5}).count("g") == 2


def test_what_lies_inside_a_question_shows_once_it_is_answered() -> None:
    form = made(item("a", "boolean", item("b", "string")))
    assert seen(form, {}) == ["a"]
    assert seen(form, given(a=False)) == ["a", "b"]


def test_what_lies_inside_a_question_with_several_answers_shows_for_each() -> None:
    inner = item("how", "string", enableWhen=[when("a", "=", answerCoding={"code": "y"})])
    form = made(choice("a", "x", "y", repeats=True) | {"item": [inner, item("since", "date")]})
    assert seen(form, given(a=["x", "y"])) == ["a", "since@0", "how@1", "since@1"]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("when@1@0", ("when", (1, 0))),
        ("any-dog", ("any-dog", ())),
        ("when@1", ("", ())),
        ("when", ("", ())),
        ("any-dog@0", ("", ())),
        ("when@1@x", ("", ())),
        ("when@1@10000", ("", ())),
        ("nothing", ("", ())),
        ("@@@@@@@@@@", ("", ())),
    ],
)
def test_a_place_is_taken_apart_or_is_in_no_form(where: str, expected: tuple[str, tuple[int, ...]]) -> None:
    assert parted(PETS, where) == expected


def test_a_link_may_hold_the_sign_that_parts_turns() -> None:
    form = made(item("g", "group", item("me@home", "string"), repeats=True))
    assert parted(form, place("me@home", (4,))) == ("me@home", (4,))


def test_pc_ptsd_5_asks_five_more_only_after_yes() -> None:
    form = instrument("pc-ptsd-5").form
    assert seen(form, given(gate=False)) == ["intro", "gate"]
    assert seen(form, given(gate=True))[2:] == ["month", "q1", "q2", "q3", "q4", "q5"]


@pytest.mark.parametrize(
    ("sign", "first"),
    [
        ("refusing-where", "carry-on"),
        ("needing-where", "guilt"),
        ("trusting-where", "to-myself"),
        ("control-where", "myself"),
    ],
)
def test_the_reflection_asks_where_only_of_what_is_mostly_so(sign: str, first: str) -> None:
    form = instrument("reflection").form
    assert [sign in seen(form, {first: (str(number),)}) for number in range(5)] == [
        False,
        False,
        False,
        True,
        True,
    ]


def test_the_reflection_asks_by_whom_only_of_what_was_praised() -> None:
    form = instrument("reflection").form
    assert {"by-whom", "good-for"} <= set(seen(form, given(praised=["alone", "easy"])))
    assert not {"by-whom", "good-for"} & set(seen(form, given(praised="unknown")))
    assert not {"by-whom", "good-for"} & set(seen(form, {}))


def test_a_spot_knows_how_deep_it_lies() -> None:
    depths = {spot.item.link: spot.depth for spot in shown(PETS, {})}
    assert depths == {"pet": 0, "kind": 1, "visit": 1, "when": 2}
    assert isinstance(shown(PETS, {})[0], Spot)
