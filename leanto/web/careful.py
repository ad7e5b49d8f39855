"""Care as every room needs it: that something was said, which rests there are, and how they read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from msgspec import Struct, structs

from leanto.care.rests import A_WEEK, MARK, How, ending, open_rests, resting, rests, small_only, talked
from leanto.care.rises import COUNTED, PTSD, answered, rises
from leanto.content.instruments import FOLDER
from leanto.name.danger import says_danger
from leanto.name.instruments import shelf
from leanto.name.responses import read
from leanto.name.scoring import score
from leanto.practise.plan import LATELY
from leanto.records import Pause, ReachOut, Response, Rest, RestCode, Score
from leanto.vault.book import Closed, ReadOnly, Refused
from leanto.web.forms import new_id
from leanto.web.questions import QuestionsForm
from leanto.web.requests import LeantoRequest
from leanto.web.typed import matched
from leanto.web.words import Label

ITEM, ASKED, WORDS = "item", "asked", "words"
TWICE_SENT = timedelta(minutes=2)
TOTAL = "total"
NOT_KEPT = (DatabaseError, ReadOnly, Refused)
"""Why nothing can be kept now. Help comes all the same."""

WHY: Mapping[RestCode, Label] = {
    RestCode.self_harm: _(
        "You said that you think about being dead, or about hurting yourself. You come first."
    ),
    RestCode.worse_twice: _("Twice in a row, your answers to a check-in were clearly higher than before."),
    RestCode.ptsd_rising: _(
        "Something frightening is still close, and each of your last three steps was harder than the one before."
    ),
    RestCode.overwhelm: _("Two steps in a row were too much."),
    RestCode.hurt: _("A step with someone hurt."),
    RestCode.own: _("You wanted a rest from practising."),
}
WORDS_SEEMED = _("Something you wrote could be about not wanting to live, or about hurting yourself.")
ROSE = _("Your last answers to a check-in were clearly higher than the time before.")


class Resting(Struct, frozen=True):
    """One rest in words. ``offer`` is the one touch that ends it, ``about`` the panel it came from."""

    code: str
    why: Label
    ends: str
    offer: str = ""
    about: str = ""


class Standing(Struct, frozen=True):
    """How practice stands. ``resting``: suggestions and guesses rest; ``small``: only small steps are suggested."""

    resting: bool
    small: bool
    shown: tuple[Resting, ...]


def said_so(request: LeantoRequest, source: str) -> Rest:
    """Practice rests because of an answer (``item``, ``asked``) or of words that matched (``words``).

    An answer renews the one rest from an answer that is open. Every match has its own, so that taking one back
    leaves the others; the same form sent twice is one, and its rest is known by the first half of its id.
    """
    book, now = request.book, request.now
    form = sha256(request.POST.get("id", "").encode()).hexdigest()[:16]
    with book.together():
        waits = open_rests(book.all(Rest), RestCode.self_harm, now)
        same = [one for one in waits if (one.source == WORDS) is (source == WORDS)]
        if source != WORDS and same:
            return book.revise(structs.replace(same[0], at=now, source=source))
        fresh = [one for one in same if one.id.startswith(form) and abs(now - one.at) < TWICE_SENT]
        if fresh:
            return fresh[0]
        return book.add(Rest(id=form + new_id()[16:], at=now, code=RestCode.self_harm, source=source))


def panel(rest: Rest, on: str) -> str:
    """The address of the care panel, which then leads on to the page ``on``."""
    return reverse("care:panel", args=[rest.id], query={"on": on})


def care(request: LeantoRequest, source: str, on: str) -> str:
    """The address of the care panel, or of help where nothing can be kept now: care is never refused."""
    try:
        return panel(said_so(request, source), on)
    except (*NOT_KEPT, Closed):
        return reverse("care:help")


def answered_so(request: HttpRequest, page: str) -> bool:
    """Whether what was sent of a check-in says so, though it is kept as unfinished or met a closed door."""
    match = matched(page)
    if match is None or match.view_name != "name:take":
        return False
    one = shelf(settings.LEANTO_HOME / FOLDER).find(match.kwargs["instrument"])
    if one is None:
        return False
    form = QuestionsForm(one.form, request.POST, {})
    form.full_clean()
    return says_danger(one, form.answers)


def standing(request: LeantoRequest, lately: Sequence[ReachOut] | None = None) -> Standing:
    """How practice stands now, for everyone. ``lately``: recent reach-outs, where a page has them already."""
    answers, kept = scores(request), request.book.all(Rest)
    pauses = rests(_history(request, answers, lately), answers, kept, request.now)
    for_all = [one for one in pauses if one.person_id is None]
    rose = {one.since for one in rises(answers, talked(kept, request.now)) if not one.twice}
    shown = tuple(_shown(one, kept, rose, request.now) for one in for_all)
    return Standing(resting(pauses), small_only(pauses), shown)


def scores(request: LeantoRequest) -> list[Score]:
    """Every total that a rest can come from, added up anew. An answer left open adds up to nothing."""
    there = {one.id: one for one in shelf(settings.LEANTO_HOME / FOLDER).instruments if one.id in COUNTED}
    found = []
    for one in request.book.all(Response):
        instrument = there.get(one.instrument)
        if instrument is not None and instrument.plan is not None:
            answers = read(instrument.form, one.response).answers
            totals = [each.value for each in score(instrument.plan, answers) if each.scale.id == TOTAL]
            found += [Score(one.instrument, one.at, value) for value in totals if value is not None]
    return found


def rise_with(request: LeantoRequest, response: Response) -> str:
    """Whether a rise that rests something now began, or went on, with this response: ``once``, ``twice`` or ""."""
    if response.instrument not in COUNTED:
        return ""
    found = rises(scores(request), talked(request.book.all(Rest), request.now))
    theirs = [one for one in found if (one.instrument, one.since) == (response.instrument, response.at)]
    if not theirs:
        return ""
    if theirs[0].twice:
        return "twice"
    return "once" if request.now < response.at + A_WEEK else ""


def _history(
    request: LeantoRequest, answers: Iterable[Score], lately: Sequence[ReachOut] | None
) -> Sequence[ReachOut]:
    """The steps a rest can come from: the recent ones, and all of them only where PC-PTSD-5 is at its mark."""
    if any(one.value >= MARK for one in answered(answers, PTSD)[-1:]):
        return request.book.all(ReachOut)
    if lately is None:
        return request.book.recent(ReachOut, days=LATELY) if request.book.tally.last else []
    return lately


def _shown(pause: Pause, kept: Iterable[Rest], rose: Iterable[datetime], now: datetime) -> Resting:
    code, end = RestCode(pause.code), ending(pause)
    ready = end.earliest is not None and end.earliest <= now
    offer = pause.code if ready and code is not RestCode.overwhelm else ""
    why, about = WHY[code], ""
    if code is RestCode.overwhelm and pause.since in rose:
        why = ROSE
    if code is RestCode.self_harm:
        waits = open_rests(kept, code, now)
        if waits and all(one.source == WORDS for one in waits):
            why, about = WORDS_SEEMED, max(waits, key=lambda one: one.at).id
    return Resting(
        pause.code, why, _ends(code, end.how, end.on, None if ready else end.earliest), offer, about
    )


def _ends(code: RestCode, how: How, on: datetime | None, earliest: datetime | None) -> str:
    if on is not None:
        day = {"day": _day(on)}
        if code is RestCode.overwhelm:
            return gettext("Until %(day)s only small steps are suggested. Then it ends by itself.") % day
        return gettext("It ends by itself on %(day)s.") % day
    if how is How.wanted_back and earliest is not None:
        return gettext(
            "It lasts until %(day)s at least. From then on it ends when you say that you want suggestions back."
        ) % {"day": _day(earliest)}
    return str(ENDS[how])


ENDS: Mapping[How, Label] = {
    How.wanted_back: _("It ends when you say that you want suggestions back."),
    How.lighter_or_talked: _(
        "It ends when your answers are lower again, or when you have talked with someone about it and say so here."
    ),
    How.own_word: _("It ends when you say so."),
    How.asked_again: _("It ends when you have answered the five questions about them again."),
    How.day_comes: "",
}


def _day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "l j F, H:i")
