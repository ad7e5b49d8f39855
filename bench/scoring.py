"""How many responses a second are added up, one line for each instrument that is shipped."""

import time
from collections.abc import Iterator, Sequence
from random import Random

from bench.measures import Measure
from leanto.name.instruments import Instrument, shelf
from leanto.name.questionnaires import Answers, Item, Type, Value
from leanto.name.scoring import Plan, score

WANTED = 50_000
RESPONSES, ROUNDS, SKIPPED = 1000, 7, 0.1


def responses_a_second() -> list[Measure]:
    """The middle of several rounds over answers drawn by chance, a tenth of them skipped."""
    return [
        Measure(
            f"Adding up {one.id}"[:44],
            _speed(one.plan, tuple(_answers(one, Random(one.id), RESPONSES))) / 1000,
            WANTED / 1000,
            "k/s",
            "50,000 responses a second",
            1,
            more_is_better=True,
        )
        for one in shelf().instruments
        if one.plan and one.plan.parts
    ]


def _speed(ready: Plan, answered: Sequence[Answers]) -> float:
    found = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        for answers in answered:
            score(ready, answers)
        found.append(len(answered) / (time.perf_counter() - began))
    return sorted(found)[ROUNDS // 2]


def _answers(one: Instrument, chance: Random, number: int) -> Iterator[Answers]:
    asked = [(item.link, _values(item)) for item in one.form.questions if _values(item)]
    for _response in range(number):
        yield {link: (chance.choice(values),) for link, values in asked if chance.random() >= SKIPPED}


def _values(item: Item) -> list[Value]:
    return [True, False] if item.type is Type.boolean else [option.key for option in item.options]
