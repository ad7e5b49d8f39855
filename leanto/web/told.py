"""Days and reach-outs in words, for the pages that list them or lay them beside something else."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.records import Person, ReachOut
from leanto.web.words import FEARED, KIND, Label, outcome_of


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


def day_words(on: date, today: date) -> str:
    """A day as people say it: today, yesterday, "Monday 3 November", and the year once it is another."""
    if on == today:
        return gettext("Today")
    if on == today - timedelta(days=1):
        return gettext("Yesterday")
    if on.year == today.year:
        return date_format(on, pgettext("a day this year, in Django's date letters", "l j F"))
    return date_format(on, pgettext("a day of another year, in Django's date letters", "l j F Y"))
