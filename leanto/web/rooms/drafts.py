"""Unfinished words: kept while they are written, found again on their page.

Scripts send them here two seconds after the last key; without scripts a button does.
"""

from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, path, resolve
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from leanto.records import Draft
from leanto.web.forms import forget_drafts_of, new_id
from leanto.web.requests import LeantoRequest
from leanto.web.typed import typed


@require_POST
def keep(request: LeantoRequest) -> HttpResponse:
    """Keep what is in a form so far. Asked by a script it answers without a page."""
    page, fields = _page(request), typed(request)
    with request.book.together():
        forget_drafts_of(request.book, page)
        if fields:
            request.book.add(Draft(id=new_id(), at=request.now, path=page, fields=fields))
    if request.headers.get("Sec-Fetch-Mode") == "navigate" or "Sec-Fetch-Mode" not in request.headers:
        return redirect(f"{page}?{urlencode({'said': 'drafted'})}")
    return HttpResponse(status=204)


@require_POST
def forget(request: LeantoRequest) -> HttpResponse:
    """Throw the unfinished words of a page away and start it empty."""
    page = _page(request)
    forget_drafts_of(request.book, page)
    return redirect(page)


def _page(request: LeantoRequest) -> str:
    """The address the words belong to; only one of our own pages."""
    page = urlsplit(request.POST.get("path", "")).path
    try:
        resolve(page)
    except Resolver404:
        return "/"
    return page


app_name = "drafts"
urlpatterns = [path("", keep, name="keep"), path("forget/", forget, name="forget")]
