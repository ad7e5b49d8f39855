"""What is laid under a pair of rules, by hand; and what would change my mind."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from leanto.circle.people import safe_ones
from leanto.records import Exhibit, Lesson, Moment, Person, ReachOut, Rule
from leanto.redefine.evidence import Offered, case, offered
from leanto.web.forms import Area, Pick, RecordForm, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.redefine.kept import Shelf, laid
from leanto.web.told import tell
from leanto.web.words import FEARED, Label

SIDES = {Rule.old: _("The old rule"), Rule.new: _("The new rule")}
OPENED_FOR = {"1": Rule.old, "2": Rule.new}
LONGEST = 70
Group = tuple[str, list[tuple[str, str]]]


class MindForm(RecordForm):
    """What would change my mind, about either rule."""

    change_mind = Area(
        _("What would change your mind?"),
        _(
            "About the old rule, or the new one. Said before it comes, it is easier to see when it does. "
            "“Nothing would” is an answer."
        ),
        hint=_("If two people said no and stayed kind"),
        rows=3,
    )


class WordsForm(RecordForm):
    """An exhibit that lies here: its side and its words. What it points to stays."""

    speaks_for = Pick(_("Which rule does it speak for?"), SIDES, required=True)
    text = Area(_("In your own words"), _("What you saw, more than what it proves."), rows=3)


class LayForm(WordsForm):
    """One thing to lay down: something kept here already, or words alone."""

    what_id = forms.ChoiceField(
        label=_("Something that happened"),
        help_text=_("From your asks and your moments. It stays where it is, and is shown here too."),
        required=False,
        widget=forms.Select(attrs={"dir": "auto"}),
    )
    field_order = ("speaks_for", "what_id", "text")

    def __init__(self, *given: Any, offers: Offered, **more: Any) -> None:
        super().__init__(*given, **more)
        field = self.fields["what_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("none of these")), *_groups(offers)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not said.get("what_id") and not said.get("text"):
            raise forms.ValidationError(
                _("There is nothing to lay down yet. Choose something that happened, or write a few words.")
            )
        return said


def _groups(offers: Offered) -> Iterable[Group]:
    groups = [
        (gettext("What came of asks"), [(one.id, _ask(one)) for one in offers.reach_outs]),
        (gettext("Moments"), [(one.id, _moment(one)) for one in offers.moments]),
        (
            gettext("With people you do not count as safe. Being wary there is good judgement."),
            [(one.id, _ask(one)) for one in offers.others],
        ),
    ]
    return [group for group in groups if group[1]]


def _ask(one: ReachOut) -> str:
    [told] = tell([one], {})
    words = f"{Truncator(str(told.what)).chars(LONGEST)}: {told.state}"
    if not one.feared or not one.feared_came:
        return words
    came = gettext("What you feared: %(came)s") % {"came": FEARED[one.feared_came]}
    return f"{words}. {came}"


def _moment(one: Moment) -> str:
    return f"{date_format(one.at, 'j F')}: {Truncator(one.text or one.whisper).chars(LONGEST)}"


def safe_ids(request: LeantoRequest, reach_outs: Iterable[ReachOut]) -> set[str]:
    """The people judged safe."""
    return {person.id for person in safe_ones(request.book.all(Person), reach_outs)}


def new(request: LeantoRequest, id: str) -> HttpResponse:
    """Lay one thing under a pair of rules."""
    lesson, reach_outs, moments = (
        request.book.get(Lesson, id),
        request.book.all(ReachOut),
        request.book.all(Moment),
    )
    counted = safe_ids(request, reach_outs)
    others = [one for one in request.book.all(Exhibit) if one.id != request.POST.get("id")]
    here = case(id, others, reach_outs, moments, counted)
    form = LayForm(
        request.POST or None,
        initial=_begun(request),
        offers=offered(here.every, reach_outs, moments, counted),
    )
    if form.is_valid() and keep(request, form, _exhibit(request, form, id)):
        return redirect(reverse("redefine:rule", args=[id], query={"said": "laid"}) + "#evidence")
    return page(request, "redefine/lay.html", form, laid=laid(form), lesson=lesson)


def _begun(request: LeantoRequest) -> dict[str, Any]:
    """The side whose column was opened, or the event it was opened beside; nothing where neither was."""
    side, event = OPENED_FOR.get(request.GET.get("for", "")), request.GET.get("what", "")
    given: dict[str, Any] = {"speaks_for": side, "what_id": event}
    return started(request, **{name: value for name, value in given.items() if value})


def _exhibit(request: LeantoRequest, form: LayForm, lesson_id: str) -> Exhibit:
    said = form.cleaned_data
    reach_out = request.book.find(ReachOut, said["what_id"] or None)
    return Exhibit(
        id=said["id"],
        at=request.now,
        lesson_id=lesson_id,
        speaks_for=said["speaks_for"],
        text=said["text"],
        reach_out_id=reach_out.id if reach_out else None,
        moment_id=said["what_id"] if said["what_id"] and reach_out is None else None,
    )


def mind(request: LeantoRequest, id: str) -> HttpResponse:
    """What would change my mind about these two rules."""
    kept = request.book.get(Lesson, id)
    form = MindForm(request.POST or None, initial=started(request, kept))
    if form.is_valid() and keep(request, form, structs.replace(kept, **form.changes())):
        return redirect(reverse("redefine:rule", args=[id], query={"said": "changed"}) + "#evidence")
    return page(request, "redefine/mind.html", form, laid=laid(form), lesson=kept)


def _form(_request: LeantoRequest, data: QueryDict | None, initial: dict[str, Any]) -> WordsForm:
    return WordsForm(data, initial=initial)


def _words(one: Exhibit) -> Label:
    return one.text or SIDES[one.speaks_for]


def _home(request: LeantoRequest, one: Exhibit) -> str:
    return reverse("redefine:rule", args=[request.book.get(Lesson, one.lesson_id).id])


SHELF = Shelf(Exhibit, _form, _words, _home, _("Old rule, new rule"), _("What speaks for it"))
