"""Redefine strength: the old rule beside the new one, how true each feels, and what happened."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from msgspec import Struct, structs

from leanto.circle.people import safe_ones
from leanto.records import (
    Exhibit,
    Feared,
    Lesson,
    Moment,
    Outcome,
    Person,
    Praise,
    Rating,
    ReachOut,
    Strength,
)
from leanto.redefine import evidence as laying
from leanto.redefine import rules as pairs
from leanto.redefine.evidence import Case
from leanto.redefine.rules import Rule
from leanto.redefine.strength import latest_first
from leanto.web import removal
from leanto.web.charts.counts import Count
from leanto.web.charts.rating_events import strokes
from leanto.web.charts.ratings import draw
from leanto.web.doors import post_only
from leanto.web.forms import Area, RecordForm, Scale, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.told import Told, tell
from leanto.web.words import FEARED, OUTCOME, Label

Said = TypeVar("Said", Outcome, Feared)


class Beneath(Struct, frozen=True):
    """One exhibit in words: what it points to, where that is still there, and whether it is fair to count."""

    laid: laying.Laid
    told: Told | None


class Column(Struct, frozen=True):
    """What speaks for one of the two rules. ``side`` is how an address names it."""

    words: Label
    side: int
    exhibits: tuple[Beneath, ...]


class Moved(Struct, frozen=True):
    """A change between two answers, in words, and what came between."""

    words: tuple[str, ...]
    move: laying.Move
    between: tuple[Told, ...]


class RuleForm(RecordForm):
    """The new rule. The old one is changed where it was learned, in Explore."""

    new_rule = Area(
        _("What could be truer now?"),
        _("Not the opposite of the old one. A sentence you can half believe on most days is enough."),
        hint=_("Some people can be shown a small thing first"),
        rows=2,
    )


class RatingForm(RecordForm):
    """How true each rule feels today. Earlier answers are not on this page: they could colour this one."""

    old = Scale(_("How true does the old rule feel today?"), _("not at all"), _("completely"), range(11))
    new = Scale(_("How true does the new rule feel today?"), _("not at all"), _("completely"), range(11))
    note = Area(_("Anything to add?"), _("What the day was like can explain a number later."), rows=2)

    def __init__(self, *given: Any, lesson: Lesson, **more: Any) -> None:
        super().__init__(*given, **more)
        if not lesson.new_rule and self.initial.get("new") is None:
            del self.fields["new"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and all(value in (None, "") for value in self.changes().values()):
            raise forms.ValidationError(
                _("There is nothing to keep yet. Answer one of these, or go back: it can wait.")
            )
        return said


def rules(request: LeantoRequest) -> HttpResponse:
    in_order = pairs.rules(request.book.all(Lesson), request.book.all(Rating))
    said = latest_first(request.book.all(Strength))
    return render(request, "redefine/rules.html", {"rules": in_order, "strength": said[0] if said else None})


def rule(request: LeantoRequest, id: str) -> HttpResponse:
    pair = pairs.rule(request.book.get(Lesson, id), request.book.all(Rating))
    people, reach_outs = request.book.all(Person), request.book.all(ReachOut)
    counted = {person.id for person in safe_ones(people, reach_outs)}
    shown = pairs.evidence(id, reach_outs, counted)
    by_id = {person.id: person for person in people}
    case = laying.case(id, request.book.all(Exhibit), reach_outs, request.book.all(Moment), counted)
    moves = laying.moves(id, pair.ratings, reach_outs, case.every, counted)
    chart = draw(pair.ratings)
    context = {
        "rule": pair,
        "columns": _columns(case, by_id),
        "layable": {one.id for one in laying.offered(case.every, shown.events, (), counted).reach_outs},
        "moves": _moves(moves, by_id),
        "strokes": strokes(chart, (laying.happened(one) for move in moves for one in move.between)),
        "praises": [one for one in request.book.all(Praise) if one.lesson_id == id],
        "chart": chart,
        "finding": _finding(pair),
        "ratings": pair.ratings[::-1],
        "events": tell(shown.events, by_id),
        "waiting": tell(shown.waiting, by_id),
        "outcomes": _counts(shown.outcomes, OUTCOME),
        "feared": _counts(shown.feared, FEARED),
        "uncounted": shown.uncounted,
    }
    return render(request, "redefine/rule.html", context)


def edit(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(Lesson, id)
    form = RuleForm(request.POST or None, initial=started(request, kept))
    if form.is_valid() and keep(request, form, structs.replace(kept, **form.changes())):
        return redirect(reverse("redefine:rule", args=[id], query={"said": "changed"}))
    return page(request, "redefine/edit.html", form, lesson=kept)


def rate(request: LeantoRequest, id: str) -> HttpResponse:
    lesson = request.book.get(Lesson, id)
    form = RatingForm(request.POST or None, initial=started(request), lesson=lesson)
    if form.is_valid():
        given = Rating(id=form.cleaned_data["id"], at=request.now, lesson_id=id, **form.changes())
        if keep(request, form, given):
            return redirect(reverse("redefine:rule", args=[id], query={"said": "kept"}))
    return page(request, "redefine/rate.html", form, lesson=lesson)


def rating(request: LeantoRequest, id: str) -> HttpResponse:
    """One answer, to change it or take it back."""
    kept = request.book.get(Rating, id)
    lesson = request.book.get(Lesson, kept.lesson_id)
    form = RatingForm(request.POST or None, initial=started(request, kept), lesson=lesson)
    if form.is_valid() and keep(request, form, structs.replace(kept, **form.changes())):
        return redirect(reverse("redefine:rule", args=[lesson.id], query={"said": "changed"}))
    return page(request, "redefine/rate.html", form, lesson=lesson, rating=kept)


@post_only("redefine:rules")
def remove(request: LeantoRequest) -> HttpResponse:
    kept = request.book.get(Rating, request.POST.get("id", ""))
    return removal.removed(
        request,
        kept,
        words=" ".join(_finding(pairs.Rule(request.book.get(Lesson, kept.lesson_id), (kept,)))) or kept.note,
        put_back=reverse("redefine:put_back"),
        back=reverse("redefine:rule", args=[kept.lesson_id]),
    )


@post_only("redefine:rules")
def put_back(request: LeantoRequest) -> HttpResponse:
    with request.book.together():
        kept = removal.put_back(request, Rating)
        request.book.get(Lesson, kept.lesson_id)
    return redirect(reverse("redefine:rule", args=[kept.lesson_id], query={"said": "put-back"}))


def _finding(pair: Rule) -> list[str]:
    """What the ratings say, in a sentence for each rule that was rated."""
    spans = [pairs.span(one.old for one in pair.ratings), pairs.span(one.new for one in pair.ratings)]
    once = [
        gettext("The old rule felt %(last)d of 10 true."),
        gettext("The new rule felt %(last)d of 10 true."),
    ]
    often = [
        gettext("The old rule felt %(first)d of 10 true the first time, and %(last)d the last time."),
        gettext("The new rule felt %(first)d of 10 true the first time, and %(last)d the last time."),
    ]
    return [
        (once if said.count == 1 else often)[which] % {"first": said.first, "last": said.last}
        for which, said in enumerate(spans)
        if said
    ]


def _columns(case: Case, people: Mapping[str, Person]) -> tuple[Column, ...]:
    sides = ((_("For the old rule"), case.old), (_("For the new rule"), case.new))
    return tuple(
        Column(words, side, tuple(_beneath(one, people) for one in laid))
        for side, (words, laid) in enumerate(sides, start=1)
    )


def _beneath(laid: laying.Laid, people: Mapping[str, Person]) -> Beneath:
    return Beneath(laid, tell([laid.reach_out], people)[0] if laid.reach_out else None)


def _moves(moves: Iterable[laying.Move], people: Mapping[str, Person]) -> list[Moved]:
    """The latest change first."""
    return [Moved(_moved(move), move, tell(move.between, people)) for move in reversed(tuple(moves))]


def _moved(move: laying.Move) -> tuple[str, ...]:
    both = [
        (gettext("The old rule went from %(was)d to %(now)d."), move.before.old, move.after.old),
        (gettext("The new rule went from %(was)d to %(now)d."), move.before.new, move.after.new),
    ]
    return tuple(
        words % {"was": was, "now": now}
        for words, was, now in both
        if was is not None and now is not None and was != now
    )


def _counts(counts: Mapping[Said, int], words: Mapping[Said, Label]) -> Iterable[Count]:
    return [Count(words[one], one.value, times) for one, times in counts.items()]
