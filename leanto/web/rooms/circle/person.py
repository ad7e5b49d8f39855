"""One person, group or service: how they stand, what was asked, what lies between you, and times with them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.circle.came import askings, outcomes
from leanto.circle.contact import by_person, wish
from leanto.circle.give_and_take import Between, between
from leanto.circle.people import Member
from leanto.circle.review import due
from leanto.name import moments as caught
from leanto.practise.words import dialled
from leanto.records import Contact, Moment, Outcome, Was
from leanto.web.charts.counts import Count, times
from leanto.web.forms import new_id
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.circle.parts import LOOK_AGAIN, MIDDLE_RING, RING, STANDS, WAS, entry, member
from leanto.web.rooms.circle.rhythm import OFTEN
from leanto.web.told import tell
from leanto.web.words import CHANNEL, DOMAIN, OUTCOME, Label, code

MOMENTS, TIMES, DOTS = 5, 5, 24
MARKS = {Was.yes: "came_through", Was.partly: "partly", Was.no: "had_to"}


class Time(Struct, frozen=True):
    """A time with someone as a row."""

    contact: Contact
    how: Label
    safe: Label
    mutual: Label


class Side(Struct, frozen=True):
    """One side of giving and taking: as many marks as there were times, and the same in words."""

    words: Label
    mark: str
    dots: range
    times: str


class Answers(Struct, frozen=True):
    """What one of the two questions was answered over time: marks, oldest first, and counts in words."""

    words: Label
    marks: tuple[str, ...]
    counts: tuple[tuple[str, Label, int], ...]
    total: int


def person(request: LeantoRequest, id: str) -> HttpResponse:
    one, contacts = member(request, id), request.book.all(Contact)
    theirs = by_person(contacts).get(id, ())
    both = between(one, theirs)
    everything = "all" in request.GET
    context = _about(request, one) | {
        "moments": caught.beside(request.book.all(Moment), id, MOMENTS),
        "times": [_time(each) for each in (theirs if everything else theirs[:TIMES])],
        "more_times": len(theirs) > TIMES and not everything,
        "sides": _sides(both) if both and both.anything else (),
        "accepted": times(both.accepted) if both and both.accepted else "",
        "answers": _answers(both) if both else (),
        "tap": new_id(),
    }
    why = due(one, theirs, request.now)
    context |= {"look_again": LOOK_AGAIN[why] if why and one.safe else ""}
    context |= {"review_today": why and not one.safe and not one.closed_at}
    context |= {"wish": wish(one, theirs, request.now)}
    return render(request, "circle/person.html", context)


def _about(request: LeantoRequest, one: Member) -> dict[str, Any]:
    person = one.person
    return {
        "person": person,
        "entry": entry(one),
        "stands": STANDS[one.sentence],
        "asked": tell(one.asked, {person.id: person}),
        "counts": _counts(one) if one.safe else (),
        "ring": RING.get(person.ring, RING[MIDDLE_RING]),
        "channels": [CHANNEL[channel] for channel in person.channels],
        "offers": [(code(domain), DOMAIN[domain]) for domain in person.offers] if one.safe else (),
        "often": OFTEN.get(person.contact_days) if person.contact_days and one.safe else "",
        "dial": dialled(person.phone, request.preferences.country) if person.phone else "",
    }


def _counts(one: Member) -> list[Count]:
    """What came of it, in counts. Only for those who are safe: nobody else is counted."""
    of = outcomes(askings(one.asked)).of
    return [Count(OUTCOME[kind], kind.value, of[kind.value]) for kind in Outcome if of.get(kind.value)]


def _time(one: Contact) -> Time:
    return Time(
        one,
        how=CHANNEL[one.how] if one.how else "",
        safe=WAS[one.safe] if one.safe else "",
        mutual=WAS[one.mutual] if one.mutual else "",
    )


def _sides(both: Between) -> tuple[Side, ...]:
    return (
        Side(_("You gave"), "chose", range(min(both.gave, DOTS)), times(both.gave)),
        Side(_("You were given"), "guess", range(min(both.took, DOTS)), times(both.took)),
    )


def _answers(both: Between) -> list[Answers]:
    """Each question that was answered: counts, and never a share."""
    asked = ((_("Was I safe?"), both.safe), (_("Was it mutual?"), both.mutual))
    return [
        Answers(
            words,
            tuple(MARKS[one] for one in said.answers[-DOTS:]),
            tuple((MARKS[was], WAS[was], said.times(was)) for was in Was if said.times(was)),
            said.total,
        )
        for words, said in asked
        if said.total
    ]
