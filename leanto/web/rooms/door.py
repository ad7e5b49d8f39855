"""The door: come in for the first time, open, lock, leave.

A person may begin with nothing but "no one else looks at this device"; the passphrase then comes after the
first moment. Everyone else chooses a passphrase first.
"""

import hmac
import os
from enum import StrEnum

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, ensure_csrf_cookie
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from leanto.records import Preferences
from leanto.vault import accounts, sessions, upkeep
from leanto.vault.accounts import Busy, Opened, SlotRefused, SlotType
from leanto.vault.secrets import CodeMistyped
from leanto.web import cookies
from leanto.web.devices import device_of
from leanto.web.doors import open_while_locked
from leanto.web.forms import Pick, new_id, page
from leanto.web.requests import MaybeOpenRequest
from leanto.web.ways_in import NewSecretsForm, Passphrase, new_secrets


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


class CodeForm(forms.Form):
    """Open with the recovery code."""

    code = forms.CharField(
        label=_("Your recovery code"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


@open_while_locked
@ensure_csrf_cookie
def welcome(request: MaybeOpenRequest) -> HttpResponse:
    """What this is, what it is not, and one question."""
    if accounts.exists():
        return redirect("today:page" if request.book else "door:open")
    form = WelcomeForm(request.POST or None)
    if not form.is_valid():
        return page(request, "door/welcome.html", form)
    if form.cleaned_data["watched"] is not Watched.no:
        return redirect("door:begin")
    opened = accounts.create(timezone.now().date())
    return _inside(request, opened, redirect("name:new"), watched=False, start=True)


@open_while_locked
@sensitive_post_parameters()
@sensitive_variables()
def begin(request: MaybeOpenRequest) -> HttpResponse:
    """Begin with a passphrase and a recovery code."""
    if accounts.exists():
        return redirect("door:open")
    form = NewSecretsForm(request.POST or None, initial=new_secrets())
    if not form.is_valid():
        return page(request, "door/begin.html", form)
    opened = accounts.create(
        timezone.now().date(), passphrase=form.cleaned_data["passphrase"], code=form.cleaned_data["code"]
    )
    return _inside(request, opened, redirect("name:new"), watched=True)


@open_while_locked
@ensure_csrf_cookie
@sensitive_post_parameters()
@sensitive_variables()
def open_(request: MaybeOpenRequest) -> HttpResponse:
    """Open with the passphrase; or, where there is none yet, with this device."""
    if not accounts.exists():
        return redirect("door:welcome")
    if SlotType.passphrase not in accounts.ways_in():
        return _by_device(request)
    form = PassphraseForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            opened = accounts.by_passphrase(form.cleaned_data["passphrase"])
            return _inside(request, opened, HttpResponseRedirect(_next(request)))
        except SlotRefused as refused:
            form.add_error("passphrase", str(refused))
            status = 422
        except Busy:
            form.add_error(None, _("Leanto is busy opening with another try. Wait a moment and try again."))
            status = 503
    response = render(request, "door/open.html", {"form": form, "next": _next(request)}, status=status)
    if status == 503:
        response["Retry-After"] = "2"
    return response


@open_while_locked
@sensitive_post_parameters()
@sensitive_variables()
def recover(request: MaybeOpenRequest) -> HttpResponse:
    """Open with the recovery code, then choose a new passphrase at once; the old code is dead."""
    form = CodeForm(request.POST or None)
    secret = NewSecretsForm(request.POST if "passphrase" in request.POST else None, initial=new_secrets())
    if form.is_valid():
        try:
            opened = accounts.by_code(form.cleaned_data["code"])
        except CodeMistyped:
            form.add_error(
                "code", _("That is not a whole code: 32 letters and numbers in eight groups, then two.")
            )
        except SlotRefused as refused:
            form.add_error("code", str(refused))
        else:
            if secret.is_valid():
                today = timezone.now().date()
                new = secret.cleaned_data
                accounts.secure(opened, today, passphrase=new["passphrase"], code=new["new_code"])
                return _inside(request, opened, redirect("/?said=recovered"))
            return page(request, "door/recover_new.html", secret, code=form.cleaned_data["code"])
    return page(request, "door/recover.html", form)


@open_while_locked
def fresh(request: MaybeOpenRequest) -> HttpResponse:
    """Both passphrase and code are lost: begin again; what is sealed waits seven days."""
    if request.method == "POST" and request.POST.get("sure") == "yes":
        accounts.start_fresh(timezone.now().date())
        return redirect("door:welcome")
    return render(request, "door/fresh.html", {"asked": request.method == "POST"})


@open_while_locked
def start(request: MaybeOpenRequest, token: str) -> HttpResponse:
    """The address that ``leanto serve`` prints: it tells this browser from another account on the computer."""
    expected = os.environ.get("LEANTO_START", "")
    response = redirect("today:page")
    if expected and hmac.compare_digest(token, expected):
        cookies.hand_over(response, token, settings.LEANTO_START_COOKIE)
        if request.book is None and accounts.ways_in() == {SlotType.device}:
            return _inside(request, accounts.by_device(), response)
    return response


@require_POST
def lock(request: MaybeOpenRequest) -> HttpResponse:
    """Lock now. The page that Back would show is dropped with the cookie."""
    return _out(request, redirect("door:open"))


@open_while_locked
@csrf_exempt
def exit_(request: MaybeOpenRequest) -> HttpResponse:
    """Leave this page: end the session, and go to the neutral site.

    A GET on purpose: a form post that redirects to another site is blocked by our own ``form-action``; and
    the cookie is Strict, so that another site cannot end a session by linking here.
    """
    if request.method == "POST":
        return _out(request, HttpResponse(status=204))
    response = HttpResponse(status=303)
    response["Location"] = request.preferences.exit_site or settings.LEANTO_EXIT_SITE
    if settings.SECURE:
        response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return _out(request, response)


@open_while_locked
def alive(request: MaybeOpenRequest) -> HttpResponse:
    """Whether this browser's session is open: asked before a page kept by Back is shown again."""
    return HttpResponse(status=204 if request.book else 403)


@open_while_locked
@csrf_exempt
def report(request: HttpRequest) -> HttpResponse:
    """A browser refused something our pages asked for. Counted by a trial; nothing of it is read."""
    return HttpResponse(status=204)


def _by_device(request: MaybeOpenRequest) -> HttpResponse:
    expected = os.environ.get("LEANTO_START", "")
    ours = bool(expected) and hmac.compare_digest(
        request.COOKIES.get(settings.LEANTO_START_COOKIE, ""), expected
    )
    if request.method == "POST" and ours:
        return _inside(request, accounts.by_device(), HttpResponseRedirect(_next(request)))
    return render(request, "door/open_device.html", {"ours": ours, "next": _next(request)})


@sensitive_variables()
def _inside(
    request: MaybeOpenRequest,
    opened: Opened,
    response: HttpResponse,
    *,
    watched: bool | None = None,
    start: bool = False,
) -> HttpResponse:
    now = timezone.now()
    found = upkeep.after_opening(opened, now)
    old = request.COOKIES.get(settings.LEANTO_COOKIE, "")
    cookie = sessions.begin(opened, device_of(request.headers.get("User-Agent", "")), now)
    sessions.end(old)
    if watched is not None:
        here = sessions.find(cookie, now)
        if here:
            here.book(now).add(Preferences(id=new_id(), watched=watched))
    if start and os.environ.get("LEANTO_START"):
        cookies.hand_over(response, os.environ["LEANTO_START"], settings.LEANTO_START_COOKIE)
    cookies.hand_over(response, cookie)
    if found.altered or found.ways_in or found.box:
        response["Location"] = "/privacy/?said=changed-outside"
    elif found.late:
        response["Location"] = "/?said=late-found"
    return response


def _out(request: MaybeOpenRequest, response: HttpResponse) -> HttpResponse:
    sessions.end(request.COOKIES.get(settings.LEANTO_COOKIE, ""))
    cookies.blank(response)
    return response


def _next(request: MaybeOpenRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    return (
        wanted
        if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
        else "/"
    )


app_name = "door"
urlpatterns = [
    path("welcome/", welcome, name="welcome"),
    path("begin/", begin, name="begin"),
    path("open/", open_, name="open"),
    path("recover/", recover, name="recover"),
    path("fresh/", fresh, name="fresh"),
    path("start/<str:token>/", start, name="start"),
    path("lock/", lock, name="lock"),
    path("exit", exit_, name="exit"),
    path("s/alive", alive, name="alive"),
    path("csp", report, name="report"),
]
