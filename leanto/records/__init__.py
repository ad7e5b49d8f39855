"""What a person keeps: every struct and vocabulary, nothing else.

Records are immutable, typed and JSON-serialisable. Ids are strings, times carry a zone, and every
number or choice may be ``None``: it was skipped, and then it teaches nothing. New fields go last and
have a default, so that what was written years ago still opens. When a field changes its meaning,
append a function to that record's ``upgrades``: it receives the body as it was written and returns
the body of the next schema. A record's schema number is one more than the number of its upgrades.
"""

from leanto.records.care import Pause, Rest, SafetyPlan, Score
from leanto.records.circle import Person
from leanto.records.name import Load, Moment, Recognition, Response
from leanto.records.own import BodyCheck, Draft, Preferences
from leanto.records.practise import ReachOut, Step
from leanto.records.record import Fields, Record, Upgrade
from leanto.records.rules import Lesson, Rating
from leanto.records.vocabulary import (
    Body,
    Chance,
    Channel,
    CouldLet,
    Did,
    Domain,
    Feared,
    Fifth,
    Fits,
    Gate,
    Habit,
    Kind,
    Outcome,
    Relation,
    RestCode,
    Ring,
    Sign,
    Suds,
    Tenth,
    When,
    Whose,
)

__all__ = [
    "KEPT",
    "Body",
    "BodyCheck",
    "Chance",
    "Channel",
    "CouldLet",
    "Did",
    "Domain",
    "Draft",
    "Feared",
    "Fields",
    "Fifth",
    "Fits",
    "Gate",
    "Habit",
    "Kind",
    "Lesson",
    "Load",
    "Moment",
    "Outcome",
    "Pause",
    "Person",
    "Preferences",
    "Rating",
    "ReachOut",
    "Recognition",
    "Record",
    "Relation",
    "Response",
    "Rest",
    "RestCode",
    "Ring",
    "SafetyPlan",
    "Score",
    "Sign",
    "Step",
    "Suds",
    "Tenth",
    "Upgrade",
    "When",
    "Whose",
]

KEPT: tuple[type[Record], ...] = (
    Moment,
    Person,
    Step,
    ReachOut,
    Lesson,
    Rating,
    BodyCheck,
    Draft,
    Preferences,
    Response,
    Recognition,
    Load,
    Rest,
    SafetyPlan,
)
"""Every kind of record there is, in the order an export lists them."""
