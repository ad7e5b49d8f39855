"""What holds for every instrument and any answers: order, skipping, reversing, more means more."""

import random
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leanto.content.instruments import Combine, Gate, Safety, Scale
from leanto.name.conditions import kept
from leanto.name.instruments import Instrument
from leanto.name.questionnaires import Answers, Item, Type, Value
from leanto.name.scoring import Plan, Unsound, plan, score
from tests.name.forms import SHELF, all_at, choice, instrument, item, made, numbered, scoring

SCORED = [one for one in SHELF.instruments if one.scoring and one.scoring.scales]
SIMPLE = [one for one in SCORED if one.id != "pc-ptsd-5"]


def ready(one: Instrument) -> Plan:
    assert one.plan is not None
    return one.plan


def values_of(question: Item) -> list[Value]:
    if question.type is Type.string:
        return ["in my own words"]
    return [True, False] if question.type is Type.boolean else [option.key for option in question.options]


@st.composite
def answered(draw: st.DrawFn, one: Instrument, *, skips: bool = True) -> Answers:
    found: dict[str, tuple[Value, ...]] = {}
    for question in one.form.questions:
        if not skips or draw(st.booleans()):
            found[question.link] = (draw(st.sampled_from(values_of(question))),)
    return found


@st.composite
def any_answers(draw: st.DrawFn) -> tuple[Instrument, Answers]:
    one = draw(st.sampled_from(SCORED))
    return one, draw(answered(one))


def slowly(one: Instrument, scale: Scale, answers: Answers) -> Fraction | None:
    """The same by the plainest way there is, in exact arithmetic."""
    shown = kept(one.form, answers)
    gate = one.scoring.gate if one.scoring else None
    if gate and shown.get(gate.item) == (gate.answer,):
        return Fraction(gate.value)
    numbers = []
    for link in scale.items:
        question = one.form.links[link]
        weights: dict[Value, Fraction] = {
            option.key: Fraction(option.weight or 0) for option in question.options
        }
        weights = weights or {True: Fraction(1), False: Fraction(0)}
        if link in shown:
            number = weights[shown[link][0]]
            numbers.append(
                min(weights.values()) + max(weights.values()) - number if link in scale.reversed else number
            )
    if len(numbers) < scale.need:
        return None
    return sum(numbers, Fraction(0)) / (len(numbers) if scale.combine is Combine.mean else 1)


@given(any_answers())
@settings(max_examples=300, deadline=None)
def test_every_result_is_what_the_plainest_way_gives(drawn: tuple[Instrument, Answers]) -> None:
    one, answers = drawn
    for scored in score(ready(one), answers):
        exact = slowly(one, scored.scale, answers)
        assert scored.value == (None if exact is None else pytest.approx(float(exact), abs=1e-12))


@given(any_answers(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_answers_makes_no_difference(
    drawn: tuple[Instrument, Answers], chance: random.Random
) -> None:
    one, answers = drawn
    shuffled = list(answers.items())
    chance.shuffle(shuffled)
    assert score(ready(one), dict(shuffled)) == score(ready(one), answers)


@pytest.mark.parametrize("one", SCORED, ids=lambda one: one.id)
def test_nothing_answered_is_empty_and_not_zero(one: Instrument) -> None:
    for scored in score(ready(one), {}):
        assert scored.value is None
        assert scored.band is None
        assert scored.answered == 0


@pytest.mark.parametrize("one", SIMPLE, ids=lambda one: one.id)
def test_one_answer_short_of_the_rule_is_empty_and_the_rule_itself_is_enough(one: Instrument) -> None:
    full = {question.link: (values_of(question)[0],) for question in one.form.questions}
    for scale in ready(one).parts:
        enough = {link: full[link] for link in scale.scale.items[: scale.scale.need]}
        short = {link: full[link] for link in scale.scale.items[: scale.scale.need - 1]}
        by_id = {scored.scale.id: scored.value for scored in score(ready(one), enough)}
        assert by_id[scale.scale.id] is not None
        by_id = {scored.scale.id: scored.value for scored in score(ready(one), short)}
        assert by_id[scale.scale.id] is None


@pytest.mark.parametrize("one", SIMPLE, ids=lambda one: one.id)
def test_results_reach_from_the_lowest_to_the_highest_and_no_further(one: Instrument) -> None:
    for part in ready(one).parts:
        found = []
        for best in (min, max):
            answers: dict[str, tuple[Value, ...]] = {}
            for link in part.scale.items:
                pick = best if link not in part.scale.reversed else (max if best is min else min)
                options = one.form.links[link].options
                answers[link] = (pick(options, key=lambda option: option.weight or 0).key,)
            found += [scored.value for scored in score(ready(one), answers) if scored.scale == part.scale]
        assert found == [pytest.approx(part.lowest), pytest.approx(part.highest)]


@given(st.sampled_from(SIMPLE), st.data())
@settings(deadline=None)
def test_raising_one_answer_moves_a_scale_the_way_its_key_says(one: Instrument, data: st.DataObject) -> None:
    answers = data.draw(answered(one, skips=False))
    part = data.draw(st.sampled_from(ready(one).parts))
    link = data.draw(st.sampled_from(part.scale.items))
    weights = {option.key: option.weight or 0 for option in one.form.links[link].options}
    other = data.draw(st.sampled_from(sorted(weights)))
    by = weights[other] - weights[str(answers[link][0])]

    def value(of: Answers) -> float:
        found = next(scored.value for scored in score(ready(one), of) if scored.scale == part.scale)
        assert found is not None
        return found

    moved = value({**answers, link: (other,)}) - value(answers)
    sign = -1 if link in part.scale.reversed else 1
    assert moved * sign * by >= 0
    assert (moved == 0) == (by == 0)


@given(st.sampled_from(SIMPLE), st.data())
@settings(deadline=None)
def test_answering_everything_the_other_way_round_mirrors_a_mean(
    one: Instrument, data: st.DataObject
) -> None:
    answers = data.draw(answered(one, skips=False))
    mirrored: dict[str, tuple[Value, ...]] = {}
    for question in (each for each in one.form.questions if each.options):
        keys = [option.key for option in question.options]
        at = keys.index(str(answers[question.link][0]))
        mirrored[question.link] = (keys[len(keys) - 1 - at],)
    here, there = score(ready(one), answers), score(ready(one), mirrored)
    for a, b in zip(here, there, strict=True):
        assert a.value is not None
        assert b.value == pytest.approx(a.lowest + a.highest - a.value)


def test_reversing_every_item_twice_changes_nothing() -> None:
    one = instrument("kept-to-myself")
    assert one.scoring is not None
    scale = one.scoring.scales[0]
    rest = tuple(link for link in scale.items if link not in scale.reversed)
    turned = plan(one.form, scoring(msgspec.structs.replace(scale, reversed=rest)))
    answers = numbered(one, [1, 2, 3, 4, 5, 5, 4, 2, 1, 1])
    [here], [there] = score(ready(one), answers), score(turned, answers)
    assert here.value is not None
    assert there.value == pytest.approx(6 - here.value)


def test_an_answer_that_is_none_of_its_own_counts_as_skipped() -> None:
    one = instrument("gad-7")
    [scored] = score(ready(one), {**all_at(one, 1), "q3": ("LA0000-0",)})
    assert (scored.value, scored.answered, scored.of) == (None, 6, 7)


def test_numbers_count_as_they_are_and_out_of_range_not_at_all() -> None:
    bounds = [
        {"url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 0},
        {"url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 10},
    ]
    form = made(item("a", "integer", extension=bounds), item("b", "integer", extension=bounds))
    scale = Scale(
        id="s", name="S", combine=Combine.sum, items=("a", "b"), reversed=("b",), need=1, missing="One."
    )
    made_ready = plan(form, scoring(scale))
    assert score(made_ready, {"a": (4,), "b": (1,)})[0].value == 13
    assert score(made_ready, {"a": (4,), "b": (11,)})[0].value == 4


SCALE = Scale(id="s", name="S", combine=Combine.sum, items=("a",), need=1, missing="All.")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"items": ("z",)}, "the scale s names z, which is not asked"),
        ({"items": ("again",)}, "the scale s names again, which can be answered more than once"),
        ({"items": ("words",)}, "the scale s names words, whose answers are not numbers"),
        ({"items": ("bare",)}, "the scale s names bare, which has an answer without a number"),
        ({"items": ("number",)}, "the scale s names number, a number without a lowest and a highest"),
        ({"items": ("inside",)}, "the scale s names inside, which can be answered more than once"),
        ({"need": 2}, "the scale s needs more answers than it has items"),
        ({"reversed": ("b",)}, "the scale s reverses an item it does not have, or has one twice"),
        ({"items": ("a", "a")}, "the scale s reverses an item it does not have, or has one twice"),
    ],
)
def test_a_rule_that_does_not_fit_its_form_is_refused(changes: dict[str, object], why: str) -> None:
    form = made(
        choice("a", "no", "yes"),
        choice("again", "no", "yes", repeats=True),
        item("words", "string"),
        item("bare", "choice", answerOption=[{"valueString": "Yes"}]),
        item("number", "integer"),
        item("copies", "group", choice("inside", "no", "yes"), repeats=True),
    )
    with pytest.raises(Unsound, match=f"^{why}$"):
        plan(form, scoring(msgspec.structs.replace(SCALE, **changes)))


def test_a_gate_or_a_safety_item_that_is_not_there_is_refused() -> None:
    form = made(choice("a", "no", "yes"))
    gated = msgspec.structs.replace(scoring(SCALE), gate=Gate("a", "never", 0))
    with pytest.raises(Unsound, match=r"^the gate waits for an answer that a does not have$"):
        plan(form, gated)
    guarded = msgspec.structs.replace(scoring(SCALE), safety=(Safety("z", 1),))
    with pytest.raises(Unsound, match=r"^the rule for this instrument names z, which is not asked$"):
        plan(form, guarded)
