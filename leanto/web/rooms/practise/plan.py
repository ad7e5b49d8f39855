"""The first page of a plan: which step, with whom, and the two guesses, written before anything is known.

Nothing from the record stands on it that could colour a guess: no counts, no outcomes, no estimates.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from msgspec import Struct, structs

from leanto.circle import gate
from leanto.circle.came import RECEIVING
from leanto.practise import ladder as rungs
from leanto.practise.plan import Choice, guess_stands, may_guess, who, with_someone
from leanto.records import Body, BodyCheck, Did, Domain, Kind, Lesson, Moment, Person, ReachOut, Step
from leanto.today import body_now
from leanto.web import careful
from leanto.web.forms import Line, Pick, RecordForm, keep, new_id, page, started
from leanto.web.reasons import bdi
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.practise.answered import answered
from leanto.web.rooms.practise.answers import LONGEST, Sentence, Tens, Tenths
from leanto.web.rooms.practise.ladder import carried
from leanto.web.words import CHANNEL, DOMAIN, Label, card

NOBODY = "nobody"
GUESS: Mapping[bool, Label] = {True: _("Will it be all right?"), False: _("Will they come through?")}
OF_TEN: Mapping[bool, Label] = {
    True: _(
        "Your guess, before you know. Ten times in your place: how often would it be? Any number is fine."
    ),
    False: _(
        "Your guess, before you know. Ten times in your place: how often would they? Any number is fine."
    ),
}
IDS = ("step_id", "moment_id", "lesson_id")
GUESSES = ("forecast", "feared", "feared_chance")

# Not why: this stands beside a guess, and what happened last time would colour it.
SET_ASIDE = _("They are set aside for now. Wariness here is good judgement.")
BESIDE: Mapping[gate.Sentence, Label] = {
    gate.Sentence.safe: _("You judged them safe, for other things so far."),
    gate.Sentence.safe_for_nothing: _("You judged them safe, and have not said for what."),
    gate.Sentence.unsure: _("You are not sure about them. Wariness here is good judgement."),
    gate.Sentence.not_safe: _("You judged them not safe. Wariness here is good judgement."),
    gate.Sentence.closed_by_hurt: SET_ASIDE,
    gate.Sentence.closed_by_fear: SET_ASIDE,
    gate.Sentence.closed: SET_ASIDE,
}


class About(Struct, frozen=True):
    """What a plan is about: a step of the ladder, or an offer that was waved off and is taken up again."""

    kind: Kind
    domain: Domain | None
    text: str
    step: Step | None = None
    moment: Moment | None = None
    lesson: Lesson | None = None
    asks_domain: bool = False

    @property
    def someone(self) -> bool:
        """Whether it asks with whom."""
        return with_someone(self.kind, self.step)


def guess_asked(kind: Kind) -> Label:
    """The first guess as this kind of step asks it."""
    return GUESS[kind in RECEIVING]


class PlanForm(RecordForm):
    """The step, whom it is with, and the two guesses."""

    step_id = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)
    moment_id = forms.CharField(required=False, widget=forms.HiddenInput, max_length=32)
    lesson_id = forms.CharField(required=False, widget=forms.HiddenInput, max_length=32)
    text = Sentence(
        _("The step, made yours"), _("Name the day, the thing, the size. Small and plain is best.")
    )
    domain = Pick(_("Which part of life is it in?"), DOMAIN, required=True)
    person_id = forms.TypedChoiceField(
        label=_("With whom?"),
        help_text=_("Those you judged safe come first. You may choose anyone, or no one yet."),
        required=False,
        empty_value=None,
        coerce=lambda chosen: None if chosen == NOBODY else chosen,
        widget=forms.RadioSelect,
    )
    channel = Pick(_("How?"), CHANNEL)
    suds = Tens(
        _("How hard does it look?"), _("easy"), _("the hardest"), _("So that steps keep to your size.")
    )
    forecast = Tenths(
        GUESS[False],
        _("surely not"),
        _("surely"),
        OF_TEN[False],
    )
    feared = Line(
        _("What are you afraid will happen?"),
        _("A yes can be feared too. Said plainly, you will know it if it comes."),
        hint=_("They will hold it against me"),
        most=LONGEST,
    )
    feared_chance = Tenths(
        _("How likely is that?"),
        _("surely not"),
        _("surely"),
        _("A second guess, beside the first: a no is not a cost."),
    )

    def __init__(
        self,
        *given: Any,
        about: About,
        choices: Iterable[Choice],
        resting: bool,
        stands: ReachOut | None,
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.stands = stands is not None and guess_stands(stands)
        self.resting = resting and not any(self.data.get(name) for name in GUESSES)
        if not about.asks_domain:
            del self.fields["domain"]
        if about.someone:
            self._offer(choices, about.domain)
        else:
            del self.fields["person_id"], self.fields["channel"]
        if self.stands:
            self.fields.pop("person_id", None)
        if self.resting or self.stands:
            for name in GUESSES:
                del self.fields[name]
            return
        self.fields["forecast"].label = guess_asked(about.kind)
        self.fields["forecast"].help_text = OF_TEN[about.kind in RECEIVING]

    def _offer(self, choices: Iterable[Choice], domain: Domain | None) -> None:
        """Everyone by name with the sentence of their gate; someone removed since stays choosable."""
        named = [(one.person.id, _named(one, domain)) for one in choices]
        now = self.initial.get("person_id")
        if now and now != NOBODY and now not in dict(named):
            named.append((now, gettext("someone you removed")))
        field = self.fields["person_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [*named, (NOBODY, _("No one yet"))]


def _named(choice: Choice, domain: Domain | None) -> Label:
    beside = BESIDE[choice.sentence]
    if choice.sentence is gate.Sentence.safe and domain is None:
        beside = _("You judged them safe for some things.")
    elif choice.fits and domain is not None:
        beside = gettext("You judged them safe for this: %(domain)s.") % {"domain": DOMAIN[domain]}
    return card(bdi(choice.person.name), beside)


def plan(request: LeantoRequest) -> HttpResponse:
    initial = _initial(request)
    about = _about(request, request.POST or initial)
    if about is None:
        return redirect(reverse("practise:ladder", query=carried(request)))
    initial.setdefault("text", about.text[:LONGEST])
    initial.setdefault("person_id", about.moment.person_id if about.moment else None)
    rest = careful.standing(request)
    choices = _choices(request, about)
    form = PlanForm(
        request.POST or None,
        initial=initial,
        about=about,
        choices=choices,
        resting=rest.resting,
        stands=request.book.find(ReachOut, request.POST.get("id")),
    )
    if form.is_valid():
        planned = _planned(request, form, about)
        if keep(request, form, planned):
            return redirect("practise:prepare", planned.id)
    return page(request, "practise/plan.html", form, rest=rest, **_beside(request, about))


def guess(request: LeantoRequest, id: str) -> HttpResponse:
    """The same page again, for a plan that is there: until the answer comes, it may be changed; the guesses, until
    the record was looked at."""
    kept = request.book.get(ReachOut, id)
    if not may_guess(kept):
        return answered(request, kept, PlanForm)
    about = _about_kept(request, kept)
    initial = started(request, kept)
    rest = careful.standing(request)
    choices = _choices(request, about)
    form = PlanForm(
        request.POST or None,
        initial=initial,
        about=about,
        choices=choices,
        resting=rest.resting,
        stands=kept,
    )
    if form.is_valid():
        changes = {name: value for name, value in form.changes().items() if name not in IDS}
        changes["text"] = changes["text"] or kept.text
        if keep(request, form, structs.replace(kept, **changes)):
            return redirect(reverse("practise:reach_out", args=[id], query={"said": "changed"}))
    return page(request, "practise/plan.html", form, rest=rest, kept=kept, **_beside(request, about))


def _initial(request: LeantoRequest) -> dict[str, Any]:
    """A fresh plan of what the address names, or the unfinished words of a plan of the same thing."""
    sent = carried(request)
    named = {"step_id": request.GET.get("step", ""), "moment_id": sent.get("moment", "")}
    given: dict[str, Any] = {**named, "lesson_id": sent.get("lesson", ""), "person_id": sent.get("person")}
    given["channel"] = request.GET.get("how")
    given = {name: value for name, value in given.items() if value}
    initial = started(request, **given)
    same = all(str(initial.get(name, "")) == value for name, value in named.items())
    if any(named.values()) and not same:
        return {"id": new_id(), "revision": 0, **given}
    return initial


def _about(request: LeantoRequest, given: Mapping[str, Any]) -> About | None:
    moment = request.book.find(Moment, given.get("moment_id"))
    lesson_id = given.get("lesson_id") or (moment.lesson_id if moment else None)
    lesson = request.book.find(Lesson, lesson_id)
    step = rungs.find(rungs.ladder(request.book.all(Step)), given.get("step_id") or None)
    if step is not None:
        return About(step.kind, step.domain, step.text, step, moment, lesson)
    if moment is not None and moment.did is Did.waved_off:
        return About(Kind.accept, moment.domain, moment.text, None, moment, lesson, moment.domain is None)
    return None


def _about_kept(request: LeantoRequest, kept: ReachOut) -> About:
    step = rungs.find(rungs.ladder(request.book.all(Step)), kept.step_id)
    moment, lesson = request.book.find(Moment, kept.moment_id), request.book.find(Lesson, kept.lesson_id)
    return About(kept.kind, kept.domain, kept.text, step, moment, lesson, asks_domain=step is None)


def _planned(request: LeantoRequest, form: PlanForm, about: About) -> ReachOut:
    said = {name: value for name, value in form.changes().items() if name not in (*IDS, "domain", "text")}
    return ReachOut(
        id=form.cleaned_data["id"],
        at=request.now,
        kind=about.kind,
        domain=form.cleaned_data.get("domain") or about.domain or Domain.practical,
        text=form.cleaned_data["text"] or about.text or gettext("Take up the offer"),
        step_id=rungs.key(about.step) if about.step else None,
        moment_id=about.moment.id if about.moment else None,
        lesson_id=about.lesson.id if about.lesson else None,
        body=_body(request),
        **said,
    )


def _choices(request: LeantoRequest, about: About) -> tuple[Choice, ...]:
    if not about.someone:
        return ()
    return who(request.book.all(Person), request.book.all(ReachOut), about.domain)


def _beside(request: LeantoRequest, about: About) -> dict[str, Any]:
    return {
        "about": about,
        "shut_down": _body(request) is Body.shut_down,
        "voice_hint": about.someone and not request.preferences.text_is_fine,
    }


def _body(request: LeantoRequest) -> Body | None:
    said = body_now(request.book.recent(BodyCheck, days=1), request.now)
    return said.body if said else None
