"""Days, names and reach-outs in words, for the pages that list them or lay them beside something else."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.practise.plan import State, silence_from, state
from leanto.records import Kind, Person, ReachOut
from leanto.web.words import CHANNEL, FEARED, KIND, Label, outcome_of

WENT_OUT: Mapping[Kind, Label] = {
    Kind.ask: _("Asked %(day)s"),
    Kind.share: _("Said %(day)s"),
    Kind.accept: _("Said yes %(day)s"),
    Kind.let_go: _("Handed over %(day)s"),
}


class Told(Struct, frozen=True):
    """One reach-out as a row: what was asked, of whom, and what came of it.

    ``mark`` is the name of the outcome's mark, empty while there is none.
    """

    reach_out: ReachOut
    what: str | Promise
    person: Person | None
    state: Label
    mark: str
    feared_came: Label


def tell(reach_outs: Iterable[ReachOut], people: Mapping[str, Person]) -> tuple[Told, ...]:
    """Each reach-out in words, in the order given."""
    return tuple(_told(one, people.get(one.person_id or "")) for one in reach_outs)


def _told(one: ReachOut, person: Person | None) -> Told:
    what = one.text or one.words or KIND[one.kind]
    mark = one.outcome.value if one.outcome else ""
    feared_came = FEARED[one.feared_came] if one.feared and one.feared_came else ""
    return Told(one, what, person, _state(one), mark, feared_came)


def _state(one: ReachOut) -> Label:
    if one.outcome:
        return outcome_of(one.kind, one.outcome)
    if one.cancelled_at:
        return _("called off")
    return _("waiting to hear") if one.asked_at else _("planned")


def stands(one: ReachOut, now: datetime) -> str:
    """Where a reach-out stands, in a sentence or two, by the days of the person's own zone."""
    where, silent = state(one, now), silence_from(one)
    if where is State.planned:
        return _went(gettext("Planned %(day)s"), one, one.at, now)
    if where is State.cancelled:
        return gettext("Called off %(day)s.") % {"day": _on(one.cancelled_at or one.at, now)}
    if where is State.done:
        return gettext("Told %(day)s.") % {"day": _on(one.outcome_at or one.at, now)}
    asked = _went(str(WENT_OUT[one.kind]), one, one.asked_at or one.at, now)
    if where is State.past_silence or silent is None:
        return f"{asked} {gettext('No word since.')}"
    return f"{asked} {gettext('From %(day)s, silence is an answer.') % {'day': _near(silent, now)}}"


def _went(words: str, one: ReachOut, at: datetime, now: datetime) -> str:
    said = words % {"day": _on(at, now)}
    return f"{said}, {CHANNEL[one.channel]}." if one.channel else f"{said}."


def _on(at: datetime, now: datetime) -> str:
    day = _near(at, now)
    return day if abs(_away(at, now)) < 2 else gettext("on %(day)s") % {"day": day}


def _near(at: datetime, now: datetime) -> str:
    """A day inside a sentence: near ones as people say them, and the year once it is another."""
    away, day = _away(at, now), at.astimezone(now.tzinfo).date()
    if abs(away) < 2:
        return (gettext("today"), gettext("tomorrow"), gettext("yesterday"))[away]
    if abs(away) < 7:
        return date_format(day, pgettext("a near day, in Django's date letters", "l"))
    if day.year == now.year:
        return date_format(day, pgettext("a day inside a sentence, in Django's date letters", "j F"))
    return date_format(day, pgettext("a day of another year inside a sentence", "j F Y"))


def _away(at: datetime, now: datetime) -> int:
    return (at.astimezone(now.tzinfo).date() - now.date()).days


def initial(name: str) -> str:
    """The letter a name is drawn by."""
    return name.strip()[:1].upper()


def day_words(on: date, today: date) -> str:
    """A day as people say it: today, yesterday, "Monday 3 November", and the year once it is another."""
    if on == today:
        return gettext("Today")
    if on == today - timedelta(days=1):
        return gettext("Yesterday")
    if on.year == today.year:
        return date_format(on, pgettext("a day this year, in Django's date letters", "l j F"))
    return date_format(on, pgettext("a day of another year, in Django's date letters", "l j F Y"))
