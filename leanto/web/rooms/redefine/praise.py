"""What was praised, by whom, and who benefited."""

from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.records import Lesson, Praise
from leanto.web.forms import Line, RecordForm, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.redefine.kept import Shelf, laid
from leanto.web.words import Label


class PraiseForm(RecordForm):
    """Praise can teach a rule as well as fear can."""

    what = Line(
        _("What were you praised for?"),
        _("Being no trouble, being quick, being the one who copes. Praise can teach a rule too."),
        required=True,
        hint=_("Never needing to be told twice"),
    )
    by_whom = Line(_("By whom?"), _("A person, a school, a team, a whole place."))
    good_for = Line(
        _("Who was it good for?"),
        _("You, them, both, or nobody. There is no catch in this question, and you may not know."),
    )
    lesson_id = forms.TypedChoiceField(
        label=_("Does it belong to a pair of rules?"),
        help_text=_("Then it is shown beneath them."),
        required=False,
        empty_value=None,
        widget=forms.Select(attrs={"dir": "auto"}),
    )

    def __init__(self, *given: Any, lessons: list[Lesson], **more: Any) -> None:
        super().__init__(*given, **more)
        known = [(one.id, one.old_rule) for one in lessons]
        now = self.initial.get("lesson_id")
        if now and now not in dict(known):
            known.append((now, str(_("one that you removed"))))
        field = self.fields["lesson_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("no")), *known]


class Row(Struct, frozen=True):
    """One praise, and the lesson it is tied to where that is still there."""

    praise: Praise
    lesson: Lesson | None


def praised(request: LeantoRequest) -> HttpResponse:
    lesson = request.book.find(Lesson, request.GET.get("lesson"))
    given: dict[str, Any] = {"lesson_id": lesson.id} if lesson else {}
    form = _form(request, request.POST or None, started(request, **given))
    if form.is_valid():
        one = Praise(id=form.cleaned_data["id"], at=request.now, **form.changes())
        if keep(request, form, one):
            return redirect(reverse("redefine:praised", query={"said": "kept"}))
    lessons = {one.id: one for one in request.book.all(Lesson)}
    ordered = sorted(request.book.all(Praise), key=lambda one: (one.at, one.id), reverse=True)
    rows = [Row(one, lessons.get(one.lesson_id or "")) for one in ordered]
    return page(request, "redefine/praise.html", form, laid=laid(form), rows=rows)


def _form(request: LeantoRequest, data: QueryDict | None, initial: dict[str, Any]) -> PraiseForm:
    return PraiseForm(data, initial=initial, lessons=request.book.all(Lesson))


def _words(one: Praise) -> Label:
    return one.what


def _home(_request: LeantoRequest, _one: Praise) -> str:
    return reverse("redefine:praised")


SHELF = Shelf(Praise, _form, _words, _home, _("What was praised"), _("What was praised"))
