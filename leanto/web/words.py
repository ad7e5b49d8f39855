"""Plain words for the vocabulary of ``records``: what a person reads where the code says an enum."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from leanto.records import (
    Body,
    Channel,
    CouldLet,
    Did,
    Domain,
    Feared,
    Gate,
    Habit,
    Kind,
    Outcome,
    Relation,
    Sign,
    Whose,
)

if TYPE_CHECKING:  # the stubs know that our promises are of text; Django at run time does not say
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise
else:
    from django.utils.functional import Promise

    Label = str | Promise

_small = lazy(format_html, SafeString)


def card(words: Label, small: Label) -> Label:
    """The words of a choice that is drawn as a card, with a smaller line under them."""
    return _small("{}<small>{}</small>", words, small)


def code(member: StrEnum) -> str:
    """A member in an address: its place in its list, so that a glance at the history tells nothing."""
    return str(list(type(member)).index(member) + 1)


DID: Mapping[Did, Label] = {
    Did.alone: _("Did it alone"),
    Did.waved_off: _("Waved off an offer"),
    Did.asked: _("Asked"),
    Did.let_in: _("Let someone help"),
}

DOMAIN: Mapping[Domain, Label] = {
    Domain.emotional: _("feelings"),
    Domain.practical: _("everyday things"),
    Domain.financial: _("money"),
    Domain.work: pgettext_lazy("domain", "work"),
    Domain.health: _("health"),
    Domain.caring: _("looking after someone"),
    Domain.deciding: _("deciding"),
}

KIND: Mapping[Kind, Label] = {
    Kind.ask: _("ask"),
    Kind.share: _("share"),
    Kind.accept: _("accept"),
    Kind.let_go: _("let go"),
}

CHANNEL: Mapping[Channel, Label] = {
    Channel.in_person: _("in person"),
    Channel.voice: _("by phone or voice"),
    Channel.text: _("by text"),
    Channel.email: _("by email"),
}

RELATION: Mapping[Relation, Label] = {
    Relation.partner: _("partner"),
    Relation.family: _("family"),
    Relation.friend: _("friend"),
    Relation.colleague: _("someone from work"),
    Relation.neighbour: _("neighbour"),
    Relation.peer: _("someone who has been there too"),
    Relation.professional: _("professional"),
    Relation.acquaintance: _("someone I know a little"),
    Relation.group: _("a group"),
    Relation.service: _("a service"),
}

BODY: Mapping[Body, Label] = {
    Body.settled: _("Settled"),
    Body.keyed_up: _("Keyed up"),
    Body.shut_down: _("Shut down"),
}
BODY_CARDS: Mapping[Body, Label] = {
    Body.settled: card(BODY[Body.settled], _("steady")),
    Body.keyed_up: card(BODY[Body.keyed_up], _("tense, racing, on guard")),
    Body.shut_down: card(BODY[Body.shut_down], _("flat, far away, numb")),
}

GATE: Mapping[Gate, Label] = {
    Gate.safe: _("safe enough for some things"),
    Gate.unsure: _("not sure"),
    Gate.not_safe: _("not safe"),
}

OUTCOME: Mapping[Outcome, Label] = {
    Outcome.came_through: _("came through"),
    Outcome.partly: _("partly"),
    Outcome.kind_no: _("kindly said no"),
    Outcome.no_answer: _("no answer"),
    Outcome.hurtful: _("it hurt"),
}

ALL_RIGHT: Mapping[Outcome, Label] = {
    Outcome.came_through: _("it was all right"),
    Outcome.partly: _("partly"),
    Outcome.kind_no: _("it fell through, kindly"),
    Outcome.no_answer: _("nothing came of it"),
    Outcome.hurtful: _("it hurt"),
}
WITHOUT_ANYONE: Mapping[Outcome, Label] = {**ALL_RIGHT, Outcome.kind_no: _("it was not all right")}
OUTCOME_BY_KIND: Mapping[Kind, Mapping[Outcome, Label]] = {
    Kind.accept: ALL_RIGHT,
    Kind.let_go: WITHOUT_ANYONE,
}

FEARED: Mapping[Feared, Label] = {
    Feared.did_not: _("It did not happen"),
    Feared.partly: _("A little of it happened"),
    Feared.happened: _("It happened"),
    Feared.too_soon: _("Too soon to say"),
}

SIGN: Mapping[Sign, Label] = {
    Sign.refusing: _("turning help away"),
    Sign.weak_or_guilty: _("feeling weak or guilty for needing"),
    Sign.trusting: _("trouble trusting someone with a need"),
    Sign.control: _("holding on to control"),
}

HABIT: Mapping[Habit, Label] = {
    Habit.explaining: _("explaining at length why you ask"),
    Habit.apologising: _("saying sorry more than once"),
    Habit.making_small: _("making it small, or taking it back"),
    Habit.paying_back: _("paying it back at once"),
    Habit.checking: _("checking on it, or doing half of it yourself"),
}

COULD_LET: Mapping[CouldLet, Label] = {
    CouldLet.yes: _("Yes"),
    CouldLet.unsure: _("Maybe"),
    CouldLet.no: _("No"),
}

WHOSE: Mapping[Whose, Label] = {
    Whose.mine: _("mine"),
    Whose.shared: _("shared"),
    Whose.someone_elses: _("someone else’s"),
    Whose.nobodys: _("nobody’s"),
}


def outcome_of(kind: Kind, outcome: Outcome) -> Label:
    """An outcome in words: letting someone help, or letting go, is not answered the way an ask is."""
    return OUTCOME_BY_KIND.get(kind, OUTCOME)[outcome]
