"""The front door: how the body is, what waits, one thing that happened. Nothing has to be done here."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.circle.came import RECEIVING
from leanto.content.instruments import FOLDER
from leanto.explore.sitting import night_after
from leanto.name import rhythm
from leanto.name.instruments import shelf
from leanto.name.moments import Week
from leanto.practise.plan import LATELY
from leanto.records import (
    BodyCheck,
    Draft,
    Feared,
    Lesson,
    Moment,
    Outcome,
    Person,
    ReachOut,
    Response,
    Sitting,
)
from leanto.today import Hour, Kept, Next, Visit, With, visit
from leanto.web import careful, drafts, next_step, reasons
from leanto.web.charts import choice
from leanto.web.context import ROOMS
from leanto.web.doors import post_only
from leanto.web.forms import Pick, RecordForm, keep, started
from leanto.web.requests import LeantoRequest
from leanto.web.suggested import Card, cards, nothing_left
from leanto.web.told import Told, initial, stands, tell
from leanto.web.typed import matched, written
from leanto.web.words import BODY, BODY_CARDS, Label

GREETING: Mapping[Hour, Label] = {
    Hour.night: _("It is late. You don’t have to do anything here."),
    Hour.morning: _("Good morning. You don’t have to do anything here."),
    Hour.afternoon: _("Good afternoon. You don’t have to do anything here."),
    Hour.evening: _("Good evening. You don’t have to do anything here."),
}
CAME: Mapping[Outcome, Label] = {
    Outcome.came_through: _("{name} came through."),
    Outcome.partly: _("{name} came through in part."),
    Outcome.kind_no: _("{name} kindly said no."),
    Outcome.no_answer: _("{name} did not answer."),
    Outcome.hurtful: _("It hurt."),
}
WENT: Mapping[Outcome, Label] = {
    Outcome.came_through: _("It was all right."),
    Outcome.partly: _("It was all right in part."),
    Outcome.kind_no: _("It did not work out."),
    Outcome.no_answer: _("Nothing came of it."),
    Outcome.hurtful: _("It hurt."),
}
FEAR_CAME: Mapping[Feared, Label] = {
    Feared.did_not: _("That did not happen."),
    Feared.partly: _("A little of it happened."),
    Feared.happened: _("It happened."),
    Feared.too_soon: _("It was too soon to say."),
}
GUILT = _("You felt guilty afterwards. It often comes, and it is not a verdict.")


class BodyForm(RecordForm):
    """One answer, and none is selected in advance."""

    body = Pick(_("How is your body right now?"), BODY_CARDS, required=True)


class Row(Struct, frozen=True):
    """A reach-out that waits, or is to be asked about."""

    told: Told
    initial: str
    when: str = ""
    feared: str = ""


class Unfinished(Struct, frozen=True):
    """Words that were typed and not kept, and the page they wait on."""

    draft: Draft
    room: Label
    address: str
    says: str
    again: bool
    fields: tuple[tuple[str, str], ...]


class Last(Struct, frozen=True):
    """The last thing that came of asking, and what had been feared."""

    told: Told
    said: str
    fear_came: Label


class OneStep(Struct, frozen=True):
    """The one step there is today; or why there is none; or how many were put aside. ``unknown``: none is held up,
    or another may be once the body is said, so a guess may be made about anyone. ``alike``: the person and the
    kind it may be made about."""

    card: Card | None = None
    nothing: reasons.Nothing | None = None
    aside: int = 0
    unknown: bool = False
    alike: tuple[str, ...] = ()


def page(request: LeantoRequest) -> HttpResponse:
    return _page(request, BodyForm(initial=started(request)))


@post_only("today:page")
def body(request: LeantoRequest) -> HttpResponse:
    form = BodyForm(request.POST)
    if form.is_valid() and keep(request, form, BodyCheck(at=request.now, **form.cleaned_data)):
        return redirect(reverse("today:page"))
    return _page(request, form)


def _page(request: LeantoRequest, form: BodyForm) -> HttpResponse:
    lately = _lately(request)
    kept = _kept(request, lately)
    seen, rest = visit(kept, request.now), careful.standing(request, list(lately.values()))
    step = _one_step(request, seen, rest, kept.people)
    context = {
        "form": form,
        "check_ins": _check_ins(request),
        "night": night_after(request.book.recent(Sitting, days=2), request.now),
        "rest": rest,
        "step": step,
        "veiled": seen.last is not None and _leans(seen.last, step),
        "visit": seen,
        "greeting": GREETING[seen.hour],
        "body_words": BODY[seen.body.body] if seen.body else "",
        "waiting": [_row(one, stands(one.reach_out, request.now)) for one in seen.waiting],
        "asked": any(one.reach_out.asked_at for one in seen.waiting),
        "unanswered": [_row(one, stands(one.reach_out, request.now)) for one in seen.unanswered],
        "fears": [_row(one, feared=one.reach_out.feared) for one in seen.fears],
        "guilts": [_row(one, str(GUILT)) for one in seen.guilts],
        "drafts": [_unfinished(draft) for draft in seen.drafts],
        "last": _last(seen.last) if seen.last else None,
        "chart": choice.draw(seen.weeks),
        "counts": _counts(seen.weeks),
    }
    return render(request, "today/page.html", context, status=422 if form.errors else 200)


def _one_step(
    request: LeantoRequest, seen: Visit, rest: careful.Standing, people: Sequence[Person]
) -> OneStep:
    """There is one before the body was said too, at the size of a keyed-up day: saying so is a question, not a
    toll. Once one was put aside today, none is held up here instead of it: another is a touch of its own."""
    if seen.next is not Next.ladder or rest.resting:
        return OneStep()
    given = next_step.given(request, rest, seen.body.body if seen.body else None, people)
    offer = given.offer(limit=1)
    nothing, aside = nothing_left(given, offer.why_none), len(given.aside)
    if nothing or aside:
        return OneStep(nothing=nothing, aside=aside, unknown=nothing is None or seen.body is None)
    [found] = offer.suggestions
    [card] = cards(request, [found], given)
    return OneStep(
        card,
        unknown=seen.body is None,
        alike=(found.person.id if found.person else "", found.step.kind.value),
    )


def _leans(last: With, step: OneStep) -> bool:
    """Whether what came of it could lean on the guess that may be written next."""
    return (
        step.unknown or last.reach_out.kind in step.alike or (last.reach_out.person_id or None) in step.alike
    )


def _check_ins(request: LeantoRequest) -> list[str]:
    """The names of check-ins whose day has come, by the person's own rhythm; nothing is opened without one."""
    every = request.preferences.every_days
    if not every:
        return []
    offered = rhythm.on_offer(shelf(settings.LEANTO_HOME / FOLDER).instruments, request.preferences.chosen)
    taken = request.book.recent(Response, days=rhythm.LATELY)
    return [one.name for one in rhythm.due(offered, taken, every, request.now)]


def _lately(request: LeantoRequest) -> dict[str, ReachOut]:
    """Recent reach-outs by id; none are opened where nothing waits and nothing was done."""
    tally = request.book.tally
    any_at_all = tally.open or tally.fears or tally.last
    return {one.id: one for one in request.book.recent(ReachOut, days=LATELY)} if any_at_all else {}


def _kept(request: LeantoRequest, lately: Mapping[str, ReachOut]) -> Kept:
    """What a visit needs. Few reach-outs are opened, however many there are."""
    book, tally = request.book, request.book.tally
    last = tally.last[0][1] if tally.last else None
    return Kept(
        moments=book.recent(Moment, days=28),
        open=[lately[id] for id in tally.open if id in lately],
        open_count=len(tally.open),
        answered=[one for one in lately.values() if one.outcome is not None],
        last=(lately.get(last) or book.find(ReachOut, last)) if last else None,
        people=book.all(Person),
        checks=book.recent(BodyCheck, days=1),
        drafts=book.all(Draft),
        lessons=book.all(Lesson),
    )


def _row(one: With, when: str = "", feared: str = "") -> Row:
    return Row(_told(one), initial(one.person.name) if one.person else "", when, feared)


def _told(one: With) -> Told:
    [told] = tell([one.reach_out], {one.person.id: one.person} if one.person else {})
    return told


def _last(one: With) -> Last | None:
    reach_out = one.reach_out
    if reach_out.outcome is None:
        return None
    named = reach_out.kind not in RECEIVING
    said = (CAME if named else WENT)[reach_out.outcome]
    who = format_html('<bdi dir="auto">{}</bdi>', one.person.name) if one.person else gettext("Someone")
    fear = FEAR_CAME.get(reach_out.feared_came, "") if reach_out.feared and reach_out.feared_came else ""
    return Last(_told(one), format_html(str(said), name=who), fear)


def _unfinished(draft: Draft) -> Unfinished:
    again = drafts.again(draft)
    fields = tuple((name, value) for name, values in draft.fields.items() for value in values)
    says = "" if again else next(iter(written(dict(draft.fields))), "")
    address = f"{draft.path}{'&' if '?' in draft.path else '?'}draft={draft.id}"
    return Unfinished(draft, _room(draft.path), address, says, again, fields)


def _room(address: str) -> Label:
    """The room a page is in, by its own word; or what the pages that are in no room are titled."""
    match = matched(address)
    if match is None:
        return _("Today")
    return next((label for room, _view, label in ROOMS if room == match.app_name), _("Help"))


def _counts(weeks: Sequence[Week]) -> str:
    """This week in counts, before any chart."""
    if not weeks:
        return ""
    this = weeks[-1]
    alone = ngettext(
        "Done alone this week: %(count)d time.", "Done alone this week: %(count)d times.", this.alone
    ) % {"count": this.alone}
    if not this.alone:
        return gettext("Nothing done alone this week, as far as you wrote down.")
    chose = ngettext("You chose %(count)d of them.", "You chose %(count)d of them.", this.chosen)
    if this.alone == 1:
        chose = gettext("You chose it.") if this.chosen else ""
    return f"{alone} {chose % {'count': this.chosen}}".strip()


app_name = "today"

urlpatterns = [
    path("", page, name="page"),
    path("body/", body, name="body"),
]
