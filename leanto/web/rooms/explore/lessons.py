"""Lessons: write down an old rule, with the whispers that say it and the asks that test it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from leanto.explore.lessons import offered, relinked, thread, threads
from leanto.explore.paths import starts
from leanto.explore.timeline import Point, drawn
from leanto.records import Exhibit, Lesson, Moment, Person, Rating, ReachOut, Reflection
from leanto.web import removal
from leanto.web.doors import post_only
from leanto.web.forms import Area, Line, RecordForm, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.explore.parts import Year, past, shut_down, told
from leanto.web.told import tell


class LessonForm(RecordForm):
    """Only the old rule is asked for. "Nothing" and "I don't know" are whole answers to the rest."""

    old_rule = Area(
        _("What is the old rule?"),
        _("In your own words. On a page, a rule is something you have, not something you are."),
        required=True,
        hint=_("Better not to need anyone"),
        rows=2,
    )
    when = Line(
        _("When did you learn it?"),
        _("An age or a time of life is enough. A rule that has a beginning is easier to look at."),
        hint=_("About nine"),
    )
    where = Line(_("Where?"), _("A house, a school, a country, a job. One place or many."))
    taught_by = Line(
        _("Who or what taught it?"),
        _(
            "It may be a person, a family, a whole way of treating people like you, or nobody in particular. "
            "This is a hard question. It can wait."
        ),
    )
    protected = Area(
        _("How did it protect you?"),
        _("A rule like this is often learned because it works. What did it keep safe, if anything?"),
        rows=3,
    )
    costs = Area(
        _("What does it cost you now?"),
        _("It may cost something, or nothing. Only what you have noticed."),
        rows=3,
    )
    exception = Area(
        _("Has anyone ever been an exception?"),
        _("One person, once, for an hour. “No one” is an answer. It lets the rule be written more exactly."),
        rows=2,
    )
    year = Year(
        _("Its year, about"),
        _("Only if you want it on your timeline. A guess is fine."),
    )


def lessons(request: LeantoRequest) -> HttpResponse:
    found = threads(request.book.all(Lesson), request.book.all(Moment), request.book.all(ReachOut))
    return render(
        request,
        "explore/lessons.html",
        {"threads": found, "grounding": shut_down(request), "past": past(request, reverse("explore:new"))},
    )


def new(request: LeantoRequest) -> HttpResponse:
    """A lesson, perhaps from the whisper of a moment or from what was written: the two are then tied."""
    if request.method == "GET" and "past" not in request.GET and shut_down(request):
        return render(request, "explore/ground.html", {"past": past(request, request.path)})
    whispered = request.book.find(Moment, request.GET.get("moment"))
    written = request.book.find(Reflection, request.GET.get("reflection"))
    begins = whispered.whisper if whispered else written.text if written else ""
    given: dict[str, Any] = {"old_rule": begins} if begins else {}
    form = LessonForm(request.POST or None, initial=started(request, **given))
    if form.is_valid():
        lesson = Lesson(id=form.cleaned_data["id"], at=request.now, **form.changes())
        if keep(request, form, lesson):
            _tie(request, lesson.id, [whispered.id] if whispered else [])
            _came_of(request, lesson.id, written)
            return redirect(reverse("explore:lesson", args=[lesson.id], query={"said": "kept"}))
    examples = starts(written.asked if written else request.GET.get("path", ""))
    return page(request, "explore/edit.html", form, whispered=whispered, written=written, starts=examples)


def lesson(request: LeantoRequest, id: str) -> HttpResponse:
    kept, moments = request.book.get(Lesson, id), request.book.all(Moment)
    tied = thread(kept, moments, request.book.all(ReachOut))
    people = {one.id: one for one in request.book.all(Person)}
    written = [one for one in request.book.all(Reflection) if one.lesson_id == id]
    context = {"thread": tied, "tests": tell(tied.tests, people), "offered": offered(moments, id)}
    context |= {"written": told(written), "point": Point(drawn(kept.year))}
    return render(request, "explore/lesson.html", context)


def edit(request: LeantoRequest, id: str) -> HttpResponse:
    kept = request.book.get(Lesson, id)
    form = LessonForm(request.POST or None, initial=started(request, kept))
    if form.is_valid() and keep(request, form, structs.replace(kept, **form.changes())):
        return redirect(reverse("explore:lesson", args=[id], query={"said": "changed"}))
    return page(request, "explore/edit.html", form, lesson=kept)


@post_only("explore:lessons")
def whispers(request: LeantoRequest, id: str) -> HttpResponse:
    request.book.get(Lesson, id)
    _tie(request, id, request.POST.getlist("whisper"), shown=request.POST.getlist("shown"))
    return redirect(reverse("explore:lesson", args=[id], query={"said": "changed"}))


def _tie(request: LeantoRequest, id: str, chosen: list[str], shown: list[str] | None = None) -> None:
    """Read and write in one transaction, so that a whisper tied elsewhere meanwhile stays there."""
    with request.book.together():
        seen = [request.book.find(Moment, one) for one in (chosen if shown is None else shown)]
        for changed in relinked([one for one in seen if one], id, set(chosen)):
            request.book.revise(changed)


def _came_of(request: LeantoRequest, id: str, written: Reflection | None) -> None:
    """What was written shows the lesson that came of it. It may have been changed meanwhile."""
    with request.book.together():
        kept = request.book.find(Reflection, written.id) if written else None
        if kept is not None and kept.lesson_id != id:
            request.book.revise(structs.replace(kept, lesson_id=id))


@post_only("explore:lessons")
def remove(request: LeantoRequest) -> HttpResponse:
    """A lesson goes with its ratings, which would otherwise stay where no page shows them."""
    with request.book.together():
        kept = request.book.get(Lesson, request.POST.get("id", ""))
        return removal.removed(
            request,
            kept,
            words=kept.old_rule,
            put_back=reverse("explore:put_back"),
            back=reverse("explore:lessons"),
            along=removal.Along(
                ratings=tuple(one for one in request.book.all(Rating) if one.lesson_id == kept.id),
                exhibits=tuple(one for one in request.book.all(Exhibit) if one.lesson_id == kept.id),
            ),
        )


@post_only("explore:lessons")
def put_back(request: LeantoRequest) -> HttpResponse:
    lesson = removal.put_back(request, Lesson)
    return redirect(reverse("explore:lesson", args=[lesson.id], query={"said": "put-back"}))
