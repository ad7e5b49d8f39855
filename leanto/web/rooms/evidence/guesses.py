"""Do the guesses lie where things come out? Tenth by tenth, then and now, and by what it was about."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.circle.calibration import (
    Following,
    Guess,
    Pair,
    Tally,
    ThenAndNow,
    asked_for,
    by_tenth,
    following,
    pairs,
    tally,
    then_and_now,
)
from leanto.circle.came import evidence
from leanto.records import Person, ReachOut
from leanto.web.charts import tenths
from leanto.web.charts.counts import listed, number
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.evidence.cuts import Cut, Tens, cuts_of, tens_of
from leanto.web.words import Label


class Question(Struct, frozen=True):
    """One of the guesses: how it was asked, and how a thing that came and one that half came are said."""

    heading: Label
    low: Label
    high: Label
    came: Promise
    partly: Label


class Card(Struct, frozen=True):
    """Everything said about one of the guesses."""

    question: Question
    said: str
    chart: tenths.Chart
    change: tuple[str, ...]
    follows: tuple[Label, ...]
    tens: Tens
    cuts: tuple[Cut, ...]


QUESTIONS: Mapping[str, Question] = {
    "asking": Question(
        _("Will they come through?"),
        _("no one comes"),
        _("they come"),
        _("%(n)s came through"),
        _("%(n)s partly"),
    ),
    "receiving": Question(
        _("Will it be all right?"),
        _("it goes wrong"),
        _("it is all right"),
        _("%(n)s all right"),
        _("%(n)s partly"),
    ),
    "feared": Question(
        _("Will what I fear happen?"),
        _("it will not"),
        _("it will"),
        _("%(n)s happened"),
        _("%(n)s a little"),
    ),
}
FOLLOWS: Mapping[Following, Label] = {
    Following.unsaid: _(
        "Whether trust follows who earned it cannot be said yet. It takes two people you asked five times each, "
        "who did not come through alike."
    ),
    Following.follows: _(
        "Your guesses are higher for those who came through more. Trust follows who earned it."
    ),
    Following.level: _("Your guesses are about as high for those who came through more as for the others."),
    Following.against: _(
        "So far your guesses are higher for those who came through less. It may be chance, or habit."
    ),
}
FEW = _(
    "Only those you asked five times or more are compared, and their counts are under “By person”. A few people "
    "say little."
)


def guesses(request: LeantoRequest) -> HttpResponse:
    people, history = request.book.all(Person), request.book.all(ReachOut)
    seen = evidence(history, people)
    counted = [*seen.asking, *seen.receiving]
    names = {person.id: person for person in people}
    come = pairs(counted, Guess.come)
    found = {
        "asking": [pair for pair in come if asked_for(pair.of)],
        "receiving": [pair for pair in come if not asked_for(pair.of)],
        "feared": list(pairs(counted, Guess.feared)),
    }
    cards = [_card(QUESTIONS[name], pairs, names) for name, pairs in found.items() if pairs]
    return render(request, "evidence/guesses.html", {"cards": cards, "left_out": seen.left_out})


def _card(question: Question, found: list[Pair], names: Mapping[str, Person]) -> Card:
    whole = tally(found)
    return Card(
        question=question,
        said=_said(question, whole),
        chart=tenths.draw(by_tenth(found)),
        change=_change(question, then_and_now(found)),
        follows=_follows(found) if question is QUESTIONS["asking"] else (),
        tens=tens_of(found),
        cuts=cuts_of(found, names),
    )


def _follows(found: list[Pair]) -> tuple[Label, ...]:
    """Does trust follow who has earned it? With its caveat, where anything is compared."""
    said = following(found)
    return (FOLLOWS[said],) if said is Following.unsaid else (FOLLOWS[said], FEW)


def _said(question: Question, of: Tally) -> str:
    """How many guesses, what they came to, and what came. What they came to only where there are enough."""
    if of.enough:
        return gettext("You guessed about %(about)s of %(total)s; %(came)s.") % _about(question, of)
    few = ngettext("%(total)s guess: %(came)s.", "%(total)s guesses: %(came)s.", of.total)
    return _capital(few % _about(question, of))


def _about(question: Question, of: Tally) -> dict[str, str]:
    parts = [str(question.came) % {"n": number(of.came)}]
    parts += [str(question.partly) % {"n": number(of.partly)}] if of.partly else []
    return {"about": number(int(of.expected + 0.5)), "total": number(of.total), "came": listed(parts)}


def _change(question: Question, seen: ThenAndNow | None) -> tuple[str, ...]:
    if seen is None:
        return ()
    then = gettext("At first you guessed about %(about)s of %(total)s; %(came)s.")
    lately = gettext("Lately you guessed about %(about)s of %(total)s; %(came)s.")
    return (then % _about(question, seen.then), lately % _about(question, seen.now))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
