"""Care: help now, grounding, the panel that comes before anything else, and rests from practice."""

from django.urls import path

from leanto.web.rooms.care import hard_moments, panel, rests
from leanto.web.rooms.care import help as pages

app_name = "care"

urlpatterns = [
    path("help/", pages.help_now, name="help"),
    path("help/asking/", panel.asking, name="asking"),
    path("help/said/<str:id>/", panel.panel, name="panel"),
    path("help/said/<str:id>/not-so/", panel.not_so, name="not_so"),
    path("help/rest/", rests.page, name="rest"),
    path("help/rest/begin/", rests.begin, name="rest_begin"),
    path("help/rest/end/", rests.end, name="rest_end"),
    path("help/grounding/", pages.grounding, name="grounding"),
    path("help/grounding/<slug:name>/", pages.exercise, name="exercise"),
    path("help/safety/", pages.safety, name="safety"),
    path("about/", pages.about, name="about"),
    path("help/hard-moments/", hard_moments.plan, name="hard_moments"),
    path("help/hard-moments/edit/", hard_moments.edit, name="hard_moments_edit"),
    path("help/hard-moments/remove/", hard_moments.remove, name="remove"),
    path("help/hard-moments/put-back/", hard_moments.put_back, name="put_back"),
]
