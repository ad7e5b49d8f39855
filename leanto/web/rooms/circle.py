"""Build safe connections: people, groups and services, what each is safe for, and the five questions."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import EmailValidator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from msgspec import Struct, structs

from leanto.circle import gate as gates
from leanto.circle import people as circle
from leanto.circle.came import askings, outcomes
from leanto.circle.gate import QUESTIONS, Answer, Sentence
from leanto.circle.people import Member
from leanto.name import moments as caught
from leanto.practise.words import dialled
from leanto.records import Gate, Moment, Outcome, Person, ReachOut
from leanto.web import removal
from leanto.web.charts import rings
from leanto.web.charts.counts import Count, number
from leanto.web.doors import post_only
from leanto.web.forms import Area, Line, Pick, RecordForm, Several, Words, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.told import initial, tell
from leanto.web.words import CHANNEL, DOMAIN, GATE, OUTCOME, RELATION, Label

MIDDLE_RING, MOMENTS = 2, 5

RING: Mapping[int, Label] = {1: _("Closest"), 2: _("Near"), 3: _("Further out")}

STANDS: Mapping[Sentence, Label] = {
    Sentence.safe: _("You judged them safe enough for some things."),
    Sentence.safe_for_nothing: _(
        "You judged them safe, and have not said for what. Until then nothing is suggested."
    ),
    Sentence.unsure: _("You have not judged them safe, or you are not sure. That is reason enough."),
    Sentence.not_safe: _("You said yes to one or more of the five questions."),
    Sentence.closed_by_hurt: _("You judged them safe. Since then, it hurt."),
    Sentence.closed_by_fear: _("You judged them safe. Since then, what you feared happened."),
    Sentence.closed: _("You judged them safe. Since then, you said that something happened."),
}

VERDICTS: Mapping[Answer, Words] = {
    Answer.no: _("No to all five"),
    Answer.yes: _("Yes to one or more"),
    Answer.unsure: _("Not sure"),
}


class PersonForm(RecordForm):
    """Someone, a group or a service. Whether they are safe is asked next, and never here."""

    name = Line(
        _("What do you call them?"), _("A name, a nickname, an initial. Only you see it."), required=True
    )
    relation = Pick(
        _("What are they to you?"),
        RELATION,
        _("A group or a service counts as much as a friend."),
        required=True,
    )
    ring = forms.TypedChoiceField(
        label=_("How near are they?"),
        help_text=_("As it is, not as it ought to be. It can change."),
        required=False,
        choices=list(RING.items()),
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    channels = Several(
        _("How do you reach them?"),
        CHANNEL,
        _("So that a plan offers the ways that work. Any way is a real way."),
    )
    phone = Line(
        _("Phone number"), _("So that a text or a call is one touch away. It never leaves by itself.")
    )
    email = Line(_("Email address"))
    notes = Area(
        _("Anything to remember"), _("What helps with them, what does not, when they are free."), rows=2
    )

    def unfolded(self) -> bool:
        """Whether something in the folded part is filled in or was refused."""
        return any(self[name].errors or self[name].value() for name in ("phone", "email", "notes"))

    def clean_ring(self) -> int:
        return self.cleaned_data["ring"] or MIDDLE_RING

    def clean_email(self) -> str:
        given = str(self.cleaned_data["email"])
        if given:
            EmailValidator(_("This does not look like an email address. One looks like maya@example.org."))(
                given
            )
        return given


class GateForm(RecordForm):
    """One touch. What was answered to which question is never sent."""

    verdict = Pick(_("All five together"), VERDICTS, required=True)


class NeedsForm(RecordForm):
    """What someone judged safe is safe for."""

    safe_for = Several(
        _("What are they safe for?"),
        DOMAIN,
        _(
            "Someone can be good with a broken tap and not with tears. Nothing else is ever suggested with them."
        ),
    )
    offers = Several(
        _("Have they said you may ask?"),
        DOMAIN,
        _("“Ring me if you need a lift.” Tick what they offered, if they did."),
    )
    power = forms.BooleanField(
        label=_("They have power over my living"),
        help_text=_("A boss, a landlord, a carer. Then asking is yours to plan, and never suggested."),
        required=False,
    )


class Entry(Struct, frozen=True):
    """Someone as a row of the list."""

    member: Member
    initial: str
    relation: Label
    gate: Label
    safe_for: tuple[Label, ...]


class RingOf(Struct, frozen=True):
    """One ring with its name."""

    words: Label
    entries: tuple[Entry, ...]


def people(request: LeantoRequest) -> HttpResponse:
    everyone = circle.by_ring(circle.members(request.book.all(Person), request.book.all(ReachOut)))
    shown = [RingOf(RING[ring.number], tuple(map(_entry, ring.members))) for ring in everyone]
    safe = sum(one.safe_for_something for ring in everyone for one in ring.members)
    context = {"rings": shown, "chart": rings.draw(everyone), "safe": safe, "safe_words": number(safe)}
    return render(request, "circle/people.html", context)


def new(request: LeantoRequest) -> HttpResponse:
    form = PersonForm(request.POST or None, initial=started(request))
    if form.is_valid():
        someone = Person(
            id=form.cleaned_data["id"], gate=Gate.unsure, gate_at=request.now, safe_for=(), **form.changes()
        )
        if keep(request, form, someone):
            return redirect("circle:gate", someone.id)
    return page(request, "circle/edit.html", form)


def edit(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(Person, id)
    form = PersonForm(request.POST or None, initial=started(request, kept))
    if form.is_valid() and keep(request, form, structs.replace(kept, **form.changes())):
        return redirect(reverse("circle:person", args=[id], query={"said": "changed"}))
    return page(request, "circle/edit.html", form, person=kept)


def gate(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(Person, id)
    form = GateForm(request.POST or None, initial=started(request, kept))
    if form.is_valid():
        verdict = gates.verdict((form.cleaned_data["verdict"],) * QUESTIONS)
        if _judged(request, form, kept, verdict):
            return redirect("circle:needs" if verdict is Gate.safe else "circle:person", id)
    return page(request, "circle/gate.html", form, person=kept, questions=gates.questions())


def _judged(request: LeantoRequest, form: GateForm, kept: Person, verdict: Gate) -> bool:
    """The answers are always kept, unless another window gave others: these are shown first."""
    with request.book.together():
        now = request.book.get(Person, kept.id)
        if now.gate is verdict:
            request.book.revise(gates.judged(now, verdict, request.now))
            return True
        return keep(request, form, gates.judged(now, verdict, request.now))


def needs(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(Person, id)
    form = NeedsForm(request.POST or None, initial=started(request, kept))
    if form.is_valid() and keep(request, form, structs.replace(kept, **form.changes())):
        return redirect(reverse("circle:person", args=[id], query={"said": "kept"}))
    return page(request, "circle/needs.html", form, person=kept)


def person(request: LeantoRequest, id: str) -> HttpResponse:
    one = circle.member(request.book.get(Person, id), request.book.all(ReachOut))
    moments = caught.beside(request.book.all(Moment), id, MOMENTS)
    return render(request, "circle/person.html", {**_about(request, one), "moments": moments})


@post_only("circle:people")
def remove(request: LeantoRequest) -> HttpResponse:
    kept = request.book.get(Person, request.POST.get("id", ""))
    return removal.removed(
        request, kept, words=kept.name, put_back=reverse("circle:put_back"), back=reverse("circle:people")
    )


@post_only("circle:people")
def put_back(request: LeantoRequest) -> HttpResponse:
    kept = removal.put_back(request, Person)
    return redirect(reverse("circle:person", args=[kept.id], query={"said": "put-back"}))


def _entry(one: Member) -> Entry:
    return Entry(
        one,
        initial=initial(one.person.name),
        relation=RELATION[one.person.relation],
        gate=GATE[one.gate],
        safe_for=tuple(DOMAIN[domain] for domain in one.person.safe_for) if one.safe else (),
    )


def _about(request: LeantoRequest, one: Member) -> dict[str, Any]:
    person = one.person
    return {
        "person": person,
        "entry": _entry(one),
        "stands": STANDS[one.sentence],
        "asked": tell(one.asked, {person.id: person}),
        "counts": _counts(one) if one.safe else (),
        "ring": RING.get(person.ring, RING[MIDDLE_RING]),
        "channels": [CHANNEL[channel] for channel in person.channels],
        "offers": [DOMAIN[domain] for domain in person.offers],
        "dial": dialled(person.phone, request.preferences.country) if person.phone else "",
    }


def _counts(one: Member) -> list[Count]:
    """What came of it, in counts. Only for those who are safe: nobody else is counted."""
    of = outcomes(askings(one.asked)).of
    return [Count(OUTCOME[kind], kind.value, of[kind.value]) for kind in Outcome if of.get(kind.value)]


app_name = "circle"

urlpatterns = [
    path("", people, name="people"),
    path("new/", new, name="new"),
    path("remove/", remove, name="remove"),
    path("put-back/", put_back, name="put_back"),
    path("<str:id>/", person, name="person"),
    path("<str:id>/edit/", edit, name="edit"),
    path("<str:id>/gate/", gate, name="gate"),
    path("<str:id>/needs/", needs, name="needs"),
]
