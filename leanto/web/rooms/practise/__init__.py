"""Practise vulnerability: choose a small step, plan it with two guesses, ask, and say what happened."""

from django.urls import path

from leanto.web.rooms.practise import asks, before, calendar, ladder, next_steps, outcome, plan, prepare

app_name = "practise"

urlpatterns = [
    path("", ladder.ladder, name="ladder"),
    path("next/", next_steps.next_steps, name="next"),
    path("next/not-today/", next_steps.not_today, name="not_today"),
    path("next/all-again/", next_steps.all_again, name="all_again"),
    path("next/why/", next_steps.why, name="why"),
    path("steps/new/", ladder.new_step, name="new_step"),
    path("steps/put-back/", ladder.put_back_step, name="put_back_step"),
    path("steps/<str:address>/", ladder.step, name="step"),
    path("steps/<str:address>/retired/", ladder.retire, name="retire"),
    path("steps/<str:address>/in-use/", ladder.bring_back, name="bring_back"),
    path("steps/<str:address>/remove/", ladder.remove_step, name="remove_step"),
    path("plan/", plan.plan, name="plan"),
    path("asks/", asks.waiting, name="waiting"),
    path("asks/all/", asks.everything, name="everything"),
    path("asks/put-back/", asks.put_back, name="put_back"),
    path("asks/<str:id>/", asks.reach_out, name="reach_out"),
    path("asks/<str:id>/guess/", plan.guess, name="guess"),
    path("asks/<str:id>/if-not/", prepare.prepare, name="prepare"),
    path("asks/<str:id>/words/", prepare.words, name="words"),
    path("asks/<str:id>/calendar/", calendar.calendar, name="calendar"),
    path("asks/<str:id>/asked/", asks.asked, name="asked"),
    path("asks/<str:id>/called-off/", asks.cancel, name="cancel"),
    path("asks/<str:id>/taken-up/", asks.resume, name="resume"),
    path("asks/<str:id>/outcome/", outcome.outcome, name="outcome"),
    path("asks/<str:id>/fear/", outcome.fear, name="fear"),
    path("asks/<str:id>/guilt/", outcome.guilt, name="guilt"),
    path("asks/<str:id>/record/", before.record, name="record"),
    path("asks/<str:id>/remove/", asks.remove, name="remove"),
]
