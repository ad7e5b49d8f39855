"""Bring it to someone: pages for a conversation, made and taken by the person, and sent by nobody."""

from django.urls import path

from leanto.web.rooms.bring import page, pages, picking, taking, wording

app_name = "bring"

urlpatterns = [
    path("", page.page, name="page"),
    path("pages/", pages.pages, name="pages"),
    path("pages/remove/", pages.remove, name="pages_remove"),
    path("pages/put-back/", pages.put_back, name="pages_put_back"),
    path("pages/<str:id>/", picking.pick, name="pick"),
    path("pages/<str:id>/from/", pages.scope, name="scope"),
    path("pages/<str:id>/words/", wording.words, name="words"),
    path("pages/<str:id>/take/", taking.take, name="take"),
]
