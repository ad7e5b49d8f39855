"""Ten minutes on one device between two, turn by turn. Nothing is kept unless both agree; it ends by locking.

What is typed travels in the form from turn to turn. It is no draft, and a form that arrives after the lock is
let go of: its ``path`` names the door, whose forms are never put away.
"""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from leanto.content.circle import Turn, circle
from leanto.records import Person
from leanto.web.forms import Written, page
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.circle.parts import everyone

FIELDS = ("one", "two", "three", "four")
LAST = len(FIELDS) + 1
LONGEST = 1000


class TurnsForm(forms.Form):
    """All four turns, of which one is seen at a time."""

    who = forms.ChoiceField(
        label=_("Who is beside you?"),
        help_text=_("Only needed if you may want to keep something of it. They see this page too."),
        required=False,
        widget=forms.Select(attrs={"dir": "auto"}),
    )
    turn = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LAST, required=False)
    mine = forms.BooleanField(label=_("I agree to keep this"), required=False)
    theirs = forms.BooleanField(label=_("I, beside you, agree too"), required=False)

    def __init__(self, *given: Any, people: list[Person], **more: Any) -> None:
        super().__init__(*given, **more)
        who = self.fields["who"]
        if isinstance(who, forms.ChoiceField):
            who.choices = [("", _("someone, no name needed")), *((one.id, one.name) for one in people)]
        for name, turn in zip(FIELDS, circle().turn, strict=True):
            widget = forms.Textarea(attrs={"dir": "auto", "rows": 4, "autocomplete": "off"})
            self.fields[name] = Written(
                label=turn.question, help_text=turn.why, required=False, max_length=LONGEST, widget=widget
            )

    def clean(self) -> dict[str, Any]:
        """Keeping takes both."""
        given = super().clean() or {}
        if "keep" in self.data and not (given.get("mine") and given.get("theirs")):
            raise forms.ValidationError(
                _("Both of you decide. Until both boxes are ticked, nothing is kept."), code="both"
            )
        return given

    def seen(self) -> int:
        """The turn to show: the one asked for, or the one with a field that was refused."""
        refused = [place for place, name in enumerate(FIELDS, 1) if name in self.errors]
        if refused:
            return refused[0]
        return LAST if "keep" in self.data else int(self.cleaned_data.get("turn") or 1)


def side_by_side(request: LeantoRequest) -> HttpResponse:
    people = [one.person for one in everyone(request) if one.safe]
    form = TurnsForm(request.POST or None, people=people)
    if not form.is_bound:
        return page(request, "circle/side_by_side.html", form)
    if form.is_valid() and "keep" in request.POST:
        _kept(request, form)
        return redirect("circle:put_away")
    at = form.seen()
    if at == LAST:
        who = next((one for one in people if one.id == form.cleaned_data.get("who")), None)
        return _page(request, "circle/turns_end.html", form, who=who, turns=_turns(form), before=LAST - 1)
    turn: Turn = circle().turn[at - 1]
    carried = [form[name] for name in ("who", *FIELDS) if name != FIELDS[at - 1]]
    context = {"turn": turn, "field": form[FIELDS[at - 1]], "carried": carried, "at": at}
    return _page(
        request, "circle/turn.html", form, next=at + 1, before=at - 1, last=at == LAST - 1, **context
    )


def put_away(request: LeantoRequest) -> HttpResponse:
    """It is kept; one touch turns the screen off."""
    return page(request, "circle/put_away.html", forms.Form())


def _page(request: LeantoRequest, template: str, form: TurnsForm, **context: Any) -> HttpResponse:
    """A turn is no refusal, so it answers as a page unless something was wrong."""
    answer = page(request, template, form, **context)
    if not form.errors:
        answer.status_code = 200
    return answer


def _turns(form: TurnsForm) -> list[tuple[bool, str, str]]:
    """Each turn with whose it is, its question, and what was typed."""
    given = [form[name].value() or "" for name in FIELDS]
    return [(turn.first, turn.question, words) for turn, words in zip(circle().turn, given, strict=True)]


def _kept(request: LeantoRequest, form: TurnsForm) -> None:
    """What both agreed to keep stands with the person who sat beside."""
    said, day = form.cleaned_data, date_format(request.now, "j F Y")
    about = {
        "shares": [
            (gettext("Hard for me to ask"), said["one"]),
            (gettext("I like to be asked"), said["four"]),
        ],
        "offered": [(gettext("They like to be asked"), said["two"])],
        "notes": [(gettext("Hard for them to ask"), said["three"])],
    }
    with request.book.together():
        person = request.book.find(Person, said["who"] or None)
        if person is None:
            return
        changes = {field: _added(getattr(person, field), lines, day) for field, lines in about.items()}
        request.book.revise(structs.replace(person, **changes))


def _added(before: str, lines: list[tuple[str, str]], day: str) -> str:
    new = [f"{words} ({day}): {text.strip()}" for words, text in lines if text.strip()]
    return "\n".join([*([before] if before else []), *new])
