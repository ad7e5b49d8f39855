"""Build safe connections: people, groups and services, what each is safe for, and how it goes between you."""

from django.urls import path

from leanto.web.rooms.circle import (
    between,
    cards,
    cards_out,
    gaps,
    gate,
    people,
    person,
    rhythm,
    side_by_side,
    times,
)

app_name = "circle"

urlpatterns = [
    path("", people.people, name="people"),
    path("new/", people.new, name="new"),
    path("remove/", people.remove, name="remove"),
    path("put-back/", people.put_back, name="put_back"),
    path("unsure/", cards.unsure, name="unsure"),
    path("cards/", cards.read, name="cards"),
    path("cards/keep/", cards.keep, name="cards_keep"),
    path("cards/out/", cards_out.take, name="cards_out"),
    path("ways/", gaps.gaps, name="gaps"),
    path("someone-new/", gaps.someone_new, name="someone_new"),
    path("side-by-side/", side_by_side.side_by_side, name="side_by_side"),
    path("side-by-side/end/", side_by_side.put_away, name="put_away"),
    path("times/remove/", times.remove, name="time_remove"),
    path("times/put-back/", times.put_back, name="time_put_back"),
    path("times/<str:id>/", times.time, name="time"),
    path("<str:id>/", person.person, name="person"),
    path("<str:id>/edit/", people.edit, name="edit"),
    path("<str:id>/gate/", gate.gate, name="gate"),
    path("<str:id>/needs/", gate.needs, name="needs"),
    path("<str:id>/between/", between.between, name="between"),
    path("<str:id>/card/", between.card, name="card"),
    path("<str:id>/show/", between.show, name="show"),
    path("<str:id>/contact/", rhythm.contact, name="contact"),
    path("<str:id>/pause/", rhythm.pause, name="pause"),
    path("<str:id>/review/", rhythm.review, name="review"),
    path("<str:id>/times/new/", times.new, name="time_new"),
    path("<str:id>/tap/", times.tap, name="tap"),
]
