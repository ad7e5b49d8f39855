"""What to bring to someone whose work it is to help, and how such people and places are found."""

from django.urls import path

from leanto.web.rooms.bring import finding

app_name = "bring"

urlpatterns = [
    path("help/", finding.kinds, name="kinds"),
    path("help/first-words/", finding.first_words, name="first_words"),
    path("help/questions/", finding.questions, name="questions"),
    path("help/waiting/", finding.waiting, name="waiting"),
    path("help/fit/", finding.fit, name="fit"),
]
