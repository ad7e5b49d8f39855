"""Guesses beside what came, in tenths and counts, and never a figure without how many it is out of."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanto.circle.calibration import (
    Following,
    Guess,
    Lying,
    asked_for,
    by,
    by_ten,
    by_tenth,
    following,
    lying,
    pairs,
    tally,
    then_and_now,
)
from leanto.circle.came import fears, outcomes
from leanto.records import Domain, Feared, Kind, Outcome, ReachOut

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


def asked(
    n: int = 0, guess: float | None = 0.3, outcome: Outcome | None = Outcome.came_through, **more: object
) -> ReachOut:
    fields: dict[str, object] = {"kind": Kind.ask, "domain": Domain.practical, **more}
    return ReachOut(  # type: ignore[arg-type, unused-ignore]  # fields are chosen by each test
        id=f"{n:032x}",
        at=NOW + timedelta(days=n),
        forecast=guess,
        outcome=outcome,
        **fields,  # type: ignore[arg-type]
    )


def series(*said: tuple[float, Outcome], who: str | None = None) -> list[ReachOut]:
    return [asked(n, guess, outcome, person_id=who) for n, (guess, outcome) in enumerate(said)]


YES, NO, HALF = Outcome.came_through, Outcome.kind_no, Outcome.partly

reach_outs = st.lists(
    st.builds(
        asked,
        st.integers(0, 500),
        st.none() | st.floats(0, 1),
        st.none() | st.sampled_from(Outcome),
        person_id=st.sampled_from(["a" * 32, "b" * 32, None]),
        feared=st.sampled_from(["", " ", "they laugh"]),
        feared_chance=st.none() | st.floats(0, 1),
        feared_came=st.none() | st.sampled_from(Feared),
    ),
    max_size=40,
)


@given(reach_outs, st.sampled_from(Guess))
def test_every_answered_guess_stands_in_one_tenth_and_one_part(told: list[ReachOut], guess: Guess) -> None:
    found = pairs(told, guess)
    whole = tally(found)
    assert sum(tenth.tally.total for tenth in by_tenth(found)) == whole.total == len(found)
    assert sum(part.tally.total for part in by(found, lambda one: one.person_id)) == whole.total
    assert sum(tenth.tally.came for tenth in by_tenth(found)) == whole.came
    assert 0 <= whole.expected <= whole.total + 1e-9
    assert whole.came + whole.partly <= whole.total


@given(reach_outs)
def test_the_order_they_are_given_in_does_not_matter(told: list[ReachOut]) -> None:
    unlike = list({one.id: one for one in told}.values())
    assert pairs(unlike, Guess.come) == pairs(unlike[::-1], Guess.come)
    assert following(pairs(unlike, Guess.come)) is following(pairs(unlike[::-1], Guess.come))


@pytest.mark.parametrize(
    "missing",
    [
        {"guess": None},
        {"outcome": None},
    ],
)
def test_a_skipped_guess_or_no_outcome_says_nothing(missing: dict[str, None]) -> None:
    assert pairs([asked(**missing)], Guess.come) == ()  # type: ignore[arg-type]  # None is what is tested


@pytest.mark.parametrize(
    ("fear", "counts"),
    [
        ({"feared": "they laugh", "feared_chance": 0.8, "feared_came": Feared.did_not}, True),
        ({"feared": "they laugh", "feared_chance": 0.8, "feared_came": Feared.too_soon}, False),
        ({"feared": "they laugh", "feared_chance": None, "feared_came": Feared.did_not}, False),
        ({"feared": " ", "feared_chance": 0.8, "feared_came": Feared.did_not}, False),
        ({"feared": "they laugh", "feared_chance": 0.8}, False),
    ],
)
def test_a_fear_counts_once_it_was_guessed_named_and_settled(fear: dict[str, object], counts: bool) -> None:
    assert len(pairs([asked(**fear)], Guess.feared)) == counts  # type: ignore[arg-type]  # chosen by each row


def test_a_kind_no_is_a_no_to_one_guess_and_to_the_other_nothing_that_was_feared() -> None:
    one = asked(0, 0.7, NO, feared="they laugh", feared_chance=0.6, feared_came=Feared.did_not)
    assert pairs([one], Guess.come)[0].came == pairs([one], Guess.feared)[0].came == 0
    assert pairs([one], Guess.feared)[0].guess == 0.6


def test_halves_round_to_the_nearest_tenth_and_up() -> None:
    tenths = by_tenth(pairs(series((0.25, YES), (0.24, NO), (1, YES), (0, NO)), Guess.come))
    assert [(one.tenths, one.tally.came, one.tally.total) for one in tenths] == [
        (0, 0, 1),
        (2, 0, 1),
        (3, 1, 1),
        (10, 1, 1),
    ]


def test_then_and_now_share_no_guess_and_wait_for_enough() -> None:
    assert then_and_now(pairs(series(*[(0.2, NO)] * 9), Guess.come)) is None
    seen = then_and_now(pairs(series(*[(0.2, NO)] * 6, *[(0.8, YES)] * 6), Guess.come))
    assert seen is not None
    assert (seen.then.total, seen.then.came, round(seen.then.expected, 6)) == (6, 0, 1.2)
    assert (seen.now.total, seen.now.came, round(seen.now.expected, 6)) == (6, 6, 4.8)
    long = then_and_now(pairs(series(*[(0.5, HALF)] * 40), Guess.come))
    assert long is not None
    assert (long.then.total, long.now.total, long.now.partly) == (10, 10, 10)


A, B = "a" * 32, "b" * 32


@pytest.mark.parametrize(
    ("hers", "his", "said"),
    [
        ([(0.8, YES)] * 5, [(0.2, NO)] * 5, Following.follows),
        ([(0.2, YES)] * 5, [(0.8, NO)] * 5, Following.against),
        ([(0.5, YES)] * 5, [(0.5, NO)] * 5, Following.level),
        ([(0.8, YES)] * 5, [(0.2, YES)] * 5, Following.unsaid),
        ([(0.8, YES)] * 5, [(0.2, NO)] * 4, Following.unsaid),
    ],
)
def test_trust_follows_who_has_earned_it(
    hers: list[tuple[float, Outcome]], his: list[tuple[float, Outcome]], said: Following
) -> None:
    told = [*series(*hers, who=A), *series(*his, who=B)]
    assert following(pairs(told, Guess.come)) is said


def test_asking_and_receiving_answer_different_questions() -> None:
    assert [kind for kind in Kind if asked_for(asked(kind=kind))] == [Kind.ask, Kind.share]


@given(st.permutations([0.1] * 5 + [0.3] * 7 + [0.7] * 4))
def test_two_pages_that_add_up_the_same_guesses_agree(guesses: list[float]) -> None:
    told = [
        asked(n, guess, feared="A sigh", feared_chance=guess, feared_came=Feared.did_not)
        for n, guess in enumerate(guesses)
    ]
    assert outcomes(told).expected == tally(pairs(told[::-1], Guess.come)).expected
    assert fears(told[::-1]).expected == tally(pairs(told, Guess.feared)).expected


@given(reach_outs, st.sampled_from(Guess))
def test_ten_by_ten_every_guess_stands_once_and_none_stands_alone(told: list[ReachOut], guess: Guess) -> None:
    found = pairs(told, guess)
    tens = by_ten(found)
    assert bool(tens) is (len(found) >= 15)
    if tens:
        assert sum(ten.tally.total for ten in tens) == len(found)
        assert {ten.tally.total for ten in tens[:-1]} <= {10}
        assert 5 <= tens[-1].tally.total <= 14
        assert all(ten.first <= ten.last for ten in tens)


@pytest.mark.parametrize(
    ("n", "sizes"), [(14, []), (15, [10, 5]), (20, [10, 10]), (24, [10, 14]), (25, [10, 10, 5])]
)
def test_what_is_left_over_is_with_the_last_ten_where_it_is_too_few(n: int, sizes: list[int]) -> None:
    found = pairs(series(*[(0.3, YES)] * n), Guess.come)
    assert [ten.tally.total for ten in by_ten(found)] == sizes


@pytest.mark.parametrize(
    ("guess", "outcomes_", "lies"),
    [
        (0.3, [YES, YES, NO, NO, NO], Lying(0, 1, 0)),  # a tenth off is the step one guesses in
        (0.3, [YES, YES, HALF, NO, NO], Lying(1, 0, 0)),
        (0.3, [YES, NO, NO, NO, NO], Lying(0, 1, 0)),
        (0.3, [HALF, NO, NO, NO, NO], Lying(0, 0, 1)),
        (0.0, [YES] * 4, Lying(0, 0, 0)),
    ],
)
def test_where_guesses_lie_is_said_from_five_on(guess: float, outcomes_: list[Outcome], lies: Lying) -> None:
    found = pairs(series(*[(guess, outcome) for outcome in outcomes_]), Guess.come)
    assert lying([tally(found)]) == lies
