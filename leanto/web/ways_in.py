"""Choosing a passphrase and a recovery code: the form the door and the privacy room share."""

import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from leanto.content import words
from leanto.vault.secrets import (
    CodeMistyped,
    Weakness,
    groups_match,
    read_code,
    recovery_code,
    suggested,
    weakness,
)
from leanto.web.forms import page
from leanto.web.requests import LeantoRequest, MaybeOpenRequest
from leanto.web.words import Label

BUSY = _("Leanto is busy with another try. Wait a moment and try again.")
APART = _(
    "There are newer pages here that this browser has not open, or one of the two was changed outside Leanto. "
    "Open the newer pages first, and then these from there: they become one book, and nothing is lost."
)

WEAK = {
    Weakness.short: _("A little longer, please: at least 15 characters. Six random words are easy to keep."),
    Weakness.long: _("That is more than 1,024 characters. A shorter one is as safe."),
    Weakness.common: _(
        "This is one of the first a thief would try. Six random words are safe and easy to keep."
    ),
    Weakness.repeats: _(
        "This repeats itself or runs in a row, which is easy to guess. Try six random words."
    ),
    Weakness.null: _("There is a character in it that cannot be typed again. Leave it out."),
}


class Passphrase(forms.CharField):
    """A passphrase: never trimmed, never shown again, never kept as a draft."""

    def __init__(self, label: Label, help_text: Label = "", *, new: bool = False) -> None:
        complete = "new-password" if new else "current-password"
        super().__init__(
            label=label,
            help_text=help_text,
            strip=False,
            max_length=5000,
            widget=forms.PasswordInput(attrs={"autocomplete": complete}),
        )


class NewSecretsForm(forms.Form):
    """A new passphrase twice, and two groups of the recovery code typed back, so that it is truly written down.

    The code rides in the form until then: nothing is kept before it is confirmed.
    """

    suggestion = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    new_code = forms.CharField(widget=forms.HiddenInput, max_length=100)
    places = forms.RegexField(r"\A[0-7],[0-7]\Z", widget=forms.HiddenInput)
    passphrase = Passphrase(_("Your passphrase"), new=True)
    again = Passphrase(_("The same again"), new=True)
    first = forms.CharField(
        max_length=12, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    second = forms.CharField(
        max_length=12, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Django's own signature
        super().__init__(*args, **kwargs)
        low, high = self.shown_places()
        self.fields["first"].label = _("Group %(number)d of the code") % {"number": low + 1}
        self.fields["second"].label = _("Group %(number)d of the code") % {"number": high + 1}

    def shown_places(self) -> tuple[int, int]:
        """Which two groups are asked back."""
        text = str(self["places"].value() or "0,1")
        low, _comma, high = text.partition(",")
        return (int(low), int(high)) if low.isdecimal() and high.isdecimal() else (0, 1)

    def groups(self) -> list[str]:
        """The recovery code, in its groups, for writing down."""
        return str(self["new_code"].value() or "").split("-")

    def clean_new_code(self) -> str:
        """The code this page made."""
        code: str = self.cleaned_data["new_code"]
        try:
            read_code(code)
        except CodeMistyped:
            raise ValidationError(_("The code on this page was changed. Open the page again.")) from None
        return code

    def clean_passphrase(self) -> str:
        """Long enough, and not one of the first a thief would try."""
        passphrase: str = self.cleaned_data["passphrase"]
        weak = weakness(passphrase)
        if weak:
            raise ValidationError(WEAK[weak])
        return passphrase

    def clean(self) -> dict[str, Any]:
        """The two passphrases are one, and the groups are the code's."""
        data = super().clean() or self.cleaned_data
        if "passphrase" in data and "again" in data and data["passphrase"] != data["again"]:
            self.add_error("again", _("These two are not the same. Type both once more."))
        if {"new_code", "places", "first", "second"} <= data.keys() and not groups_match(
            data["new_code"], (data["first"], data["second"]), self.shown_places()
        ):
            self.add_error(
                "first",
                _("These are not the groups that stand above. Look at your paper, and type them again."),
            )
        data["code"] = data.get("new_code")
        return data


def new_secrets() -> dict[str, str]:
    """What the form starts from: six random words to take or leave, a new code, and two of its groups."""
    low, high = sorted(secrets.SystemRandom().sample(range(8), 2))
    return {
        "suggestion": suggested(words.load()),
        "new_code": recovery_code(),
        "places": f"{low},{high}",
    }


def shown(
    request: LeantoRequest | MaybeOpenRequest, template: str, form: forms.Form, **context: Any
) -> HttpResponse:
    """The page of a form that asks for a secret. Where another try is on, it says when to come back."""
    response = page(request, template, form, **context)
    if any(form.has_error(name, code="busy") for name in form.errors):
        response.status_code = 503
        response["Retry-After"] = "2"
    return response


def busy(
    request: LeantoRequest | MaybeOpenRequest, template: str, form: forms.Form, **context: Any
) -> HttpResponse:
    """The same page once more, because another passphrase is being tried right now."""
    form.add_error(None, ValidationError(BUSY, code="busy"))
    return shown(request, template, form, **context)
