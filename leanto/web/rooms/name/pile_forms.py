"""What is asked of a carried thing, and of the step it becomes. Only one line is needed."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leanto.records import Person
from leanto.web.forms import Area, Line, Pick, RecordForm, Scale
from leanto.web.words import DOMAIN, WHOSE, Label

LONGEST_STEP = 500
COSTS: Sequence[Label] = (
    _("costs nothing"),
    _("costs a little"),
    _("costs some"),
    _("costs a lot"),
    _("costs all you have"),
)


class AddForm(RecordForm):
    """A thing in a line."""

    text = Line(_("What do you carry?"), required=True, hint=_("Knowing when the car needs its test"))


class LoadForm(RecordForm):
    """The line, and what may be said beside it."""

    text = Line(_("What do you carry?"), required=True)
    whose = Pick(
        _("Whose is it, really?"),
        WHOSE,
        _("Things end up with whoever does them first. It can still be said."),
    )
    chosen = Scale(
        _("How much did you choose it?"),
        _("I had to"),
        _("I chose to"),
        range(5),
        _("What you chose is yours to keep. Only the rest asks to be looked at."),
    )
    costs = Scale(
        _("What does it cost you?"),
        _("nothing"),
        _("all I have"),
        range(5),
        _("Small things can cost much. This is how wide it is drawn."),
    )
    domain = Pick(
        _("Which part of life is it in?"), DOMAIN, _("A step made from it is kept beside others like it.")
    )
    if_left = Area(
        _("What would happen if it were left?"),
        _("Sometimes a lot, and then it needs someone. Sometimes less than it seemed."),
        rows=2,
    )
    person_id = forms.TypedChoiceField(
        label=_("Who could hold a corner?"),
        help_text=_("Only those you judged safe are here. No one yet is an answer too."),
        required=False,
        empty_value=None,
        widget=forms.Select(attrs={"dir": "auto"}),
    )

    def __init__(self, *given: Any, safe: Iterable[Person], **more: Any) -> None:
        super().__init__(*given, **more)
        people = sorted(((one.id, one.name) for one in safe), key=lambda pair: pair[1].casefold())
        now = self.initial.get("person_id")
        if now and now not in dict(people):
            people.append((now, gettext("someone you do not count as safe now")))
        field = self.fields["person_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("no one yet")), *people]


class LighterForm(RecordForm):
    """The step a thing becomes."""

    text = Line(
        _("The step, in your own words"),
        _("One act, small enough to do on an ordinary day. Change anything in it."),
        required=True,
        most=LONGEST_STEP,
    )
    domain = Pick(_("Which part of life is it in?"), DOMAIN, required=True)
    suds = Scale(
        _("How hard does it look?"),
        _("easy"),
        _("the hardest"),
        range(0, 101, 10),
        _("It gives the step its place on your ladder."),
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["text"].widget = forms.Textarea(attrs={"dir": "auto", "rows": 3})
