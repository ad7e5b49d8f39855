"""A FHIR R4 Questionnaire as it is written: its JSON, piece by piece, and what is refused in any of them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct, convert

from leanto.name.questionnaires import Coding, Operator, Option

# JSON as it comes: each piece is converted to a struct before it is used.
Json = dict[str, Any]

FHIR = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
WEIGHTS = (f"{FHIR}itemWeight", f"{FHIR}ordinalValue")
# Each of these changes what is asked, or what may be answered.
REFUSED = {
    f"{SDC}enableWhenExpression": "shows by a formula",
    f"{SDC}answerExpression": "takes its answers from a formula",
    f"{SDC}candidateExpression": "takes its answers from a formula",
    f"{FHIR}cqf-expression": "takes its words from a formula",
    f"{FHIR}regex": "checks its answer against a pattern",
    f"{FHIR}minLength": "asks for an answer of a least length",
    f"{FHIR}maxDecimalPlaces": "limits decimal places",
    f"{FHIR}questionnaire-constraint": "checks its answer by a formula",
    f"{FHIR}targetConstraint": "checks its answer by a formula",
    f"{FHIR}questionnaire-optionExclusive": "has an answer that excludes the others",
}


class Unsupported(ValueError):
    """A form that cannot be asked here as it is meant. The message names the item by its ``linkId``."""

    def __init__(self, link: str, wrong: str) -> None:
        super().__init__(f"the item {link} {wrong}" if link else f"this form {wrong}")
        self.link = link


class ExtensionJson(Struct, rename="camel"):
    url: str
    value_decimal: float | None = None
    value_integer: int | None = None
    value_boolean: bool | None = None
    value_date: date | None = None
    value_coding: Coding | None = None

    @property
    def number(self) -> float | None:
        return self.value_decimal if self.value_decimal is not None else self.value_integer


class ChoiceJson(Struct, rename="camel"):
    """A coding as one of several answers; elsewhere a ``Coding`` will do."""

    code: str = ""
    system: str = ""
    display: str = ""
    extension: list[ExtensionJson] = []


class OptionJson(Struct, rename="camel"):
    value_coding: ChoiceJson | None = None
    value_string: str | None = None
    value_integer: int | None = None
    value_date: date | None = None
    extension: list[ExtensionJson] = []


class WhenJson(Struct, rename="camel", forbid_unknown_fields=True):
    question: str
    operator: Operator
    answer_boolean: bool | None = None
    answer_decimal: float | None = None
    answer_integer: int | None = None
    answer_date: date | None = None
    answer_string: str | None = None
    answer_coding: Coding | None = None
    id: str = ""


class ItemJson(Struct, rename="camel"):
    link_id: str
    type: str
    text: str = ""
    prefix: str = ""
    code: list[Coding] = []
    repeats: bool = False
    read_only: bool = False
    max_length: int | None = None
    enable_when: list[WhenJson] = []
    enable_behavior: str = ""
    answer_option: list[OptionJson] = []
    answer_value_set: str = ""
    extension: list[ExtensionJson] = []
    item: list[Json] = []
    modifier_extension: list[Json] = []


class FormJson(Struct, rename="camel"):
    resource_type: str
    id: str = ""
    url: str = ""
    version: str = ""
    title: str = ""
    name: str = ""
    copyright: str = ""
    code: list[Coding] = []
    item: list[Json] = []
    contained: list[Json] = []
    extension: list[ExtensionJson] = []
    modifier_extension: list[Json] = []
    implicit_rules: str = ""


def refuse(link: str, extensions: list[ExtensionJson]) -> None:
    for extension in extensions:
        if extension.url in REFUSED:
            raise Unsupported(link, f"{REFUSED[extension.url]}, which cannot be done here")


def options(raw: ItemJson, value_sets: Mapping[str, list[OptionJson]]) -> tuple[Option, ...]:
    if raw.answer_value_set:
        given = value_sets.get(raw.answer_value_set)
        if given is None:
            raise Unsupported(
                raw.link_id, f"takes its answers from {raw.answer_value_set}, which is not in the file"
            )
    else:
        given = raw.answer_option
    options = tuple(_option(raw.link_id, one) for one in given)
    if not options:
        raise Unsupported(raw.link_id, "is a choice without answers")
    if len({option.key for option in options}) < len(options):
        raise Unsupported(raw.link_id, "has the same answer twice")
    return options


def _option(link: str, raw: OptionJson) -> Option:
    refuse(link, raw.extension)
    coding = raw.value_coding
    weights = {one.url: one.number for one in [*raw.extension, *(coding.extension if coding else [])]}
    weight = next((weights[url] for url in WEIGHTS if url in weights), None)
    if coding is not None:
        key = coding.code or coding.display
        if not key:
            raise Unsupported(link, "has an answer without a code or words")
        return Option(key, coding.display or key, Coding(coding.code, coding.system, coding.display), weight)
    plain = next(
        (one for one in (raw.value_string, raw.value_integer, raw.value_date) if one is not None), None
    )
    if plain is None:
        raise Unsupported(link, "has an answer of a kind that cannot be offered here")
    return Option(str(plain), str(plain), plain, weight)


def value_sets(contained: list[Json]) -> dict[str, list[OptionJson]]:
    found = {}
    for resource in contained:
        if resource.get("resourceType") == "ValueSet":
            try:
                found[f"#{resource.get('id')}"] = list(_members(resource))
            except (msgspec.ValidationError, AttributeError, TypeError) as error:
                raise Unsupported("", f"holds a ValueSet that is not as FHIR has it: {error}") from error
    return found


def _members(resource: Json) -> Iterator[OptionJson]:
    listed = resource.get("expansion", {}).get("contains", [])
    for include in [] if listed else resource.get("compose", {}).get("include", []):
        listed = [
            *listed,
            *({"system": include.get("system", ""), **one} for one in include.get("concept", [])),
        ]
    for one in listed:
        yield OptionJson(value_coding=convert(one, ChoiceJson))
