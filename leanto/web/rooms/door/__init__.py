"""The door: come in for the first time, open, lock, leave.

A person may begin with nothing but "no one else looks at this device"; the passphrase then comes after the
first moment. Everyone else chooses a passphrase first.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from leanto.vault import accounts, fresh
from leanto.vault.accounts import Account, AlreadyHere, Busy, SlotRefused, SlotType
from leanto.vault.keyfiles import KeyFileRefused
from leanto.web import cookies
from leanto.web.doors import open_while_locked
from leanto.web.forms import Pick
from leanto.web.requests import MaybeOpenRequest
from leanto.web.rooms.door import inside, lost, out
from leanto.web.ways_in import APART, NewSecretsForm, Passphrase, busy, new_secrets, shown


class Watched(StrEnum):
    """Could someone else look at this device?"""

    no = "no"
    yes = "yes"
    unsure = "unsure"


class WelcomeForm(forms.Form):
    """The one question before anything is written."""

    watched = Pick(
        _("Could someone else look at this device?"),
        {Watched.no: _("No"), Watched.yes: _("Yes"), Watched.unsure: _("I am not sure")},
        _(
            "If someone could, a passphrase comes first. If not, it can wait until there is something to keep."
        ),
        required=True,
    )


class PassphraseForm(forms.Form):
    """Open with a passphrase."""

    passphrase = Passphrase(_("Your passphrase"))


@open_while_locked
@ensure_csrf_cookie
def welcome(request: MaybeOpenRequest) -> HttpResponse:
    """What this is, what it is not, and one question."""
    if accounts.exists():
        return redirect("today:page" if request.book else "door:open")
    form = WelcomeForm(request.POST or None)
    if not form.is_valid():
        return shown(request, "door/welcome.html", form, waits=_waits())
    if form.cleaned_data["watched"] is not Watched.no:
        return redirect("door:begin")
    try:
        opened = accounts.create_first(timezone.now().date())
    except AlreadyHere:
        return redirect("door:open")
    except KeyFileRefused:  # the device's key file is lost, so nothing may rest on it
        return redirect("door:begin")
    return inside.come_in(request, opened, redirect("name:new"), watched=False, start=True)


@open_while_locked
@sensitive_post_parameters()
@sensitive_variables()
def begin(request: MaybeOpenRequest) -> HttpResponse:
    """Begin with a passphrase and a recovery code."""
    if accounts.exists():
        return redirect("door:open")
    form = NewSecretsForm(request.POST or None, initial=new_secrets())
    if not form.is_valid():
        return shown(request, "door/begin.html", form)
    new = form.cleaned_data
    try:
        opened = accounts.create_first(timezone.now().date(), passphrase=new["passphrase"], code=new["code"])
    except AlreadyHere:
        return redirect("door:open")
    except Busy:
        return busy(request, "door/begin.html", form)
    return inside.come_in(request, opened, redirect("name:new"), watched=True)


@open_while_locked
@ensure_csrf_cookie
@sensitive_post_parameters()
@sensitive_variables()
def open_(request: MaybeOpenRequest) -> HttpResponse:
    """Open with the passphrase; or, where there is none yet, with this device. ``before`` asks for the pages
    that wait to be erased, beside newer ones."""
    account, before = accounts.active(), "before" in request.GET or "before" in request.POST
    account = (before and fresh.waiting()) or account or fresh.waiting()
    if account is None:
        return redirect("door:welcome")
    form = PassphraseForm(request.POST or None)
    way_on = inside.way_on(request)
    context = {"next": way_on, "waits": _waits(), "before": account.erase_on is not None}
    if SlotType.passphrase not in accounts.ways_in(account):
        return _by_device(request, account, context)
    if form.is_valid():
        try:
            opened = accounts.by_passphrase(form.cleaned_data["passphrase"])
            return inside.come_in(request, opened, HttpResponseRedirect(way_on))
        except SlotRefused as refused:
            form.add_error("passphrase", str(refused))
        except fresh.Apart:
            form.add_error(None, APART)
        except Busy:
            return busy(request, "door/open.html", form, **context)
    return shown(request, "door/open.html", form, **context)


@open_while_locked
def start(request: MaybeOpenRequest, token: str) -> HttpResponse:
    """The address that ``leanto serve`` prints: it tells this browser from another account on the computer."""
    response = redirect("today:page")
    if not inside.knows(token):
        return response
    cookies.hand_over(response, token, settings.LEANTO_START_COOKIE)
    if request.book is None and accounts.ways_in() == {SlotType.device} and not accounts.device_lost():
        return inside.come_in(request, accounts.by_device(accounts.active()), response)
    return response


def _by_device(request: MaybeOpenRequest, account: Account, context: Mapping[str, object]) -> HttpResponse:
    ours, lost_key, apart = inside.ours(request), accounts.device_lost(account), False
    if request.method == "POST" and ours and not lost_key:
        try:
            opened = accounts.by_device(account)
            return inside.come_in(request, opened, HttpResponseRedirect(inside.way_on(request)))
        except fresh.Apart:
            apart = True
    context = {**context, "ours": ours, "lost": lost_key, "apart": APART if apart else ""}
    return render(request, "door/open_device.html", context, status=422 if apart else 200)


def _waits() -> date | None:
    """Until when pages that a fresh start left wait to be opened again."""
    account = fresh.waiting()
    return account.erase_on if account else None


app_name = "door"
urlpatterns = [
    path("welcome/", welcome, name="welcome"),
    path("begin/", begin, name="begin"),
    path("open/", open_, name="open"),
    path("recover/", lost.recover, name="recover"),
    path("fresh/", lost.begin_again, name="fresh"),
    path("start/<str:token>/", start, name="start"),
    path("lock/", out.lock, name="lock"),
    path("exit", out.exit_, name="exit"),
    path("s/alive", out.alive, name="alive"),
    path("csp", out.report, name="report"),
]
