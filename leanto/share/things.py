"""The things that pages can hold, each on its own, so that one can go in and the next stay out.

A moment is two things (what happened, the whisper), a lesson four: whoever takes the rule along need not take along
where it was learned. Numbers stay numbers here; the page has the words.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from leanto.circle.came import Counts, evidence
from leanto.circle.people import members
from leanto.name.instruments import Instrument
from leanto.name.responses import read
from leanto.name.scoring import Scored, score
from leanto.records import (
    Lesson,
    Load,
    Moment,
    Person,
    ReachOut,
    Record,
    Response,
    Room,
    SafetyPlan,
    Signal,
    Strength,
)
from leanto.redefine.strength import latest_first


class What(StrEnum):
    """What a thing is. The page has the words."""

    moment = "moment"
    whisper = "whisper"
    answers = "answers"
    pile = "pile"
    old_rule = "old_rule"
    new_rule = "new_rule"
    where = "where"
    costs = "costs"
    asked = "asked"
    received = "received"
    fears = "fears"
    came = "came"
    feared = "feared"
    learned = "learned"
    surprised = "surprised"
    sign = "sign"
    then = "then"
    strength = "strength"
    helps = "helps"
    helps_then = "helps_then"


class Item(Struct, frozen=True):
    """One thing that can go in. ``key`` names it for good; ``text`` is the person's own words, names and all.

    ``at``: the day it belongs to, ``None`` for what stands now. ``about``: the ids of those it is linked to.
    ``wary``: of those and of all who are named in it, the ids of those not judged safe or no longer in the circle.
    """

    key: str
    room: Room
    what: What
    at: datetime | None
    text: str = ""
    about: tuple[str, ...] = ()
    wary: frozenset[str] = frozenset()


class Came(Item, frozen=True, kw_only=True):
    """A reach-out: the guess beside what came, or the fear beside what came of that."""

    of: ReachOut
    person: Person | None


class Answered(Item, frozen=True, kw_only=True):
    """A check-in: what the answers add up to."""

    of: Response
    instrument: Instrument
    scored: tuple[Scored, ...]


class Counted(Item, frozen=True, kw_only=True):
    """How often something came, beside the guesses: only with those who are judged safe."""

    counts: Counts


class Life(Struct, frozen=True):
    """All that pages can be made of."""

    people: Sequence[Person]
    reach_outs: Sequence[ReachOut]
    moments: Sequence[Moment] = ()
    loads: Sequence[Load] = ()
    responses: Sequence[Response] = ()
    lessons: Sequence[Lesson] = ()
    signals: Sequence[Signal] = ()
    strengths: Sequence[Strength] = ()
    plans: Sequence[SafetyPlan] = ()
    instruments: Sequence[Instrument] = ()

    @property
    def wary(self) -> tuple[Person, ...]:
        """Those not judged safe, as they stand today."""
        return tuple(one.person for one in members(self.people, self.reach_outs) if not one.safe)


def things(life: Life, since: datetime | None) -> Iterator[Item]:
    """Every thing there is: what stands now whatever the date, and what happened from ``since`` on."""
    yield from _counts(life, since)
    for part in PARTS:
        yield from (item for item in part(life) if since is None or item.at is None or item.at >= since)


def _moments(life: Life) -> Iterator[Item]:
    for one in life.moments:
        parts = {What.moment: one.text, What.whisper: one.whisper}
        yield from _said(Room.name, one, parts, at=one.at, about=one.person_id)


def _check_ins(life: Life) -> Iterator[Item]:
    known = {one.id: one for one in life.instruments}
    for one in life.responses:
        instrument = known.get(one.instrument)
        sums = _sums(instrument, one) if instrument else ()
        if instrument and sums:
            key = _key(one, What.answers)
            yield Answered(key, Room.name, What.answers, one.at, of=one, instrument=instrument, scored=sums)


def _sums(instrument: Instrument, response: Response) -> tuple[Scored, ...]:
    """What it adds up to. One answer by itself is not a sum, and what was left open is none."""
    if instrument.plan is None:
        return ()
    found = score(instrument.plan, read(instrument.form, response.response).answers)
    return tuple(one for one in found if one.value is not None and len(one.scale.items) > 1)


def _came(life: Life) -> Iterator[Item]:
    people = {one.id: one for one in life.people}
    for one in life.reach_outs:
        at = one.outcome_at or one.asked_at
        if at is None or one.cancelled_at:
            continue
        about, person = tuple(filter(None, (one.person_id,))), people.get(one.person_id or "")
        for what, text in ((What.came, one.text or one.words), (What.feared, one.feared)):
            if what is What.came or text.strip():
                yield Came(_key(one, what), Room.practise, what, at, text, about, of=one, person=person)
        parts = {What.learned: one.learned, What.surprised: one.surprised}
        yield from _said(Room.practise, one, parts, at=at, about=one.person_id)


def _counts(life: Life, since: datetime | None) -> Iterator[Item]:
    # Who is safe is decided by everything that ever happened, and what is counted by the days asked for.
    wary = {one.id for one in life.wary}
    lately = [one for one in life.reach_outs if since is None or (one.outcome_at or one.at) >= since]
    seen = evidence(lately, [one for one in life.people if one.id not in wary])
    counted = {What.asked: seen.asked, What.received: seen.received, What.fears: seen.feared}
    for what, counts in counted.items():
        if counts.total:
            yield Counted(f"counts.{what}", Room.practise, what, None, counts=counts)


def _pile(life: Life) -> Iterator[Item]:
    for one in sorted(life.loads, key=lambda one: (one.place, one.id)):
        if one.put_down_at is None:
            yield from _said(Room.name, one, {What.pile: one.text}, about=one.person_id)


def _lessons(life: Life) -> Iterator[Item]:
    for one in sorted(life.lessons, key=lambda one: (one.at, one.id)):
        learned = {What.old_rule: one.old_rule, What.where: one.where}
        yield from _said(Room.explore, one, learned | {What.costs: one.costs, What.new_rule: one.new_rule})


def _redefined(life: Life) -> Iterator[Item]:
    for sign in life.signals:
        yield from _said(Room.redefine, sign, {What.sign: sign.sign, What.then: sign.then})
    for one in latest_first(life.strengths)[:1]:
        yield from _said(Room.redefine, one, {What.strength: one.text})


def _helps(life: Life) -> Iterator[Item]:
    for one in life.people:
        yield from _said(Room.circle, one, {What.helps: one.helps}, about=one.id)
    for plan in life.plans:
        yield from _said(Room.circle, plan, {What.helps_then: plan.helps})


PARTS: tuple[Callable[[Life], Iterator[Item]], ...] = (
    _moments,
    _check_ins,
    _pile,
    _lessons,
    _came,
    _redefined,
    _helps,
)


def _said(
    room: Room,
    of: Record,
    parts: Mapping[What, str],
    *,
    at: datetime | None = None,
    about: str | None = None,
) -> Iterator[Item]:
    """One thing for each part that was written."""
    for what, text in parts.items():
        if text.strip():
            yield Item(_key(of, what), room, what, at, text, (about,) if about else ())


def _key(of: Record, what: What) -> str:
    return f"{of.shelf}.{of.id}.{what}"
