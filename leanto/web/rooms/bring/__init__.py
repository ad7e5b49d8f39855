"""What to bring to someone, and where to find them: pages for a conversation, and help and how it is found."""

from django.urls import path

from leanto.web.rooms.bring import finding, page, pages, picking, taking, wording

app_name = "bring"

urlpatterns = [
    path("", page.page, name="page"),
    path("help/", finding.kinds, name="kinds"),
    path("help/first-words/", finding.first_words, name="first_words"),
    path("help/questions/", finding.questions, name="questions"),
    path("help/waiting/", finding.waiting, name="waiting"),
    path("help/fit/", finding.fit, name="fit"),
    path("pages/", pages.pages, name="pages"),
    path("pages/remove/", pages.remove, name="pages_remove"),
    path("pages/put-back/", pages.put_back, name="pages_put_back"),
    path("pages/<str:id>/", picking.pick, name="pick"),
    path("pages/<str:id>/from/", pages.scope, name="scope"),
    path("pages/<str:id>/words/", wording.words, name="words"),
    path("pages/<str:id>/take/", taking.take, name="take"),
]
