"""The starter ladder: enough steps in every cell, well spread, each its own, none that could harm."""

import re
from collections import Counter
from itertools import combinations, pairwise, product

import pytest

import leanto.content
from leanto.content import Misprint, entries
from leanto.content.ladder import Starter, _check, starters
from leanto.records import Domain, Kind

STEPS = starters()
STOP = frozenset(
    re.findall(
        r"\w+",
        """a an and as at be but by do for from has have i if in is it its no none not nothing of on one or so that
        the their them then they this to too two up what when who with you your yours someone somebody tell ask say
        let""",
    )
)
NEVER_SAID = frozenset(
    re.findall(
        r"\w+",
        """should just simply journey warrior unlock streak score failure relapse patient user users compliance heal
        healing trauma abuse symptoms disorder brave proud forgive confront boss landlord manager must""",
    )
)
# What "one act with its size in sight" comes down to where it can be counted.
MOST_WORDS = 24


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", ""))


def stems(text: str) -> set[str]:
    return {re.sub(r"(?:ing|ed|es|s)$", "", word) for word in words(text) if word not in STOP}


def edits(one: list[str], other: list[str]) -> int:
    """How many words apart: each put in, taken out or exchanged counts one."""
    row = list(range(len(other) + 1))
    for i, word in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, its in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (word != its))
    return row[-1]


def test_there_are_at_least_84_steps_and_twelve_for_a_part_of_life() -> None:
    by_domain = Counter(step.domain for step in STEPS)

    assert len(STEPS) >= 84
    assert min(by_domain[domain] for domain in Domain) >= 12


def test_every_cell_of_kind_and_part_of_life_has_three() -> None:
    cells = Counter((step.kind, step.domain) for step in STEPS)

    assert {cell: cells[cell] for cell in product(Kind, Domain) if cells[cell] < 3} == {}


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_climbs_from_very_small_to_very_large_without_a_gap(kind: Kind) -> None:
    rungs = sorted(step.rung for step in STEPS if step.kind is kind)

    assert rungs[0] <= 10
    assert rungs[-1] >= 90
    assert max(high - low for low, high in pairwise(rungs)) <= 12


def test_the_ladder_runs_from_5_to_95() -> None:
    assert (min(step.rung for step in STEPS), max(step.rung for step in STEPS)) == (5, 95)


@pytest.mark.parametrize("domain", Domain)
def test_each_part_of_life_has_small_ones_and_large_ones(domain: Domain) -> None:
    rungs = [step.rung for step in STEPS if step.domain is domain]

    assert sum(rung <= 30 for rung in rungs) >= 3
    assert sum(rung >= 60 for rung in rungs) >= 2


def test_no_two_steps_say_nearly_the_same() -> None:
    alike = [
        (one.id, other.id)
        for one, other in combinations(STEPS, 2)
        if len(stems(one.text) & stems(other.text)) > 0.5 * min(len(stems(one.text)), len(stems(other.text)))
    ]
    assert alike == []


def test_no_two_steps_differ_by_a_noun_only() -> None:
    near = [
        (one.id, other.id)
        for one, other in combinations(STEPS, 2)
        if edits(words(one.text), words(other.text)) < 0.5 * min(len(words(one.text)), len(words(other.text)))
    ]
    assert near == []


@pytest.mark.parametrize("text", ["Ask for a lift home. Ten minutes.", "Ask for a loan home. Ten minutes."])
def test_a_step_with_another_noun_would_be_noticed(text: str) -> None:
    assert edits(words("Ask for a lift home. Ten minutes."), words(text)) < 3.5


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_a_step_is_short_and_plain(step: Starter) -> None:
    said = words(f"{step.text} {step.say}")

    assert len(words(step.text)) <= MOST_WORDS
    assert step.text[0].isupper()
    assert step.text.endswith((".", "!", "”"))
    assert "'" not in step.text  # typographic on the page; straight in what is sent
    assert not set(said) & NEVER_SAID
    assert not step.text.count("(")
    assert not set("—!") & set(step.text)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_words_to_say_are_plain_text_with_even_brackets(step: Starter) -> None:
    assert not set("’“”…") & set(step.say)  # one such letter makes a text message cost twice
    assert step.say.count("[") == step.say.count("]")


def test_money_itself_is_asked_for_rarely_and_only_of_someone() -> None:
    asking = [step for step in STEPS if step.money]

    assert 1 <= len(asking) <= 3
    assert all(step.kind is Kind.ask and step.domain is Domain.financial for step in asking)
    assert all(step.needs_person for step in asking)


def test_letting_go_mostly_needs_nobody_and_asking_a_friend_somebody() -> None:
    letting_go = [step for step in STEPS if step.kind is Kind.let_go]

    assert sum(not step.needs_person for step in letting_go) >= 0.8 * len(letting_go)
    assert any(not step.needs_person for step in STEPS if step.kind is Kind.accept)


def test_a_step_with_someone_of_ones_own_never_names_a_service() -> None:
    service = re.compile(
        r"\b(?:helpline|listening line|GP|pharmacist|library desk|Citizens Advice|your bank)\b"
    )

    assert [step.id for step in STEPS if step.needs_person and service.search(step.text)] == []


def test_with_nobody_safe_there_are_small_steps_of_every_kind() -> None:
    small = {step.kind for step in STEPS if not step.needs_person and step.rung <= 60}

    assert small >= {Kind.ask, Kind.accept, Kind.let_go}


def test_a_misprint_names_the_file_and_the_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"text": "Toss a coin over it.", "kind": "let_go", "domain": "deciding", "rung": 120}
    monkeypatch.setattr(leanto.content, "load", lambda name, kind: {"let-go-deciding-coin": table})

    with pytest.raises(Misprint, match=r"en/ladder\.toml, let-go-deciding-coin: .*95.*rung"):
        entries("en/ladder.toml", Starter)


def test_a_file_that_is_not_toml_is_named() -> None:
    with pytest.raises(Misprint, match=r"en/words\.txt"):
        entries("en/words.txt", Starter)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"id": "ask-work-coin"}, "begins with let-go-deciding-"),
        ({"needs_person": True}, "needs words"),
        ({"money": True}, "money is asked of someone"),
    ],
)
def test_a_step_that_contradicts_itself_is_refused(wrong: dict[str, object], said: str) -> None:
    fields: dict[str, object] = {
        "id": "let-go-deciding-coin",
        "text": "Toss a coin over it.",
        "kind": Kind.let_go,
        "domain": Domain.deciding,
        "rung": 5,
        "needs_person": False,
    }
    with pytest.raises(Misprint, match=said):
        _check(Starter(**(fields | wrong)))  # type: ignore[arg-type]  # the fields differ in type
