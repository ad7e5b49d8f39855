"""Unfinished words: kept while they are written, found again on their page.

Scripts send them here two seconds after the last key; without scripts a button does.
"""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path

from leanto.records import Draft
from leanto.web import drafts
from leanto.web.doors import post_only
from leanto.web.requests import LeantoRequest
from leanto.web.typed import typed


@post_only("today:page")
def keep(request: LeantoRequest) -> HttpResponse:
    """Keep what is in a form so far. Asked by a script it answers without a page."""
    page, fields = drafts.own_page(request.POST.get("path", "")), typed(request)
    name = drafts.name_of(page, drafts.form_id(fields))
    drafts.put(request.book, Draft(id=name, at=request.now, path=page, fields=fields))
    if request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate":
        return redirect(f"{page}{'&' if '?' in page else '?'}draft={name}&said=drafted")
    return HttpResponse(status=204)


@post_only("today:page")
def forget(request: LeantoRequest) -> HttpResponse:
    """Throw unfinished words away, and start their page empty."""
    draft = request.book.find(Draft, request.POST.get("draft", ""))
    if draft is None:
        return redirect("today:page")
    request.book.remove(draft)
    return redirect("today:page" if drafts.again(draft) else draft.path)


@post_only("today:page")
def again(request: LeantoRequest) -> HttpResponse:
    """Send one touch again that met a closed door. The browser repeats the form at its own address."""
    draft = request.book.find(Draft, request.POST.get("draft", ""))
    if draft is None or not drafts.again(draft):
        return redirect("today:page")
    request.book.remove(draft)
    response = HttpResponse(status=307)
    response["Location"] = draft.path
    return response


app_name = "drafts"
urlpatterns = [
    path("", keep, name="keep"),
    path("forget/", forget, name="forget"),
    path("again/", again, name="again"),
]
