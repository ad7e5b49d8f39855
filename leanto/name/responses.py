"""Answers kept and sent on as a FHIR R4 QuestionnaireResponse, and read from one.

https://hl7.org/fhir/R4/questionnaireresponse.html
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from leanto.name.answers import fault_of
from leanto.name.conditions import Sight
from leanto.name.questionnaires import Answers, Coding, Item, Questionnaire, Type, Value, place

# JSON on its way out and in: a resource has no type of its own here.
Json = dict[str, Any]

SIMPLE = {
    Type.boolean: "valueBoolean",
    Type.integer: "valueInteger",
    Type.decimal: "valueDecimal",
    Type.date: "valueDate",
    Type.string: "valueString",
    Type.text: "valueString",
}


class Reading(Struct, frozen=True):
    """A response as it was read. ``stated``: numbers it gives for items that are not asked here, such as totals.

    ``strange``: the ``linkId`` of each item that the form does not have, or whose answer is none of its own.
    """

    answers: Answers
    stated: Mapping[str, float]
    strange: tuple[str, ...]


def respond(
    form: Questionnaire, answers: Answers, at: datetime, *, id: str = "", finished: bool = True
) -> Json:
    """The QuestionnaireResponse. It holds what shows and was answered; the rest was skipped, and is not there."""
    sight = Sight(form, answers)
    items = list(_items(sight, form.items, ()))
    return {
        "resourceType": "QuestionnaireResponse",
        **({"id": id} if id else {}),
        "questionnaire": form.canonical,
        "status": "completed" if finished else "in-progress",
        "authored": at.isoformat(timespec="seconds"),
        **({"item": items} if items else {}),
    }


def read(form: Questionnaire, response: Mapping[str, object]) -> Reading:
    """A response, ours or another's, as answers. What cannot be read is named, never guessed."""
    found: dict[str, list[Value]] = {}
    stated: dict[str, float] = {}
    strange: list[str] = []
    _Reader(form, found, stated, strange).items(response.get("item"), form.items, ())
    return Reading({where: tuple(values) for where, values in found.items()}, stated, tuple(strange))


def _items(sight: Sight, items: tuple[Item, ...], turns: tuple[int, ...]) -> Iterator[Json]:
    for item in items:
        if not sight.shows(item, turns) or item.type is Type.display:
            continue
        named = {"linkId": item.link, **({"text": item.text} if item.text else {})}
        if item.is_question:
            answered = list(_answered(sight, item, turns))
            if answered:
                yield {**named, "answer": answered}
            continue
        copies = [(*turns, turn) for turn in range(sight.count(item, turns))] if item.repeats else [turns]
        for copy in copies:
            inside = list(_items(sight, item.items, copy))
            if inside:
                yield {**named, "item": inside}


def _answered(sight: Sight, item: Item, turns: tuple[int, ...]) -> Iterator[Json]:
    for turn, value in enumerate(sight.answers.get(place(item.link, turns), ())):
        inside = list(_items(sight, item.items, (*turns, turn) if item.comes_again else turns))
        yield {**written(item, value), **({"item": inside} if inside else {})}


def written(item: Item, value: Value) -> Json:
    """One answer as FHIR writes it."""
    if item.type is not Type.choice:
        return {SIMPLE[item.type]: value.isoformat() if isinstance(value, date) else value}
    chosen = next(option.value for option in item.options if option.key == value)
    if isinstance(chosen, Coding):
        return {
            "valueCoding": {
                name: of for name in ("system", "code", "display") if (of := getattr(chosen, name))
            }
        }
    if isinstance(chosen, date):
        return {"valueDate": chosen.isoformat()}
    return {"valueInteger" if isinstance(chosen, int) else "valueString": chosen}


class _Reader(Struct):
    form: Questionnaire
    found: dict[str, list[Value]]
    stated: dict[str, float]
    strange: list[str]

    def items(self, given: object, known: tuple[Item, ...], turns: tuple[int, ...]) -> None:
        """One level of a response. Copies of a repeated group follow one another under the same name."""
        by_link, seen = {item.link: item for item in known}, dict[str, int]()
        for one in given if isinstance(given, list) else []:
            link = one.get("linkId") if isinstance(one, dict) else None
            item = by_link.get(link) if isinstance(link, str) else None
            if item is None:
                self.strange.append(str(link))
                continue
            turn = seen[item.link] = seen.get(item.link, -1) + 1
            if item.is_question:
                self.answer(item, one.get("answer"), turns)
            else:
                self.items(one.get("item"), item.items, (*turns, turn) if item.repeats else turns)

    def answer(self, item: Item, given: object, turns: tuple[int, ...]) -> None:
        for one in given if isinstance(given, list) else []:
            value = _value(item, one) if isinstance(one, dict) else None
            if not item.asked:
                number = _number(one) if isinstance(one, dict) else None
                self.stated |= {} if number is None else {item.link: number}
            elif value is None or fault_of(item, value) is not None:
                self.strange.append(item.link)
            else:
                kept = self.found.setdefault(place(item.link, turns), [])
                kept.append(value)
                inside = (*turns, len(kept) - 1) if item.comes_again else turns
                self.items(one.get("item"), item.items, inside)


def _value(item: Item, answer: Json) -> Value | None:
    if item.type is Type.choice:
        return _key(item, answer)
    value = answer.get(SIMPLE[item.type])
    if item.type is Type.date:
        try:
            return date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            return None
    return value if isinstance(value, bool | int | float | str) else None


def _key(item: Item, answer: Json) -> str | None:
    coding = answer.get("valueCoding")
    if isinstance(coding, dict):
        known = {option.key: option.value for option in item.options}
        key = coding.get("code") or coding.get("display")
        meant = known.get(key) if isinstance(key, str) else None
        # The same code in another system is another answer.
        alike = isinstance(meant, Coding) and coding.get("system", meant.system) == meant.system
        return key if alike else None
    plain = next(
        (answer[name] for name in ("valueString", "valueInteger", "valueDate") if name in answer), None
    )
    return None if plain is None else str(plain)


def _number(answer: Json) -> float | None:
    quantity = answer.get("valueQuantity")
    given = [answer.get("valueDecimal"), answer.get("valueInteger")]
    given += [quantity.get("value")] if isinstance(quantity, dict) else []
    return next(
        (float(one) for one in given if isinstance(one, int | float) and not isinstance(one, bool)), None
    )
