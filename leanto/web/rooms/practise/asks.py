"""What was planned and asked: each one's story, and the list of those that are not finished."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from msgspec import Struct

from leanto.circle.gate import sentence, standing
from leanto.practise import ladder as rungs
from leanto.practise import plan as plans
from leanto.practise.outcome import asks_about_gate, fear_due, said_no_kindly, sets_aside
from leanto.practise.plan import State, due, may_guess, silence_from, state, with_someone
from leanto.practise.words import gaps, links
from leanto.records import Gate, Kind, Lesson, Moment, Outcome, Person, ReachOut, Step
from leanto.web import removal
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.practise.outcome import outcome_words
from leanto.web.rooms.practise.plan import BESIDE, guess_asked
from leanto.web.told import day_words
from leanto.web.words import CHANNEL, DOMAIN, FEARED, KIND, Label


class Row(Struct, frozen=True):
    """One of the unfinished, as a line of the list."""

    reach_out: ReachOut
    person: Person | None
    line: str

    @property
    def initial(self) -> str:
        """The first letter of a name, for the round beside it."""
        return self.person.name.strip()[:1].upper() if self.person else ""


DID_IT: Mapping[Kind, Label] = {
    Kind.ask: _("I asked"),
    Kind.share: _("I said it"),
    Kind.accept: _("I said yes"),
    Kind.let_go: _("I handed it over"),
}
WENT_OUT: Mapping[Kind, Label] = {
    Kind.ask: _("Asked %(day)s."),
    Kind.share: _("Said %(day)s."),
    Kind.accept: _("Said yes %(day)s."),
    Kind.let_go: _("Handed over %(day)s."),
}


def waiting(request: LeantoRequest) -> HttpResponse:
    tally = request.book.tally
    found = (request.book.find(ReachOut, one) for one in (*tally.open, *tally.fears))
    all_due = due([one for one in found if one is not None], request.now)
    people = {person.id: person for person in request.book.all(Person)}

    def rows(of: Iterable[ReachOut]) -> list[Row]:
        return [Row(one, people.get(one.person_id or ""), _line(one, request.now)) for one in of]

    context = {name: rows(getattr(all_due, name)) for name in all_due.__struct_fields__}
    return render(request, "practise/waiting.html", {**context, "nothing": all_due.empty})


def reach_out(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(ReachOut, id)
    person = request.book.find(Person, kept.person_id)
    step = rungs.find(rungs.ladder(request.book.all(Step)), kept.step_id)
    moment = request.book.find(Moment, kept.moment_id)
    context = {
        "kept": kept,
        "state": state(kept, request.now).value,
        "line": _line(kept, request.now),
        "person": person,
        "step": step and rungs.address(step),
        "moment": moment,
        "lesson": request.book.find(Lesson, kept.lesson_id or (moment.lesson_id if moment else None)),
        "gaps": gaps(kept.words),
        "links": links(kept.words, person, kind=kept.kind, region=request.preferences.country),
        "may_guess": may_guess(kept),
        "someone": with_someone(kept.kind, step),
        **_in_words(kept),
        **_afterwards(request, kept, person),
    }
    return render(request, "practise/reach_out.html", context)


@require_POST
def asked(request: LeantoRequest, id: str) -> HttpResponse:
    return _changed(request, id, plans.asked, "asked")


@require_POST
def cancel(request: LeantoRequest, id: str) -> HttpResponse:
    return _changed(request, id, plans.cancelled, "called-off")


@require_POST
def resume(request: LeantoRequest, id: str) -> HttpResponse:
    return _changed(request, id, plans.resumed, "taken-up")


@require_POST
def remove(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(ReachOut, id)
    return removal.removed(
        request,
        kept,
        words=kept.text or KIND[kept.kind],
        put_back=reverse("practise:put_back"),
        back=reverse("practise:waiting"),
    )


@require_POST
def put_back(request: LeantoRequest) -> HttpResponse:
    kept = removal.put_back(request, ReachOut)
    return redirect(reverse("practise:reach_out", args=[kept.id], query={"said": "put-back"}))


def _changed(
    request: LeantoRequest, id: str, change: Callable[[ReachOut, datetime], ReachOut], said: str
) -> HttpResponse:
    with request.book.together():
        kept = request.book.get(ReachOut, id)
        changed = change(kept, request.now)
        if changed != kept:
            request.book.revise(changed)
    return redirect(reverse("practise:reach_out", args=[id], query={"said": said}))


def _day(at: datetime, now: datetime) -> str:
    words = day_words(timezone.localtime(at).date(), now.date())
    return words[:1].lower() + words[1:] if words in (gettext("Today"), gettext("Yesterday")) else words


def _line(one: ReachOut, now: datetime) -> str:
    """Where it stands, in a sentence."""
    where, silent = state(one, now), silence_from(one)
    if where is State.planned:
        return gettext("Planned %(day)s.") % {"day": _day(one.at, now)}
    if where is State.waiting and one.asked_at and silent:
        days = {"day": _day(one.asked_at, now), "silent": _day(silent, now)}
        return f"{WENT_OUT[one.kind]} {gettext('From %(silent)s, silence is an answer.')}" % days
    if where is State.past_silence and one.asked_at:
        return f"{WENT_OUT[one.kind]} {gettext('No word since.')}" % {"day": _day(one.asked_at, now)}
    if where is State.cancelled and one.cancelled_at:
        return gettext("Called off %(day)s.") % {"day": _day(one.cancelled_at, now)}
    return gettext("Told %(day)s.") % {"day": _day(one.outcome_at or one.at, now)}


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


def _afterwards(request: LeantoRequest, kept: ReachOut, person: Person | None) -> dict[str, Any]:
    """What the page says of whom it is with and, once it is over, of how it went."""
    again = fear_due(kept)
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
    }
