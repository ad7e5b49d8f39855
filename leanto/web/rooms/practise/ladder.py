"""The ladder: find a step, say how hard it looks, reword it, write one's own, put one aside."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from msgspec import Struct, structs

from leanto.content.care import care
from leanto.practise import ladder as rungs
from leanto.practise.ladder import Size
from leanto.records import Domain, Kind, Load, Person, Step
from leanto.vault.book import Absent
from leanto.web import careful, removal
from leanto.web.doors import post_only
from leanto.web.forms import Pick, RecordForm, keep, new_id, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.practise.answers import Sentence, Tens, YesNo
from leanto.web.words import DOMAIN, KIND, Label, code

M = TypeVar("M", bound=StrEnum)
CARRIED = ("person", "moment", "lesson")
NARROWED = ("kind", "domain", "alone")
NEVER = -1

KIND_MEANS: Mapping[Kind, Label] = {
    Kind.ask: _("Ask someone for something small, with a no built in."),
    Kind.share: _("Let someone know how it is. Nothing is asked of them."),
    Kind.accept: _("Take what is offered, and leave it at thank you."),
    Kind.let_go: _("Let something be unfinished, unchecked or somebody else’s."),
}
SIZE: Mapping[Size, Label] = {Size.small: _("Small"), Size.middle: _("In the middle"), Size.large: _("Large")}


class StepForm(RecordForm):
    """How hard a step looks, and its words."""

    suds = Tens(
        _("How hard does it look?"),
        _("easy"),
        _("the hardest"),
        _("Your own answer moves it to its place on your ladder. It can change as often as it likes."),
    )
    text = Sentence(_("In your own words"), _("Make it fit your life: who, what, which day."), required=True)


class OwnStepForm(RecordForm):
    """A step of one's own."""

    text = Sentence(
        _("What is the step?"),
        _("One act, small enough to do on an ordinary day. Say its size: two minutes, one bag, one evening."),
        hint=_("Ask Dev to hold the ladder on Saturday. Ten minutes."),
        required=True,
    )
    kind = Pick(_("Which kind is it?"), KIND, required=True)
    domain = Pick(_("Which part of life is it in?"), DOMAIN, required=True)
    suds = Tens(_("How hard does it look?"), _("easy"), _("the hardest"), _("It gives the step its place."))
    needs_person = YesNo(_("Does it need someone?"), _("So that planning asks with whom, or leaves it out."))
    money = YesNo(
        _("Does it ask for money itself?"),
        _("Asking for money is always yours to plan, and never suggested."),
    )


class Row(Struct, frozen=True):
    """A step as the list shows it."""

    step: Step
    address: str
    kind: Label
    domain: Label
    hard: str


class Band(Struct, frozen=True):
    """The steps of one size."""

    words: Label
    rows: tuple[Row, ...]
    unfolded: bool


class Filter(Struct, frozen=True):
    """A link that narrows the list."""

    words: Label
    means: Label
    url: str
    current: bool


def ladder(request: LeantoRequest) -> HttpResponse:
    kind, domain = _member(Kind, request, "kind"), _member(Domain, request, "domain")
    alone = bool(request.GET.get("alone"))
    steps, rest = rungs.ladder(request.book.all(Step)), careful.standing(request)
    found = rungs.bands(rungs.chosen(_suggested(steps, rest), kind, domain, alone=alone))
    narrowed = kind is not None or domain is not None or alone
    bands = [
        Band(SIZE[band.size], tuple(map(_row, band.steps)), narrowed and place == 0)
        for place, band in enumerate(found)
    ]
    context = {
        "rest": rest,
        "bands": bands,
        "kinds": _filters(request, "kind", KIND, KIND_MEANS),
        "domains": _filters(request, "domain", DOMAIN),
        "alone": _alone(request),
        "narrowed": narrowed,
        "whom": request.book.find(Person, carried(request).get("person")),
        "retired": tuple(map(_row, rungs.retired(steps))),
        "waiting": len(request.book.tally.open),
        "not_now": care().not_now,
        **_carrying(request),
    }
    return render(request, "practise/ladder.html", context)


def _suggested(steps: tuple[Step, ...], rest: careful.Standing) -> tuple[Step, ...]:
    """What the ladder offers. One's own steps are no suggestion, and stay whatever rests."""
    if not rest.resting and not rest.small:
        return steps
    fits = (rest.small and not rest.resting, Size.small)
    return tuple(step for step in steps if step.starter is None or (True, rungs.size(step)) == fits)


def carried(request: LeantoRequest) -> dict[str, str]:
    """Ids that another room sent along, to go on with the step: whom, from which moment, which lesson."""
    given = {name: request.GET.get(name, "") for name in CARRIED}
    return {name: value for name, value in given.items() if len(value) == 32 and value.isalnum()}


def _carrying(request: LeantoRequest) -> dict[str, str]:
    sent = urlencode(carried(request))
    return {"carried": sent, "carried_on": f"&{sent}" if sent else ""}


def step(request: LeantoRequest, address: str) -> HttpResponse:
    before = _found(request, address)
    form = StepForm(request.POST or None, initial=started(request, rungs.made_own(before, new_id())))
    if form.is_valid():
        own = rungs.made_own(before, form.cleaned_data["id"])
        if before.revision and not form.cleaned_data["revision"]:
            form.cleaned_data["revision"] = NEVER  # another tab made this starter theirs first: show both
        if keep(request, form, structs.replace(own, **form.changes())):
            return redirect(
                reverse("practise:step", args=[address], query={"said": "changed", **carried(request)})
            )
    own_words = before.revision > 0 and before.starter is None
    load = request.book.find(Load, before.load_id)
    return page(
        request, "practise/step.html", form, row=_row(before), own=own_words, load=load, **_carrying(request)
    )


def new_step(request: LeantoRequest) -> HttpResponse:
    form = OwnStepForm(request.POST or None, initial=started(request))
    if form.is_valid() and keep(request, form, rungs.own(form.cleaned_data["id"], **form.changes())):
        return redirect(
            reverse(
                "practise:step", args=[form.cleaned_data["id"]], query={"said": "kept", **carried(request)}
            )
        )
    return page(request, "practise/new_step.html", form)


@post_only("practise:ladder")
def retire(request: LeantoRequest, address: str) -> HttpResponse:
    _put_aside(request, address, request.now)
    return redirect(reverse("practise:ladder", query={"said": "retired"}))


@post_only("practise:ladder")
def bring_back(request: LeantoRequest, address: str) -> HttpResponse:
    _put_aside(request, address, None)
    return redirect(reverse("practise:step", args=[address], query={"said": "put-back"}))


@post_only("practise:ladder")
def remove_step(request: LeantoRequest, address: str) -> HttpResponse:
    """Only one's own: a starter is put aside instead, and is back as it was written when its record goes."""
    own = request.book.get(Step, address)
    return removal.removed(
        request,
        own,
        words=own.text,
        put_back=reverse("practise:put_back_step"),
        back=reverse("practise:ladder"),
    )


@post_only("practise:ladder")
def put_back_step(request: LeantoRequest) -> HttpResponse:
    kept = removal.put_back(request, Step)
    return redirect(reverse("practise:step", args=[rungs.address(kept)], query={"said": "put-back"}))


def _found(request: LeantoRequest, address: str) -> Step:
    found = rungs.find(rungs.ladder(request.book.all(Step)), address)
    if found is None:
        raise Absent
    return found


def _put_aside(request: LeantoRequest, address: str, when: datetime | None) -> None:
    with request.book.together():
        found = _found(request, address)
        changed = structs.replace(rungs.made_own(found, new_id()), retired_at=when)
        if found.revision:
            request.book.revise(changed)
        else:
            request.book.add(changed)


def _row(step: Step) -> Row:
    hard = "" if step.suds is None else gettext("looks like %(hard)d of 100") % {"hard": step.suds}
    return Row(step, rungs.address(step), KIND[step.kind], DOMAIN[step.domain], hard)


def _member(of: type[M], request: LeantoRequest, name: str) -> M | None:
    given = request.GET.get(name)
    return next((member for member in of if code(member) == given), None)


def _but(request: LeantoRequest, name: str) -> dict[str, str]:
    """How the list is narrowed now and what it carries, without one of the ways."""
    kept = {way: request.GET[way] for way in NARROWED if way != name and request.GET.get(way)}
    return kept | carried(request)


def _alone(request: LeantoRequest) -> list[Filter]:
    kept, now = _but(request, "alone"), bool(request.GET.get("alone"))
    return [
        Filter(_("anyone"), "", reverse("practise:ladder", query=kept), not now),
        Filter(_("no one you know"), "", reverse("practise:ladder", query={**kept, "alone": "1"}), now),
    ]


def _filters(
    request: LeantoRequest, name: str, words: Mapping[M, Label], means: Mapping[M, Label] | None = None
) -> list[Filter]:
    """A link for each member, and one for all; what is narrowed otherwise stays so."""
    kept, now = _but(request, name), request.GET.get(name, "")
    every = Filter(_("all"), "", reverse("practise:ladder", query=kept), not now)
    return [every] + [
        Filter(
            label,
            means[member] if means else "",
            reverse("practise:ladder", query={**kept, name: code(member)}),
            code(member) == now,
        )
        for member, label in words.items()
    ]
