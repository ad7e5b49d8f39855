"""Privacy is a room: who is in, how it locks, what leaves, what is erased."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from leanto.vault import accounts, sessions, upkeep
from leanto.vault.accounts import SlotType
from leanto.web.doors import post_only
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.privacy import data, locks, preferences


@sensitive_variables()
def page(request: LeantoRequest) -> HttpResponse:
    """Everything about who can see what, on one page."""
    context = {
        "found": upkeep.standing(request.here.opened),
        "no_passphrase": SlotType.passphrase not in accounts.ways_in(request.here.account),
        "sessions": sessions.listed(request.here, timezone.now()),
        "home": settings.LEANTO_HOME,
    }
    return render(request, "privacy/page.html", context)


@post_only("privacy:page")
def end(request: LeantoRequest) -> HttpResponse:
    """End one session of the list, or all the others."""
    if request.POST.get("all"):
        sessions.end_others(request.here)
    else:
        sessions.end_named(request.here.account, request.POST.get("name", ""))
    return redirect("/privacy/?said=ended")


@post_only("privacy:page")
@sensitive_variables()
def seen(request: LeantoRequest) -> HttpResponse:
    """The owner has seen what changed outside Leanto."""
    upkeep.seen(request.here.opened)
    return redirect("/privacy/?said=seen")


app_name = "privacy"
urlpatterns = [
    path("", page, name="page"),
    path("sessions/", end, name="sessions"),
    path("seen/", seen, name="seen"),
    path("lock/", locks.keep, name="keep"),
    path("passphrase/", locks.passphrase, name="passphrase"),
    path("code/", locks.code, name="code"),
    path("export/", data.export, name="export"),
    path("import/", data.bring_in, name="import"),
    path("erase/", data.erase, name="erase"),
    path("preferences/", preferences.page, name="preferences"),
]
