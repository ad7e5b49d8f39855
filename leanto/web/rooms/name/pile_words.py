"""What the pile says of itself, in counts, and the words that a thing is turned into a step with."""

from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext, ngettext_lazy

from leanto.name.pile import Counts, Place
from leanto.records import Kind, Load, Person, Whose
from leanto.web.charts.counts import listed, number

MOST_OF_A_THING = 160


def finding(counts: Counts) -> tuple[str, ...]:
    """The pile in sentences, what was not said left out."""
    if not counts.total:
        return ()
    every = ngettext("You carry %(n)s thing.", "You carry %(n)s things.", counts.total)
    said = [
        every % {"n": number(counts.total)},
        _placed(counts),
        _whose(counts),
        _heavy(counts),
        _corners(counts),
    ]
    return tuple(one for one in said if one)


def _placed(counts: Counts) -> str:
    of = counts.placed
    words = [
        (of[Place.had_to], gettext("%(n)s you had to")),
        (of[Place.chosen], gettext("%(n)s you chose to")),
        (of[Place.between], gettext("%(n)s in between")),
    ]
    parts = [word % {"n": number(n)} for n, word in words if n]
    return f"{_capital(listed(parts))}." if parts else ""


def _whose(counts: Counts) -> str:
    of = counts.whose
    words = [
        (
            of[Whose.someone_elses],
            ngettext_lazy("%(n)s is someone else’s", "%(n)s are someone else’s", "count"),
        ),
        (of[Whose.nobodys], ngettext_lazy("%(n)s is nobody’s", "%(n)s are nobody’s", "count")),
        (of[Whose.shared], ngettext_lazy("%(n)s is shared", "%(n)s are shared", "count")),
    ]
    parts = [str(word % {"count": n, "n": number(n)}) for n, word in words if n]
    return gettext("By your own word, %(parts)s.") % {"parts": listed(parts)} if parts else ""


def _heavy(counts: Counts) -> str:
    if not counts.heavy:
        return ""
    words = ngettext("%(n)s costs a lot or more.", "%(n)s cost a lot or more.", counts.heavy)
    return _capital(words % {"n": number(counts.heavy)})


def _corners(counts: Counts) -> str:
    if not counts.corners:
        return ""
    words = ngettext(
        "For %(n)s, someone could hold a corner.",
        "For %(n)s of them, someone could hold a corner.",
        counts.corners,
    )
    return words % {"n": number(counts.corners)}


def suggested(load: Load, kind: Kind, helper: Person | None) -> str:
    """Words for the step a thing becomes, to be changed. Only who is given is named: someone safe, or no one."""
    what = Truncator(load.text).chars(MOST_OF_A_THING)
    if kind is Kind.ask and helper:
        return gettext("Ask %(who)s to take one corner of “%(what)s”, once. A no is fine.") % {
            "who": Truncator(helper.name).chars(MOST_OF_A_THING),
            "what": what,
        }
    if kind is Kind.let_go:
        return _let_go(load.whose) % {"what": what}
    if kind is Kind.accept:
        return gettext(
            "When someone next offers a hand with “%(what)s”, say yes, and leave it at thank you."
        ) % {"what": what}
    return gettext("Ask someone to take one corner of “%(what)s”, once. A no is fine.") % {"what": what}


def _let_go(whose: Whose | None) -> str:
    """A part of it, by whose it is."""
    if whose is Whose.someone_elses:
        return gettext("Hand one part of “%(what)s” back to whose it is, and leave it with them.")
    if whose is Whose.nobodys:
        return gettext("Leave “%(what)s” undone for one week, and look at what happens.")
    if whose is Whose.shared:
        return gettext("Do only your own share of “%(what)s” this week, and leave the other share be.")
    return gettext("Leave one part of “%(what)s” undone, or half done, once.")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
