"""A Questionnaire is taken in as it is meant, or refused by a sentence that names the item."""

from datetime import date

import pytest

from leanto.name.questionnaire_files import parse
from leanto.name.questionnaire_json import Unsupported
from leanto.name.questionnaires import Coding, Type
from tests.name.forms import (
    FHIR,
    GAD7_CODES,
    PHQ9_CODES,
    Json,
    choice,
    form,
    item,
    loinc_form,
    made,
    when,
)

SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"


@pytest.mark.parametrize(
    ("panel", "codes", "total"), [("44249-1", PHQ9_CODES, "44261-6"), ("69737-5", GAD7_CODES, "70274-6")]
)
def test_a_loinc_form_is_taken_in_and_its_total_is_not_asked(
    panel: str, codes: list[str], total: str
) -> None:
    found = parse(loinc_form(panel, codes, total), "panel")
    assert [question.link for question in found.questions] == [f"/{code}" for code in codes]
    assert not found.links[f"/{total}"].asked
    assert found.links[f"/{total}"].unit == "{score}"
    assert [option.weight for option in found.questions[0].options] == [0, 1, 2, 3]
    assert found.codes[0].code == panel


def test_every_kind_of_item_that_can_be_asked_is() -> None:
    kinds = ["boolean", "integer", "decimal", "string", "text", "date"]
    found = made(*(item(kind, kind) for kind in kinds), choice("choice", "a", "b"), item("read", "display"))
    assert [question.type for question in found.questions] == [Type(kind) for kind in [*kinds, "choice"]]


def test_answers_may_be_words_numbers_or_days() -> None:
    options: list[Json] = [{"valueString": "Tea"}, {"valueInteger": 3}, {"valueDate": "2026-02-03"}]
    found = made(item("a", "choice", answerOption=options)).links["a"].options
    assert [(option.key, option.value) for option in found] == [
        ("Tea", "Tea"),
        ("3", 3),
        ("2026-02-03", date(2026, 2, 3)),
    ]


def test_answers_may_lie_in_a_value_set_in_the_same_file() -> None:
    listed = {"resourceType": "ValueSet", "id": "yn", "status": "active"}
    weight = {"url": f"{FHIR}ordinalValue", "valueDecimal": 1}
    composed = {
        "compose": {
            "include": [
                {"system": "urn:x", "concept": [{"code": "y", "display": "Yes", "extension": [weight]}]}
            ]
        }
    }
    expanded = {
        "expansion": {"contains": [{"system": "urn:x", "code": "y", "display": "Yes", "extension": [weight]}]}
    }
    for how in (composed, expanded):
        [option] = (
            parse(form(item("a", "choice", answerValueSet="#yn"), contained=[listed | how]))
            .links["a"]
            .options
        )
        assert (option.key, option.weight, option.value) == ("y", 1, Coding("y", "urn:x", "Yes"))


def test_bounds_lengths_and_counts_are_read() -> None:
    found = made(
        item(
            "a",
            "integer",
            repeats=True,
            maxLength=4,
            extension=[
                {"url": f"{FHIR}minValue", "valueInteger": 1},
                {"url": f"{FHIR}maxValue", "valueDecimal": 9.5},
                {"url": f"{FHIR}questionnaire-maxOccurs", "valueInteger": 3},
            ],
        )
    ).links["a"]
    assert (found.low, found.high, found.most, found.longest) == (1, 9.5, 3, 4)


def test_what_is_hidden_or_read_only_is_not_asked() -> None:
    hidden = [{"url": f"{FHIR}questionnaire-hidden", "valueBoolean": True}]
    seen = [{"url": f"{FHIR}questionnaire-hidden", "valueBoolean": False}]
    found = made(
        item("a", "string", extension=hidden),
        item("b", "string", readOnly=True),
        item("c", "string", extension=seen),
    )
    assert [question.link for question in found.questions] == ["c"]


def test_the_form_is_named_by_its_address_and_version_or_by_its_name() -> None:
    asked = item("a", "string")
    assert parse(form(asked, url="https://example.org/q", version="2")).canonical == "https://example.org/q|2"
    assert parse(form(asked), "my-form").canonical == "urn:leanto:questionnaire:my-form"


NESTED: Json = item("a", "string")
for depth in range(9):
    NESTED = item(f"g{depth}", "group", NESTED)

REFUSALS: list[tuple[list[Json], str]] = [
    ([item("a", "quantity")], "the item a is of the type quantity, which cannot be asked here"),
    ([item("a", "open-choice")], "the item a is of the type open-choice, which cannot be asked here"),
    ([item("a", "attachment")], "the item a is of the type attachment, which cannot be asked here"),
    ([item("g", "group", item("a", "url"))], "the item a is of the type url, which cannot be asked here"),
    ([{"type": "string"}], "this form has an item without a linkId"),
    ([{"linkId": "a"}], "the item a is not as FHIR has it: Object missing required field `type`"),
    ([item("a", "string"), item("a", "string")], "the item a is there twice"),
    ([item("a", "choice")], "the item a is a choice without answers"),
    ([choice("a", "x", "x")], "the item a has the same answer twice"),
    (
        [item("a", "choice", answerOption=[{"valueTime": "12:00"}])],
        "the item a has an answer of a kind that cannot be offered here",
    ),
    (
        [item("a", "choice", answerValueSet="http://loinc.org/vs/LL358-3")],
        "the item a takes its answers from http://loinc.org/vs/LL358-3, which is not in the file",
    ),
    (
        [item("a", "string", answerOption=[{"valueString": "x"}])],
        "the item a has answers to choose from, and is of the type string",
    ),
    (
        [item("a@1", "string")],
        "the item a@1 has a linkId that ends in @ and a number, which mean something else here",
    ),
    (
        [item("a", "string", modifierExtension=[{"url": "x"}])],
        "the item a carries a modifier that is not known here",
    ),
    ([item("a", "display", item("b", "string"))], "the item a is text to read, and holds items or repeats"),
    ([item("a", "display")], "this form asks nothing"),
    ([NESTED], "the item g0 lies more than 8 deep"),
    (
        [item("a", "string", extension=[{"url": f"{SDC}enableWhenExpression"}])],
        "the item a shows by a formula, which cannot be done here",
    ),
    (
        [item("a", "string", extension=[{"url": f"{FHIR}regex", "valueString": "x"}])],
        "the item a checks its answer against a pattern, which cannot be done here",
    ),
    (
        [item("a", "string", enableWhen=[when("z", "exists", answerBoolean=True)])],
        "the item a waits for an answer to z, which is not a question here",
    ),
    (
        [item("a", "string", enableWhen=[when("a", "exists", answerBoolean=True)])],
        "the item a shows only when it shows",
    ),
    (
        [
            item("a", "string", enableWhen=[when("b", "exists", answerBoolean=True)]),
            item("b", "string", enableWhen=[when("a", "exists", answerBoolean=True)]),
        ],
        "the item a shows only when it shows",
    ),
    (
        [item("g", "group", item("a", "boolean"), enableWhen=[when("a", "=", answerBoolean=True)])],
        "the item g shows only when it shows",
    ),
    (
        [choice("a", "x", "y"), item("b", "string", enableWhen=[when("a", ">", answerCoding={"code": "x"})])],
        "the item b compares the answer to a with what it can never be",
    ),
    (
        [choice("a", "x", "y"), item("b", "string", enableWhen=[when("a", "=", answerCoding={"code": "z"})])],
        "the item b compares the answer to a with what it can never be",
    ),
    (
        [item("a", "integer"), item("b", "string", enableWhen=[when("a", "=", answerBoolean=True)])],
        "the item b compares the answer to a with what it can never be",
    ),
    (
        [item("a", "integer"), item("b", "string", enableWhen=[when("a", "=")])],
        "the item b compares the answer to a with 0 values",
    ),
    (
        [item("a", "integer"), item("b", "string", enableWhen=[when("a", "exists", answerInteger=1)])],
        "the item b asks whether a is answered, and not for yes or no",
    ),
    (
        [item("a", "integer"), item("b", "string", enableWhen=[when("a", "=", answerInteger=1)] * 2)],
        "the item b has several conditions, and does not say whether all or any must hold",
    ),
]


@pytest.mark.parametrize(("items", "why"), REFUSALS, ids=lambda one: str(one)[:60])
def test_what_cannot_be_asked_as_it_is_meant_is_refused_by_name(items: list[Json], why: str) -> None:
    with pytest.raises(Unsupported) as refused:
        made(*items)
    assert str(refused.value) == why


def test_a_comparison_with_what_is_not_known_here_is_refused() -> None:
    condition = when("a", "=", answerQuantity={"value": 1})
    with pytest.raises(Unsupported, match=r"^the item b is not as FHIR has it: .*answerQuantity"):
        made(item("a", "integer"), item("b", "string", enableWhen=[condition]))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"resourceType": "Patient"}, "this form is a FHIR Patient, not a Questionnaire"),
        ({"resourceType": "Questionnaire", "item": []}, "this form asks nothing"),
        (
            {"resourceType": "Questionnaire", "implicitRules": "urn:x"},
            "this form carries a modifier that is not known here",
        ),
    ],
)
def test_what_is_no_form_is_refused(wrong: Json, why: str) -> None:
    with pytest.raises(Unsupported) as refused:
        parse(wrong)
    assert str(refused.value) == why


def test_what_is_not_fhir_at_all_is_refused() -> None:
    with pytest.raises(Unsupported, match=r"^this form is not a FHIR Questionnaire: "):
        parse({"item": 3})


def test_a_chain_of_conditions_has_an_end() -> None:
    def chain(length: int) -> list[Json]:
        rest = [
            item(f"a{n}", "boolean", enableWhen=[when(f"a{n - 1}", "=", answerBoolean=True)])
            for n in range(1, length)
        ]
        return [item("a0", "boolean"), *rest][::-1]

    assert len(made(*chain(41)).links) == 41
    with pytest.raises(Unsupported, match=r"^the item a4. waits for a chain of more than 40 other items$"):
        made(*chain(43))


def test_a_form_has_no_more_than_500_items() -> None:
    assert len(made(*(item(f"a{n}", "string") for n in range(500))).links) == 500
    with pytest.raises(Unsupported, match=r"^this form has more than 500 items$"):
        made(*(item(f"a{n}", "string") for n in range(501)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"compose": 3},
        {"compose": {"include": [{"concept": [3]}]}},
        {"expansion": {"contains": [{"code": 3}]}},
    ],
)
def test_a_value_set_of_another_shape_is_refused(wrong: Json) -> None:
    with pytest.raises(Unsupported, match=r"^this form holds a ValueSet that is not as FHIR has it: "):
        parse(
            form(
                item("a", "choice", answerValueSet="#v"),
                contained=[{"resourceType": "ValueSet", "id": "v"} | wrong],
            )
        )
