"""What happens to a request that finds the door closed: a page waits, and a form is not lost."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from leanto.vault import accounts, sessions, upkeep
from leanto.web import refusals
from leanto.web.typed import typed


def to_the_door(request: HttpRequest) -> HttpResponse:
    """Send the visitor to the door. A form goes into the account's box on the way, sealed."""
    fields = typed(request) if request.method == "POST" else {}
    if fields and not _boxed(request, fields):
        return refusals.locked(request)
    if not accounts.exists():
        return redirect("door:welcome")
    query = {"next": request.path} if request.method == "GET" and request.path != "/" else {}
    if fields:
        query = {"said": "late-kept"}
    return HttpResponseRedirect(reverse("door:open") + (f"?{urlencode(query)}" if query else ""))


def _boxed(request: HttpRequest, fields: dict[str, tuple[str, ...]]) -> bool:
    account = sessions.owner(request.COOKIES.get(settings.LEANTO_COOKIE, ""))
    if account is None:
        return False
    path = request.POST.get("path") or request.path
    return upkeep.late_form(account, upkeep.LateForm(at=timezone.now(), path=path, fields=fields))
