"""Rests from practice: which there are and how each ends, one's own with one touch, and the word that ends one."""

from collections.abc import Mapping
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from msgspec import structs

from leanto.care.rests import BY_TALKING, open_rests
from leanto.records import Rest, RestCode
from leanto.web.careful import standing
from leanto.web.doors import post_only
from leanto.web.forms import new_id
from leanto.web.requests import LeantoRequest

LENGTHS: Mapping[str, timedelta | None] = {"day": timedelta(days=1), "week": timedelta(days=7), "open": None}


def page(request: LeantoRequest) -> HttpResponse:
    rest = standing(request)
    own = any(one.code == RestCode.own for one in rest.shown)
    return render(request, "care/rest.html", {"rest": rest, "own": own, "id": new_id()})


@post_only("care:rest")
def begin(request: LeantoRequest) -> HttpResponse:
    """A rest of one's own. One that runs already gets the new length, so that there is ever one."""
    chosen = request.POST.get("length", "")
    if chosen not in LENGTHS:
        return redirect(_back("meanwhile"))
    length = LENGTHS[chosen]
    until = None if length is None else request.now + length
    with request.book.together():
        running = open_rests(request.book.all(Rest), RestCode.own, request.now)
        if running:
            request.book.revise(structs.replace(running[0], until=until))
        else:
            request.book.add(Rest(id=new_id(), at=request.now, code=RestCode.own, until=until))
    return redirect(_back("rest-began"))


@post_only("care:rest")
def end(request: LeantoRequest) -> HttpResponse:
    """The word that ends a rest. It counts for what is offered now: self-harm not before a day is over."""
    with request.book.together():
        offered = {one.offer for one in standing(request).shown if one.offer}
        code = request.POST.get("code", "")
        if code not in offered:
            return redirect(_back("meanwhile"))
        _end(request, RestCode(code))
    return redirect(_back("talked" if RestCode(code) in BY_TALKING else "rest-ended"))


def _end(request: LeantoRequest, code: RestCode) -> None:
    if code in BY_TALKING:
        request.book.add(Rest(id=new_id(), at=request.now, code=code, ended_at=request.now))
        return
    for one in open_rests(request.book.all(Rest), code, request.now):
        request.book.revise(structs.replace(one, ended_at=request.now))


def _back(said: str) -> str:
    return reverse("care:rest", query={"said": said})
