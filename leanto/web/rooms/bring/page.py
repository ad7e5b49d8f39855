"""What there is to take along to someone."""

from django.http import HttpResponse
from django.shortcuts import render

from leanto.web.requests import LeantoRequest


def page(request: LeantoRequest) -> HttpResponse:
    return render(request, "bring/page.html")
