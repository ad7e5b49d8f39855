"""Two minutes at the moment of choice. It ends in a plan or in a choice to do it alone, and both are kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leanto.circle.people import safe_ones
from leanto.practise import ladder as rungs
from leanto.records import Domain, Kind, Moment, Person, ReachOut, Step
from leanto.redefine import aid as choosing
from leanto.redefine.aid import End, MustBeMe
from leanto.web.forms import Line, Pick, RecordForm, Scale, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.redefine.kept import laid
from leanto.web.words import DOMAIN, Label, card

NOBODY = "nobody"
MUST_BE_ME: Mapping[MustBeMe, Label] = {
    MustBeMe.yes: _("Yes, me"),
    MustBeMe.partly: _("A part of it"),
    MustBeMe.no: _("No, not me"),
}
ENDS: Mapping[End, Label] = {
    End.ask: card(_("I plan to reach out"), _("you choose how, on the next page")),
    End.alone: card(_("I choose to do this alone"), _("chosen, and kept as that")),
}


class AidForm(RecordForm):
    """Six short questions and two ends, side by side. Only what it is and the end are asked for."""

    text = Line(
        _("What is it?"),
        _("In a line, as it is right now."),
        required=True,
        hint=_("The rota has a gap"),
        most=150,
    )
    size = Scale(
        _("How big is it?"),
        _("not too much"),
        _("far too much"),
        range(5),
        _("A small thing can still be asked for, and a big one can still be yours."),
    )
    must_be_me = Pick(
        _("Does it have to be you?"),
        MUST_BE_ME,
        _("The old rule answers this first. You may answer second."),
    )
    friend = Line(
        _("What would you tell a friend who had this?"),
        _("Most of us are kinder and clearer to someone else."),
        most=130,
    )
    who = forms.TypedChoiceField(
        label=_("Who could?"),
        help_text=_(
            "Only those you judged safe are here. There need not be anyone: services and groups count."
        ),
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    ask = Line(
        _("What is the smallest ask in it?"),
        _("If you plan it, this becomes the step. Open, and you choose one from the ladder."),
        hint=_("Could you take Friday?"),
    )
    domain = Pick(_("Which part of life is it in?"), DOMAIN)
    end = Pick(
        _("And now?"),
        ENDS,
        _("Both are whole answers, and both are kept. Neither is the right one."),
        required=True,
    )

    def __init__(self, *given: Any, safe: Iterable[Person], **more: Any) -> None:
        super().__init__(*given, **more)
        field = self.fields["who"]
        if isinstance(field, forms.ChoiceField):
            named = [(one.id, one.name) for one in safe]
            field.choices = [*named, (NOBODY, _("No one yet"))]


def aid(request: LeantoRequest) -> HttpResponse:
    safe = safe_ones(request.book.all(Person), request.book.all(ReachOut))
    form = AidForm(request.POST or None, initial=started(request), safe=safe)
    if form.is_valid() and keep(request, form, _moment(request, form)):
        if form.cleaned_data["end"] is End.alone:
            return redirect(reverse("redefine:signals", query={"said": "chose-alone"}))
        return redirect(_on(request, form))
    return page(request, "redefine/aid.html", form, laid=laid(form))


def _moment(request: LeantoRequest, form: AidForm) -> Moment:
    said = form.cleaned_data
    text = said["text"]
    if said["friend"]:
        text = gettext("%(text)s (To a friend: %(friend)s)") % {"text": text, "friend": said["friend"]}
    return choosing.moment(
        said["id"],
        request.now,
        said["end"],
        text,
        size=said["size"],
        must_be_me=said["must_be_me"],
        domain=said["domain"],
        person_id=_whom(form),
    )


def _whom(form: AidForm) -> str | None:
    who: str | None = form.cleaned_data["who"]
    return None if who == NOBODY else who


def _on(request: LeantoRequest, form: AidForm) -> str:
    """On to the plan of the smallest ask, or to the ladder, with whoever was named and the moment it came from."""
    said, whom = form.cleaned_data, _whom(form)
    carried = {"moment": said["id"], **({"person": whom} if whom else {})}
    if not said["ask"]:
        alone = {"alone": "1"} if said["who"] == NOBODY else {}
        return reverse("practise:ladder", query={**carried, **alone, "said": "chose-asking"})
    step = rungs.own(choosing.step_id(said["id"]), said["ask"], Kind.ask, said["domain"] or Domain.practical)
    if request.book.find(Step, step.id) is None:
        request.book.add(step)
    return reverse("practise:plan", query={"step": step.id, **carried, "said": "chose-asking"})
