"""What is typed becomes an answer, or is refused for a reason a page can say."""

from datetime import date

import pytest

from leanto.name.answers import Fault, Unread, Wrong, fault_of, faults, typed
from leanto.name.questionnaires import Answers, Value
from tests.name.forms import FHIR, choice, given, item, made

BOUNDS = [{"url": f"{FHIR}minValue", "valueInteger": 0}, {"url": f"{FHIR}maxValue", "valueInteger": 10}]
DAYS = [
    {"url": f"{FHIR}minValue", "valueDate": "2026-01-01"},
    {"url": f"{FHIR}maxValue", "valueDate": "2026-12-31"},
]
FORM = made(
    item("yes", "boolean"),
    item("count", "integer", extension=BOUNDS),
    item("weight", "decimal", extension=BOUNDS),
    item("day", "date", extension=DAYS),
    item("line", "string", maxLength=5),
    item("words", "text"),
    choice("one", "x", "y"),
    choice("many", "x", "y", repeats=True),
    item("total", "decimal", readOnly=True),
    item("read", "display"),
)


@pytest.mark.parametrize(
    ("link", "text", "value"),
    [
        ("yes", "true", True),
        ("yes", "false", False),
        ("count", " 7 ", 7),
        ("count", "+0", 0),
        ("count", "10", 10),
        ("weight", "3,5", 3.5),
        ("weight", "3.25", 3.25),
        ("day", "2026-02-03", date(2026, 2, 3)),
        ("line", "héllo", "héllo"),
        ("words", "two\nlines", "two\nlines"),
        ("one", "x", "x"),
        ("one", "  ", None),
        ("words", "", None),
    ],
)
def test_what_was_typed_is_read(link: str, text: str, value: Value | None) -> None:
    found = typed(FORM.links[link], text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("link", "text", "fault"),
    [
        ("yes", "maybe", Fault.not_yes_or_no),
        ("count", "7.5", Fault.not_whole),
        ("count", "seven", Fault.not_whole),
        ("count", "٧", Fault.not_whole),
        ("count", "11", Fault.too_high),
        ("count", "-1", Fault.too_low),
        ("weight", "nan", Fault.not_a_number),
        ("weight", "1e3", Fault.not_a_number),
        ("weight", "10.5", Fault.too_high),
        ("day", "3 February", Fault.not_a_date),
        ("day", "2025-12-31", Fault.too_low),
        ("day", "2027-01-01", Fault.too_high),
        ("line", "sixsix", Fault.too_long),
        ("one", "z", Fault.not_an_option),
    ],
)
def test_what_is_no_answer_says_why(link: str, text: str, fault: Fault) -> None:
    with pytest.raises(Unread) as refused:
        typed(FORM.links[link], text)
    assert refused.value.fault is fault


@pytest.mark.parametrize(
    ("link", "value"),
    [
        ("yes", "true"),
        ("count", True),
        ("count", 1.5),
        ("weight", False),
        ("weight", float("inf")),
        ("day", "2026-01-01"),
        ("line", 3),
    ],
)
def test_an_answer_of_another_kind_is_a_fault(link: str, value: Value) -> None:
    assert fault_of(FORM.links[link], value) is not None


def test_every_fault_is_found_with_its_place() -> None:
    answers: Answers = given(count=11, one=["x", "y"], many=["x", "y"], total=3.0, read="x", elsewhere="x")
    assert set(faults(FORM, answers)) == {
        Wrong("count", Fault.too_high),
        Wrong("one", Fault.too_many),
        Wrong("total", Fault.not_asked),
        Wrong("read", Fault.not_asked),
        Wrong("elsewhere", Fault.not_asked),
    }


def test_what_does_not_show_is_no_fault() -> None:
    hidden = item("b", "integer", enableWhen=[{"question": "a", "operator": "=", "answerBoolean": True}])
    form = made(item("a", "boolean"), hidden)
    assert faults(form, given(a=False, b="typed before")) == ()
    assert faults(form, given(a=True, b="typed before")) == (Wrong("b", Fault.not_whole),)
