"""Explore and redefine: the old rule, the new one, and how true they feel."""

from typing import ClassVar

from leanto.records.record import Record
from leanto.records.vocabulary import Body, Domain, Early, Minutes, Rule, Stance, Tenth, When, Year


class Lesson(Record, frozen=True):
    """An old rule, where it was learned, how it protected and what it costs; and the rule that replaces it.

    ``exception`` is who has ever been one; ``year`` places it on the timeline;
    ``change_mind`` is what would change one's mind about the rules.
    """

    shelf: ClassVar[str] = "lesson"

    id: str
    at: When
    old_rule: str
    where: str = ""
    when: str = ""
    taught_by: str = ""
    protected: str = ""
    costs: str = ""
    new_rule: str = ""
    exception: str = ""
    year: Year | None = None
    change_mind: str = ""


class Rating(Record, frozen=True):
    """How true a lesson's old and new rule feel on a day, each 0 (not at all) to 10 (completely)."""

    shelf: ClassVar[str] = "rating"

    id: str
    at: When
    lesson_id: str
    old: Tenth | None = None
    new: Tenth | None = None
    note: str = ""


class Reflection(Record, frozen=True):
    """What was written to one question of Explore, named by ``asked``, in a sitting or by itself."""

    shelf: ClassVar[str] = "reflection"

    id: str
    at: When
    asked: str
    text: str = ""
    sitting_id: str | None = None
    lesson_id: str | None = None


class Sitting(Record, frozen=True):
    """A stretch of exploring, with an agreed length and an ending.

    ``before`` and ``after`` are the distress, 0 (none) to 10; ``ended_by`` is ``person``, ``rise`` or ``time``;
    ``night`` what was said the next day of the night; ``ticked`` the sentences that were recognised.
    """

    shelf: ClassVar[str] = "sitting"

    id: str
    at: When
    path: str = ""
    minutes: Minutes = 10
    before: Tenth | None = None
    after: Tenth | None = None
    body: Body | None = None
    body_after: Body | None = None
    ended_at: When | None = None
    ended_by: str = ""
    night: str = ""
    ticked: tuple[str, ...] = ()


class Event(Record, frozen=True):
    """Something on the timeline, in the person's own words."""

    shelf: ClassVar[str] = "event"

    id: str
    at: When
    text: str
    year: Year | None = None
    lesson_id: str | None = None


class Exhibit(Record, frozen=True):
    """One piece of evidence under a lesson's rules: a reach-out or a moment it points to, or words alone."""

    shelf: ClassVar[str] = "exhibit"

    id: str
    at: When
    lesson_id: str
    speaks_for: Rule
    text: str = ""
    reach_out_id: str | None = None
    moment_id: str | None = None


class Praise(Record, frozen=True):
    """What was praised, by whom, and who benefited."""

    shelf: ClassVar[str] = "praise"

    id: str
    at: When
    what: str
    by_whom: str = ""
    good_for: str = ""
    lesson_id: str | None = None


class Piece(Record, frozen=True):
    """One piece of independence, and whether it is kept, loosened or let go. What is kept is never worked on."""

    shelf: ClassVar[str] = "piece"

    id: str
    at: When
    text: str
    domain: Domain | None = None
    stance: Stance | None = None
    load_id: str | None = None


class Signal(Record, frozen=True):
    """An own early sign of "time to reach out", and what to do then."""

    shelf: ClassVar[str] = "signal"

    id: str
    at: When
    sign: str
    early: Early | None = None
    then: str = ""


class Strength(Record, frozen=True):
    """What strength means to me, as said on a day."""

    shelf: ClassVar[str] = "strength"

    id: str
    at: When
    text: str
