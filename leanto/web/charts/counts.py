"""Counts in words: what came, how often, and what the guesses came to. Never a share of a hundred."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.circle.came import Counts, sort
from leanto.records import Feared, Outcome
from leanto.web.words import Label

NUMBERS: Sequence[Label] = (
    _("none"),
    _("one"),
    _("two"),
    _("three"),
    _("four"),
    _("five"),
    _("six"),
    _("seven"),
    _("eight"),
    _("nine"),
    _("ten"),
)

# The person's words name who did it, so each part reads on after a number: "one kindly said no".
ASKS: Mapping[Outcome, Promise] = {
    Outcome.came_through: ngettext_lazy("%(n)s came through", "%(n)s came through", "count"),
    Outcome.partly: ngettext_lazy("%(n)s partly", "%(n)s partly", "count"),
    Outcome.kind_no: ngettext_lazy("%(n)s kindly said no", "%(n)s kindly said no", "count"),
    Outcome.no_answer: ngettext_lazy("%(n)s had no answer", "%(n)s had no answer", "count"),
    Outcome.hurtful: ngettext_lazy("%(n)s hurt", "%(n)s hurt", "count"),
}
STEPS: Mapping[Outcome, Promise] = {
    Outcome.came_through: ngettext_lazy("%(n)s was all right", "%(n)s were all right", "count"),
    Outcome.partly: ngettext_lazy("%(n)s partly", "%(n)s partly", "count"),
    Outcome.kind_no: ngettext_lazy("%(n)s did not work out", "%(n)s did not work out", "count"),
    Outcome.no_answer: ngettext_lazy("%(n)s came to nothing", "%(n)s came to nothing", "count"),
    Outcome.hurtful: ngettext_lazy("%(n)s hurt", "%(n)s hurt", "count"),
}
FEARS: Mapping[Feared, Label] = {
    Feared.did_not: _("%(times)s it did not happen"),
    Feared.partly: _("%(times)s a little of it happened"),
    Feared.happened: _("%(times)s it happened"),
}


class Count(Struct, frozen=True):
    """How often something came, with its word and the name of its mark."""

    words: Label
    mark: str
    times: int


def asks(counts: Counts) -> str:
    """How many asks, and what came of them."""
    return f"{asks_in_all(counts.total)} {_capital(each(counts, ASKS, always=Outcome.came_through))}."


def asks_in_all(total: int) -> str:
    """How many asks."""
    return _capital(ngettext("%(n)s ask.", "%(n)s asks.", total) % {"n": number(total)})


def steps(counts: Counts) -> str:
    """How often help was accepted or something let go, and how it went."""
    total = ngettext("Accepted or let go %(times)s.", "Accepted or let go %(times)s.", counts.total)
    return f"{total % {'times': times(counts.total)}} {_capital(each(counts, STEPS, always=Outcome.came_through))}."


def each(counts: Counts, words: Mapping[Outcome, Promise], *, always: Outcome | None = None) -> str:
    """Each outcome that came, with how many; ``always`` is said also when there were none."""
    of = [
        (word, sort(counts, outcome))
        for outcome, word in words.items()
        if outcome is always or sort(counts, outcome)
    ]
    return listed([str(word % {"count": n, "n": number(n)}) for word, n in of])


def fears(counts: Counts) -> str:
    """How often what was feared came; nothing where nothing was feared, or it is too soon."""
    said = [str(word) % {"times": times(n)} for feared, word in FEARS.items() if (n := sort(counts, feared))]
    return gettext("What you feared: %(said)s.") % {"said": listed(said)} if said else ""


def expected(counts: Counts) -> str:
    """What the guesses came to, once there are enough; said only of those that had one."""
    if not counts.enough:
        return gettext("Too few to say more.")
    if not counts.guessed:
        return ""
    about = number(int(counts.expected + 0.5))
    if counts.guessed == counts.total:
        return gettext("Your guesses came to about %(n)s.") % {"n": about}
    words = ngettext(
        "You had a guess for %(some)s of them: about %(n)s.",
        "You had a guess for %(some)s of them. Together these came to about %(n)s.",
        counts.guessed,
    )
    return words % {"some": number(counts.guessed), "n": about}


def number(n: int) -> str:
    """A number as a word up to ten."""
    return str(NUMBERS[n]) if n < len(NUMBERS) else str(n)


def times(n: int) -> str:
    """How often, in words."""
    few = (gettext("never"), gettext("once"), gettext("twice"))
    return few[n] if n < len(few) else ngettext("%(n)s time", "%(n)s times", n) % {"n": number(n)}


def listed(parts: Sequence[str]) -> str:
    """Parts of a sentence, one after another."""
    return gettext(", ").join(parts)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
