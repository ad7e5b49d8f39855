"""Name the pattern: moments as they are caught, and check-ins."""

from django.urls import path

from leanto.web.rooms.name import checkins, costs, moments, patterns, pile, pile_steps, profile

app_name = "name"

urlpatterns = [
    path("", moments.moments, name="moments"),
    path("new/", moments.new, name="new"),
    path("find/", moments.find, name="find"),
    path("months/", moments.months, name="months"),
    path("remove/", moments.remove, name="remove"),
    path("put-back/", moments.put_back, name="put_back"),
    path("checkins/", checkins.checkins, name="checkins"),
    path("checkins/choose/", checkins.choose, name="choose"),
    path("checkins/every/", checkins.every, name="every"),
    path("costs/", costs.costs, name="costs"),
    path("checkins/<slug:instrument>/", checkins.take, name="take"),
    path("checkin/remove/", checkins.remove, name="checkin_remove"),
    path("checkin/put-back/", checkins.put_back, name="checkin_put_back"),
    path("checkin/file/", checkins.file, name="checkin_file"),
    path("checkin/<str:id>/", checkins.checkin, name="checkin"),
    path("profile/", profile.profile, name="profile"),
    path("profile/closer/", profile.closer, name="closer"),
    path("profile/fits/remove/", profile.remove, name="fits_remove"),
    path("profile/fits/put-back/", profile.put_back, name="fits_put_back"),
    path("profile/fits/<str:id>/", profile.fits, name="fits"),
    path("profile/take/<slug:instrument>/", profile.take, name="profile_take"),
    path("patterns/", patterns.patterns, name="patterns"),
    path("patterns/moments/", patterns.behind, name="pattern"),
    path("pile/", pile.pile, name="pile"),
    path("pile/move/", pile.move, name="pile_move"),
    path("pile/put-down/", pile.put_down, name="put_down"),
    path("pile/take-up/", pile.take_up, name="take_up"),
    path("pile/remove/", pile.remove, name="load_remove"),
    path("pile/put-back/", pile.put_back, name="load_put_back"),
    path("pile/<str:id>/", pile.load, name="load"),
    path("pile/<str:id>/<int:way>/", pile_steps.lighter, name="lighter"),
    path("<str:id>/", moments.moment, name="moment"),
]
