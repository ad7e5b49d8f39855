"""A suggestion as a card: the step, with whom, two sentences, and where each touch leads."""

from collections.abc import Iterable

from django.urls import reverse
from msgspec import Struct

from leanto.practise.gates import WhyNone
from leanto.practise.ladder import address
from leanto.practise.suggest import Suggestion
from leanto.records import Load
from leanto.web.next_step import Given, query
from leanto.web.reasons import ASIDE, WHY_NONE, Nothing, about, two
from leanto.web.requests import LeantoRequest
from leanto.web.words import CHANNEL, Label


class Card(Struct, frozen=True):
    """One suggested step. ``other`` is empty where no one is asked, ``how`` where any way is as good."""

    step: str
    name: str
    how: Label
    reasons: tuple[Label, Label]
    address: str
    plan: str
    smaller: str
    other: str
    why: str
    change: str


def cards(request: LeantoRequest, found: Iterable[Suggestion], given: Given) -> list[Card]:
    """Each suggestion with its words."""
    kept = tuple(found)
    loads = {one.id: one for one in loads_of(request, kept)}
    return [_card(one, given, loads) for one in kept]


def nothing_left(given: Given, why_none: WhyNone | None) -> Nothing | None:
    """Why there is none. Where something was put aside today, that is why, unless practising rests anyway."""
    if why_none is None:
        return None
    lasting = why_none in (WhyNone.shut_down, WhyNone.paused)
    return ASIDE if given.aside and not lasting else WHY_NONE[why_none]


def loads_of(request: LeantoRequest, found: Iterable[Suggestion]) -> list[Load]:
    """What these would lighten, if it is still on the pile."""
    ids = {one.step.load_id for one in found if one.step.load_id}
    return [load for load in (request.book.find(Load, id) for id in sorted(ids)) if load is not None]


def _card(found: Suggestion, given: Given, loads: dict[str, Load]) -> Card:
    name = address(found.step)
    who = found.person.id if found.person else ""
    steps = reverse("practise:next")
    return Card(
        step=found.step.text,
        name=found.person.name if found.person else "",
        how=CHANNEL[found.channel] if found.person and found.channel else "",
        reasons=two(found.reasons, about(found, loads, given.history), given.body),
        address=name,
        plan=f"{reverse('practise:plan')}?{query(step=name, person=who, how=found.channel or '')}",
        smaller=f"{steps}?{query(smaller=name, person=who)}",
        other=f"{steps}?{query(instead=name, person=who)}" if who else "",
        why=f"{reverse('practise:why')}?{query(step=name, person=who)}",
        change=f"{reverse('practise:step', args=[name])}{'?' if who else ''}{query(person=who)}",
    )
