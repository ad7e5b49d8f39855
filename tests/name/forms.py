"""Forms made up for the tests, some of them in the shape in which LOINC's own come."""

from typing import Any

from leanto.content.instruments import Part, Scale, Scoring
from leanto.name.instruments import Instrument, shelf
from leanto.name.questionnaire_files import parse
from leanto.name.questionnaires import Answers, Questionnaire, Value

# JSON as a file would hold it.
Json = dict[str, Any]

FHIR = "http://hl7.org/fhir/StructureDefinition/"
LOINC = "http://loinc.org"
SHELF = shelf()
PHQ9_CODES = [
    "44250-9",
    "44255-8",
    "44259-0",
    "44254-1",
    "44251-7",
    "44258-2",
    "44252-5",
    "44253-3",
    "44260-8",
]
GAD7_CODES = ["69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"]
FREQUENCY = ["LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"]


def instrument(id: str) -> Instrument:
    found = SHELF.find(id)
    assert found is not None
    return found


def given(**values: Value | list[Value]) -> Answers:
    """Answers by item; an underscore stands for a dash."""
    return {
        link.replace("_", "-"): tuple(value) if isinstance(value, list) else (value,)
        for link, value in values.items()
    }


def numbered(one: Instrument, numbers: list[int | None]) -> Answers:
    """An answer to each question in turn: the option worth that number."""
    found: dict[str, tuple[Value, ...]] = {}
    for item, number in zip(one.form.questions, numbers, strict=False):
        if number is not None:
            found[item.link] = (next(option.key for option in item.options if option.weight == number),)
    return found


def all_at(one: Instrument, number: int) -> Answers:
    return numbered(one, [number] * len(one.form.questions))


def form(*items: Json, **more: object) -> Json:
    return {"resourceType": "Questionnaire", "status": "active", "id": "made-up", "item": list(items), **more}


def made(*items: Json) -> Questionnaire:
    return parse(form(*items))


def item(link: str, type: str, *inside: Json, **more: object) -> Json:
    return {
        "linkId": link,
        "type": type,
        "text": f"About {link}",
        **({"item": list(inside)} if inside else {}),
        **more,
    }


def choice(link: str, *keys: str, **more: object) -> Json:
    options = [
        {
            "valueCoding": {"code": key, "display": key.title()},
            "extension": [{"url": f"{FHIR}ordinalValue", "valueDecimal": number}],
        }
        for number, key in enumerate(keys)
    ]
    return item(link, "choice", answerOption=options, **more)


def when(question: str, operator: str, **value: object) -> Json:
    return {"question": question, "operator": operator, **value}


def loinc_form(panel: str, codes: list[str], total: str) -> Json:
    """A panel as LOINC's form builder writes it out: slashes before codes, and a total that computes itself."""
    asked = [
        {
            "type": "choice",
            "linkId": f"/{code}",
            "code": [{"system": LOINC, "code": code, "display": f"Item {code}"}],
            "text": f"Item {code}",
            "required": True,
            "extension": [
                {"url": f"{FHIR}questionnaire-minOccurs", "valueInteger": 1},
                {
                    "url": f"{FHIR}questionnaire-itemControl",
                    "valueCodeableConcept": {"coding": [{"code": "drop-down"}], "text": "Drop down"},
                },
                {
                    "url": f"{FHIR}questionnaire-observationLinkPeriod",
                    "valueDuration": {"value": "1", "unit": "year", "code": "a"},
                },
            ],
            "answerOption": [
                {
                    "extension": [
                        {"url": f"{FHIR}questionnaire-optionPrefix", "valueString": str(number)},
                        {"url": f"{FHIR}ordinalValue", "valueDecimal": number},
                    ],
                    "valueCoding": {"system": LOINC, "code": answer, "display": f"Answer {number}"},
                }
                for number, answer in enumerate(FREQUENCY)
            ],
        }
        for code in codes
    ]
    computed: Json = {
        "type": "decimal",
        "linkId": f"/{total}",
        "code": [{"system": LOINC, "code": total}],
        "text": "Total",
        "extension": [
            {"url": f"{FHIR}questionnaire-unit", "valueCoding": {"display": "{score}"}},
            {"url": f"{FHIR}variable", "valueExpression": {"name": "a", "language": "text/fhirpath"}},
            {
                "url": f"{FHIR}questionnaire-calculatedExpression",
                "valueExpression": {"language": "text/fhirpath", "expression": "1 + 1"},
            },
        ],
    }
    return {
        "resourceType": "Questionnaire",
        "status": "draft",
        "meta": {"profile": ["http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire|3.5.0"]},
        "title": "A panel",
        "name": "A panel",
        "identifier": [{"system": LOINC, "value": panel}],
        "code": [{"system": LOINC, "code": panel, "display": "A panel"}],
        "item": [*asked, computed],
    }


def scoring(*scales: Scale) -> Scoring:
    return Scoring(
        name="Made up",
        why="To test with.",
        measure="Made up",
        source="Made up",
        read=("nowhere",),
        licence="Ours.",
        part=Part.other,
        scales=scales,
    )
