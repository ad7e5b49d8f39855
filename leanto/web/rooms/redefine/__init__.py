"""Redefine strength: rules and what speaks for each, what is kept by choice, early signs, and good enough."""

from django.urls import path

from leanto.web.rooms.redefine import (
    aid,
    exhibits,
    good_enough,
    kept,
    pieces,
    praise,
    rules,
    signals,
    strength,
)

app_name = "redefine"

urlpatterns = [
    path("", rules.rules, name="rules"),
    path("remove/", rules.remove, name="remove"),
    path("put-back/", rules.put_back, name="put_back"),
    path("ratings/<str:id>/", rules.rating, name="rating"),
    path("now/", aid.aid, name="aid"),
    path("pieces/", pieces.pieces, name="pieces"),
    path("pieces/sort/", pieces.sort, name="sort"),
    *kept.paths("pieces/", "piece", pieces.SHELF),
    path("signs/", signals.signals, name="signals"),
    *kept.paths("signs/", "signal", signals.SHELF),
    path("enough/", good_enough.good_enough, name="good_enough"),
    path("enough/stayed/", good_enough.stayed, name="stayed"),
    path("praise/", praise.praised, name="praised"),
    *kept.paths("praise/", "praise", praise.SHELF),
    path("strength/", strength.strength, name="strength"),
    *kept.paths("strength/", "said", strength.SHELF),
    *kept.paths("evidence/", "exhibit", exhibits.SHELF),
    path("<str:id>/", rules.rule, name="rule"),
    path("<str:id>/edit/", rules.edit, name="edit"),
    path("<str:id>/rate/", rules.rate, name="rate"),
    path("<str:id>/mind/", exhibits.mind, name="mind"),
    path("<str:id>/evidence/", exhibits.new, name="lay"),
]
