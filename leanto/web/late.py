"""What happens to a request that finds the door closed: a page waits, and a form is not lost."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from leanto.vault import accounts, sessions, upkeep
from leanto.web import drafts, refusals
from leanto.web.typed import Typed, typed, words_of


def to_the_door(request: HttpRequest) -> HttpResponse:
    """Send the visitor to the door. A form goes into the account's box on the way, sealed."""
    fields = typed(request) if request.method == "POST" else {}
    if words_of(fields) and not _boxed(request, fields):
        return refusals.locked(request)
    if not accounts.exists():
        return redirect("door:welcome")
    query = {"next": request.get_full_path()} if request.method == "GET" and request.path != "/" else {}
    if words_of(fields):
        query = {"said": "late-kept"}
    return HttpResponseRedirect(reverse("door:open") + (f"?{urlencode(query)}" if query else ""))


def _boxed(request: HttpRequest, fields: Typed) -> bool:
    account = sessions.owner(request.COOKIES.get(settings.LEANTO_COOKIE, ""))
    if account is None:
        return False
    page = drafts.own_page(request.POST.get("path") or request.get_full_path())
    item = drafts.name_of(page, drafts.form_id(fields))
    return upkeep.late_form(account, upkeep.LateForm(at=timezone.now(), path=page, fields=fields), item)
