"""Catch a moment, find it again, and see how often doing it alone was a choice."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from msgspec import Struct, structs

from leanto.name import moments as caught
from leanto.name.rhythm import NUMB
from leanto.records import Did, Lesson, Moment, Person, ReachOut
from leanto.web import removal
from leanto.web.doors import post_only
from leanto.web.forms import Line, Pick, RecordForm, Scale, Several, Words, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.told import Told, day_words, tell
from leanto.web.words import BODY_CARDS, COULD_LET, DID, DOMAIN, SIGN, Label, card

RECENT_DAYS = 28
MOST_IN_A_LINE = 2000

DID_CARDS: Mapping[Did, Words] = {
    Did.alone: card(DID[Did.alone], _("whatever it was")),
    Did.waved_off: card(DID[Did.waved_off], _("“I’m fine”")),
    Did.asked: card(DID[Did.asked], _("even a little")),
    Did.let_in: card(DID[Did.let_in], _("or stay")),
}
PLACED: Sequence[Label] = (
    _("I had to"),
    _("mostly had to"),
    _("in between"),
    _("mostly chose to"),
    _("I chose to"),
)
MARKS = ("had_to", "had_to", "", "chose", "chose")


class MomentForm(RecordForm):
    """Two taps and a line; the rest is folded away until it is wanted."""

    FOLDED = ("domain", "overwhelmed", "could_let", "body", "whisper", "signs", "person_id", "lesson_id")

    did = Pick(_("What did you do?"), DID_CARDS, required=True)
    text = Line(_("In a line"), hint=_("Moved the sofa by myself, again"), most=MOST_IN_A_LINE)
    choice = Scale(
        _("Did you have to, or did you choose to?"),
        _("I had to"),
        _("I chose to"),
        range(5),
        _("Alone can be a choice. In time you see how often it was one."),
    )
    whisper = Line(
        _("What did the whisper say?"),
        _("The old rule often speaks in one sentence. Written down, it can be looked at."),
        hint=_("No one is coming"),
        most=MOST_IN_A_LINE,
    )
    could_let = Pick(
        _("Could you have let someone?"),
        COULD_LET,
        _("Not a test. It shows where there was a door, and where not."),
    )
    overwhelmed = Scale(
        _("How much was it?"),
        _("not too much"),
        _("far too much"),
        range(5),
        _("Help is hardest to take when there is most to carry. This shows whether that is so for you."),
    )
    body = Pick(_("How was your body?"), BODY_CARDS, _("The body often decides before you do."))
    domain = Pick(_("What was it about?"), DOMAIN, _("Some parts of life are harder to share than others."))
    signs = Several(_("Was one of these in it?"), SIGN, _("Four ways this shows. Tick any, or none."))
    person_id = forms.TypedChoiceField(
        label=_("Who was there?"),
        help_text=_("So that you find it again beside them."),
        required=False,
        empty_value=None,
        widget=forms.Select(attrs={"dir": "auto"}),
    )
    lesson_id = forms.TypedChoiceField(
        label=_("Which lesson is it?"),
        help_text=_("If you know where the whisper comes from."),
        required=False,
        empty_value=None,
        widget=forms.Select(attrs={"dir": "auto"}),
    )

    def __init__(self, *given: Any, people: Iterable[Person], lessons: Iterable[Lesson], **more: Any) -> None:
        super().__init__(*given, **more)
        names = sorted(((one.id, one.name) for one in people), key=lambda pair: pair[1].casefold())
        self._offer("person_id", _("no one, or no one yet"), names)
        self._offer("lesson_id", _("none, or not yet"), [(one.id, one.old_rule) for one in lessons])

    def _offer(self, name: str, nothing: Words, choices: Sequence[tuple[str, str]]) -> None:
        """Fill a drop-down, or leave it out while there is nothing to choose. What is kept stays there."""
        field, now = self.fields[name], self.get_initial_for_field(self.fields[name], name)
        if now and now not in dict(choices):
            choices = [*choices, (now, gettext("one that you removed"))]
        if not choices:
            del self.fields[name]
        elif isinstance(field, forms.ChoiceField):
            field.choices = [("", nothing), *choices]

    def unfolded(self) -> bool:
        """Whether something in the folded part is filled in or was refused."""
        fields = [self[name] for name in self.FOLDED if name in self.fields]
        return any(field.errors or field.value() not in (None, "", [], ()) for field in fields)


class Entry(Struct, frozen=True):
    """A moment as a row of the list."""

    moment: Moment
    did: Label
    placed: Label
    mark: str
    tags: tuple[Label, ...]
    person: Person | None
    lesson: Lesson | None
    taken_up: Told | None


class Day(Struct, frozen=True):
    """A day of the list, with its name."""

    words: str
    entries: tuple[Entry, ...]


class Year(Struct, frozen=True):
    """A year that holds moments, and its months."""

    words: str
    months: tuple[caught.Month, ...]


def moments(request: LeantoRequest) -> HttpResponse:
    number = _number(request.GET.get("page"))
    recent = request.book.recent(Moment, days=RECENT_DAYS)
    turned = _page(request, recent, number)
    [week] = caught.weeks(recent, request.now.date(), n=1, zone=request.now.tzinfo)
    context = {"days": _days(request, turned.moments), "page": turned, "week": week}
    return render(request, "name/moments.html", context)


def months(request: LeantoRequest) -> HttpResponse:
    ordered = caught.latest_first(request.book.all(Moment))
    by_year = groupby(caught.by_month(ordered, request.now.tzinfo), key=lambda month: month.first.year)
    years = [Year(str(number), tuple(months)) for number, months in by_year]
    return render(request, "name/months.html", {"years": years})


def new(request: LeantoRequest) -> HttpResponse:
    form = MomentForm(request.POST or None, initial=started(request), **_choices(request))
    if form.is_valid():
        moment = Moment(id=form.cleaned_data["id"], at=request.now, **form.changes())
        if keep(request, form, moment):
            return _on(request, "kept")
    return page(request, "name/moment.html", form)


def moment(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(Moment, id)
    form = MomentForm(request.POST or None, initial=started(request, kept), **_choices(request))
    if form.is_valid() and keep(request, form, structs.replace(kept, **form.changes())):
        return _on(request, "changed")
    return page(request, "name/moment.html", form, moment=kept, **_links(request, kept))


@post_only("name:moments")
def remove(request: LeantoRequest) -> HttpResponse:
    kept = request.book.get(Moment, request.POST.get("id", ""))
    return removal.removed(
        request,
        kept,
        words=kept.text or kept.whisper or DID[kept.did],
        put_back=reverse("name:put_back"),
        back=reverse("name:moments"),
    )


@post_only("name:moments")
def put_back(request: LeantoRequest) -> HttpResponse:
    removal.put_back(request, Moment)
    return redirect(reverse("name:moments", query={"said": "put-back"}))


@post_only("name:moments")
def find(request: LeantoRequest) -> HttpResponse:
    """By POST, because what someone looks for has no place in an address."""
    words = request.POST.get("words", "")[:MOST_IN_A_LINE]
    found = caught.find(request.book.all(Moment), words)
    turned = caught.paged(found, _number(request.POST.get("page")))
    days = _days(request, turned.moments)
    context = {"words": words, "count": len(found), "days": days, "page": turned}
    return render(request, "name/find.html", context)


def _on(request: LeantoRequest, said: str) -> HttpResponse:
    """To the list; where nothing came up, to the questions about the body and the day."""
    if request.POST.get("nothing"):
        return redirect(reverse("name:take", args=[NUMB]))
    return redirect(reverse("name:moments", query={"said": said}))


def listed(request: LeantoRequest, ordered: Sequence[Moment], number: str | None) -> dict[str, Any]:
    """A page of moments as the list shows them."""
    turned = caught.paged(ordered, _number(number))
    return {"days": _days(request, turned.moments), "page": turned}


def _page(request: LeantoRequest, recent: Sequence[Moment], number: int) -> caught.Page:
    """A page of the list. The first one opens no more than a month, where a month fills it."""
    since = request.now - timedelta(days=RECENT_DAYS)
    first = caught.first_page(recent, since) if number == 1 else None
    return first or caught.paged(caught.latest_first(request.book.all(Moment)), number)


def _number(written: str | None) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 7 else 1


def _choices(request: LeantoRequest) -> dict[str, Any]:
    lessons = sorted(request.book.all(Lesson), key=lambda lesson: lesson.at, reverse=True)
    return {"people": request.book.all(Person), "lessons": lessons}


def _links(request: LeantoRequest, moment: Moment) -> dict[str, Any]:
    """What this moment is tied to, both ways."""
    came_of_it = [one for one in request.book.all(ReachOut) if one.moment_id == moment.id]
    people = {one.id: one for one in request.book.all(Person)}
    return {
        "person": people.get(moment.person_id or ""),
        "lesson": request.book.find(Lesson, moment.lesson_id),
        "came_of_it": tell(sorted(came_of_it, key=lambda one: one.at), people),
    }


def _days(request: LeantoRequest, ordered: Sequence[Moment]) -> list[Day]:
    people = {one.id: one for one in request.book.all(Person)}
    lessons = {one.id: one for one in request.book.all(Lesson)}
    taken_up = _taken_up(request, ordered, people)

    def entry(one: Moment) -> Entry:
        return Entry(
            one,
            did=DID[one.did],
            placed="" if one.choice is None else PLACED[one.choice],
            mark="" if one.choice is None else MARKS[one.choice],
            tags=tuple(([DOMAIN[one.domain]] if one.domain else []) + [SIGN[sign] for sign in one.signs]),
            person=people.get(one.person_id or ""),
            lesson=lessons.get(one.lesson_id or ""),
            taken_up=taken_up.get(one.id),
        )

    days, today = caught.by_day(ordered, request.now.tzinfo), request.now.date()
    return [Day(day_words(day.on, today), tuple(map(entry, day.moments))) for day in days]


def _taken_up(
    request: LeantoRequest, moments: Iterable[Moment], people: Mapping[str, Person]
) -> Mapping[str, Told]:
    """What became of each waved-off offer. Without one, no reach-out is opened."""
    waved_off = {one.id for one in moments if one.did is Did.waved_off}
    if not waved_off:
        return {}
    own = [one for one in request.book.all(ReachOut) if one.moment_id in waved_off]
    return {str(told.reach_out.moment_id): told for told in tell(sorted(own, key=lambda one: one.at), people)}
