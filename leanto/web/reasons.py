"""Why a step is suggested, or why none is, in words.

Before the guesses are written nothing is said that could colour them: ``two`` leaves out what comes from the
record, and ``sentence`` has words for that too, for the pages that come after.
"""

from collections.abc import Callable, Mapping, Sequence

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.practise.gates import WhyNone
from leanto.practise.reasons import Because, Reason
from leanto.practise.suggest import Suggestion
from leanto.records import Body, Kind, Load, Person, ReachOut, Step
from leanto.web.words import DOMAIN, Label


class About(Struct, frozen=True):
    """What the sentences are about. ``load``: what it would lighten; ``known``: they were turned to before."""

    step: Step
    person: Person | None
    load: str = ""
    known: bool = False

    @property
    def name(self) -> SafeString:
        """Whom it is with, safe to stand in a sentence."""
        return bdi(self.person.name) if self.person else SafeString(gettext("someone"))


class Way(Struct, frozen=True):
    """Something that is open instead."""

    words: Label
    to: str
    query: str = ""

    @property
    def url(self) -> str:
        """Where it is."""
        return reverse(self.to) + self.query


class Nothing(Struct, frozen=True):
    """Why nothing is suggested, and what is open instead, the nearest first."""

    heading: Label
    words: Label
    ways: tuple[Way, ...]


def bdi(words: str) -> SafeString:
    """A person's own words inside a sentence of ours."""
    return format_html('<bdi dir="auto">{}</bdi>', words)


def about(found: Suggestion, loads: Mapping[str, Load], history: Sequence[ReachOut]) -> About:
    """What there is to say of a suggestion besides its codes."""
    load = loads.get(found.step.load_id or "")
    person = found.person
    known = person is not None and any(
        one.person_id == person.id and (one.outcome is not None or one.cancelled_at is None)
        for one in history
    )
    return About(found.step, person, load.text if load else "", known)


def sentence(reason: Reason, of: About) -> Label:
    """One coded fact as a sentence."""
    return SENTENCES[reason.code](reason, of)


def _counted(words: str, reason: Reason) -> str:
    return words % {"k": reason.k or 0, "n": reason.n or 0}


def _named(words: str, of: About) -> Label:
    return format_html(words, name=of.name)


def _lightens(of: About) -> Label:
    if not of.load:
        return gettext("It would lighten something on your own pile.")
    return format_html(gettext("It would lighten something on your own pile: {load}."), load=bdi(of.load))


def _since(days: int, of: About) -> Label:
    if of.person is None:
        words = ngettext(
            "It is %(days)d day since you last tried something of this kind.",
            "It is %(days)d days since you last tried something of this kind.",
            days,
        )
        return words % {"days": days} if days else gettext("You tried something of this kind today already.")
    if not of.known:
        return _named(gettext("You have not turned to {name} here yet."), of)
    words = ngettext(
        "It is %(days)d day since you last turned to {name}.",
        "It is %(days)d days since you last turned to {name}.",
        days,
    )
    return _named(
        words % {"days": days} if days else gettext("You turned to {name} today already."),
        of,
    )


NEW_KIND: Mapping[Kind, Label] = {
    Kind.ask: _("You have not tried asking for something here yet."),
    Kind.share: _("You have not tried sharing how it is here yet."),
    Kind.accept: _("You have not tried accepting something here yet."),
    Kind.let_go: _("You have not tried letting something go here yet."),
}
SENTENCES: Mapping[Because, Callable[[Reason, About], Label]] = {
    Because.came_through: lambda reason, of: _named(
        _counted(gettext("{name} came through %(k)d of %(n)d times."), reason), of
    ),
    Because.kinder_than_guessed: lambda reason, _of: _counted(
        gettext("What came was kinder than your guess %(k)d of %(n)d times."), reason
    ),
    Because.size_handled: lambda _reason, _of: gettext("You have carried a step of this size before."),
    Because.not_asked_for: lambda reason, of: _since(reason.days or 0, of),
    Because.new_kind: lambda _reason, of: NEW_KIND[of.step.kind],
    Because.new_domain: lambda _reason, of: (
        gettext("It is in a part of life that is new here: %(domain)s.") % {"domain": DOMAIN[of.step.domain]}
    ),
    Because.they_offered: lambda _reason, of: _named(
        gettext("{name} has said that you may ask for things like this."), of
    ),
    Because.from_your_load: lambda _reason, of: _lightens(of),
    Because.small_first: lambda _reason, _of: gettext("It is the easiest one there is for today."),
}


FITS: Mapping[Body | None, Label] = {
    Body.settled: _("Its size is chosen for a settled day."),
    Body.keyed_up: _("Its size is chosen for a keyed-up day."),
    Body.shut_down: _("It can wait."),
    None: _("You have not said how your body is, so the size is kept modest."),
}
BEYOND = _("Nothing nearer to the size you usually carry is open.")


def two(reasons: Sequence[Reason], of: About, body: Body | None) -> tuple[Label, Label]:
    """The reason in two sentences, of what cannot colour a guess. Where the body was not said, one of them says so:
    it is the one reason that a touch would change."""
    said = [sentence(one, of) for one in reasons if not one.from_record][: 1 if body is None else 2]
    small = any(one.code is Because.small_first for one in reasons)
    first, second = [*said, BEYOND if small else FITS[body], FITS[body]][:2]
    return first, second


LADDER = Way(_("Look at the ladder"), "practise:ladder")
ALONE = Way(_("Steps that need no one you know"), "practise:ladder", "?alone=1")
LET_GO = Way(_("Let something go"), "practise:ladder", "?kind=4")
OWN = Way(_("Write a step of your own"), "practise:new_step")
CIRCLE = Way(_("Look at your circle"), "circle:people")
GROUND = Way(_("Find the ground"), "care:grounding")
WAITING = Way(_("See what waits"), "practise:waiting")
BODY = Way(_("Say how your body is now"), "today:page")
REST = Way(_("About this rest"), "care:rest")
TELL = Way(_("Tell one person"), "care:help", "#tell")

WHY_NONE: Mapping[WhyNone, Nothing] = {
    WhyNone.shut_down: Nothing(
        _("Steady yourself first"),
        _(
            "You said: shut down. That is a body keeping safe, and no time for a step. There are five small ways "
            "to come back, none of them needed."
        ),
        (GROUND, BODY),
    ),
    WhyNone.paused: Nothing(
        _("Practising rests"),
        _("Nothing is suggested while it does. People stay open to you, and so does planning of your own."),
        (TELL, REST, OWN),
    ),
    WhyNone.nobody_safe: Nothing(
        _("No step with anyone for now"),
        _(
            "Every step still on your ladder is done with someone, and there is no one you marked safe to suggest "
            "it with. Wariness here is good judgement, and there need not be anyone. A service or a "
            "group counts as much as a friend."
        ),
        (ALONE, OWN, CIRCLE),
    ),
    WhyNone.all_waiting: Nothing(
        _("Your part is done for now"),
        _(
            "With everyone you marked safe, something is planned already or waits for an answer. One thing at a "
            "time with each person is plenty."
        ),
        (WAITING, LET_GO),
    ),
    WhyNone.not_safe_for_this: Nothing(
        _("Nothing that fits what they are safe for"),
        _(
            "The steps on your ladder are in other parts of life than those you marked people safe for. That is "
            "your judgement, and it stands. You can write a step that fits, or say more about what someone is "
            "safe for."
        ),
        (OWN, CIRCLE, LET_GO),
    ),
    WhyNone.unlikely: Nothing(
        _("Nothing that is likely enough to be worth it"),
        _(
            "What is left on your ladder would more likely be a no than a yes, and that is no practice. It says "
            "nothing about you. Letting go needs no yes, and groups and services are there to be asked."
        ),
        (LET_GO, ALONE, OWN),
    ),
    WhyNone.all_too_big: Nothing(
        _("Everything left is bigger than today"),
        _(
            "The steps still open look harder than what is good to carry today. A smaller one of your own, or "
            "another day, is as good."
        ),
        (OWN, GROUND, LADDER),
    ),
    WhyNone.no_steps: Nothing(
        _("Every step is put aside"),
        _(
            "Nothing on your ladder is in use that could be suggested. Bring one back, or write one of your own."
        ),
        (LADDER, OWN),
    ),
}
ASIDE = Nothing(
    _("That is all for today"),
    _("What could be suggested is put aside for today. Nothing is lost by that, and tomorrow it is back."),
    (LADDER, CIRCLE),
)
