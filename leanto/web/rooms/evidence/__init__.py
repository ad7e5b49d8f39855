"""Evidence: what was expected beside what happened."""

from django.urls import path

from leanto.web.rooms.evidence import guesses, page

app_name = "evidence"

urlpatterns = [
    path("", page.page, name="page"),
    path("guesses/", guesses.guesses, name="guesses"),
]
