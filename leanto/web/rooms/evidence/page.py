"""What was expected beside what happened: in words and counts first, then one by one, by way and by person."""

from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.circle.came import Counts, Part, evidence, sort
from leanto.records import Channel, Outcome, Person, ReachOut
from leanto.web.charts import counts, guesses
from leanto.web.requests import LeantoRequest
from leanto.web.told import tell
from leanto.web.words import CHANNEL, OUTCOME, Label

SHOWN = 12
WRITTEN = (Channel.text, Channel.email)


class Finding(Struct, frozen=True):
    """One card: what came, in words; what the guesses came to; then the rows, the latest first.

    ``more`` counts rows not shown. ``months`` holds the rows by month, when all of them are.
    """

    said: str
    expected: str
    rows: tuple[guesses.Row, ...]
    months: tuple[guesses.Group, ...]
    more: int


class Way(Struct, frozen=True):
    """One way of asking: how many came through, of how many."""

    words: Label
    came: int
    partly: str
    of: int
    expected: str
    nudge: bool


class Someone(Struct, frozen=True):
    """What came of asking one person, in counts."""

    person: Person
    asks: str
    said: str


class Line(Struct, frozen=True):
    """One way or one person as a row of a table: each outcome in the order of its words, and the guesses."""

    name: Label
    total: int
    times: tuple[int, ...]
    guessed: str


def page(request: LeantoRequest) -> HttpResponse:
    people, history = request.book.all(Person), request.book.all(ReachOut)
    seen, by_id = evidence(history, people), {person.id: person for person in people}
    shown = None if "all" in request.GET else SHOWN
    context = {
        "asking": _finding(seen.asking, counts.asks(seen.asked), seen.asked, by_id, shown),
        "receiving": _finding(seen.receiving, counts.steps(seen.received), seen.received, by_id, shown),
        "feared": counts.fears(seen.feared),
        "feared_expected": counts.expected(seen.feared) if seen.feared.enough else "",
        "ways": [_way(part, nudge=not request.preferences.text_is_fine) for part in seen.by_channel],
        "way_lines": [_line(capfirst(str(_way_words(part.key))), part.counts) for part in seen.by_channel],
        "person_lines": [_line(by_id[part.key].name, part.counts) for part in seen.by_person if part.key],
        "outcomes": OUTCOME.values(),
        "people": [_someone(by_id[part.key], part.counts) for part in seen.by_person if part.key],
        "left_out": seen.left_out,
    }
    return render(request, "evidence/page.html", context)


def _finding(
    told: Sequence[ReachOut], said: str, of: Counts, people: Mapping[str, Person], shown: int | None
) -> Finding | None:
    if not told:
        return None
    rows = guesses.draw(tell(told[:shown], people))
    months = () if shown else guesses.by_month(rows)
    return Finding(said, counts.expected(of), rows, months, more=len(told) - len(rows))


def _way(part: Part, *, nudge: bool) -> Way:
    partly = sort(part.counts, Outcome.partly)
    return Way(
        words=_way_words(part.key),
        came=sort(part.counts, Outcome.came_through),
        partly=counts.number(partly) if partly else "",
        of=part.counts.total,
        expected=counts.expected(part.counts),
        nudge=nudge and part.key in WRITTEN,
    )


def _way_words(key: str | None) -> Label:
    return CHANNEL[Channel(key)] if key else _("no way said")


def _line(name: Label, of: Counts) -> Line:
    """What the guesses came to stands there from five on, and of how many, where not all had one."""
    about = str(int(of.expected + 0.5)) if of.enough and of.guessed else "–"
    if of.enough and 0 < of.guessed < of.total:
        about = gettext("%(about)s (of %(guessed)s)") % {"about": about, "guessed": of.guessed}
    return Line(name, of.total, tuple(sort(of, outcome) for outcome in OUTCOME), about)


def _someone(person: Person, of: Counts) -> Someone:
    return Someone(person, counts.asks_in_all(of.total), counts.each(of, counts.ASKS))
