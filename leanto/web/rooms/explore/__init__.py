"""Explore the wound: paths to what was learned, sittings at the body's pace, lessons, and a line of years."""

from django.urls import path

from leanto.web.rooms.explore import lessons, night, paths, sitting, sittings, timeline, writing

app_name = "explore"

urlpatterns = [
    path("", paths.page, name="page"),
    path("paths/<slug:id>/", paths.path, name="path"),
    path("rain/", paths.grief, name="grief"),
    path("post/", paths.strong_one, name="strong_one"),
    path("letter/", paths.letter, name="letter"),
    path("write/", writing.write, name="write"),
    path("written/", writing.written, name="written"),
    path("written/remove/", writing.remove, name="written_remove"),
    path("written/put-back/", writing.put_back, name="written_put_back"),
    path("written/<str:id>/", writing.reflection, name="reflection"),
    path("sittings/", sittings.sittings, name="sittings"),
    path("sittings/new/", sitting.begin, name="begin"),
    path("sittings/remove/", sittings.remove, name="sitting_remove"),
    path("sittings/put-back/", sittings.put_back, name="sitting_put_back"),
    path("sittings/<str:id>/", sittings.sitting, name="sitting"),
    path("sittings/<str:id>/stop/", sitting.stop, name="stop"),
    path("sittings/<str:id>/end/", sitting.end, name="end"),
    path("sittings/<str:id>/night/", night.night, name="night"),
    path("sittings/<str:id>/<slug:asked>/", sitting.prompt, name="prompt"),
    path("sittings/<str:id>/<slug:asked>/steady/", sitting.steady, name="steady"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline/remove/", timeline.remove, name="event_remove"),
    path("timeline/put-back/", timeline.put_back, name="event_put_back"),
    path("timeline/<str:id>/", timeline.event, name="event"),
    path("lessons/", lessons.lessons, name="lessons"),
    path("new/", lessons.new, name="new"),
    path("remove/", lessons.remove, name="remove"),
    path("put-back/", lessons.put_back, name="put_back"),
    path("<str:id>/", lessons.lesson, name="lesson"),
    path("<str:id>/edit/", lessons.edit, name="edit"),
    path("<str:id>/whispers/", lessons.whispers, name="whispers"),
]
