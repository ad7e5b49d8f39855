"""What was planned and asked: each one's story, and the list of those that are not finished."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.circle.gate import sentence, standing
from leanto.circle.people import latest
from leanto.practise import ladder as rungs
from leanto.practise import plan as plans
from leanto.practise.before import last_surprise
from leanto.practise.outcome import (
    asks_about_gate,
    fear_due,
    guilt_due,
    guilt_may_come,
    said_no_kindly,
    sets_aside,
)
from leanto.practise.plan import LATELY, State, due, guess_stands, may_guess, state, with_someone
from leanto.practise.words import gaps, links, thank_you
from leanto.records import Gate, Kind, Lesson, Moment, Outcome, Person, ReachOut, Step
from leanto.web import removal
from leanto.web.doors import post_only
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.practise.outcome import closed_with, outcome_words
from leanto.web.rooms.practise.plan import BESIDE, guess_asked
from leanto.web.told import initial, stands
from leanto.web.words import CHANNEL, DOMAIN, FEARED, HABIT, KIND, Label


class Row(Struct, frozen=True):
    """One reach-out as a line of a list: whom it is with, where it stands, and what may be said of it."""

    reach_out: ReachOut
    person: Person | None
    initial: str
    line: str


class Group(Struct, frozen=True):
    """A page of everything, newest first. ``older`` and ``newer`` are page numbers, 0 where there is none."""

    rows: tuple[Row, ...]
    older: int
    newer: int


DID_IT: Mapping[Kind, Label] = {
    Kind.ask: _("I asked"),
    Kind.share: _("I said it"),
    Kind.accept: _("I said yes"),
    Kind.let_go: _("I handed it over"),
}
SHOWN, A_PAGE = 20, 50
"""Rows of one sort in the list of the unfinished, and rows of a page of everything."""


def waiting(request: LeantoRequest) -> HttpResponse:
    """What is not finished and was touched lately; the rest is on the pages of everything."""
    tally = request.book.tally
    unfinished = {*tally.open, *tally.fears}
    lately = request.book.recent(ReachOut, days=LATELY) if unfinished or tally.last else []
    all_due = due([one for one in lately if one.id in unfinished or one.outcome is not None], request.now)
    sorts = {name: getattr(all_due, name) for name in all_due.__struct_fields__}
    people = request.book.all(Person) if lately else []
    shown = {name: _rows(of[:SHOWN], people, request.now) for name, of in sorts.items()}
    older = len(unfinished - {one.id for one in lately})
    more = older + sum(max(0, len(of) - SHOWN) for of in sorts.values())
    context = {"nothing": all_due.empty and not more, "others": more}
    return render(request, "practise/waiting.html", {**shown, **context})


def everything(request: LeantoRequest) -> HttpResponse:
    """Everything that was ever planned, done and called off too, so that nothing is kept where no page is."""
    every = sorted(request.book.all(ReachOut), key=latest, reverse=True)
    last = max(1, -(-len(every) // A_PAGE))
    asked_for = request.GET.get("page", "")
    number = min(max(int(asked_for) if asked_for.isdecimal() and len(asked_for) < 7 else 1, 1), last)
    rows = _rows(every[(number - 1) * A_PAGE : number * A_PAGE], request.book.all(Person), request.now)
    turned = Group(tuple(rows), older=number + 1 if number < last else 0, newer=number - 1)
    return render(request, "practise/everything.html", {"group": turned})


def _rows(of: Sequence[ReachOut], people: Iterable[Person], now: datetime) -> list[Row]:
    by_id = {person.id: person for person in people}
    met = [(one, by_id.get(one.person_id or "")) for one in of]
    return [Row(one, whom, initial(whom.name) if whom else "", stands(one, now)) for one, whom in met]


def reach_out(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(ReachOut, id)
    person = request.book.find(Person, kept.person_id)
    step = rungs.find(rungs.ladder(request.book.all(Step)), kept.step_id)
    moment = request.book.find(Moment, kept.moment_id)
    context = {
        "kept": kept,
        "state": state(kept, request.now).value,
        "line": stands(kept, request.now),
        "person": person,
        "step": step and rungs.address(step),
        "moment": moment,
        "lesson": request.book.find(Lesson, kept.lesson_id or (moment.lesson_id if moment else None)),
        "gaps": gaps(kept.words),
        "links": links(kept.words, person, kind=kept.kind, region=request.preferences.country),
        "may_guess": may_guess(kept),
        "someone": with_someone(kept.kind, step),
        "habits": [HABIT[habit] for habit in kept.leave_out],
        "surprise": _surprise(request, kept),
        "may_look": _may_look(request, kept),
        **_in_words(kept),
        **_afterwards(request, kept, person),
    }
    return render(request, "practise/reach_out.html", context)


@post_only("practise:waiting")
def asked(request: LeantoRequest, id: str) -> HttpResponse:
    return _changed(request, id, plans.asked, State.waiting, "asked")


@post_only("practise:waiting")
def cancel(request: LeantoRequest, id: str) -> HttpResponse:
    return _changed(request, id, plans.cancelled, State.cancelled, "called-off")


@post_only("practise:waiting")
def resume(request: LeantoRequest, id: str) -> HttpResponse:
    return _changed(request, id, plans.resumed, State.planned, "taken-up")


@post_only("practise:waiting")
def remove(request: LeantoRequest, id: str) -> HttpResponse:
    with request.book.together():
        kept = request.book.get(ReachOut, id)
        closed_with(request, kept)
        return removal.removed(
            request,
            kept,
            words=kept.text or KIND[kept.kind],
            put_back=reverse("practise:put_back"),
            back=reverse("practise:waiting"),
        )


@post_only("practise:waiting")
def put_back(request: LeantoRequest) -> HttpResponse:
    kept = removal.put_back(request, ReachOut)
    return redirect(reverse("practise:reach_out", args=[kept.id], query={"said": "put-back"}))


def _changed(
    request: LeantoRequest,
    id: str,
    change: Callable[[ReachOut, datetime], ReachOut],
    into: State,
    said: str,
) -> HttpResponse:
    """One touch. In a state it does not belong to, as from a page left open, it changes nothing and says so."""
    with request.book.together():
        kept = request.book.get(ReachOut, id)
        changed = change(kept, request.now)
        if changed != kept:
            request.book.revise(changed)
    said = said if state(changed, request.now) is into else "meanwhile"
    return redirect(reverse("practise:reach_out", args=[id], query={"said": said}))


def _in_words(kept: ReachOut) -> dict[str, Any]:
    tenths = [
        None if chance is None else round(chance * 10) for chance in (kept.forecast, kept.feared_chance)
    ]
    return {
        "kind": KIND[kept.kind],
        "domain": DOMAIN[kept.domain],
        "channel": CHANNEL[kept.channel] if kept.channel else "",
        "outcome": outcome_words(kept.kind).get(kept.outcome) if kept.outcome else "",
        "feared_came": FEARED[kept.feared_came] if kept.feared_came else "",
        "guess_asked": guess_asked(kept.kind),
        "did_it": DID_IT[kept.kind],
        "guess": tenths[0],
        "feared_guess": tenths[1],
    }


def _surprise(request: LeantoRequest, kept: ReachOut) -> ReachOut | None:
    """The card before going: only for a plan, and only once its guess stands."""
    if state(kept, request.now) is not State.planned or not guess_stands(kept):
        return None
    return last_surprise(kept, request.book.all(ReachOut), request.book.all(Person))


def _may_look(request: LeantoRequest, kept: ReachOut) -> bool:
    """Whether looking is offered before going. It is whatever there is to see: that alone would say something."""
    planned = state(kept, request.now) is State.planned
    return planned and kept.forecast is not None and not guess_stands(kept)


def _afterwards(request: LeantoRequest, kept: ReachOut, person: Person | None) -> dict[str, Any]:
    """What the page says of whom it is with and, once it is over, of how it went."""
    again = fear_due(kept, request.now)
    history = request.book.all(ReachOut) if person else []
    safe = person is None or standing(person, history) is Gate.safe
    return {
        "beside": BESIDE[sentence(person, history)] if person and not safe else "",
        "set_aside": sets_aside(kept) and not safe,
        "hurt": kept.outcome is Outcome.hurtful,
        "kind_no": said_no_kindly(kept),
        "no_answer": kept.outcome is Outcome.no_answer,
        "fell_through": kept.outcome in (Outcome.kind_no, Outcome.no_answer),
        "gate_again": asks_about_gate(kept) and person is not None,
        "fear_now": again is not None and again <= request.now,
        "fear_on": again,
        "guilt_now": guilt_due(kept, request.now),
        "guilt_may_come": guilt_may_come(kept, request.now),
        "thank_you": thank_you(kept.outcome) if person and safe else (),
    }
