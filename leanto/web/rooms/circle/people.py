"""Who there is: people, groups and services, by ring and as a list, with what waits to be looked at."""

from django import forms
from django.core.validators import EmailValidator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import Struct, structs

from leanto.circle import people as circle
from leanto.circle.contact import wishes
from leanto.circle.people import Ring
from leanto.circle.review import reviews
from leanto.records import Contact, Gate, Person
from leanto.web import removal
from leanto.web.charts import rings
from leanto.web.charts.counts import number
from leanto.web.doors import post_only
from leanto.web.forms import Area, Line, Pick, RecordForm, Several, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.circle.parts import LOOK_AGAIN, MIDDLE_RING, RING, Entry, entry, everyone
from leanto.web.words import CHANNEL, RELATION, Label

SHOWN, WISHES = 20, 6
"""As many of a ring, and of those one would like contact with, as can be looked over. The rest are a touch away."""


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


class RingOf(Struct, frozen=True):
    """One ring with its name. ``more`` counts those who are not shown."""

    words: Label
    entries: tuple[Entry, ...]
    more: int


def people(request: LeantoRequest) -> HttpResponse:
    members, contacts = everyone(request), request.book.all(Contact)
    found = circle.by_ring(members)
    safe = sum(one.safe_for_something for one in members)
    waiting, wished = reviews(members, contacts, request.now), wishes(members, contacts, request.now)
    everyone_shown = "all" in request.GET
    context = {
        "rings": [_ring(ring, None if everyone_shown else SHOWN) for ring in found],
        "chart": rings.draw(found),
        "safe": safe,
        "safe_words": number(safe),
        "reviews": [(one.member.person, LOOK_AGAIN[one.why]) for one in waiting],
        "wishes": wished if everyone_shown else wished[:WISHES],
        "more_wishes": len(wished) > WISHES and not everyone_shown,
    }
    return render(request, "circle/people.html", context)


def _ring(ring: Ring, shown: int | None) -> RingOf:
    """The safe ones come first, so that they are among those shown."""
    entries = tuple(map(entry, ring.members[:shown]))
    return RingOf(RING[ring.number], entries, more=len(ring.members) - len(entries))


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


@post_only("circle:people")
def remove(request: LeantoRequest) -> HttpResponse:
    """Someone goes with the times noted with them, which would otherwise stay where no page shows them."""
    with request.book.together():
        kept = request.book.get(Person, request.POST.get("id", ""))
        return removal.removed(
            request,
            kept,
            words=kept.name,
            put_back=reverse("circle:put_back"),
            back=reverse("circle:people"),
            along=removal.Along(
                contacts=tuple(one for one in request.book.all(Contact) if one.person_id == kept.id)
            ),
        )


@post_only("circle:people")
def put_back(request: LeantoRequest) -> HttpResponse:
    kept = removal.put_back(request, Person)
    return redirect(reverse("circle:person", args=[kept.id], query={"said": "put-back"}))
