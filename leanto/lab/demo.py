"""The made-up life that ``leanto demo`` opens: six months of someone who exists nowhere.

What happened, and in whose words, stands in ``content/en/demo.toml``, in days counted back from now. The
seed gives the hours, the ids, and the small ups and downs of the ratings.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta, timezone
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from leanto.content import Misprint, load
from leanto.content.ladder import starters
from leanto.name.instruments import shelf
from leanto.name.questionnaires import Item
from leanto.name.responses import respond
from leanto.records import (
    BodyCheck,
    Brief,
    Contact,
    Event,
    Exhibit,
    Fields,
    Lesson,
    Load,
    Moment,
    Person,
    Piece,
    Praise,
    Preferences,
    Rating,
    ReachOut,
    Recognition,
    Record,
    Reflection,
    Response,
    Rest,
    SafetyPlan,
    Signal,
    Sitting,
    Step,
    Strength,
)

R = TypeVar("R", bound=Record)
Span = tuple[int, int]

FILE = "en/demo.toml"
WEEK, FULL = 7, 10
SKIPPED = 0.1
RATED, MIDNIGHT, WAKING = (21, 22), (0, 0), (8, 21)

# What a day in the file is the time of, and between which hours: a plan before its ask, an ask before its answer.
DAYS: Mapping[str, tuple[str, Span]] = {
    "ago": ("at", WAKING),
    "planned": ("at", (9, 11)),
    "asked": ("asked_at", (12, 16)),
    "silence": ("silence_on", MIDNIGHT),
    "told": ("outcome_at", (17, 20)),
    "looked": ("feared_at", (21, 21)),
    "called_off": ("cancelled_at", (17, 20)),
    "gated": ("gate_at", WAKING),
    "retired": ("retired_at", WAKING),
    "put_down": ("put_down_at", WAKING),
    "ended": ("ended_at", WAKING),
    "ends": ("until", MIDNIGHT),
}
LINKS: Mapping[str, str] = {
    "person": "person_id",
    "lesson": "lesson_id",
    "moment": "moment_id",
    "step": "step_id",
    "response": "response_id",
    "sitting": "sitting_id",
}


class Checks(Struct, frozen=True, forbid_unknown_fields=True):
    """How the body was once a week, the oldest first; the last time was ``last`` days ago."""

    last: int
    said: tuple[str, ...]


class Series(Struct, frozen=True, forbid_unknown_fields=True):
    """A form answered ``times`` times, ``every`` so many days, the last ``last`` days ago: which answer each
    question got the first time and the last, counted from 0, and what was answered in other ways."""

    instrument: str
    times: int
    every: int
    last: int
    went: Mapping[str, Span]
    several: Mapping[str, tuple[str, ...]] = {}


class Story(Struct, frozen=True, forbid_unknown_fields=True):
    """The file: tables of records' fields, with days for times and names for ids."""

    preferences: Fields
    person: Mapping[str, Fields]
    lesson: Mapping[str, Fields]
    step: Mapping[str, Fields]
    reach_out: tuple[Fields, ...]
    body_checks: Checks
    series: Mapping[str, Series]
    load: tuple[Fields, ...]
    recognition: Fields
    safety_plan: Fields
    rest: Fields
    sitting: Mapping[str, Fields]
    reflection: tuple[Fields, ...]
    event: tuple[Fields, ...]
    exhibit: tuple[Fields, ...]
    praise: tuple[Fields, ...]
    piece: tuple[Fields, ...]
    signal: tuple[Fields, ...]
    strength: tuple[Fields, ...]
    contact: tuple[Fields, ...]
    brief: Fields
    moment: tuple[Fields, ...]


def life(seed: int, now: datetime) -> list[Record]:
    """The whole life up to ``now``. The same seed and time give the same records, ids and all."""
    return list(_Telling(load(FILE, Story), Random(seed), now).records())


class _Telling:
    """One telling of the story, in which names become ids and days become times."""

    def __init__(self, story: Story, chance: Random, now: datetime) -> None:
        self.story, self.chance = story, chance
        self.now = now.astimezone(ZoneInfo(story.preferences["zone"]))
        self.ladder = {one.id: one for one in starters()}
        tables = {"person": story.person, "lesson": story.lesson, "step": story.step}
        names = [(table, name) for table, entries in tables.items() for name in entries]
        names += [("response", name) for name in story.series]
        names += [("sitting", name) for name in story.sitting]
        names += [("moment", told["called"]) for told in story.moment if "called" in told]
        self.ids = {name: self._new_id() for name in names}

    def records(self) -> Iterator[Record]:
        story = self.story
        yield from (self._moment(**told) for told in story.moment)
        yield from (self._made(Person, told, ("person", name)) for name, told in story.person.items())
        yield from (self._step(name, told) for name, told in story.step.items())
        yield from (self._made(ReachOut, told) for told in story.reach_out)
        for name, told in story.lesson.items():
            yield from self._lesson(name, **told)
        yield from self._body_checks(story.body_checks)
        yield self._made(Preferences, story.preferences)
        for name, series in story.series.items():
            yield from self._series(name, series)
        yield from (self._made(Load, told) for told in story.load)
        yield self._made(Recognition, story.recognition)
        yield self._made(SafetyPlan, story.safety_plan)
        yield self._made(Rest, story.rest)
        yield from (self._made(Sitting, told, ("sitting", name)) for name, told in story.sitting.items())
        yield from (self._made(Reflection, told) for told in story.reflection)
        for kind, told_of in (
            (Event, story.event),
            (Exhibit, story.exhibit),
            (Praise, story.praise),
            (Piece, story.piece),
            (Signal, story.signal),
            (Strength, story.strength),
            (Contact, story.contact),
        ):
            yield from (self._made(kind, told) for told in told_of)
        yield self._brief(**story.brief)

    def _brief(self, *, picks: list[list[str]], **told: int | str) -> Brief:
        """Pages with what was picked, each by table, name and part; one of them in other words."""
        keys = {f"{table}.{self._id(table, name)}.{part}": words for table, name, part, words in picks}
        return self._made(Brief, {**told, "picked": keys})

    def _moment(self, *, called: str = "", hour: int | None = None, **told: int | str) -> Moment:
        hours = WAKING if hour is None else (hour, hour)
        return self._made(Moment, told, ("moment", called), hours)

    def _step(self, name: str, told: Fields) -> Step:
        if "starter" not in told:
            return self._made(Step, told, ("step", name))
        starter = self.ladder.get(told["starter"])
        if starter is None:
            raise Misprint(FILE, name, f"the ladder has no step {told['starter']}")
        written = msgspec.structs.asdict(starter)
        del written["id"], written["say"]
        return self._made(Step, written | told, ("step", name))

    def _lesson(
        self, name: str, *, old: Span, new: Span, notes: Mapping[str, str], **told: int | str
    ) -> Iterator[Lesson | Rating]:
        """A lesson, and how true its rules felt about once a week since, drifting from the first to the last."""
        yield self._made(Lesson, told, ("lesson", name))
        weeks = range(int(told["ago"]) // WEEK)
        for week in weeks:
            note = notes.get(str(week), "")
            if self.chance.random() < SKIPPED and not note:
                continue
            ago = (weeks[-1] - week) * WEEK + 2
            rated = {"lesson": name, "note": note, "ago": ago}
            drawn = {rule: self._felt(*ends, week / weeks[-1]) for rule, ends in (("old", old), ("new", new))}
            yield self._made(Rating, {**rated, **drawn}, hours=RATED)

    def _felt(self, first: int, last: int, done: float) -> int:
        wobble = self.chance.choice((-1, 0, 0, 1)) if done < 1 else 0
        return min(max(round(first + (last - first) * done) + wobble, 0), FULL)

    def _body_checks(self, checks: Checks) -> Iterator[BodyCheck]:
        for weeks, said in enumerate(reversed(checks.said)):
            yield self._made(BodyCheck, {"ago": checks.last + weeks * WEEK, "body": said})

    def _series(self, name: str, series: Series) -> Iterator[Response]:
        taken = shelf().find(series.instrument)
        if taken is None or (series.went.keys() | series.several.keys()) - taken.form.links.keys():
            raise Misprint(FILE, series.instrument, "there is no such check-in, or it has other questions")
        chance = Random(name)  # a drawing of its own leaves every other as it was
        for nth in range(series.times):
            done = nth / max(series.times - 1, 1)
            answers = {
                link: (_answer(chance, taken.form.links[link], ends, done),)
                for link, ends in series.went.items()
                if chance.random() >= SKIPPED
            }
            at = self._at(series.last + (series.times - 1 - nth) * series.every, RATED)
            response = respond(taken.form, {**answers, **series.several}, at)
            id = self.ids["response", name] if nth == series.times - 1 else self._new_id()
            yield Response(id=id, at=at, instrument=taken.id, response=response)

    def _made(
        self,
        kind: type[R],
        told: Fields,
        name: tuple[str, str] = ("", ""),
        hours: Span | None = None,
    ) -> R:
        fields: Fields = {"id": self.ids.get(name) or self._new_id()}
        for field, value in told.items():
            if field in DAYS:
                at, usual = DAYS[field]
                fields[at] = self._at(value, hours or usual)
            elif field == "question":  # "asked" is the day of an ask
                fields["asked"] = value
            elif field in LINKS:
                fields[LINKS[field]] = self._id(field, value)
            else:
                fields[field] = value
        unknown = fields.keys() - set(kind.__struct_fields__)
        if unknown:
            raise Misprint(FILE, str(told), f"{kind.__name__} has no {', '.join(sorted(unknown))}")
        return msgspec.convert(fields, kind)

    def _id(self, table: str, name: str) -> str:
        """The id behind a name. A step that has none is one of the starter ladder, and called by its own."""
        if (table, name) in self.ids:
            return self.ids[table, name]
        if table == "step" and name in self.ladder:
            return name
        raise Misprint(FILE, name, f"there is no {table} of that name")

    def _new_id(self) -> str:
        return f"{self.chance.getrandbits(128):032x}"

    def _at(self, ago: int, hours: Span) -> datetime:
        """A time that many days ago, never after now unless the day itself is still ahead."""
        first, last = hours
        minutes = 0 if hours == MIDNIGHT else self.chance.randrange(first * 60, last * 60 + 60)
        day = self.now.date() - timedelta(days=ago)
        at = datetime.combine(day, time(minutes // 60, minutes % 60), tzinfo=self.now.tzinfo)
        if ago >= 0 and at > self.now:
            at = self.now - timedelta(minutes=self.chance.randrange(5, 60))
        # A fixed offset, because times in two zones are never equal in the hour a clock is turned back.
        return at.replace(tzinfo=timezone(at.utcoffset() or timedelta(0)))


def _answer(chance: Random, item: Item, ends: Span, done: float) -> str:
    """The key of an answer between the first and the last, with a wobble."""
    first, last = ends
    drawn = round(first + (last - first) * done + chance.choice((-1, 0, 0, 0, 1)))
    return item.options[min(max(drawn, 0), len(item.options) - 1)].key
