"""What the pages of this room share: words, a row of the list, and a day in a form."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.circle import people as circle
from leanto.circle.gate import Sentence
from leanto.circle.people import Member
from leanto.circle.review import Why
from leanto.practise.plan import day_begins
from leanto.records import Person, ReachOut, Was
from leanto.web.requests import LeantoRequest
from leanto.web.told import initial
from leanto.web.words import DOMAIN, GATE, RELATION, Label

MIDDLE_RING = 2
RING: Mapping[int, Label] = {1: _("Closest"), 2: _("Near"), 3: _("Further out")}
WAS: Mapping[Was, Label] = {Was.yes: _("Yes"), Was.partly: _("Partly"), Was.no: _("No")}

STANDS: Mapping[Sentence, Label] = {
    Sentence.safe: _("You judged them safe enough for some things."),
    Sentence.safe_for_nothing: _(
        "You judged them safe, and have not said for what. Until then nothing is suggested."
    ),
    Sentence.unsure: _("You have not judged them safe, or you are not sure. That is reason enough."),
    Sentence.not_safe: _("You said yes to one or more of the five questions."),
    Sentence.closed_by_hurt: _("You judged them safe. Since then, it hurt."),
    Sentence.closed_by_fear: _("You judged them safe. Since then, what you feared happened."),
    Sentence.closed: _("You judged them safe. Since then, you said that something happened."),
}

LOOK_AGAIN: Mapping[Why, Label] = {
    Why.hurt: _("It hurt. They are set aside until you look at the five questions again."),
    Why.feared: _("What you feared happened. They are set aside until you look at the five questions again."),
    Why.closed: _("Something happened. They are set aside until you look at the five questions again."),
    Why.not_safe: _("You did not feel safe with them. Do the five answers still hold?"),
    Why.a_little: _("A little of what you feared came. Do the five answers still hold?"),
    Why.day: _("This is the day you chose. Do the five answers still hold?"),
}


class Entry(Struct, frozen=True):
    """Someone as a row of the list."""

    member: Member
    initial: str
    relation: Label
    gate: Label
    safe_for: tuple[Label, ...]


class Day(forms.DateField):
    """A day, kept as the moment it begins where the person is."""

    def __init__(self, label: Label, why: Label = "") -> None:
        super().__init__(
            label=label,
            help_text=why,
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d"],
            error_messages={
                "invalid": _("That is not a day that can be read. Choose one, or leave it empty.")
            },
        )

    def prepare_value(self, value: Any) -> Any:
        return timezone.localtime(value).date() if isinstance(value, datetime) else value

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        return day_begins(day, timezone.localtime()) if isinstance(day, date) else None


def entry(one: Member) -> Entry:
    """One member of the circle as a row."""
    return Entry(
        one,
        initial=initial(one.person.name),
        relation=RELATION[one.person.relation],
        gate=GATE[one.gate],
        safe_for=tuple(DOMAIN[domain] for domain in one.person.safe_for) if one.safe else (),
    )


def everyone(request: LeantoRequest) -> tuple[Member, ...]:
    """The whole circle as it stands today."""
    return circle.members(request.book.all(Person), request.book.all(ReachOut))


def member(request: LeantoRequest, id: str) -> Member:
    """One of them. Raises ``Absent``."""
    return circle.member(request.book.get(Person, id), request.book.all(ReachOut))
