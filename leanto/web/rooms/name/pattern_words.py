"""The patterns in words: counts first, each finding with what it cannot say."""

from collections.abc import Mapping

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from leanto.name.patterns import (
    EVENING,
    LESS,
    LONGER,
    MORNING,
    MUCH,
    NIGHT,
    NOON,
    NOT_YET,
    Choice,
    Facet,
    Offers,
    Patterns,
)
from leanto.records import CouldLet, Person
from leanto.web.charts.counts import listed, number
from leanto.web.words import BODY, DOMAIN, Label

OF = _("%(times)s of %(of)s")
RESTS = _("Otherwise: %(count)s.")
FACET: Mapping[Facet, Label] = {
    Facet.domain: _("By part of life"),
    Facet.weekday: _("By day of the week"),
    Facet.daytime: _("By time of day"),
    Facet.person: _("With whom"),
    Facet.body: _("How your body was"),
    Facet.overwhelmed: _("How much it was"),
    Facet.beside: _("Who was there"),
    Facet.since: _("Since you last asked or let someone in"),
}
WHERE_OUT: Mapping[Facet, Label] = {
    Facet.domain: _("Where it was about %(place)s, you had to %(count)s times."),
    Facet.weekday: _("On a %(place)s, you had to %(count)s times."),
    Facet.daytime: _("Written down %(place)s: you had to %(count)s times."),
    Facet.person: _("With %(place)s there, you had to %(count)s times."),
}
BEFORE_OUT: Mapping[Facet, Label] = {
    Facet.body: _("With your body %(place)s, you had to, or waved an offer off, %(count)s times."),
    Facet.overwhelmed: _("When it was %(place)s, you had to, or waved an offer off, %(count)s times."),
    Facet.beside: _("With %(place)s there, you had to, or waved an offer off, %(count)s times."),
}
CAVEAT: Mapping[Facet, Label] = {
    Facet.domain: _("Of the moments you caught and gave a part of life. Others may look different."),
    Facet.weekday: _("By the day you wrote it down, of the moments you caught."),
    Facet.daytime: _("By the hour you wrote it down, of the moments you caught."),
    Facet.person: _("Being there is not being the reason."),
    Facet.body: _("The body may come before it, or come with it. The count cannot tell these apart."),
    Facet.overwhelmed: _("Only where you said how much it was. What comes with it need not bring it about."),
    Facet.beside: _("Being there is not being the reason."),
}
PLACES: Mapping[Facet, Mapping[str, Label]] = {
    Facet.domain: {domain.value: words for domain, words in DOMAIN.items()},
    Facet.weekday: {str(day): words for day, words in WEEKDAYS.items()},
    Facet.daytime: {
        MORNING: _("in the morning"),
        NOON: _("in the afternoon"),
        EVENING: _("in the evening"),
        NIGHT: _("at night"),
    },
    Facet.body: {body.value: words for body, words in BODY.items()},
    Facet.overwhelmed: {MUCH: _("far too much"), LESS: _("less than that")},
    Facet.since: {
        "two_days": _("up to two days"),
        "week": _("up to a week"),
        LONGER: _("longer"),
        NOT_YET: _("not yet at all"),
    },
}


def named(facet: Facet, value: str, people: Mapping[str, Person]) -> Label:
    """A place of a facet in words."""
    if facet in (Facet.person, Facet.beside):
        return people[value].name if value in people else gettext("someone that you removed")
    return PLACES[facet].get(value, value)


def told(shown: Patterns) -> list[str]:
    """What can be said of all of it: choice, then offers. Counts, whatever their size."""
    return [*_choice(shown.choice), *_offers(shown.offers)]


def _choice(choice: Choice) -> list[str]:
    placed = choice.alone - choice.unsaid
    if not placed:
        return []
    words = ngettext(
        "The one time alone that you placed:", "Of %(of)s times alone that you placed:", placed
    ) % {"of": number(placed)}
    parts = [
        (choice.chosen, gettext("%(n)s you chose")),
        (choice.had_to, gettext("%(n)s you had to")),
        (choice.between, gettext("%(n)s in between")),
    ]
    return [f"{words} {listed([word % {'n': number(n)} for n, word in parts if n])}."]


def _offers(offers: Offers) -> list[str]:
    if not offers.kept_out:
        return []
    words = ngettext(
        "Of the one time without help, an offer was waved off %(n)s.",
        "Of %(of)s times without help, an offer was waved off in %(n)s.",
        offers.kept_out,
    )
    first = words % {"of": number(offers.kept_out), "n": number(offers.waved_off)}
    could = offers.could
    parts = [
        (could[CouldLet.yes], gettext("in %(n)s you could have let someone")),
        (could[CouldLet.unsure], gettext("in %(n)s maybe")),
        (could[CouldLet.no], gettext("in %(n)s there was no one to let in")),
        (could[None], gettext("in %(n)s you did not say")),
    ]
    said = [word % {"n": number(n)} for n, word in parts if n]
    return [first, gettext("Of the rest: %(parts)s.") % {"parts": listed(said)}] if said else [first]
