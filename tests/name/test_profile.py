"""A picture says what was answered and how much of it, in any order, and adds nothing up over the signs."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given as each
from hypothesis import strategies as st
from msgspec import structs

from leanto.name import profile
from leanto.name.instruments import A_SITTING, Instrument
from leanto.name.profile import AGAIN, Found, differences, facet, picture
from leanto.name.questionnaires import Answers, Value
from leanto.name.responses import respond
from leanto.records import Domain, Response, Sign
from tests.name.forms import SHELF, given, instrument, numbered

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OWN = instrument("reflection")
LINES = {
    Sign.refusing: ("carry-on", "fine", "way-round"),
    Sign.weak_or_guilty: ("weak", "guilt", "smaller"),
    Sign.trusting: ("to-myself", "let-down", "known"),
    Sign.control: ("myself", "take-back", "leave-it"),
}
TURNED = {"known", "leave-it"}
CHOICES = {
    item.link: tuple(option.key for option in item.options) for item in OWN.form.questions if item.options
}


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    """Some of the questions, each with answers of its own."""
    found: dict[str, tuple[Value, ...]] = {}
    for item in OWN.form.questions:
        if item.options:
            most = len(item.options) if item.repeats else 1
            keys = st.lists(st.sampled_from(CHOICES[item.link]), max_size=most, unique=True)
            found[item.link] = tuple(draw(keys))
    return {link: values for link, values in found.items() if values}


def response(
    one: Instrument, found: Answers, ago: timedelta = timedelta(), *, finished: bool = True
) -> Response:
    at = NOW - ago
    return Response(
        id=f"{one.id}-{ago}",
        at=at,
        instrument=one.id,
        response=respond(one.form, found, at, finished=finished),
    )


@pytest.mark.parametrize("sign", Sign)
@pytest.mark.parametrize(("answer", "turned"), [("0", True), ("2", False), ("3", False), ("4", False)])
def test_a_line_is_recognised_from_mostly_like_me_on(sign: Sign, answer: str, turned: bool) -> None:
    for link in LINES[sign]:
        one = picture(OWN, {link: (answer,)}).signs[sign]
        assert (one.answered, one.of) == (1, 3)
        assert one.recognised == ((answer == "0") if link in TURNED else (answer in "34"))
        assert one.lines[0].turned == (link in TURNED)


def test_where_in_life_is_said_of_its_own_sign_alone() -> None:
    found = picture(OWN, given(guilt="4", needing_where=["work", "financial"]))
    assert found.signs[Sign.weak_or_guilty].domains == (Domain.financial, Domain.work)
    assert not any(found.signs[sign].domains for sign in Sign if sign is not Sign.weak_or_guilty)


def test_what_does_not_show_was_not_answered() -> None:
    found = picture(OWN, given(guilt="1", needing_where="work", by_whom="family"))
    assert found.signs[Sign.weak_or_guilty].domains == ()
    assert found.by_whom == ()


def test_choice_and_solitude_are_in_no_sign() -> None:
    found = picture(OWN, given(enjoy="4", either="4", by_myself="4", company="4", mostly="want"))
    assert (found.chosen.recognised, found.solitude.recognised, found.because) == (2, 2, "I want to")
    assert not any(one.answered for one in found.signs.values())


def test_the_praise_is_in_the_words_that_were_chosen_and_written() -> None:
    found = picture(
        OWN,
        given(praised=["strong", "alone"], by_whom="school", good_for=["they"], praise_said="So grown up"),
    )
    assert found.praised == ("Managing on my own", "Staying strong")
    assert (found.by_whom, found.good_for, found.said) == (
        ("School",),
        ("Those who praised it",),
        "So grown up",
    )


@each(answers(), st.randoms())
def test_the_order_of_answers_makes_no_difference(found: Answers, random: Random) -> None:
    links = list(found)
    random.shuffle(links)
    other = {link: tuple(reversed(found[link])) for link in links}
    assert picture(OWN, found) == picture(OWN, other)


@each(answers())
def test_every_count_lies_within_what_was_answered(found: Answers) -> None:
    drawn = picture(OWN, found)
    for sign, one in drawn.signs.items():
        assert one.answered == sum(link in found for link in LINES[sign])
        assert 0 <= one.recognised <= one.answered <= one.of
        assert not one.domains or one.recognised


@each(answers())
def test_one_line_more_moves_its_own_sign_alone(found: Answers) -> None:
    more = {**found, "carry-on": ("4",)}
    before, after = picture(OWN, found).signs, picture(OWN, more).signs
    assert all(before[sign] == after[sign] for sign in Sign if sign is not Sign.refusing)
    assert after[Sign.refusing].recognised >= before[Sign.refusing].recognised


def test_nothing_answered_is_nothing() -> None:
    drawn = picture(OWN, {})
    assert drawn.answered == 0
    assert all(one == Found((), 3) for one in drawn.signs.values())
    assert not any((drawn.because, drawn.body, drawn.praised, drawn.by_whom, drawn.good_for, drawn.said))


def test_a_facet_counts_its_leanings_and_has_no_margin_without_a_published_spread() -> None:
    one = instrument("done-my-way")
    found = numbered(one, [5, 4, 3, 1, None, 2])
    said = facet(one, response(one, found), found)
    assert said is not None
    assert (said.leaning, said.scored.answered, said.scored.value) == (2, 5, 3.0)
    assert (said.margin, said.span) == (None, None)


def test_a_margin_stays_within_the_ends() -> None:
    one = instrument("done-my-way")
    assert one.scoring
    assert one.plan
    [scale] = one.scoring.scales
    known = structs.replace(scale, sd=0.8)
    part = structs.replace(one.plan.parts[0], scale=known)
    sure = structs.replace(one, plan=structs.replace(one.plan, parts=(part,)))
    found = numbered(sure, [5] * 6)
    said = facet(sure, response(sure, found), found)
    assert said is not None
    assert said.margin == pytest.approx(1.96 * 0.8 * (1 - 0.83) ** 0.5)
    assert said.span
    assert list(said.span) == pytest.approx([5 - 1.96 * 0.8 * 0.17**0.5, 5])


@pytest.mark.parametrize("few", [[], [None] * 6])
def test_a_facet_of_which_nothing_was_answered_is_not_there(few: list[int | None]) -> None:
    one = instrument("done-my-way")
    found = numbered(one, few)
    assert facet(one, response(one, found), found) is None


def test_too_few_lines_have_no_result_and_still_a_count() -> None:
    one = instrument("done-my-way")
    found = numbered(one, [5])
    said = facet(one, response(one, found), found)
    assert said is not None
    assert (said.scored.value, said.leaning, said.span) == (None, 1, None)


def test_differences_are_of_what_was_answered_both_times() -> None:
    before = given(guilt="4", weak="1", fine="2", offered=["eases", "away"], praised="alone", praise_said="a")
    now = given(guilt="2", weak="1", offered=["away", "eases"], praised="alone", praise_said="b", smaller="3")
    found = differences(OWN, before, now)
    assert found.of == 4
    [line] = found.lines
    assert (line.before, line.now) == ("Very much like me", "Somewhat like me")


@each(answers(), answers())
def test_differences_never_outnumber_what_is_compared(before: Answers, now: Answers) -> None:
    assert len(differences(OWN, before, now).lines) <= differences(OWN, before, now).of
    assert differences(OWN, now, now).lines == ()


def test_sittings_are_under_four_minutes_and_solitude_comes_last() -> None:
    found = profile.closer(SHELF.instruments)
    assert all(sum(one.seconds for one in sitting) <= A_SITTING for sitting in found)
    every = [one.id for sitting in found for one in sitting]
    assert len(every) == 9
    assert every[-1] == profile.SOLITUDE


def test_what_comes_next_is_not_what_was_finished_lately() -> None:
    [sitting, *_] = profile.closer(SHELF.instruments)
    first, second, third = sitting
    done = response(second, {})
    assert profile.following(sitting, first.id, [], NOW) == second
    assert profile.following(sitting, first.id, [done], NOW) == third
    assert profile.following(sitting, first.id, [response(second, {}, AGAIN)], NOW) == second
    assert profile.following(sitting, first.id, [response(second, {}, finished=False)], NOW) == second
    assert profile.following(sitting, third.id, [], NOW) is None


def test_what_was_stopped_can_be_gone_on_with_for_four_weeks() -> None:
    stopped = response(OWN, given(guilt="4"), timedelta(days=3), finished=False)
    old = response(OWN, given(guilt="4"), AGAIN, finished=False)
    assert profile.unfinished([stopped, old], OWN.id, NOW) == stopped
    assert profile.unfinished([old], OWN.id, NOW) is None
    assert profile.unfinished([stopped, response(OWN, {})], OWN.id, NOW) is None
