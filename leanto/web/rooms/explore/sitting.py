"""A sitting: begun by asking the body, one question a page, grounding in between, and an ending."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from leanto.content.paths import Asked, Path, explore, of_path
from leanto.content.paths import path as path_named
from leanto.explore import sitting as sat
from leanto.explore.paths import asks_now, following, smaller, steadying
from leanto.records import Body, BodyCheck, Draft, Reflection, Sitting
from leanto.vault.book import Absent
from leanto.web import drafts
from leanto.web.doors import post_only
from leanto.web.forms import Pick, RecordForm, Scale, keep, new_id, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.explore.writing import WritingForm
from leanto.web.typed import typed
from leanto.web.words import BODY_CARDS

MINUTES = ((5, _("Five minutes")), (10, _("Ten minutes")), (15, _("Fifteen minutes")))
STOP, SKIP = "stop", "skip"


class BeginForm(RecordForm):
    """Three things, each of which can be left open."""

    body = Pick(
        _("How is your body now?"),
        BODY_CARDS,
        _("It sets the pace. Left open, the deep questions stay out."),
    )
    before = Scale(
        _("How hard is it right now, 0 to 10?"),
        _("not hard"),
        _("as hard as it gets"),
        range(11),
        _("Before anything is asked, so that a rise can be seen and the sitting can end in time."),
    )
    minutes = forms.TypedChoiceField(
        label=_("How long, at most?"),
        help_text=_("An agreed end makes it easier to begin. Left open, it is ten minutes."),
        required=False,
        coerce=int,
        empty_value=None,
        choices=MINUTES,
        widget=forms.RadioSelect,
    )


class EndForm(RecordForm):
    """The same two questions as at the beginning."""

    body_after = Pick(
        _("How is your body now?"), BODY_CARDS, _("It is asked before and after, to find your pace.")
    )
    after = Scale(
        _("How hard is it now, 0 to 10?"),
        _("not hard"),
        _("as hard as it gets"),
        range(11),
        _("Beside the number from before, it shows over time whether this does you good."),
    )


def begin(request: LeantoRequest) -> HttpResponse:
    """Agree on a length, say how the body is, and go to the first question or to grounding."""
    path = path_named(request.GET.get("path", ""))
    if path is None:
        raise Absent
    sittings = request.book.all(Sitting)
    form = BeginForm(request.POST or None, initial=started(request))
    if form.is_valid():
        said = form.changes()
        said["minutes"] = sat.pace(said["body"], said["minutes"] or sat.USUAL).minutes
        one = Sitting(id=form.cleaned_data["id"], at=request.now, path=path.id, **said)
        if keep(request, form, one):
            _note_body(request, one.body)
            return _on(request, request.book.get(Sitting, one.id), path)
    last = next(iter(sat.begun(sittings)), None)
    context = {"path": path, "worse_night": last is not None and last.night == "worse"}
    return page(request, "explore/begin.html", form, with_a_person=sat.with_a_person(sittings), **context)


def prompt(request: LeantoRequest, id: str, asked: str) -> HttpResponse:
    """One question. The clock is looked at here, and never cuts off what is being written."""
    one = request.book.get(Sitting, id)
    path, question = _asked(one, asked)
    kept = _answer(request, one, asked)
    depths = sat.paced(one).depths
    form = WritingForm(
        request.POST or None,
        initial=started(request, kept),
        question=question.question,
        why=question.why,
        asks_now=one.ended_at is None and asks_now(path, depths, asked),
    )
    to = request.POST.get("to", "")
    if request.method == "POST" and to == SKIP:
        form.is_valid()
        _put_aside(request)
        return _after(request, one, path, asked, form, to)
    if form.is_valid() and (not form.cleaned_data["text"] or _keep(request, form, one, asked, kept)):
        return _after(request, one, path, asked, form, to)
    context = {
        "sitting": one,
        "path": path,
        "smaller": smaller(question),
        "left": sat.minutes_left(one, request.now),
        "is_up": sat.is_up(one, request.now),
        "asked": asked,
    }
    return page(request, "explore/prompt.html", form, **context)


def steady(request: LeantoRequest, id: str, asked: str) -> HttpResponse:
    """Grounding before a question: a short one when keyed up, in place of the question when shut down."""
    one = request.book.get(Sitting, id)
    path, _question = _asked(one, asked)
    pace, held = sat.paced(one), explore().sitting
    given = request.GET.get("page", "")
    more = int(given) % len(held.shut_down) if given.isdecimal() and len(given) < 3 else 0
    context = {
        "sitting": one,
        "path": path,
        "asked": asked,
        "instead": pace.instead,
        "words": steadying(path, asked, held.shut_down if pace.instead else held.between, more),
        "another": more + 1,
        "left": sat.minutes_left(one, request.now),
        "is_up": sat.is_up(one, request.now),
    }
    return render(request, "explore/steady.html", context)


@post_only("explore:page")
def stop(request: LeantoRequest, id: str) -> HttpResponse:
    one = _ended(request, request.book.get(Sitting, id), sat.PERSON)
    return redirect("explore:end", one.id)


def end(request: LeantoRequest, id: str) -> HttpResponse:
    """Three ways to close, and the two questions from the beginning again."""
    one = request.book.get(Sitting, id)
    form = EndForm(request.POST or None, initial=started(request, one))
    if form.is_valid():
        ended_by = one.ended_by or (sat.TIME if sat.is_up(one, request.now) else sat.PERSON)
        said = {name: value for name, value in form.changes().items() if value is not None}
        closed = structs.replace(one, ended_at=one.ended_at or request.now, ended_by=ended_by, **said)
        if keep(request, form, closed):
            _note_body(request, form.cleaned_data["body_after"])
            return redirect(reverse("explore:sitting", args=[id], query={"said": "closed"}))
    path = path_named(one.path)
    upcoming = (
        _upcoming(request, one, path, request.GET.get("after", "")) if path and one.ended_at is None else None
    )
    context = {"sitting": one, "endings": explore().sitting.endings, "upcoming": upcoming}
    return page(request, "explore/end.html", form, is_up=sat.is_up(one, request.now), path=path, **context)


def go_on(request: LeantoRequest, one: Sitting) -> str:
    """Where a sitting goes on; nowhere once it ended, its time is over, or nothing is left to ask."""
    path = path_named(one.path)
    if path is None or one.ended_at is not None or sat.is_up(one, request.now):
        return ""
    upcoming = _upcoming(request, one, path, "")
    return _address(one, upcoming, first=False) if upcoming else ""


def _after(
    request: LeantoRequest, one: Sitting, path: Path, asked: str, form: WritingForm, to: str
) -> HttpResponse:
    """Where an answer leads: to the ending after a steep rise, a wish to stop or the agreed time; else on."""
    now = form.cleaned_data.get("now")
    if one.ended_at is not None:
        return redirect("explore:sitting", one.id)
    if sat.steep(one.before, now):
        _ended(request, one, sat.STEEP, after=now)
        return redirect("explore:end", one.id)
    if to == STOP:
        _ended(request, one, sat.PERSON)
        return redirect("explore:end", one.id)
    if sat.is_up(one, request.now):
        return redirect(reverse("explore:end", args=[one.id], query={"after": asked}))
    return _on(request, one, path, asked)


def _on(request: LeantoRequest, one: Sitting, path: Path, after: str = "") -> HttpResponse:
    """The next question, or the grounding before it; the ending where there is none."""
    upcoming = _upcoming(request, one, path, after)
    if upcoming is None:
        return redirect("explore:end", one.id)
    return redirect(_address(one, upcoming, first=not after))


def _address(one: Sitting, upcoming: Asked, *, first: bool) -> str:
    """The question, or the grounding before it. Keyed up, the first question needs none: nothing was asked yet."""
    pace = sat.paced(one)
    steadies = pace.instead or (pace.between and not first)
    return reverse("explore:steady" if steadies else "explore:prompt", args=[one.id, upcoming.id])


def _upcoming(request: LeantoRequest, one: Sitting, path: Path, after: str) -> Asked | None:
    """What has an answer already, from this sitting or an earlier one, is not asked again by itself."""
    answered = {each.asked for each in request.book.all(Reflection)}
    return following(path, sat.paced(one).depths, answered, after)


def _asked(one: Sitting, asked: str) -> tuple[Path, Asked]:
    """The path of a sitting and a question on it. Raises ``Absent``."""
    path = path_named(one.path)
    question = next((each for each in of_path(path) if each.id == asked), None) if path else None
    if path is None or question is None:
        raise Absent
    return path, question


def _answer(request: LeantoRequest, one: Sitting, asked: str) -> Reflection | None:
    """What was written to this question in this sitting, when it is opened a second time."""
    own = (each for each in request.book.all(Reflection) if (each.sitting_id, each.asked) == (one.id, asked))
    return next(own, None)


def _keep(
    request: LeantoRequest, form: WritingForm, one: Sitting, asked: str, kept: Reflection | None
) -> bool:
    text = form.cleaned_data["text"]
    if kept is not None:
        return keep(request, form, structs.replace(kept, text=text))
    id = form.cleaned_data["id"]
    return keep(request, form, Reflection(id=id, at=request.now, asked=asked, text=text, sitting_id=one.id))


def _put_aside(request: LeantoRequest) -> None:
    """Words typed before a question was skipped are no answer, and are not lost: they wait as unfinished."""
    own = {name: values for name, values in typed(request).items() if name not in ("to", "now")}
    path = drafts.address(request.get_full_path())
    name = drafts.name_of(path, drafts.form_id(own))
    drafts.put(request.book, Draft(id=name, at=request.now, path=path, fields=own))


def _ended(request: LeantoRequest, one: Sitting, by: str, after: int | None = None) -> Sitting:
    """A sitting with an ending. The first ending counts."""
    if one.ended_at is not None:
        return one
    said = {} if after is None else {"after": after}
    return request.book.revise(structs.replace(one, ended_at=request.now, ended_by=by, **said))


def _note_body(request: LeantoRequest, body: Body | None) -> None:
    """The whole house minds what the body said, so it is said once."""
    if body is not None:
        request.book.add(BodyCheck(id=new_id(), at=request.now, body=body))
