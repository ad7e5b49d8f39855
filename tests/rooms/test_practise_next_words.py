"""Every coded reason has a sentence, and before the guess only those are said that cannot lean on it."""

from datetime import UTC, datetime

import pytest

from leanto.practise.gates import WhyNone
from leanto.practise.reasons import RECORD, Because, Reason
from leanto.records import Body, Domain, Gate, Kind, Person, Relation, Step
from leanto.web.reasons import WHY_NONE, About, sentence, two

STEP = Step(id="1", text="Ask for a lift", kind=Kind.ask, domain=Domain.practical, rung=30)
DEV = Person(
    id="2",
    name="Dev & {name}",
    relation=Relation.friend,
    gate=Gate.safe,
    gate_at=datetime(2026, 1, 1, tzinfo=UTC),
    safe_for=(Domain.practical,),
    channels=(),
)
WITH, ALONE = About(STEP, DEV, "the shopping", known=True), About(STEP, None)


@pytest.mark.parametrize("of", [WITH, ALONE, About(STEP, DEV)], ids=["with", "alone", "first"])
@pytest.mark.parametrize("code", Because)
def test_every_reason_has_a_sentence(code: Because, of: About) -> None:
    for days in (0, 1, 12):
        said = str(sentence(Reason(code, k=3, n=4, days=days), of))
        assert said.endswith(".")
        assert "%(" not in said
        assert "None" not in said
        assert "{name}" not in said.replace("Dev &amp; {name}", "")


@pytest.mark.parametrize("code", WhyNone)
def test_every_reason_for_nothing_says_what_is_open(code: WhyNone) -> None:
    nothing = WHY_NONE[code]
    assert str(nothing.heading)
    assert str(nothing.words).endswith(".")
    assert [way.url for way in nothing.ways if not way.url.startswith("/")] == []
    assert len({way.url for way in nothing.ways}) == len(nothing.ways) > 1


@pytest.mark.parametrize("body", [*Body, None])
@pytest.mark.parametrize("code", [code for code in Because if code not in RECORD])
def test_the_two_sentences_are_two_and_never_from_the_record(code: Because, body: Body | None) -> None:
    record = [Reason(each, k=3, n=4) for each in RECORD]
    first, second = two([*record, Reason(code, k=1, days=3)], WITH, body)
    assert first == sentence(Reason(code, k=1, days=3), WITH)
    assert str(first) != str(second)
    told = {str(sentence(one, WITH)) for one in record}
    assert not told & {str(first), str(second)}


def test_a_name_is_escaped_and_never_filled_in() -> None:
    said = str(sentence(Reason(Because.they_offered), WITH))
    assert said == '<bdi dir="auto">Dev &amp; {name}</bdi> has said that you may ask for things like this.'
