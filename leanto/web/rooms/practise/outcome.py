"""What happened: the answer to each guess, how it was, and what was feared, asked again a month later."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from leanto.circle.gate import closed
from leanto.practise.outcome import answers, fear_told, guilt_may_come, told
from leanto.records import Kind, Outcome, Person, ReachOut
from leanto.web.doors import post_only
from leanto.web.forms import Area, Pick, RecordForm, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.practise.answers import Tens, YesNo
from leanto.web.words import FEARED, HABIT, OUTCOME, Label, outcome_of


def outcome_words(kind: Kind) -> dict[Outcome, Label]:
    """The answers to the first guess, as this kind of step asks it."""
    return {outcome: outcome_of(kind, outcome) for outcome in answers(kind)}


class MovedIt(YesNo):
    """Whether what came changed anything in how it feels."""

    def __init__(self, label: Label, why: Label = "") -> None:
        super().__init__(label, why)
        self.choices = [(True, _("Yes, a little or more")), (False, _("It didn’t move me"))]


class OutcomeForm(RecordForm):
    """What happened. All but the first can be skipped."""

    outcome = Pick(
        _("What came of it?"), OUTCOME, _("What comes nearest. It can be changed later."), required=True
    )
    feared_came = Pick(
        _("Did what you feared come?"), FEARED, _("Asked beside the answer: a no is not a cost.")
    )
    suds_felt = Tens(
        _("How hard was it, at its hardest?"),
        _("easy"),
        _("the hardest"),
        _("Beside how hard it had looked."),
    )
    overwhelmed = YesNo(_("Was it too much?"), _("If it was, a smaller one next is wise."))
    guilt = YesNo(
        _("Did you feel guilty afterwards?"),
        _("Guilt often comes with asking, with being helped and with letting go. It is not a verdict."),
    )
    left_out = YesNo(
        _("Did you leave it out, as you wanted to?"), _("Either is worth knowing. Nothing is owed here.")
    )
    moved = MovedIt(_("Did it move anything?"), _("A yes that leaves you cold is an answer too."))
    surprised = Area(_("What surprised you?"), _("What you did not expect is what stays."), rows=2)
    learned = Area(
        _("What did you learn?"), _("One sentence in your own words. It can go beside the old rule."), rows=2
    )

    def __init__(self, *given: Any, kept: ReachOut, **more: Any) -> None:
        super().__init__(*given, **more)
        outcome = self.fields["outcome"]
        outcome.choices = [(one.value, words) for one, words in outcome_words(kept.kind).items()]  # type: ignore[attr-defined]  # a Pick
        if not kept.feared.strip():
            del self.fields["feared_came"]
        if not kept.leave_out:
            del self.fields["left_out"]
        elif len(kept.leave_out) > 1:
            self.fields["left_out"].label = _("Did you leave them out, as you wanted to?")


class FearForm(RecordForm):
    """What was feared, a while later."""

    feared_came = Pick(_("Did it come?"), FEARED, required=True)
    learned = Area(_("What do you make of it now?"), _("What you wrote before is here, to add to."), rows=3)


def outcome(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(ReachOut, id)
    form = OutcomeForm(request.POST or None, initial=started(request, kept), kept=kept)
    if form.is_valid():
        after = told(kept, structs.replace(kept, **form.changes()), request.now)
        if _kept(request, form, kept, after):
            return redirect(reverse("practise:reach_out", args=[id], query={"said": "told"}))
    left_out = [HABIT[habit] for habit in kept.leave_out]
    person = _person(request, kept)
    return page(request, "practise/outcome.html", form, kept=kept, person=person, leave_out=left_out)


@post_only("practise:waiting")
def guilt(request: LeantoRequest, id: str) -> HttpResponse:
    """One touch, hours or days later: it came after all, or is it still there?"""
    with request.book.together():
        kept = request.book.get(ReachOut, id)
        touched = request.POST.get("still", "")
        said = {"yes": True, "no": False}.get(touched)
        if touched == "came" and guilt_may_come(kept, request.now):
            request.book.revise(structs.replace(kept, guilt=True))
        elif said is not None and kept.guilt:
            request.book.revise(structs.replace(kept, guilt_later=said))
        else:
            return redirect(reverse("practise:reach_out", args=[id], query={"said": "meanwhile"}))
    return redirect(reverse("practise:reach_out", args=[id], query={"said": "kept"}))


def fear(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(ReachOut, id)
    if kept.outcome is None or not kept.feared.strip():
        return redirect("practise:outcome", id)
    form = FearForm(request.POST or None, initial=_unanswered(started(request, kept)))
    if form.is_valid():
        after = fear_told(kept, structs.replace(kept, **form.changes()), request.now)
        if _kept(request, form, kept, after):
            return redirect(reverse("practise:reach_out", args=[id], query={"said": "told"}))
    return page(request, "practise/fear.html", form, kept=kept, person=_person(request, kept))


def _kept(request: LeantoRequest, form: RecordForm, before: ReachOut, after: ReachOut) -> bool:
    """Keep what was told, and close with it in one transaction the gate that either version closes."""
    with request.book.together():
        kept = keep(request, form, after)
        if kept:
            closed_with(request, before)
            closed_with(request, after)
        return kept


def closed_with(request: LeantoRequest, told: ReachOut) -> None:
    """Write it onto the person if this closes their gate: it stays closed when these words are gone."""
    person = request.book.find(Person, told.person_id)
    if person is not None and (changed := closed(person, told)) != person:
        request.book.revise(changed)


def _unanswered(initial: dict[str, Any]) -> dict[str, Any]:
    """The first answer is not shown again as if it were the second."""
    return {
        name: value for name, value in initial.items() if name != "feared_came" or "drafted_at" in initial
    }


def _person(request: LeantoRequest, kept: ReachOut) -> Person | None:
    return request.book.find(Person, kept.person_id)
