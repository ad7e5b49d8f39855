"""Every address. Each room module holds its own; nothing personal is ever in one."""

from django.urls import include, path

from leanto.web.rooms import (
    bring,
    care,
    circle,
    door,
    drafts,
    evidence,
    explore,
    name,
    practise,
    privacy,
    redefine,
    today,
)

urlpatterns = [
    path("", include(today)),
    path("", include(door)),
    path("", include(care)),
    path("unfinished/", include(drafts)),
    path("name/", include(name)),
    path("explore/", include(explore)),
    path("practise/", include(practise)),
    path("redefine/", include(redefine)),
    path("circle/", include(circle)),
    path("evidence/", include(evidence)),
    path("privacy/", include(privacy)),
    path("bring/", include(bring)),
]

handler400 = "leanto.web.refusals.bad_request"
handler404 = "leanto.web.refusals.not_found"
handler500 = "leanto.web.refusals.server_error"
