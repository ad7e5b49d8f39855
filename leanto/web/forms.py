"""Form fields and the one way a record is kept: bad input is refused, a second tab is noticed, drafts end."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar, cast
from uuid import uuid4

import msgspec
from django import forms
from django.core.validators import RegexValidator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from leanto.records import Record
from leanto.vault.book import Book, MovedOn
from leanto.web import drafts
from leanto.web.requests import LeantoRequest, MaybeOpenRequest
from leanto.web.words import Label

Words = Label
E = TypeVar("E", bound=StrEnum)
A_LINE, A_PAGE = 300, 20_000
# What Django's own refusals say, by their codes.
PLAINLY: Mapping[str, Words] = {
    "required": _("This one needs an answer."),
    "max_length": _(
        "There is room for %(limit_value)d characters, and this has %(show_value)d. Make it shorter, or put a "
        "part of it somewhere else."
    ),
    "null_characters_not_allowed": _(
        "There is an invisible character in it that cannot be kept. It shows as \N{REPLACEMENT CHARACTER} now: "
        "take it out, and keep it again."
    ),
    "invalid_choice": _("What was sent is not among these answers now. Choose again."),
}


def new_id() -> str:
    """A fresh record id. It rides in the form, so that a form sent twice makes one record."""
    return uuid4().hex


class Written(forms.CharField):
    """The person's own words. What is too long is refused with a sentence: a browser that minds the length itself
    cuts off the end of what is pasted, and says nothing."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs: dict[str, Any] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class Line(Written):
    """One line of the person's own words."""

    def __init__(
        self, label: Words, why: Words = "", *, required: bool = False, hint: Words = "", most: int = A_LINE
    ):
        widget = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "placeholder": hint})
        super().__init__(label=label, help_text=why, required=required, max_length=most, widget=widget)


class Area(Written):
    """As many lines as wanted, up to about ten pages."""

    def __init__(
        self, label: Words, why: Words = "", *, required: bool = False, hint: Words = "", rows: int = 4
    ):
        widget = forms.Textarea(attrs={"dir": "auto", "rows": rows, "placeholder": hint})
        super().__init__(label=label, help_text=why, required=required, max_length=A_PAGE, widget=widget)


class Pick(forms.TypedChoiceField):
    """One of a closed set, drawn as cards. Nothing is selected in advance, and not answering exists."""

    def __init__(self, label: Words, words: Mapping[E, Words], why: Words = "", *, required: bool = False):
        kind = type(next(iter(words)))
        super().__init__(
            label=label,
            help_text=why,
            required=required,
            choices=[(member.value, text) for member, text in words.items()],
            coerce=kind,
            empty_value=None,
            widget=forms.RadioSelect,
        )


class Several(forms.TypedMultipleChoiceField):
    """Any of a closed set, as a tuple of members."""

    def __init__(self, label: Words, words: Mapping[E, Words], why: Words = "") -> None:
        kind = type(next(iter(words)))
        super().__init__(
            label=label,
            help_text=why,
            required=False,
            choices=[(member.value, text) for member, text in words.items()],
            coerce=kind,
            empty_value=[],
            widget=forms.CheckboxSelectMultiple,
        )

    def clean(self, value: Any) -> tuple[StrEnum, ...]:
        return tuple(super().clean(value))


class Scale(forms.TypedChoiceField):
    """A row of radio buttons between two words, so that not answering exists (a slider always answers)."""

    def __init__(self, label: Words, low: Words, high: Words, values: Iterable[int], why: Words = "") -> None:
        super().__init__(
            label=label,
            help_text=why,
            required=False,
            choices=[(value, str(value)) for value in values],
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect,
        )
        self.low, self.high = low, high


class RecordForm(forms.Form):
    """A form that makes or changes one record. Pass ``initial=started(request, record)``."""

    id = forms.CharField(widget=forms.HiddenInput, validators=[RegexValidator(r"\A[0-9a-f]{32}\Z")])
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    theirs: Mapping[str, Any] | None = None

    @property
    def names(self) -> str:
        """The fields a person sees, for telling one that was emptied from one that was not there."""
        return " ".join(field.name for field in self.visible_fields())

    def full_clean(self) -> None:
        """A form whose hidden fields were spoilt gets new ones, so that sending it again helps."""
        super().full_clean()
        spoilt = {"id": new_id(), "revision": "0"}.items() if self.is_bound else ()
        for name, value in [(name, value) for name, value in spoilt if name in self.errors]:
            data = cast(QueryDict, self.data).copy()
            data[name] = value
            self.data = data

    def differences(self) -> list[tuple[forms.BoundField, Any]]:
        """Fields whose kept value is not what was typed here, each with the kept value."""
        theirs = self.theirs or {}
        return [
            (field, _shown(field, theirs[field.name]))
            for field in self.visible_fields()
            if field.name in theirs and theirs[field.name] != self.cleaned_data.get(field.name)
        ]

    def changes(self) -> dict[str, Any]:
        """What was filled in, without what the form itself needs."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("id", "revision")}


def _shown(field: forms.BoundField, value: Any) -> Any:
    """A kept value as the form would word it."""
    choices = dict(getattr(field.field, "choices", ()))
    if isinstance(value, bool) and not choices:
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return ", ".join(str(choices.get(item, item)) for item in value)
    return choices.get(value, value)


def started(request: LeantoRequest, record: Record | None = None, **given: Any) -> dict[str, Any]:
    """What a form starts from: a draft of this very page, else the record, else what is given.

    A draft brings the revision it began from, so that words begun before a change elsewhere meet it in
    the merge view and never write over it.
    """
    base = {"id": new_id(), "revision": 0, **given}
    if record is not None:
        base |= {name: getattr(record, name) for name in record.__struct_fields__}
    draft = drafts.of(request)
    if draft is None:
        return base
    base = drafts.laid_over(base, draft)
    return base | ({"revision": 0} if record is None else {"id": record.id})


def keep(request: LeantoRequest, form: RecordForm, record: Record) -> bool:
    """Add or revise the record of a valid form and end its draft.

    False when the record moved on in another tab: the form then carries both versions, and saving
    again is a choice made with both in sight.
    """
    try:
        with request.book.together():
            _write(request.book, form, record)
            drafts.end(request, form.cleaned_data["id"])
    except MovedOn as moved:
        form.theirs = {name: getattr(moved.current, name) for name in moved.current.__struct_fields__}
        data = cast(QueryDict, form.data).copy()
        data["revision"] = str(moved.current.revision)
        form.data = data
        return False
    return True


def _write(book: Book, form: RecordForm, record: Record) -> None:
    """Add it or revise it. A form for a new record that comes again, from a page brought back or sent twice,
    changes only what stands on it: what other pages have added since stays."""
    revision = form.cleaned_data["revision"]
    fresh = str(form.initial.get("revision") or 0) == "0"
    kept = book.find(type(record), record.id) if fresh else None
    if kept is not None:
        said = {name: getattr(record, name) for name in form.changes() if hasattr(record, name)}
        record = msgspec.structs.replace(kept, **said)
    if kept is not None or revision:
        book.revise(msgspec.structs.replace(record, revision=revision))
    else:
        book.add(record)


def page(
    request: LeantoRequest | MaybeOpenRequest, template: str, form: forms.Form, **context: Any
) -> HttpResponse:
    """The page of a form: 200 when fresh, 422 when refused, 409 when another tab was faster."""
    for errors in form.errors.values():
        for error in errors.as_data():
            error.message = PLAINLY.get(error.code or "", error.message)
    status = 409 if getattr(form, "theirs", None) else 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)
