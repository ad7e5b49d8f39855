"""The same guesses over time, by person, way, kind and part of life: for each a sentence, a table and a caveat."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.circle.calibration import Lying, Pair, Part, Tally, Ten, by, by_ten, lying
from leanto.records import Channel, Domain, Kind, Person, ReachOut
from leanto.web.charts import tens
from leanto.web.charts.counts import listed, number, times
from leanto.web.words import CHANNEL, DOMAIN, KIND, Label


class Row(Struct, frozen=True):
    """One part of it in counts. ``about`` is what its guesses came to, or nothing where there are too few."""

    name: str
    tally: Tally
    about: int | None
    person: str = ""


class Cut(Struct, frozen=True):
    """The guesses by one thing they were about."""

    heading: Label
    column: Label
    said: str
    rows: tuple[Row, ...]
    caveat: Label


class Span(Struct, frozen=True):
    """Ten guesses or so in counts, and from when to when."""

    ten: Ten
    about: int


class Tens(Struct, frozen=True):
    """The guesses over time; no ``chart`` while there are too few."""

    chart: tens.Chart | None
    said: str
    spans: tuple[Span, ...]
    total: int


class Way(Struct, frozen=True):
    """How to cut: by what, how each is named, what the rest is called, and what is to be minded."""

    heading: Label
    column: Label
    key: Callable[[ReachOut], str | None]
    words: Mapping[str, Label]
    none: Label
    caveat: Label


BY_PERSON = Way(
    _("By person"),
    _("Who"),
    lambda one: one.person_id,
    {},
    _("no one you know"),
    _("A few times say little about anyone, and nothing here is a verdict on them."),
)
OTHERS = (
    Way(
        _("By way"),
        _("How"),
        lambda one: one.channel,
        {member.value: CHANNEL[member] for member in Channel},
        _("not said"),
        _(
            "The way goes with what it was, and with whom, so it need not be the way that makes the difference."
        ),
    ),
    Way(
        _("By kind"),
        _("Kind"),
        lambda one: one.kind,
        {member.value: KIND[member] for member in Kind},
        "",
        _("Each kind asks for something else, so they are not alike to begin with."),
    ),
    Way(
        _("By part of life"),
        _("Part of life"),
        lambda one: one.domain,
        {member.value: DOMAIN[member] for member in Domain},
        "",
        _(
            "You may turn to other people in each, so it need not be the part of life that makes the difference."
        ),
    ),
)
LAY: Mapping[str, Label] = {
    "below": _("below what came for %(n)s"),
    "near": _("near what came for %(n)s"),
    "above": _("above what came for %(n)s"),
}
LAY_TIMES: Mapping[str, Label] = {
    "below": _("%(times)s below what came"),
    "near": _("%(times)s near what came"),
    "above": _("%(times)s above what came"),
}
THE_ONE: Mapping[str, Label] = {
    "below": _("Only one has five guesses or more. They lay below what came."),
    "near": _("Only one has five guesses or more. They lay near what came."),
    "above": _("Only one has five guesses or more. They lay above what came."),
}


def tens_of(found: Sequence[Pair]) -> Tens:
    """Over time, ten by ten."""
    every = by_ten(found)
    return Tens(
        chart=tens.draw(every),
        said=_over_time(lying(one.tally for one in every)),
        spans=tuple(Span(one, int(one.tally.expected + 0.5)) for one in reversed(every)),
        total=len(found),
    )


def cuts_of(found: Sequence[Pair], names: Mapping[str, Person]) -> tuple[Cut, ...]:
    """By everything else they were about."""
    people = {id: person.name for id, person in names.items()}
    return tuple(_cut(found, way, way.words or people) for way in (BY_PERSON, *OTHERS))


def _cut(found: Sequence[Pair], way: Way, words: Mapping[str, Label]) -> Cut:
    parts = by(found, way.key)
    rows = tuple(_row(part, str(words[part.key] if part.key else way.none), way) for part in parts)
    return Cut(way.heading, way.column, _said(lying(part.tally for part in parts)), rows, way.caveat)


def _row(part: Part, name: str, way: Way) -> Row:
    about = int(part.tally.expected + 0.5) if part.tally.enough else None
    if way is BY_PERSON and part.key:
        return Row(name, part.tally, about, part.key)
    return Row(name[:1].upper() + name[1:], part.tally, about)


def _over_time(seen: Lying) -> str:
    lay = [
        str(words) % {"times": times(n)} for name, words in LAY_TIMES.items() if (n := getattr(seen, name))
    ]
    return gettext("Ten by ten, your guesses lay %(said)s.") % {"said": listed(lay)}


def _said(seen: Lying) -> str:
    """Where the guesses lay, of the parts that have enough of them."""
    if not seen.total:
        return gettext("None of these has five guesses yet, so nothing is laid side by side.")
    if seen.total == 1:
        return str(next(words for name, words in THE_ONE.items() if getattr(seen, name)))
    words = gettext("%(n)s have five guesses or more. The guesses lay %(said)s.")
    return _capital(words % {"n": number(seen.total), "said": _lay(seen)})


def _lay(seen: Lying) -> str:
    return listed(
        [str(words) % {"n": number(n)} for name, words in LAY.items() if (n := getattr(seen, name))]
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
