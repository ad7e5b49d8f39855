"""The picture that a profile gives: what was recognised, out of how much was answered. It adds up over nothing.

The four signs stay beside each other, and what is chosen and what is taste stay apart from them. A line that was
not answered is in no count. Pure: the words for the screen are the web's.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from leanto.content.instruments import Part
from leanto.name.change import Change, change, measurement_error
from leanto.name.conditions import kept
from leanto.name.danger import asks_about_danger
from leanto.name.instruments import Instrument, sittings
from leanto.name.questionnaires import Answers, Item, Type, Value
from leanto.name.scoring import Part as Ready
from leanto.name.scoring import Scored, score
from leanto.records import Domain, Response, Sign

REFLECTION = "reflection"
SOLITUDE = "liking-time-alone"
"""The facet that is a contrast: a taste, and no part of the pattern."""
MOSTLY = 3.0
"""From this answer on ("mostly like me", of 0 to 4) a line counts as recognised. A reading, not a cut-off."""
AGAIN = timedelta(weeks=4)
Z95 = 1.96
SIGNS: Mapping[Sign, tuple[str, str]] = {
    Sign.refusing: ("refusing", "refusing-where"),
    Sign.weak_or_guilty: ("weak-or-guilty", "needing-where"),
    Sign.trusting: ("trusting", "trusting-where"),
    Sign.control: ("control", "control-where"),
}
"""For each sign its scale in the reflection, and the question where in life it is so."""
ORDER = (
    *("without-others", "kept-to-myself", "careful-with-trust"),
    *("letting-close", "feelings-at-a-distance", "wanting-it-right", "done-my-way", "work-takes-the-room"),
    SOLITUDE,
)
"""The facets of "look closer" as they are met. Others come after them, by name."""


class Line(Struct, frozen=True):
    """One line that was answered. ``place`` is what the answer is worth, turned round where ``turned``."""

    text: str
    answer: str
    place: float
    turned: bool


class Found(Struct, frozen=True):
    """What was answered of ``of`` lines about one thing, and the parts of life it was said of."""

    lines: tuple[Line, ...]
    of: int
    domains: tuple[Domain, ...] = ()

    @property
    def answered(self) -> int:
        """How many lines were answered."""
        return len(self.lines)

    @property
    def recognised(self) -> int:
        """How many of them are mostly or very much like the person."""
        return sum(line.place >= MOSTLY for line in self.lines)


class Picture(Struct, frozen=True):
    """One reflection. What was chosen from a list stands in the list's own order and words."""

    signs: Mapping[Sign, Found]
    chosen: Found
    solitude: Found
    because: str
    body: tuple[str, ...]
    praised: tuple[str, ...]
    by_whom: tuple[str, ...]
    good_for: tuple[str, ...]
    said: str
    answered: int


class Facet(Struct, frozen=True):
    """One public facet. ``leaning``: lines above the middle, of those answered.

    ``margin`` is 1.96 standard errors of one measurement, ``None`` where they were not published.
    """

    instrument: Instrument
    response: Response
    scored: Scored
    leaning: int
    margin: float | None
    moved: Change | None = None
    since: datetime | None = None

    @property
    def span(self) -> tuple[float, float] | None:
        """From where to where the result may as well lie, within the ends of the scale."""
        one = self.scored
        if one.value is None or self.margin is None:
            return None
        return max(one.lowest, one.value - self.margin), min(one.highest, one.value + self.margin)


class Differs(Struct, frozen=True):
    """A line that was answered differently."""

    text: str
    before: str
    now: str


class Differences(Struct, frozen=True):
    """The lines answered differently, of the ``of`` that were answered both times."""

    lines: tuple[Differs, ...]
    of: int


def picture(instrument: Instrument, answers: Answers) -> Picture:
    """What one reflection shows. The order in which it was answered makes no difference."""
    given = kept(instrument.form, answers)
    parts = {part.scale.id: part for part in instrument.plan.parts} if instrument.plan else {}
    links = instrument.form.links

    def found(scale: str, where: str = "") -> Found:
        domains = tuple(Domain(key) for key in _keys(links[where], given)) if where else ()
        return Found(_lines(instrument, parts[scale], given), len(parts[scale].worth), domains)

    return Picture(
        signs={sign: found(*named) for sign, named in SIGNS.items()},
        chosen=found("by-choice"),
        solitude=found("liking-solitude"),
        because=", ".join(_words(links["mostly"], given)),
        body=_words(links["offered"], given),
        praised=_words(links["praised"], given),
        by_whom=_words(links["by-whom"], given),
        good_for=_words(links["good-for"], given),
        said=" ".join(str(value) for value in given.get("praise-said", ())),
        answered=len(given),
    )


def facet(
    instrument: Instrument,
    response: Response,
    answers: Answers,
    before: tuple[datetime, Answers] | None = None,
) -> Facet | None:
    """One facet and what changed since the time before; ``None`` where nothing of it was answered."""
    if instrument.plan is None or not instrument.plan.parts:
        return None
    part, one = instrument.plan.parts[0], score(instrument.plan, answers)[0]
    lines = _lines(instrument, part, kept(instrument.form, answers))
    if not lines:
        return None
    middle = _middle(part)
    error = measurement_error(one.scale)
    return Facet(
        instrument,
        response,
        one,
        leaning=sum(line.place > middle for line in lines),
        margin=None if error is None else Z95 * error,
        moved=change(one.scale, score(instrument.plan, before[1])[0].value, one.value) if before else None,
        since=before[0] if before else None,
    )


def differences(instrument: Instrument, before: Answers, now: Answers) -> Differences:
    """What was chosen differently. Lines of one time alone are left out, and so are free words."""
    old, new = kept(instrument.form, before), kept(instrument.form, now)
    both = [
        item
        for item in instrument.form.questions
        if item.type is Type.choice and item.link in old and item.link in new
    ]
    changed = [item for item in both if set(old[item.link]) != set(new[item.link])]
    lines = [
        Differs(item.text, ", ".join(_words(item, old)), ", ".join(_words(item, new))) for item in changed
    ]
    return Differences(tuple(lines), len(both))


def closer(instruments: Iterable[Instrument]) -> tuple[tuple[Instrument, ...], ...]:
    """The facets there are, in sittings of under four minutes. What may call for care is taken elsewhere."""
    fit = [
        one
        for one in instruments
        if one.scoring
        and one.scoring.part is Part.closer
        and not one.scoring.on_request
        and not asks_about_danger(one)
    ]
    return sittings(sorted(fit, key=_place_in_order))


def following(
    sitting: Sequence[Instrument], after: str, responses: Iterable[Response], now: datetime
) -> Instrument | None:
    """What comes next in this sitting: the first after ``after`` that was not taken these four weeks."""
    ids = [one.id for one in sitting]
    fresh = {one.instrument for one in responses if is_fresh(one, now)}
    rest = sitting[ids.index(after) + 1 :] if after in ids else sitting
    return next((one for one in rest if one.id not in fresh), None)


def taken(responses: Iterable[Response], instrument: str) -> list[Response]:
    """The times it was taken, the last first."""
    own = [one for one in responses if one.instrument == instrument]
    return sorted(own, key=lambda one: (one.at, one.id), reverse=True)


def is_fresh(response: Response, now: datetime) -> bool:
    """Whether it was finished, and too lately to be asked again."""
    return not is_stopped(response) and now - response.at < AGAIN


def is_stopped(response: Response) -> bool:
    """Whether it was kept before its end."""
    return response.response.get("status") == "in-progress"


def unfinished(responses: Iterable[Response], instrument: str, now: datetime) -> Response | None:
    """The last time, if it was stopped before the end and can still be gone on with."""
    last = next(iter(taken(responses, instrument)), None)
    return last if last and is_stopped(last) and now - last.at < AGAIN else None


def _place_in_order(one: Instrument) -> tuple[int, str]:
    return ORDER.index(one.id) if one.id in ORDER else len(ORDER), one.name


def _lines(instrument: Instrument, part: Ready, given: Mapping[str, tuple[Value, ...]]) -> tuple[Line, ...]:
    found = []
    for link, worth in part.worth:
        item, values = instrument.form.links[link], given.get(link, ())
        place = worth.of(values[0]) if values else None
        if place is not None:
            words = ", ".join(_words(item, given)) or str(values[0])
            found.append(Line(item.text, words, place, link in part.scale.reversed))
    return tuple(found)


def _middle(part: Ready) -> float:
    """The middle of one answer: those of a facet all have the same ends."""
    lows = [worth.low for _, worth in part.worth]
    highs = [worth.high for _, worth in part.worth]
    return (sum(lows) + sum(highs)) / (2 * len(part.worth))


def _keys(item: Item, given: Mapping[str, tuple[Value, ...]]) -> tuple[str, ...]:
    return tuple(option.key for option in item.options if option.key in given.get(item.link, ()))


def _words(item: Item, given: Mapping[str, tuple[Value, ...]]) -> tuple[str, ...]:
    return tuple(option.text for option in item.options if option.key in given.get(item.link, ()))
