"""Name the pattern: moments as they are caught, and check-ins."""

from django.urls import path

from leanto.web.rooms.name import checkins, moments

app_name = "name"

urlpatterns = [
    path("", moments.moments, name="moments"),
    path("new/", moments.new, name="new"),
    path("find/", moments.find, name="find"),
    path("months/", moments.months, name="months"),
    path("remove/", moments.remove, name="remove"),
    path("put-back/", moments.put_back, name="put_back"),
    path("checkins/", checkins.checkins, name="checkins"),
    path("checkins/<slug:instrument>/", checkins.take, name="take"),
    path("checkin/remove/", checkins.remove, name="checkin_remove"),
    path("checkin/put-back/", checkins.put_back, name="checkin_put_back"),
    path("checkin/file/", checkins.file, name="checkin_file"),
    path("checkin/<str:id>/", checkins.checkin, name="checkin"),
    path("<str:id>/", moments.moment, name="moment"),
]
