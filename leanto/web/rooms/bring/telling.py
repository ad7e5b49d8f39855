"""Things in the words in which they leave: the person speaks, to someone who does not know this place."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leanto.circle.came import RECEIVING, Counts, sort
from leanto.records import Kind, Room
from leanto.share.things import Answered, Came, Counted, Item, What
from leanto.web.charts import counts
from leanto.web.sums import band, total
from leanto.web.words import FEARED, Label, outcome_of

HEADINGS: Mapping[Room, Label] = {
    Room.name: gettext_lazy("What happened, and what I carry"),
    Room.explore: gettext_lazy("Rules I learned"),
    Room.practise: gettext_lazy("Reaching out, and what came of it"),
    Room.redefine: gettext_lazy("Signs, and strength"),
    Room.circle: gettext_lazy("What helps me"),
}
LABELS: Mapping[What, Label] = {
    What.moment: gettext_lazy("What happened"),
    What.whisper: gettext_lazy("What something in me said"),
    What.answers: gettext_lazy("My answers to a check-in"),
    What.pile: gettext_lazy("What I carry"),
    What.old_rule: gettext_lazy("An old rule of mine"),
    What.where: gettext_lazy("Where I learned that rule"),
    What.costs: gettext_lazy("What that rule costs"),
    What.new_rule: gettext_lazy("A newer rule beside it"),
    What.asked: gettext_lazy("What came of asking"),
    What.received: gettext_lazy("What came of accepting and letting go"),
    What.fears: gettext_lazy("What came of what I feared"),
    What.feared: gettext_lazy("What I feared"),
    What.learned: gettext_lazy("What I learned"),
    What.surprised: gettext_lazy("What surprised me"),
    What.sign: gettext_lazy("A sign that it is time to reach out"),
    What.then: gettext_lazy("What I do then"),
    What.strength: gettext_lazy("What strength means to me"),
    What.helps: gettext_lazy("What helps me"),
    What.helps_then: gettext_lazy("What helps me in a hard moment"),
}
CAME: Mapping[Kind, Label] = {
    Kind.ask: gettext_lazy("I asked"),
    Kind.share: gettext_lazy("I told someone"),
    Kind.accept: gettext_lazy("I accepted help"),
    Kind.let_go: gettext_lazy("I let go of something"),
}
GUESSED: Mapping[bool, Label] = {
    False: gettext_lazy("My guess beforehand that they come through: %(n)s in 10."),
    True: gettext_lazy("My guess beforehand that it is all right: %(n)s in 10."),
}


def label(item: Item) -> str:
    """What it is."""
    if isinstance(item, Answered):
        return item.instrument.name
    if item.what is What.came and isinstance(item, Came):
        return str(CAME[item.of.kind])
    return str(LABELS[item.what])


def day(item: Item) -> str:
    """The day it belongs to, if it has one."""
    return date_format(timezone.localtime(item.at), "j F Y") if item.at else ""


def told(item: Item) -> str:
    """All that would go in of it, names and all."""
    if isinstance(item, Answered):
        return "\n".join(_sums(item))
    if isinstance(item, Counted):
        return _counted(item)
    if isinstance(item, Came):
        facts = _fear(item) if item.what is What.feared else _came(item)
        return "\n".join(filter(None, (item.text.strip(), " ".join(filter(None, facts)))))
    return item.text.strip()


def _sums(item: Answered) -> list[str]:
    """The figures, each with its published range. The name doctors know stands only where there is one."""
    measure = item.instrument.scoring.measure if item.instrument.scoring else ""
    several, lines = len(item.scored) > 1, []
    for one in item.scored:
        if one.value is not None:
            name = one.scale.name if several else measure if one.band else _("My answers, added up")
            lines.append(" ".join(filter(None, (f"{name}: {total(one, one.value)}", band(one)))))
    return lines


def _came(item: Came) -> list[str]:
    of, receiving = item.of, item.of.kind in RECEIVING
    return [
        _("With %(name)s.") % {"name": item.person.name} if item.person else "",
        _in_ten(str(GUESSED[receiving]), of.forecast),
        _("What came: %(came)s.") % {"came": outcome_of(of.kind, of.outcome)}
        if of.outcome
        else _("There is no answer yet."),
    ]


def _fear(item: Came) -> list[str]:
    return [
        _in_ten(_("My guess beforehand that it happens: %(n)s in 10."), item.of.feared_chance),
        f"{FEARED[item.of.feared_came]}." if item.of.feared_came else "",
    ]


def _in_ten(words: str, chance: float | None) -> str:
    return words % {"n": f"{chance * 10:g}"} if chance is not None else ""


def _counted(item: Counted) -> str:
    said = {What.asked: counts.asks, What.received: counts.steps, What.fears: _fears}[item.what]
    without = _("People I do not feel safe with are not counted.")
    return " ".join(filter(None, (said(item.counts), _guesses(item.counts), without)))


def _fears(of: Counts) -> str:
    said = [
        str(words) % {"times": counts.times(n)} for one, words in counts.FEARS.items() if (n := sort(of, one))
    ]
    return _("What I feared: %(said)s.") % {"said": counts.listed(said)}


def _guesses(of: Counts) -> str:
    if not of.enough or not of.guessed:
        return ""
    return _("My guesses, for %(some)s of them, came to about %(n)s.") % {
        "some": counts.number(of.guessed),
        "n": counts.number(int(of.expected + 0.5)),
    }
