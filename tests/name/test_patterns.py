"""Patterns count what was caught, and call a difference one only where chance would rarely make it."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from leanto.name import patterns
from leanto.name.patterns import BEFORE, ENOUGH, WHERE, Facet, Look, Part
from leanto.records import Body, CouldLet, Did, Domain, Moment, Sign
from leanto.web.charts.patterns import Given, draw

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LONDON, APIA = ZoneInfo("Europe/London"), ZoneInfo("Pacific/Apia")


def moment(number: int = 0, did: Did = Did.alone, **said: object) -> Moment:
    return structs.replace(Moment(id=f"{number:032x}", at=NOW - timedelta(hours=7 * number), did=did), **said)


def maybe(values: object) -> st.SearchStrategy[object]:
    return st.none() | st.sampled_from(values)  # type: ignore[call-overload,no-any-return]  # enums and lists alike


lives = st.lists(
    st.fixed_dictionaries(
        {
            "did": st.sampled_from(Did),
            "domain": maybe(Domain),
            "choice": maybe(range(5)),
            "overwhelmed": maybe(range(5)),
            "body": maybe(Body),
            "could_let": maybe(CouldLet),
            "person_id": maybe(["a" * 32, "b" * 32]),
            "signs": st.lists(st.sampled_from(Sign), max_size=3).map(tuple),
        }
    ),
    max_size=40,
).map(lambda told: [structs.replace(moment(number), **one) for number, one in enumerate(told)])


@given(lives, st.sampled_from([None, LONDON, APIA]))
@settings(max_examples=60)
def test_counts_add_up(every: list[Moment], zone: ZoneInfo | None) -> None:
    shown = patterns.patterns(every, zone)
    choice, offers = shown.choice, shown.offers
    assert shown.total == len(every) == sum(month.caught for month in shown.months)
    assert choice.alone == choice.chosen + choice.between + choice.had_to + choice.unsaid
    assert offers.kept_out == offers.waved_off + sum(offers.could.values())
    placed = choice.alone - choice.unsaid
    for look in shown.where:
        assert all(0 <= part.times <= part.of for part in look.parts)
        assert sum(part.of for part in look.parts) <= placed
    for look in shown.where:
        if look.facet in (Facet.weekday, Facet.daytime):
            assert sum(part.of for part in look.parts) == placed
            assert sum(part.times for part in look.parts) == choice.had_to
    ticked = Counter(sign for one in every for sign in set(one.signs))
    assert {sign: sum(by.values()) for sign, by in shown.signs.items()} == {
        sign: ticked[sign] for sign in Sign
    }
    for sign in Sign:
        assert sum(month.signs[sign] for month in shown.months) == ticked[sign]


@given(lives, st.sampled_from([LONDON, APIA]))
@settings(max_examples=60)
def test_the_moments_behind_a_count_are_as_many(every: list[Moment], zone: ZoneInfo) -> None:
    shown = patterns.patterns(every, zone)
    for look in (*shown.where, *shown.before):
        for part in look.parts:
            assert len(patterns.behind(every, look.facet, part.value, zone)) == part.of


@given(lives)
@settings(max_examples=60)
def test_nothing_is_claimed_below_the_floor(every: list[Moment]) -> None:
    shown = patterns.patterns(every, LONDON)
    for one in (*shown.where_out, *shown.before_out):
        assert min(one.part.of, one.rest.of) >= ENOUGH
        assert one.facet is not Facet.since
    assert not patterns.patterns(every[:9], LONDON).where_out


@pytest.mark.parametrize(
    ("part", "rest"),
    [((4, 5), (1, 6)), ((0, 3), (2, 2)), ((3, 3), (0, 5)), ((2, 6), (2, 2)), ((1, 1), (1, 1))],
)
def test_the_tail_is_the_share_of_ways_to_deal_them_out(part: tuple[int, int], rest: tuple[int, int]) -> None:
    here, every, counted = part[1], part[1] + rest[1], part[0] + rest[0]
    ways = [sum(card < here for card in dealt) for dealt in combinations(range(every), counted)]
    expected = sum(n >= part[0] for n in ways) / len(ways)
    assert patterns.tail(Part("", *part), Part("", *rest)) == pytest.approx(expected)


def test_fishers_own_tea() -> None:
    """All four cups right of eight: one in seventy (Fisher 1935, The Design of Experiments)."""
    assert patterns.tail(Part("", 4, 4), Part("", 0, 4)) == pytest.approx(1 / 70)


def test_money_on_sundays_stands_out() -> None:
    sunday = datetime(2026, 3, 1, 18, tzinfo=LONDON)
    money = [moment(n, at=sunday - timedelta(weeks=n), domain=Domain.financial, choice=0) for n in range(12)]
    rest = [
        moment(100 + n, at=sunday - timedelta(days=7 * n + 1 + n % 6), domain=Domain.work, choice=4)
        for n in range(20)
    ]
    found = patterns.patterns([*money, *rest], LONDON).where_out
    assert {(one.facet, one.part.value) for one in found} >= {
        (Facet.domain, "financial"),
        (Facet.weekday, "6"),
    }
    first = next(one for one in found if one.facet is Facet.domain)
    assert (first.part.times, first.part.of, first.rest.times, first.rest.of) == (12, 12, 0, 20)


def test_five_of_seven_beside_few_others_is_a_count_and_no_claim() -> None:
    some = [moment(n, domain=Domain.financial, choice=0 if n < 5 else 4) for n in range(7)]
    rest = [moment(50 + n, domain=Domain.work, choice=0 if n < 4 else 4) for n in range(8)]
    shown = patterns.patterns([*some, *rest], LONDON)
    domain = next(look for look in shown.where if look.facet is Facet.domain)
    assert Part("financial", 5, 7) in domain.parts
    assert shown.where_out == ()


def test_where_there_is_nothing_to_find_at_most_one_life_in_twenty_is_told_of_something() -> None:
    """600 made-up lives without a pattern: no more told than 5 in 100, and three standard errors."""
    chance, told = Random(11), [0, 0]
    for _ in range(600):
        life = [
            moment(
                n,
                did=chance.choice(list(Did)),
                at=NOW - timedelta(hours=chance.randrange(24 * 180)),
                choice=chance.randrange(5),
                domain=chance.choice(list(Domain)),
                body=chance.choice(list(Body)),
                overwhelmed=chance.randrange(5),
                person_id=chance.choice([None, "a" * 32, "b" * 32]),
            )
            for n in range(60)
        ]
        shown = patterns.patterns(life, LONDON)
        told[0] += bool(shown.where_out)
        told[1] += bool(shown.before_out)
    most = 600 * 0.05 + 3 * (600 * 0.05 * 0.95) ** 0.5
    assert max(told) <= most, told


def test_a_strong_pattern_is_found_nearly_always() -> None:
    """300 lives of 80 moments in which money is nine in ten and the rest four in ten: found in most."""
    chance, found = Random(12), 0
    for _ in range(300):
        life = []
        for n in range(80):
            domain = Domain.financial if n < 20 else chance.choice([Domain.work, Domain.health])
            had_to = chance.random() < (0.9 if domain is Domain.financial else 0.4)
            life.append(moment(n, domain=domain, choice=0 if had_to else 4))
        out = patterns.patterns(life, LONDON).where_out
        found += any(one.part.value == "financial" for one in out)
    assert found > 240


def test_days_and_hours_are_those_of_the_persons_own_zone() -> None:
    late = moment(1, at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC), choice=0)
    values = {}
    for zone in (LONDON, APIA):
        shown = patterns.patterns([late], zone)
        values[zone] = {look.facet: look.parts[0].value for look in shown.where if look.parts}
    assert (values[LONDON][Facet.weekday], values[LONDON][Facet.daytime]) == ("6", "evening")
    assert (values[APIA][Facet.weekday], values[APIA][Facet.daytime]) == ("0", "noon")


def test_chosen_solitude_is_not_the_pattern() -> None:
    every = [
        moment(1, choice=4, body=Body.settled),
        moment(2, choice=0, body=Body.keyed_up),
        moment(3, Did.waved_off, body=Body.keyed_up),
        moment(4, Did.let_in, body=Body.settled),
        moment(5, body=Body.settled),
    ]
    body = next(look for look in patterns.patterns(every, LONDON).before if look.facet is Facet.body)
    assert body.parts == (Part("settled", 0, 2), Part("keyed_up", 2, 2))


def test_time_since_someone_was_let_in() -> None:
    """A row of moments a day apart, oldest last: let in, then alone."""
    hours = {0: 0, 1: 24 * 10, 2: 24 * 16, 3: 24 * 18, 4: 24 * 30}
    every = [
        moment(n, Did.let_in if n == 3 else Did.alone, at=NOW - timedelta(hours=hours[n]), choice=0)
        for n in hours
    ]
    since = next(look for look in patterns.patterns(every, LONDON).before if look.facet is Facet.since)
    assert {part.value: part.of for part in since.parts} == {"two_days": 1, "longer": 2, "not_yet": 2}


@pytest.mark.parametrize("number", [0, 1, 3])
def test_few_moments_are_counted_and_nothing_is_said(number: int) -> None:
    shown = patterns.patterns([moment(n, choice=0, domain=Domain.work) for n in range(number)], None)
    assert shown.total == number
    assert shown.where_out == shown.before_out == ()


def test_places_are_tested_within_their_own_question() -> None:
    look = Look(Facet.domain, (Part("work", 9, 9), Part("health", 0, 9)))
    assert [one.part.value for one in patterns.standing_out([look])] == ["work"]
    assert set(WHERE).isdisjoint(BEFORE)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=6))
def test_dots_stay_inside_the_drawing(counts: list[tuple[int, int]]) -> None:
    chart = draw([Given("words", filled, open, "n") for filled, open in counts])
    assert chart is not None
    assert draw([]) is None
    for row, (filled, open) in zip(chart.rows, counts, strict=True):
        dots = row.filled.count("M") + row.open.count("M")
        assert (filled > 0, open > 0) == (bool(row.filled), bool(row.open))
        assert (filled + open) / chart.each <= dots <= 33
        if filled + open <= 14 and chart.each == 1:
            assert dots == filled + open
