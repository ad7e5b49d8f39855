"""What goes in: a tick for each thing, none of them set. What is about someone not safe stands apart, by name."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from msgspec import Struct, structs

from leanto.records import Brief
from leanto.share import brief as choosing
from leanto.share.things import Item
from leanto.web.forms import RecordForm, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.bring.laid import Laid, lay
from leanto.web.rooms.bring.telling import HEADINGS, day, label, told
from leanto.web.words import Label

FEW = 12
GONE = _("Someone who is not in your circle any more")


class PickForm(RecordForm):
    """The keys of what goes in. The page draws the ticks."""

    picked = forms.MultipleChoiceField(label=_("What goes in"), required=False)
    by_name = forms.MultipleChoiceField(label=_("With people you have not judged safe"), required=False)
    names_out = forms.BooleanField(
        label=_("Write names out"),
        help_text=_("Otherwise each name of your circle becomes initials, wherever it stands in a text."),
        required=False,
    )

    def __init__(self, *given: Any, items: Iterable[Item], **more: Any) -> None:
        super().__init__(*given, **more)
        known = tuple(items)
        for name, wary in (("picked", False), ("by_name", True)):
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = [(one.key, label(one)) for one in known if bool(one.wary) is wary]

    def differences(self) -> list[tuple[forms.BoundField, Any]]:
        """Ticks are all in sight, so that nothing needs to be laid beside them."""
        return []


class Row(Struct, frozen=True):
    """One thing with its tick."""

    item: Item
    label: str
    text: str
    ticked: bool


class Day(Struct, frozen=True):
    """The things of one day; ``words`` is empty for what has none."""

    words: str
    rows: tuple[Row, ...]


class Group(Struct, frozen=True):
    """The things of one room, or about one person."""

    heading: Label
    days: tuple[Day, ...]

    @property
    def few(self) -> bool:
        """Whether they are seen at a glance; else the page shows their heading first."""
        return sum(len(day.rows) for day in self.days) <= FEW

    @property
    def ticked(self) -> int:
        """How many of them go in as it stands."""
        return sum(row.ticked for day in self.days for row in day.rows)


def pick(request: LeantoRequest, id: str) -> HttpResponse:
    laid = lay(request, request.book.get(Brief, id))
    form = PickForm(request.POST or None, items=laid.items, initial=_start(request, laid))
    if form.is_valid():
        said = form.cleaned_data
        brief = choosing.pick(laid.brief, laid.items, said["picked"], said["by_name"])
        if keep(request, form, structs.replace(brief, names_out=said["names_out"])):
            return redirect("bring:words", id)
    ticked = _ticked(form)
    context = {"brief": laid.brief, "groups": _by_room(laid, ticked), "wary": _by_person(laid, ticked)}
    return page(request, "bring/pick.html", form, **context)


def _start(request: LeantoRequest, laid: Laid) -> dict[str, Any]:
    """What goes in now; unfinished ticks, where a lock came in between, before that."""
    keys, start = [one.item.key for one in laid.chosen], started(request, laid.brief)
    return start if "drafted_at" in start else start | {"picked": keys, "by_name": keys}


def _ticked(form: PickForm) -> set[str]:
    values = (form[name].value() or () for name in ("picked", "by_name"))
    return {key for value in values for key in ([value] if isinstance(value, str) else value)}


def _by_room(laid: Laid, ticked: set[str]) -> list[Group]:
    plain = (item for item in laid.items if not item.wary)
    return [
        Group(HEADINGS[room], _days(theirs, ticked))
        for room, theirs in groupby(plain, lambda item: item.room)
    ]


def _by_person(laid: Laid, ticked: set[str]) -> list[Group]:
    """Under the name of whoever it is about: choosing it there is choosing them by name."""
    names = {one.id: one.name for one in laid.life.people}
    groups: dict[str, list[Item]] = {}
    for item in laid.items:
        if item.wary:
            who = ", ".join(sorted({str(names.get(one, GONE)) for one in item.wary}))
            groups.setdefault(who, []).append(item)
    return [Group(who, _days(theirs, ticked)) for who, theirs in sorted(groups.items())]


def _days(items: Iterable[Item], ticked: set[str]) -> tuple[Day, ...]:
    return tuple(
        Day(words, tuple(Row(item, label(item), told(item), item.key in ticked) for item in theirs))
        for words, theirs in groupby(items, day)
    )
