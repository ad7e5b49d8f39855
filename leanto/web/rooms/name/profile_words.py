"""A picture in words: one plain sentence for each thing that was answered, each with its count.

Never what someone is. A sign that was passed by says so; everything else that was passed by says nothing.
"""

from collections.abc import Iterator, Mapping, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from msgspec import Struct

from leanto.content.instruments import Scale
from leanto.name.change import Direction
from leanto.name.profile import SIGNS, SOLITUDE, Facet, Found, Line, Picture
from leanto.records import Domain, Fits
from leanto.web.charts import profile as chart
from leanto.web.charts.counts import listed
from leanto.web.words import SIGN, Label

FITS: Mapping[Fits, Label] = {
    Fits.yes: gettext_lazy("Yes"),
    Fits.partly: gettext_lazy("Partly"),
    Fits.no: gettext_lazy("No"),
    Fits.not_sure: gettext_lazy("I am not sure"),
}
IN: Mapping[Domain, Label] = {
    Domain.emotional: gettext_lazy("with feelings"),
    Domain.practical: gettext_lazy("with practical things"),
    Domain.financial: gettext_lazy("with money"),
    Domain.work: gettext_lazy("at work"),
    Domain.health: gettext_lazy("with health"),
    Domain.caring: gettext_lazy("when looking after someone"),
    Domain.deciding: gettext_lazy("when deciding"),
}


class Sentence(Struct, frozen=True):
    """One thing that was found: ``name`` it is about, and ``words`` with the count in them."""

    name: Label
    words: str
    more: str = ""


class Rows(Struct, frozen=True):
    """The lines of one thing, for the table."""

    name: Label
    lines: tuple[Line, ...]


class Told(Struct, frozen=True):
    """One facet in words: what it says, how sure that is, and what changed."""

    facet: Facet
    name: str
    words: str
    result: str
    sure: str
    since: str


def signs(picture: Picture) -> list[Sentence]:
    """The four signs, each for itself."""
    return [Sentence(capfirst(SIGN[sign]), *_sign(picture.signs[sign])) for sign in SIGNS]


def others(picture: Picture) -> list[Sentence]:
    """The body when help is offered, and what was praised: only what was answered."""
    return [*_body(picture), *_praise(picture)]


def apart(picture: Picture) -> list[Sentence]:
    """What is chosen, and what is taste."""
    return [*_chosen(picture), *_solitude(picture.solitude)]


def told(facet: Facet) -> Told:
    """One facet in words."""
    value = facet.scored.value
    result = "" if value is None else figure(value)
    return Told(facet, facet.instrument.name, _facet(facet), result, _sure(facet), _since(facet))


def drawing(picture: Picture) -> chart.Chart | None:
    """The lines of one reflection along the answers, the signs first and then what is apart."""
    rows = [chart.Given(capfirst(SIGN[sign]), _places(picture.signs[sign])) for sign in SIGNS]
    rows += [
        chart.Given(_("Apart: alone by choice"), _places(picture.chosen), apart=True),
        chart.Given(_("Apart: liking my own company"), _places(picture.solitude), apart=True),
    ]
    return chart.draw(rows, 0, 4)


def facets_drawing(facets: Sequence[Facet]) -> chart.Chart | None:
    """The facets that have a result, along their scale from 1 to 5."""
    rows = [
        chart.Given(one.instrument.name, (one.scored.value,), one.span, one.instrument.id == SOLITUDE)
        for one in facets
        if one.scored.value is not None and (one.scored.lowest, one.scored.highest) == (1, 5)
    ]
    return chart.draw(rows, 1, 5)


def table(picture: Picture) -> list[Rows]:
    """Every line that was answered, under its name."""
    rows = [Rows(capfirst(SIGN[sign]), picture.signs[sign].lines) for sign in SIGNS]
    rows += [
        Rows(_("Alone by choice"), picture.chosen.lines),
        Rows(_("Liking my own company"), picture.solitude.lines),
    ]
    return [row for row in rows if row.lines]


def figure(value: float) -> str:
    """A result as it is said."""
    return f"{value:.1f}"


def _places(found: Found) -> tuple[float, ...]:
    return tuple(line.place for line in found.lines)


def _sign(found: Found) -> tuple[str, str]:
    if not found.answered:
        return _("You passed all %(of)s lines by, so nothing is said here.") % {"of": found.of}, ""
    where = [str(IN[domain]) for domain in found.domains]
    more = ngettext(
        "You named %(n)s part of life: %(where)s.", "You named %(n)s parts of life: %(where)s.", len(where)
    )
    return _like(found), more % {"n": len(where), "where": listed(where)} if where else ""


def _like(found: Found) -> str:
    words = ngettext(
        "You answered %(m)s line, and recognise it there.",
        "You recognise it in %(n)s of the %(m)s lines you answered.",
        found.answered,
    )
    none = ngettext(
        "You answered %(m)s line, and do not recognise it there.",
        "You answered %(m)s lines, and recognise it in none of them.",
        found.answered,
    )
    return (words if found.recognised else none) % {"n": found.recognised, "m": found.answered}


def _body(picture: Picture) -> Iterator[Sentence]:
    if picture.body:
        words = ngettext(
            "When someone offers help, you named %(n)s answer: %(what)s.",
            "When someone offers help, you named %(n)s answers: %(what)s.",
            len(picture.body),
        )
        yield Sentence(_("Your body"), _named(words, picture.body))


def _praise(picture: Picture) -> Iterator[Sentence]:
    if not picture.praised:
        return
    words = ngettext(
        "Asked what you were praised for, you named %(n)s thing: %(what)s.",
        "Asked what you were praised for, you named %(n)s things: %(what)s.",
        len(picture.praised),
    )
    yield Sentence(_("What was praised"), _named(words, picture.praised), picture.said)
    if picture.by_whom:
        words = ngettext("You named %(n)s: %(what)s.", "You named %(n)s: %(what)s.", len(picture.by_whom))
        yield Sentence(_("Who praised it"), _named(words, picture.by_whom))
    if picture.good_for:
        words = ngettext("You named %(n)s: %(what)s.", "You named %(n)s: %(what)s.", len(picture.good_for))
        yield Sentence(_("Who it was good for"), _named(words, picture.good_for))


def _chosen(picture: Picture) -> Iterator[Sentence]:
    found = picture.chosen
    because = _("You say you do things alone mostly because: “%(why)s”.") % {"why": picture.because}
    more = because if picture.because else ""
    if found.answered:
        words = _like(found)
        if found.recognised:
            words = _("%(found)s What is chosen freely is a strength.") % {"found": words}
        yield Sentence(_("Independence you choose"), words, more)
    elif more:
        yield Sentence(_("Independence you choose"), _("You answered 1 question about it."), more)


def _solitude(found: Found) -> Iterator[Sentence]:
    if found.answered:
        words = _("%(found)s It is a taste, and counts towards no sign.") % {"found": _like(found)}
        yield Sentence(_("Liking your own company"), words)


def _named(words: str, named: Sequence[str]) -> str:
    return words % {"n": len(named), "what": listed([_("“%(one)s”") % {"one": one} for one in named])}


def _facet(facet: Facet) -> str:
    one = facet.scored
    counts = {"n": facet.leaning, "m": one.answered}
    leaning = _("Lines that lean this way: %(n)s of the %(m)s you answered.") % counts
    if one.value is None:
        return f"{leaning} {_('Too few for a result.')} {one.scale.missing}"
    ends = {"value": figure(one.value), "low": f"{one.lowest:g}", "high": f"{one.highest:g}"}
    result = _("Taken together: %(value)s, where %(low)s is the lowest there is and %(high)s the highest.")
    return f"{leaning} {result % ends}"


def _sure(facet: Facet) -> str:
    if facet.scored.value is None:
        return ""
    if facet.span:
        low, high = (figure(end) for end in facet.span)
        return _("No measure is exact: anything from %(low)s to %(high)s fits your answers as well.") % {
            "low": low,
            "high": high,
        }
    return _unsure(facet.scored.scale)


def _unsure(scale: Scale) -> str:
    if scale.reliability is None:
        return _("Rough: nobody has published how exact this is.")
    words = _("Rough: how well its lines agree is published (alpha %(alpha)s), and no margin.")
    return words % {"alpha": f"{scale.reliability:.2f}".removeprefix("0")}


def _since(facet: Facet) -> str:
    moved = facet.moved
    if moved is None or facet.since is None:
        return ""
    since = date_format(timezone.localtime(facet.since), "j F Y")
    day = {"day": since, "by": figure(abs(moved.by))}
    if moved.beyond is None:
        return (
            _("Whether it differs from %(day)s is not said: without a margin, chance could explain it.") % day
        )
    if not moved.beyond:
        return _("Beside %(day)s: within what this measure can tell apart.") % day
    if moved.direction is Direction.up:
        return _("%(by)s higher than on %(day)s, which is more than the error of this measure.") % day
    return _("%(by)s lower than on %(day)s, which is more than the error of this measure.") % day
