"""Sittings as they were: before and after, night by night, and when to do this with a person instead."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.content.paths import explore
from leanto.content.paths import path as path_named
from leanto.explore import sitting as sat
from leanto.records import Reflection, Sitting
from leanto.web import removal
from leanto.web.charts import sittings as chart
from leanto.web.doors import post_only
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.explore.parts import NIGHT_WORDS, told
from leanto.web.rooms.explore.sitting import go_on
from leanto.web.words import BODY, Label

ENDED: dict[str, Label] = {
    sat.PERSON: _("You ended it."),
    sat.STEEP: _("It ended because it got much harder."),
    sat.TIME: _("It ended when the agreed time was over."),
}


class Row(Struct, frozen=True):
    """One sitting in words."""

    sitting: Sitting
    path: str
    moved: str
    before: Label
    after: Label
    ended: Label
    night: Label
    written: int


def sittings(request: LeantoRequest) -> HttpResponse:
    kept = request.book.all(Sitting)
    written = request.book.all(Reflection)
    context = {
        "rows": [row(one, written) for one in sat.begun(kept)],
        "chart": chart.draw(kept),
        "finding": finding(sat.compared(kept)),
        "with_a_person": sat.with_a_person(kept),
        "night": sat.night_after(kept, request.now),
    }
    return render(request, "explore/sittings.html", context)


def sitting(request: LeantoRequest, id: str) -> HttpResponse:
    """One sitting: what was written in it, how it was before and after, and the night."""
    one = request.book.get(Sitting, id)
    own = [each for each in request.book.all(Reflection) if each.sitting_id == id]
    night_due = sat.night_after(request.book.all(Sitting), request.now)
    context = {
        "row": row(one, own),
        "path": path_named(one.path),
        "written": told(own),
        "alone_is_hard": sat.alone_is_hard(
            each for each in own if timezone.localtime(each.at).date() == request.now.date()
        ),
        "closing": explore().night.closing if one.night else (),
        "is_open": one.ended_at is None,
        "go_on": go_on(request, one),
        "asks_night": night_due is not None and night_due.id == id,
    }
    return render(request, "explore/sitting.html", context)


@post_only("explore:sittings")
def remove(request: LeantoRequest) -> HttpResponse:
    """What was written in it stays, among everything that was written."""
    kept = request.book.get(Sitting, request.POST.get("id", ""))
    path = path_named(kept.path)
    return removal.removed(
        request,
        kept,
        words=path.title if path else gettext("A sitting"),
        put_back=reverse("explore:sitting_put_back"),
        back=reverse("explore:sittings"),
    )


@post_only("explore:sittings")
def put_back(request: LeantoRequest) -> HttpResponse:
    kept = removal.put_back(request, Sitting)
    return redirect(reverse("explore:sitting", args=[kept.id], query={"said": "put-back"}))


def row(one: Sitting, written: list[Reflection]) -> Row:
    """A sitting in words. What was left open is left out."""
    path = path_named(one.path)
    return Row(
        one,
        path.title if path else "",
        moved=_moved(one),
        before=BODY[one.body] if one.body else "",
        after=BODY[one.body_after] if one.body_after else "",
        ended=ENDED.get(one.ended_by, ""),
        night=NIGHT_WORDS.get(one.night, ""),
        written=sum(each.sitting_id == one.id for each in written),
    )


def finding(found: sat.Compared) -> list[str]:
    """Counts in words, and nothing where there is no sitting with both answers."""
    if not found.total:
        return []
    parts = (
        (
            found.harder,
            ngettext("%d ended harder than it began", "%d ended harder than they began", found.harder),
        ),
        (found.lighter, ngettext("%d ended lighter", "%d ended lighter", found.lighter)),
        (found.same, ngettext("%d ended as it began", "%d ended as they began", found.same)),
    )
    total = ngettext(
        "Of %d sitting with an answer before and after: ",
        "Of %d sittings with an answer before and after: ",
        found.total,
    )
    return [total % found.total + ", ".join(words % count for count, words in parts if count) + "."]


def _moved(one: Sitting) -> str:
    if one.before is not None and one.after is not None:
        return gettext("%(before)d before, %(after)d after") % {"before": one.before, "after": one.after}
    if one.before is not None:
        return gettext("%d before") % one.before
    return gettext("%d after") % one.after if one.after is not None else ""
