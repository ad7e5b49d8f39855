"""Answers as they are typed: text to a value, and what a value is not allowed to be."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from math import isfinite

from msgspec import Struct

from leanto.name.conditions import Sight, parted
from leanto.name.questionnaires import Answers, Item, Questionnaire, Type, Value

LONGEST = {Type.string: 500, Type.text: 20_000}
WHOLE, NUMBER = re.compile(r"[+-]?[0-9]{1,9}"), re.compile(r"[+-]?[0-9]{1,12}([.,][0-9]{1,6})?")
YES, NO = "true", "false"


class Fault(StrEnum):
    """Why something cannot be an answer to its item."""

    not_an_option = "not_an_option"
    not_yes_or_no = "not_yes_or_no"
    not_whole = "not_whole"
    not_a_number = "not_a_number"
    not_a_date = "not_a_date"
    not_text = "not_text"
    too_long = "too_long"
    too_low = "too_low"
    too_high = "too_high"
    too_many = "too_many"
    not_asked = "not_asked"


class Wrong(Struct, frozen=True):
    """One answer that cannot stand: where, and why."""

    place: str
    fault: Fault


class Unread(ValueError):
    """What was typed is not an answer to its item."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def typed(item: Item, text: str) -> Value | None:
    """What was typed or picked, as an answer; ``None`` when nothing was. Raises ``Unread``."""
    text = text.strip()
    if not text:
        return None
    value = READS[item.type](text)
    if (fault := fault_of(item, value)) is not None:
        raise Unread(fault)
    return value


def faults(form: Questionnaire, answers: Answers) -> tuple[Wrong, ...]:
    """Every answer that cannot stand. What was answered and does not show is no fault: it does not count."""
    return tuple(_faults(form, answers))


def _faults(form: Questionnaire, answers: Answers) -> Iterator[Wrong]:
    sight = Sight(form, answers)
    for where, values in answers.items():
        link, turns = parted(form, where)
        item = form.links.get(link)
        if item is None or not (item.is_question and item.asked):
            yield Wrong(where, Fault.not_asked)
        elif len(values) > (item.most or len(values) if item.repeats else 1):
            yield Wrong(where, Fault.too_many)
        elif sight.shows(item, turns):
            found = (fault_of(item, value) for value in values)
            yield from (Wrong(where, fault) for fault in found if fault is not None)


def fault_of(item: Item, value: Value) -> Fault | None:
    """What is wrong with a value for this item, if anything."""
    if item.type is Type.choice:
        return None if value in {option.key for option in item.options} else Fault.not_an_option
    kinds, fault = KINDS[item.type]
    if not isinstance(value, kinds) or (isinstance(value, bool) and item.type is not Type.boolean):
        return fault
    if isinstance(value, str):
        return Fault.too_long if len(value) > (item.longest or LONGEST[item.type]) else None
    return _outside(item, value)


def _outside(item: Item, value: Value) -> Fault | None:
    if isinstance(value, date):
        low, high = item.earliest, item.latest
        return Fault.too_low if low and value < low else Fault.too_high if high and value > high else None
    if isinstance(value, bool | str):
        return None
    if not isfinite(value):
        return Fault.not_a_number
    if item.low is not None and value < item.low:
        return Fault.too_low
    return Fault.too_high if item.high is not None and value > item.high else None


def _boolean(text: str) -> Value:
    if text not in (YES, NO):
        raise Unread(Fault.not_yes_or_no)
    return text == YES


def _whole(text: str) -> Value:
    if not WHOLE.fullmatch(text):
        raise Unread(Fault.not_whole)
    return int(text)


def _number(text: str) -> Value:
    if not NUMBER.fullmatch(text):
        raise Unread(Fault.not_a_number)
    return float(text.replace(",", "."))


def _date(text: str) -> Value:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Unread(Fault.not_a_date) from error


KINDS: Mapping[Type, tuple[type | tuple[type, ...], Fault]] = {
    Type.boolean: (bool, Fault.not_yes_or_no),
    Type.integer: (int, Fault.not_whole),
    Type.decimal: ((int, float), Fault.not_a_number),
    Type.date: (date, Fault.not_a_date),
    Type.string: (str, Fault.not_text),
    Type.text: (str, Fault.not_text),
}
READS: Mapping[Type, Callable[[str], Value]] = {
    Type.boolean: _boolean,
    Type.integer: _whole,
    Type.decimal: _number,
    Type.date: _date,
    Type.choice: str,
    Type.string: str,
    Type.text: str,
}
