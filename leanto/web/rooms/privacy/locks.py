"""Set, change and renew the ways in. Each asks for the passphrase again first, where there is one."""

from enum import StrEnum
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from leanto.vault import accounts, rotation, sessions
from leanto.vault.accounts import Busy, Opened, SlotRefused, SlotType, WrongSecret
from leanto.vault.sessions import Here
from leanto.web import cookies
from leanto.web.devices import device_of
from leanto.web.forms import Pick
from leanto.web.requests import LeantoRequest
from leanto.web.ways_in import BUSY, NewSecretsForm, Passphrase, busy, new_secrets, shown


class Why(StrEnum):
    """Why the passphrase changes; it decides how much changes with it."""

    known = "known"
    routine = "routine"


class AskedAgain(forms.Form):
    """The passphrase once more, before something that cannot be taken back."""

    now = Passphrase(
        _("Your passphrase as it is now"), _("Asked once more, in case someone else is at this screen.")
    )

    def __init__(self, *args: Any, here: Here, **kwargs: Any) -> None:  # Django's own signature
        super().__init__(*args, **kwargs)
        self.here = here
        if not has_passphrase(here):
            del self.fields["now"]

    def clean_now(self) -> str:
        """Only the owner goes on."""
        try:
            accounts.by_passphrase(self.cleaned_data["now"], self.here.account)
        except SlotRefused as refused:
            raise forms.ValidationError(str(refused)) from None
        except Busy:
            raise forms.ValidationError(BUSY, code="busy") from None
        return ""


class ChangeForm(AskedAgain, NewSecretsForm):
    """A new passphrase, and why."""

    why = Pick(
        _("Why now?"),
        {
            Why.known: _("Someone may know it"),
            Why.routine: _("No one knows it, I want another"),
        },
        _("If someone may know it, every key is made new and every page is sealed again."),
        required=True,
    )
    field_order = ("why", "now", "passphrase", "again", "first", "second")


class CodeForm(AskedAgain, NewSecretsForm):
    """A new recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Django's own signature
        super().__init__(*args, **kwargs)
        del self.fields["passphrase"], self.fields["again"]


@sensitive_post_parameters()
@sensitive_variables()
def keep(request: LeantoRequest) -> HttpResponse:
    """Keep this? The first passphrase, and the recovery code; the device's own key file opens nothing after."""
    if has_passphrase(request.here):
        return redirect("privacy:page")
    form = NewSecretsForm(request.POST or None, initial=new_secrets())
    if not form.is_valid():
        return shown(request, "privacy/keep.html", form)
    new, today = form.cleaned_data, timezone.now().date()
    try:
        opened = accounts.secure(
            request.here.opened, today, passphrase=new["passphrase"], code=new["new_code"]
        )
        return _stay(request, opened, "/?said=locked-in")
    except Busy:
        return busy(request, "privacy/keep.html", form)
    except WrongSecret:  # another window was faster, and its lock is the one that counts
        return redirect("door:open")


@sensitive_post_parameters()
@sensitive_variables()
def passphrase(request: LeantoRequest) -> HttpResponse:
    """Change the passphrase. "Someone may know it" changes every key and seals every page anew."""
    if not has_passphrase(request.here):
        return redirect("privacy:keep")
    form = ChangeForm(request.POST or None, initial=new_secrets(), here=request.here)
    if not form.is_valid():
        return shown(request, "privacy/passphrase.html", form)
    new, today = form.cleaned_data, timezone.now().date()
    change = rotation.rotate if new["why"] is Why.known else accounts.secure
    try:
        opened = change(request.here.opened, today, passphrase=new["passphrase"], code=new["new_code"])
        return _stay(request, opened, "/privacy/?said=locked-in")
    except Busy:
        return busy(request, "privacy/passphrase.html", form)
    except WrongSecret:
        return redirect("door:open")


@sensitive_post_parameters()
@sensitive_variables()
def code(request: LeantoRequest) -> HttpResponse:
    """A new recovery code; the old one is dead."""
    if not has_passphrase(request.here):
        return redirect("privacy:keep")
    form = CodeForm(request.POST or None, initial=new_secrets(), here=request.here)
    if not form.is_valid():
        return shown(request, "privacy/code.html", form)
    now = timezone.now()
    try:
        accounts.renew_code(request.here.opened, now.date(), form.cleaned_data["new_code"])
    except WrongSecret:
        return redirect("door:open")
    response = redirect("/privacy/?said=new-code")
    cookies.hand_over(response, sessions.turned(request.here, now))
    return response


def has_passphrase(here: Here) -> bool:
    """Whether a passphrase opens this account, or still the device alone."""
    return SlotType.passphrase in accounts.ways_in(here.account)


@sensitive_variables()
def _stay(request: LeantoRequest, opened: Opened, to: str) -> HttpResponse:
    """Every session has ended with the change: this browser gets a new one."""
    response = redirect(to)
    cookie = sessions.begin(opened, device_of(request.headers.get("User-Agent", "")), timezone.now())
    cookies.hand_over(response, cookie)
    return response
