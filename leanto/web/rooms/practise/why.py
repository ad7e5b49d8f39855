"""Why this one: everything that was used, in words, except what could lean on the guess."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.belief.told import ordered
from leanto.belief.tolerance import tolerance
from leanto.practise.gates import SMALLEST
from leanto.practise.ladder import address
from leanto.practise.reasons import Because, days_since, offered
from leanto.practise.suggest import LOWER, Suggestion
from leanto.records import Load, Person, ReachOut
from leanto.web.next_step import Given
from leanto.web.reasons import bdi
from leanto.web.words import BODY, CHANNEL, DOMAIN, KIND, Label


class Fact(Struct, frozen=True):
    """One thing that was looked at, in a few sentences."""

    about: Label
    words: tuple[Label, ...]


class Fix(Struct, frozen=True):
    """Where something can be put right."""

    words: Label
    url: str


def facts(found: Suggestion, given: Given, load: Load | None) -> list[Fact]:
    """What was used, the plainest first."""
    tried = [one for one in ordered(given.history) if one.outcome is not None or one.cancelled_at is None]
    person = found.person
    return [
        Fact(_("Its size"), _size(found, given)),
        Fact(_("With whom"), _whom(found, person) if person else (_("It needs no one you know."),)),
        *([Fact(_("What they offered"), (_offer(found, person),))] if person else []),
        Fact(_("Your pile"), (_pile(load),)),
        Fact(_("How long since"), _since(found, tried, given.now)),
        Fact(_("Something different"), _variety(found, tried)),
        Fact(
            _("What there is to learn"),
            (
                _("Where your guess and what happens may lie apart, a step teaches the most."),
                _(
                    "How likely it is to go well, how likely what you may fear is, and whether it could be too "
                    "much: these are weighed too."
                ),
                _(
                    "All of that is worked out from what you wrote before. It is not shown here, because it could "
                    "lean on the guess you are about to make."
                ),
            ),
        ),
    ]


def _size(found: Suggestion, given: Given) -> tuple[Label, ...]:
    hard = {"hard": round(found.suds)}
    own = found.step.suds is not None and found.step.suds == found.suds
    words = (
        gettext("You said it looks like %(hard)d of 100.")
        if own
        else gettext("It is written as %(hard)d of 100.")
    )
    unused = found.step.suds is not None and not own
    return (
        words % hard,
        *([_("Your own ratings count once there are six of them, and they differ.")] if unused else []),
        _window(found, given),
        _rests_on(given),
    )


def _window(found: Suggestion, given: Given) -> Label:
    known = ordered(given.history)
    reach = tolerance(known, given.body, LOWER if given.rest.small else 0.0).suds
    bounds = {"low": round(SMALLEST), "high": round(max(SMALLEST, reach))}
    words = gettext("Today a size between %(low)d and %(high)d is looked for.") % bounds
    if any(one.code is Because.small_first for one in found.reasons):
        return gettext("%(words)s Nothing was open there, so this is the easiest one near it.") % {
            "words": words
        }
    return words


def _rests_on(given: Given) -> Label:
    said = any(one.overwhelmed is not None and one.suds is not None for one in given.history)
    body = {"body": BODY[given.body].lower() if given.body else gettext("not said")}
    if said:
        return (
            gettext("It comes from how your body is (%(body)s), and from which steps were too much.") % body
        )
    return gettext("It comes from how your body is (%(body)s), and from where most people begin.") % body


def _whom(found: Suggestion, person: Person) -> tuple[Label, ...]:
    words = gettext("You marked {name} safe, and safe for this: {domain}.")
    safe = format_html(words, name=bdi(person.name), domain=DOMAIN[found.step.domain])
    how = gettext("The way is one you said works with them: %(how)s.")
    return (
        safe,
        _("Nothing is open with them: no plan, and no answer that you wait for."),
        *([how % {"how": CHANNEL[found.channel]}] if found.channel else []),
    )


def _offer(found: Suggestion, person: Person) -> Label:
    if offered(found.step, person):
        return format_html(
            gettext("{name} has said that you may ask for things like this."), name=bdi(person.name)
        )
    return gettext("No standing offer of theirs is about this.")


def _pile(load: Load | None) -> Label:
    if load is None:
        return gettext("It does not come from your pile.")
    return format_html(gettext("It would lighten {load}."), load=bdi(load.text))


def _since(found: Suggestion, tried: Iterable[ReachOut], now: datetime) -> tuple[Label, ...]:
    """Days since this person and since this kind. What came of it is not said."""
    every = list(tried)
    alike = _ago([one for one in every if one.kind is found.step.kind], now)
    words = gettext("This kind of step (%(kind)s): %(ago)s")
    kind = {"kind": KIND[found.step.kind], "ago": alike or gettext("not tried here yet.")}
    said: list[Label] = [words % kind]
    if found.person is not None:
        theirs = _ago([one for one in every if one.person_id == found.person.id], now)
        ago = theirs or gettext("not turned to here yet.")
        said.insert(0, format_html("{}: {}", bdi(found.person.name), ago))
    return tuple(said)


def _ago(told: Iterable[ReachOut], now: datetime) -> str:
    """How long ago the last of these was, by the days of the person's own zone; nothing if there was none."""
    last = max(told, key=_when, default=None)
    if last is None:
        return ""
    days = days_since(_when(last), now)
    ago = ngettext("%(days)d day ago.", "%(days)d days ago.", days) % {"days": days}
    said = (gettext("today."), gettext("yesterday."))[days] if days < 2 else ago
    if last.asked_at is None and last.outcome is None:
        return gettext("planned %(ago)s") % {"ago": said}
    return said


def _when(one: ReachOut) -> datetime:
    return one.asked_at or one.outcome_at or one.at


def _variety(found: Suggestion, tried: list[ReachOut]) -> tuple[Label, ...]:
    """How it differs from the last one."""
    if not tried:
        return (_("It is your first, so there is nothing to vary yet."),)
    last = tried[-1]
    person = found.person.id if found.person else None
    changes = [
        (person != last.person_id, _("another person") if person else _("no one needed this time")),
        (found.step.domain is not last.domain, _("another part of life")),
        (found.step.kind is not last.kind, _("another kind of step")),
        (found.channel is not None and found.channel is not last.channel, _("another way")),
    ]
    other = [str(words) for differs, words in changes if differs]
    rule = _(
        "What repeats the last step counts a little less, so that one no or one yes does not stand for all."
    )
    more = (
        [_("Those you have turned to less count a little more: there is more to find out.")] if person else []
    )
    if not other:
        return (rule, *more, _("This one is much like the last, and was worth it all the same."))
    return (rule, *more, gettext("Beside the last one, this is: %(other)s.") % {"other": ", ".join(other)})


def fixes(found: Suggestion, load: Load | None) -> list[Fix]:
    """Where each of these can be corrected; taking the step off the ladder is a touch of its own."""
    hard = Fix(_("Change how hard this step looks"), reverse("practise:step", args=[address(found.step)]))
    pile = [Fix(_("Change what is on your pile"), reverse("name:load", args=[load.id]))] if load else []
    told = Fix(_("Change what you told before"), reverse("practise:everything"))
    body = Fix(_("Say how your body is now"), reverse("today:page"))
    if found.person is None:
        return [hard, *pile, told, body]
    whom = [found.person.id]
    return [
        hard,
        Fix(_("Change what they are safe for, or what they offered"), reverse("circle:needs", args=whom)),
        Fix(_("Look at whether they are safe"), reverse("circle:gate", args=whom)),
        Fix(_("Change how you reach them"), reverse("circle:edit", args=whom)),
        *pile,
        told,
        body,
    ]
