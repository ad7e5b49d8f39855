"""Explore and redefine: the old rule, the new one, and how true they feel."""

from typing import ClassVar

from leanto.records.record import Record
from leanto.records.vocabulary import Tenth, When


class Lesson(Record, frozen=True):
    """An old rule, where it was learned, how it protected and what it costs; and the rule that replaces it."""

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


class Rating(Record, frozen=True):
    """How true a lesson's old and new rule feel on a day, each 0 (not at all) to 10 (completely)."""

    shelf: ClassVar[str] = "rating"

    id: str
    at: When
    lesson_id: str
    old: Tenth | None = None
    new: Tenth | None = None
    note: str = ""
