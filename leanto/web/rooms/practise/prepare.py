"""The second and third page of a plan: the other way if it is a no, when silence is one, then the words."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from leanto.practise import words as drafted
from leanto.practise.ladder import find
from leanto.practise.ladder import ladder as all_steps
from leanto.practise.plan import day_begins, may_guess, with_someone
from leanto.records import Kind, Person, ReachOut, Step, Tone
from leanto.web import own
from leanto.web.forms import Area, Line, RecordForm, Several, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.practise.answered import answered
from leanto.web.rooms.practise.answers import LONGEST
from leanto.web.told import day_words
from leanto.web.words import HABIT, Label

FIRST: Mapping[Kind, Label] = {
    Kind.ask: _(
        "Try this with what can take a no. If you truly need it, line up the other way first; then the answer is "
        "only an answer."
    ),
    Kind.share: _("Begin with something small enough that you could bear a cool answer to it."),
}
"""What stands above, where someone may say no."""
TONES: Mapping[Tone, Label] = {
    Tone.plain: _("As most say it"),
    Tone.warm: _("Warmer"),
    Tone.brief: _("Shorter"),
}


class Day(forms.DateField):
    """A day, kept as the moment it begins where the person is."""

    def __init__(self, label: Any, why: Any = "") -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(
            label=label,
            help_text=why,
            required=False,
            widget=widget,
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


class PrepareForm(RecordForm):
    """What is settled before the words: the other way, the day silence is an answer, and when it will be."""

    what_if_not = Area(
        _("What if not?"),
        _("Another way to what you need, so that a no costs you nothing. Someone else, later, or less."),
        hint=_("Then I take the bus, and ask again for Thursday"),
        rows=2,
    )
    silence_on = Day(
        _("From which day is silence an answer?"),
        _("So that waiting has an end. Left empty, it is two weeks after you ask."),
    )
    plan = Line(
        _("If … then I …"),
        _("A moment that will come by itself, and the first thing you do then."),
        hint=_("If it is Saturday after lunch, then I go over and ring the bell"),
        most=LONGEST,
    )
    leave_out = Several(
        _("Anything you would leave out, this once?"),
        HABIT,
        _(
            "These feel polite, and they have a cost: when it goes well, the fear says it was because of them. "
            "Leave one out, and what comes is about the other person."
        ),
    )

    def __init__(self, *given: Any, kept: ReachOut, now: datetime, someone: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        self.kept, self.now = kept, now
        if not someone or kept.kind is Kind.let_go:
            del self.fields["silence_on"]
        if kept.kind is Kind.accept:
            self.fields["what_if_not"].help_text = _(
                "Another way to what you need, so that not everything hangs on this one."
            )
            self.fields["silence_on"].help_text = _(
                "So that waiting has an end, if you wait for an answer. Left empty, it is two weeks after you say "
                "yes."
            )
        if not someone:
            del self.fields["leave_out"]
            self.fields["what_if_not"].label = _("What if it is not all right?")
            self.fields["what_if_not"].help_text = _(
                "What you would do then. Most things can be put right later."
            )
            self.fields["what_if_not"].widget.attrs["placeholder"] = _("Then I put it right tomorrow")

    def clean_silence_on(self) -> datetime | None:
        day: datetime | None = self.cleaned_data["silence_on"]
        if day is not None and day != self.kept.silence_on and day <= self.now:
            raise forms.ValidationError(_("Choose a day after today, so that there is time to answer."))
        return day


class WordsForm(RecordForm):
    """The words themselves."""

    words = Area(
        _("Your words"),
        _("A start, to change as you like. What stands in [brackets] only you know."),
        rows=7,
    )


def prepare(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(ReachOut, id)
    if not may_guess(kept):
        return answered(request, kept, PrepareForm)
    step = _step(request, kept)
    someone = with_someone(kept.kind, step)
    form = PrepareForm(
        request.POST or None, initial=started(request, kept), kept=kept, now=request.now, someone=someone
    )
    if form.is_valid() and keep(request, form, structs.replace(kept, **form.changes())):
        speaks = bool(kept.words or drafted.draft(kept.kind, kept.channel, step=step))
        return redirect("practise:words" if speaks else "practise:reach_out", id)
    return page(
        request, "practise/prepare.html", form, kept=kept, someone=someone, first=FIRST.get(kept.kind, "")
    )


def words(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(ReachOut, id)
    asks, chosen, initial = kept.kind is Kind.ask, _tone(request), started(request, kept)
    tone = chosen
    if "draft_id" not in initial and (chosen or not initial["words"]):
        tone = chosen or (request.preferences.tone if asks else None) or Tone.plain
        initial["words"] = _draft(request, kept, tone)
    form = WordsForm(request.POST or None, initial=initial)
    if not initial["words"]:
        form.fields["words"].help_text = _("What you would say, in your own way. A sentence is enough.")
    if form.is_valid() and keep(request, form, structs.replace(kept, **form.changes())):
        if chosen and asks:
            own.change(request, lambda before: structs.replace(before, tone=chosen))
        return redirect(reverse("practise:reach_out", args=[id], query={"said": "planned"}))
    better = drafted.carries_more(kept.kind, kept.channel, kept.suds) and not request.preferences.text_is_fine
    context = {
        "kept": kept,
        "whom": request.book.find(Person, kept.person_id),
        "asks": asks,
        "tones": TONES.items() if asks else (),
        "tone": tone,
        "anew": chosen and kept.words,
        "voice_is_better": better,
    }
    return page(request, "practise/words.html", form, **context)


def _tone(request: LeantoRequest) -> Tone | None:
    """The tone a new draft was asked for in, or nothing. Looking at one is not choosing it: it is remembered once
    the words are kept, and there the next draft begins."""
    asked = request.GET.get("tone", "")
    return Tone(asked) if asked in set(Tone) else None


def _draft(request: LeantoRequest, kept: ReachOut, tone: Tone) -> str:
    whom, by = request.book.find(Person, kept.person_id), ""
    if kept.silence_on is not None:
        by = day_words(timezone.localtime(kept.silence_on).date(), request.now.date())
    return drafted.draft(kept.kind, kept.channel, step=_step(request, kept), whom=whom, by=by, tone=tone)


def _step(request: LeantoRequest, kept: ReachOut) -> Step | None:
    return find(all_steps(request.book.all(Step)), kept.step_id)
