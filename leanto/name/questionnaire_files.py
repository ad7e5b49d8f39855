"""A FHIR R4 Questionnaire, taken in: whatever this house could not ask as it is meant is refused by name.

Nothing is answered in advance here and every question can be skipped, so initial values and ``required`` are
read past. https://hl7.org/fhir/R4/questionnaire.html
"""

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec
from msgspec import convert

from leanto.name.conditions import misdirected
from leanto.name.questionnaire_json import (
    FHIR,
    SDC,
    FormJson,
    ItemJson,
    Json,
    OptionJson,
    Unsupported,
    WhenJson,
    options,
    refuse,
    value_sets,
)
from leanto.name.questionnaires import Condition, Item, Operator, Questionnaire, Type, Value, walk

MOST_ITEMS, DEEPEST = 500, 8
NOT_ASKED = {
    f"{SDC}calculatedExpression",
    f"{FHIR}questionnaire-calculatedExpression",
    f"{FHIR}questionnaire-hidden",
}


def parse(form: Mapping[str, object], name: str = "") -> Questionnaire:
    """The form, understood. ``name`` stands in where it has no id of its own. Raises ``Unsupported``."""
    try:
        raw = convert(form, FormJson)
    except msgspec.ValidationError as error:
        raise Unsupported("", f"is not a FHIR Questionnaire: {error}") from error
    if raw.resource_type != "Questionnaire":
        raise Unsupported("", f"is a FHIR {raw.resource_type}, not a Questionnaire")
    if raw.modifier_extension or raw.implicit_rules:
        raise Unsupported("", "carries a modifier that is not known here")
    refuse("", raw.extension)
    sets = value_sets(raw.contained)
    items = tuple(_item(one, sets, 1) for one in raw.item)
    found = _indexed(raw, items, name)
    for link, wrong in misdirected(found):
        raise Unsupported(link, wrong)
    return found


def _indexed(raw: FormJson, items: tuple[Item, ...], name: str) -> Questionnaire:
    links: dict[str, Item] = {}
    for item in walk(items):
        if item.link in links:
            raise Unsupported(item.link, "is there twice")
        links[item.link] = item
    if not any(item.is_question and item.asked for item in links.values()):
        raise Unsupported("", "asks nothing")
    if len(links) > MOST_ITEMS:
        raise Unsupported("", f"has more than {MOST_ITEMS} items")
    parents = {child.link: item.link for item in links.values() for child in item.items}
    return Questionnaire(
        id=name or raw.id,
        url=raw.url,
        version=raw.version,
        title=raw.title or raw.name or name,
        codes=tuple(raw.code),
        copyright=raw.copyright,
        items=items,
        links=links,
        parents=parents,
        within={link: tuple(_around(link, links, parents)) for link in links},
    )


def _around(link: str, links: Mapping[str, Item], parents: Mapping[str, str]) -> list[str]:
    if link not in parents:
        return []
    parent = parents[link]
    return _around(parent, links, parents) + ([parent] if links[parent].comes_again else [])


def _item(given: Json, sets: Mapping[str, list[OptionJson]], depth: int) -> Item:
    link = given.get("linkId")
    if not isinstance(link, str) or not link.strip():
        raise Unsupported("", "has an item without a linkId")
    try:
        raw = convert(given, ItemJson)
        kind = Type(raw.type)
    except msgspec.ValidationError as error:
        raise Unsupported(link, f"is not as FHIR has it: {error}") from error
    except ValueError as error:
        raise Unsupported(link, f"is of the type {given.get('type')}, which cannot be asked here") from error
    for wrong in _wrongs(raw, kind, depth):
        raise Unsupported(link, wrong)
    refuse(link, raw.extension)
    return Item(
        link=link,
        type=kind,
        text=raw.text,
        prefix=raw.prefix,
        codes=tuple(raw.code),
        repeats=raw.repeats,
        asked=not (raw.read_only and kind is not Type.group) and not _set(raw, NOT_ASKED),
        options=options(raw, sets) if kind is Type.choice else (),
        conditions=tuple(_condition(link, when) for when in raw.enable_when),
        all_of=raw.enable_behavior == "all",
        longest=raw.max_length,
        low=_bound(raw, "minValue"),
        high=_bound(raw, "maxValue"),
        earliest=_day(raw, "minValue"),
        latest=_day(raw, "maxValue"),
        most=_most(raw),
        unit=_unit(raw),
        items=tuple(_item(one, sets, depth + 1) for one in raw.item),
    )


def _wrongs(raw: ItemJson, kind: Type, depth: int) -> Iterator[str]:
    tail = raw.link_id.rpartition("@")
    if tail[1] and tail[2].isdecimal():
        yield "has a linkId that ends in @ and a number, which mean something else here"
    if depth > DEEPEST:
        yield f"lies more than {DEEPEST} deep"
    if raw.modifier_extension:
        yield "carries a modifier that is not known here"
    if kind is Type.display and (raw.item or raw.repeats):
        yield "is text to read, and holds items or repeats"
    if kind is not Type.choice and (raw.answer_option or raw.answer_value_set):
        yield f"has answers to choose from, and is of the type {kind}"
    if raw.enable_behavior not in ("", "all", "any"):
        yield f"has the enableBehavior {raw.enable_behavior}"
    if len(raw.enable_when) > 1 and not raw.enable_behavior:
        yield "has several conditions, and does not say whether all or any must hold"


def _set(raw: ItemJson, urls: set[str]) -> bool:
    """Whether one of these is there and does not say no."""
    return any(one.url in urls and one.value_boolean is not False for one in raw.extension)


def _bound(raw: ItemJson, name: str) -> float | None:
    return next((one.number for one in raw.extension if one.url == f"{FHIR}{name}"), None)


def _day(raw: ItemJson, name: str) -> date | None:
    return next((one.value_date for one in raw.extension if one.url == f"{FHIR}{name}"), None)


def _most(raw: ItemJson) -> int | None:
    url = f"{FHIR}questionnaire-maxOccurs"
    return next((one.value_integer for one in raw.extension if one.url == url), None)


def _unit(raw: ItemJson) -> str:
    units = [one.value_coding for one in raw.extension if one.url == f"{FHIR}questionnaire-unit"]
    return next((unit.display or unit.code for unit in units if unit), "")


def _condition(link: str, when: WhenJson) -> Condition:
    given: list[Value] = [
        value
        for value in (
            when.answer_boolean,
            when.answer_decimal,
            when.answer_integer,
            when.answer_date,
            when.answer_string,
            when.answer_coding.code if when.answer_coding else None,
        )
        if value is not None
    ]
    if len(given) != 1:
        raise Unsupported(link, f"compares the answer to {when.question} with {len(given)} values")
    if when.operator is Operator.exists and not isinstance(given[0], bool):
        raise Unsupported(link, f"asks whether {when.question} is answered, and not for yes or no")
    return Condition(when.question, when.operator, given[0])
