"""A plan for hard moments: written in a calm hour, read in a hard one, and only if so chosen while locked."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from msgspec import Struct, structs

from leanto.care.hard_moments import Part, current, offered, with_line
from leanto.circle.people import safe_ones
from leanto.content.lines import Line, Medium
from leanto.records import Person, ReachOut, SafetyPlan
from leanto.vault import left_out
from leanto.web import removal
from leanto.web.doors import open_while_locked, post_only
from leanto.web.forms import Area, RecordForm, keep, page, started
from leanto.web.requests import LeantoRequest, MaybeOpenRequest
from leanto.web.rooms.care.help import host_lines
from leanto.web.rooms.care.reading import NAMES, outside, read, still_empty
from leanto.web.words import Label

_why = lazy(format_html, SafeString)
SAYS: Mapping[Medium, Label] = {
    Medium.call: _("call %(at)s"),
    Medium.text: _("text %(at)s"),
    Medium.whatsapp: _("WhatsApp %(at)s"),
    Medium.chat: _("chat at %(at)s"),
}


def _part(part: Part, why: Label, examples: Label) -> Area:
    return Area(NAMES[part], _why("{}<br>{}", why, examples), rows=3)


class PlanForm(RecordForm):
    """Every part can be skipped."""

    signs = _part(
        Part.signs,
        _("What shows early can be met early, while there is still room to choose."),
        _("For example: I stop answering messages. I lie awake after three. I think “what is the point”."),
    )
    helps = _part(
        Part.helps,
        _("In a hard moment it is difficult to think of anything. Here it is thought of already."),
        _(
            "For example: a hot shower, lights off. Walk round the block with the one song. Grounding: five senses."
        ),
    )
    people = _part(
        Part.people,
        _("One name with its number is quicker than a list to search. One person on a line."),
        _("For example: Jo, 01632 960001, also at night. Dev, by text. The neighbour in number 8."),
    )
    places = _part(
        Part.places,
        _("Being where people are lowers the wave, and you do not have to talk."),
        _("For example: the library until eight. The bench by the bakery. My sister’s kitchen."),
    )
    lines = _part(
        Part.lines,
        _("Someone there answers, and you do not have to explain who you are. One line on a line."),
        _("For example: a crisis line. My surgery, 01632 960002. The on-call nurse."),
    )
    live_for = _part(
        Part.live_for,
        _("One is enough. It can be small, and it does not have to be a person."),
        _("For example: the dog needs his walk. I want to see how her school year goes. The plum tree."),
    )
    shown_locked = forms.BooleanField(label=_("Let it be read while Leanto is locked"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not any(said[part] for part in Part):
            raise forms.ValidationError(
                _("There is nothing to keep yet. Write in one of these, or go back: it can wait.")
            )
        return said


class Offer(Struct, frozen=True):
    """One line of text that a touch adds to a part."""

    value: str
    label: str
    text: str


@open_while_locked
def plan(request: MaybeOpenRequest) -> HttpResponse:
    """The plan, large and calm. While locked only what was left out to be read is here."""
    if request.book is None:
        left = outside(request)
        if left is None:
            return redirect(reverse("door:open", query={"next": request.path}))
        context = {"parts": read(left.plan, left.country, host_lines()), "plan": left.plan, "locked": True}
        return render(request, "care/hard_moments.html", {"frame": "bare.html", **context})
    plans, country, found = (
        current(request.book.all(SafetyPlan)),
        request.preferences.country,
        host_lines(),
    )
    context = {
        "frame": "base.html",
        "plan": plans[0] if plans else None,
        "parts": read(plans[0], country, found) if plans else (),
        "empty": still_empty(plans[0]) if plans else (),
        "others": [(one, read(one, country, found)) for one in plans[1:]],
        "out": bool(request.here and left_out.is_out(request.here.account.id.bytes)),
    }
    return render(request, "care/hard_moments.html", context)


def edit(request: LeantoRequest) -> HttpResponse:
    """Write it. A touch on a person or a line adds their words to the form and keeps nothing yet."""
    kept = next(iter(current(request.book.all(SafetyPlan))), None)
    people, lines = _people(request), _lines(request)
    initial = started(request, kept)
    touched = next((one for one in (*people, *lines) if one.value == request.POST.get("add")), None)
    adds = "add" in request.POST
    form = PlanForm(None if adds else request.POST or None, initial=initial)
    if adds:
        form = PlanForm(initial=_added(request, initial, touched))
    if form.is_valid() and _kept(request, form, kept):
        return redirect(reverse("care:hard_moments", query={"said": "changed" if kept else "kept"}))
    context = {
        "people": people,
        "lines": lines,
        "country": request.preferences.country,
        "watched": request.preferences.watched is not False,
        "hosted": settings.SECURE,
        "plan": kept,
    }
    return page(request, "care/hard_moments_edit.html", form, **context)


@post_only("care:hard_moments")
def remove(request: LeantoRequest) -> HttpResponse:
    """Remove a plan, and with the one that counts its copy outside."""
    kept = request.book.get(SafetyPlan, request.POST.get("id", ""))
    with request.book.together():
        if kept == current(request.book.all(SafetyPlan))[0]:
            left_out.take_back(request.here.account.id.bytes)
        return removal.removed(
            request,
            kept,
            words=gettext("Your plan for hard moments"),
            put_back=reverse("care:put_back"),
            back=reverse("care:hard_moments"),
        )


@post_only("care:hard_moments")
def put_back(request: LeantoRequest) -> HttpResponse:
    """As it was: outside again too, if it was the one that counts and had been left there."""
    with request.book.together():
        kept = removal.put_back(request, SafetyPlan)
        if kept.id == current(request.book.all(SafetyPlan))[0].id:
            _follow(request, kept)
    return redirect(reverse("care:hard_moments", query={"said": "put-back"}))


def _kept(request: LeantoRequest, form: PlanForm, kept: SafetyPlan | None) -> bool:
    """Keep it, and with it what is outside: both or neither."""
    id = kept.id if kept else request.book.salt("hard moments")[:16].hex()
    record = structs.replace(kept or SafetyPlan(id=id, at=request.now), at=request.now, **form.changes())
    with request.book.together():
        done = keep(request, form, record)
        if done:
            _follow(request, record)
    return done


def _follow(request: LeantoRequest, record: SafetyPlan) -> None:
    account = request.here.account.id.bytes
    if record.shown_locked:
        left_out.leave(account, record, request.preferences.country)
    else:
        left_out.take_back(account)


def _added(request: LeantoRequest, initial: dict[str, Any], touched: Offer | None) -> dict[str, Any]:
    """What was typed so far, with the touched line at the end of its part."""
    typed = {name: request.POST.get(name, "") for name in (*Part, "shown_locked")}
    revision = request.POST.get("revision", "")
    given = {**initial, **typed, "drafted_at": None}
    given["revision"] = revision if revision.isdecimal() and len(revision) < 9 else initial["revision"]
    if touched is not None:
        part = touched.value.partition(":")[0]
        given[part] = with_line(typed[part], touched.text)
    return given


def _people(request: LeantoRequest) -> tuple[Offer, ...]:
    """Only those judged safe, with nothing since that closed their gate."""
    safe = safe_ones(request.book.all(Person), request.book.all(ReachOut))
    return tuple(
        Offer(f"people:{one.id}", one.name, ", ".join(filter(None, (one.name, one.phone)))) for one in safe
    )


def _lines(request: LeantoRequest) -> tuple[Offer, ...]:
    found = offered(request.preferences.country, host_lines(), request.now.date())
    return tuple(Offer(f"lines:{line.id}", line.name, _said(line)) for line in found)


def _said(line: Line) -> str:
    ways: Iterable[str] = (
        gettext("text %(say)s to %(at)s") % {"say": way.say, "at": way.at}
        if way.medium is Medium.text and way.say
        else str(SAYS[way.medium]) % {"at": way.at}
        for way in line.ways[:1]
    )
    return f"{line.name}: {', '.join(ways)}"
