"""What a person keeps: every struct and vocabulary, nothing else.

Records are immutable, typed and JSON-serialisable. Ids are strings, times carry a zone, and every
number or choice may be ``None``: it was skipped, and then it teaches nothing. New fields go last and
have a default, so that what was written years ago still opens. When a field changes its meaning,
append a function to that record's ``upgrades``: it receives the body as it was written and returns
the body of the next schema. A record's schema number is one more than the number of its upgrades.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct

# Bodies in between schemas have no type of their own: that is what an upgrade is for.
Fields = dict[str, Any]
Upgrade = Callable[[Fields], Fields]

When = Annotated[datetime, Meta(tz=True)]
Chance = Annotated[float, Meta(ge=0, le=1)]
Suds = Annotated[float, Meta(ge=0, le=100)]
Fifth = Annotated[int, Meta(ge=0, le=4)]
Tenth = Annotated[int, Meta(ge=0, le=10)]
Ring = Annotated[int, Meta(ge=1, le=3)]


class Kind(StrEnum):
    """The four kinds of step: asking for help, sharing a need, accepting help, letting go of control."""

    ask = "ask"
    share = "share"
    accept = "accept"
    let_go = "let_go"


class Domain(StrEnum):
    """Where in life it happens. ``caring`` is looking after someone; ``deciding`` is making up one's mind."""

    emotional = "emotional"
    practical = "practical"
    financial = "financial"
    work = "work"
    health = "health"
    caring = "caring"
    deciding = "deciding"


class Channel(StrEnum):
    """How an ask is made. ``voice`` is phone, video or a voice message."""

    in_person = "in_person"
    voice = "voice"
    text = "text"
    email = "email"


class Relation(StrEnum):
    """What someone is to the person. A group or a service can be asked like anyone, and has a gate too."""

    partner = "partner"
    family = "family"
    friend = "friend"
    colleague = "colleague"
    neighbour = "neighbour"
    peer = "peer"
    professional = "professional"
    acquaintance = "acquaintance"
    group = "group"
    service = "service"


class Body(StrEnum):
    """The body's state: steady, on guard, or gone quiet."""

    settled = "settled"
    keyed_up = "keyed_up"
    shut_down = "shut_down"


class Gate(StrEnum):
    """The person's own verdict on someone, from the five questions. Only ``safe`` is ever suggested."""

    safe = "safe"
    unsure = "unsure"
    not_safe = "not_safe"


class Outcome(StrEnum):
    """What they did. A kind no and silence are both a no to the first guess, and not the same thing."""

    came_through = "came_through"
    partly = "partly"
    kind_no = "kind_no"
    no_answer = "no_answer"
    hurtful = "hurtful"


class Feared(StrEnum):
    """Whether what was feared happened. It may be asked again after about 30 days, and changed."""

    did_not = "did_not"
    partly = "partly"
    happened = "happened"
    too_soon = "too_soon"


class Did(StrEnum):
    """What a caught moment was: done alone, an offer waved off, an ask, or someone let in."""

    alone = "alone"
    waved_off = "waved_off"
    asked = "asked"
    let_in = "let_in"


class Sign(StrEnum):
    """The four signs: refusing help, feeling weak or guilty for needing, trouble trusting, control."""

    refusing = "refusing"
    weak_or_guilty = "weak_or_guilty"
    trusting = "trusting"
    control = "control"


class CouldLet(StrEnum):
    """Could I have let someone? Asked of a moment done alone."""

    yes = "yes"
    unsure = "unsure"
    no = "no"


class Record(Struct, frozen=True, kw_only=True):
    """Anything the vault keeps as one sealed blob.

    ``shelf`` names the kind of record to the vault (it is never stored in clear). ``revision`` is the
    revision the record was opened at, 0 for one never kept; it is not part of what is sealed.
    """

    shelf: ClassVar[str] = ""
    upgrades: ClassVar[tuple[Upgrade, ...]] = ()

    id: str
    revision: int = 0

    def __repr__(self) -> str:
        """Name the kind and nothing personal: this reaches logs and tracebacks."""
        return f"<{type(self).__name__}>"


class Moment(Record, frozen=True):
    """A caught moment of doing it alone, or not.

    ``overwhelmed`` runs 0 (not at all) to 4 (completely); ``choice`` 0 ("I had to") to 4 ("I chose
    to"). ``whisper`` is what the old rule said, in the person's own words. ``lesson_id`` is the lesson
    that whisper belongs to.
    """

    shelf: ClassVar[str] = "moment"

    id: str
    at: When
    did: Did
    text: str = ""
    domain: Domain | None = None
    overwhelmed: Fifth | None = None
    choice: Fifth | None = None
    could_let: CouldLet | None = None
    body: Body | None = None
    whisper: str = ""
    signs: tuple[Sign, ...] = ()
    person_id: str | None = None
    lesson_id: str | None = None


class Person(Record, frozen=True):
    """Someone, a group or a service in the circle.

    ``gate_at`` is when the verdict was given; a hurtful outcome after it closes the gate again (see
    ``circle.gate``). ``safe_for=()`` means for nothing. ``ring`` is 1 (closest) to 3. ``power``: they
    hold power over one's living (boss, landlord, carer). ``offers``: domains they have said one may
    ask for. ``closed_at`` is when something was told that closed a safe gate; it ends when the five
    questions are answered again.
    """

    shelf: ClassVar[str] = "person"

    id: str
    name: str
    relation: Relation
    gate: Gate
    gate_at: When
    safe_for: tuple[Domain, ...]
    channels: tuple[Channel, ...]
    ring: Ring = 2
    power: bool = False
    offers: tuple[Domain, ...] = ()
    phone: str = ""
    email: str = ""
    notes: str = ""
    closed_at: When | None = None


class Step(Record, frozen=True):
    """One rung of the ladder.

    ``rung`` (5 to 95) is its place as written, ``suds`` the person's own rating once given. ``let_go``
    and some ``accept`` need no person; ``money`` marks asking for money itself; ``load_id`` is the
    thing from the person's own pile that it lightens. ``starter`` names the step of the starter
    ladder that this one, rated, reworded or retired, stands in for.
    """

    shelf: ClassVar[str] = "step"

    id: str
    text: str
    kind: Kind
    domain: Domain
    rung: Suds
    suds: Suds | None = None
    needs_person: bool = True
    money: bool = False
    load_id: str | None = None
    starter: str | None = None
    retired_at: When | None = None


class ReachOut(Record, frozen=True):
    """One behavioural experiment: a concrete ask, disclosure, accepted offer or letting-go.

    ``suds`` is the distress anticipated, ``suds_felt`` the distress then, both 0 to 100. ``forecast``
    is the chance that they come through and ``feared_chance`` the chance that ``feared`` happens, both
    0 to 1. ``plan`` is the if-then plan, ``words`` the words of the ask, ``what_if_not`` the other way
    if it is a no. Planned, waiting, done and cancelled follow from the times: see ``practise.outcome``.
    """

    shelf: ClassVar[str] = "reach_out"

    id: str
    at: When
    kind: Kind
    domain: Domain
    suds: Suds | None = None
    forecast: Chance | None = None
    step_id: str | None = None
    person_id: str | None = None
    channel: Channel | None = None
    feared: str = ""
    feared_chance: Chance | None = None
    plan: str = ""
    words: str = ""
    body: Body | None = None
    asked_at: When | None = None
    silence_on: When | None = None
    outcome: Outcome | None = None
    outcome_at: When | None = None
    feared_came: Feared | None = None
    feared_at: When | None = None
    suds_felt: Suds | None = None
    overwhelmed: bool | None = None
    guilt: bool | None = None
    learned: str = ""
    cancelled_at: When | None = None
    text: str = ""
    what_if_not: str = ""
    surprised: str = ""
    moment_id: str | None = None
    lesson_id: str | None = None


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


class BodyCheck(Record, frozen=True):
    """How the body was when asked."""

    shelf: ClassVar[str] = "body"

    id: str
    at: When
    body: Body


class Draft(Record, frozen=True):
    """What was typed into the form at the address ``path`` and not yet kept."""

    shelf: ClassVar[str] = "draft"

    id: str
    at: When
    path: str
    fields: Mapping[str, tuple[str, ...]]


class Preferences(Record, frozen=True):
    """What the person has set for themself; there is at most one.

    ``zone`` is an IANA time zone, ``country`` an ISO 3166 code, ``name`` what the page calls itself
    instead of Leanto, ``exit_site`` where leaving goes. ``text_is_fine`` ends every nudge about
    channels; ``watched`` says someone else could look at this device (``None``: not asked).
    """

    shelf: ClassVar[str] = "preferences"

    id: str
    zone: str = ""
    country: str = ""
    name: str = ""
    exit_site: str = ""
    text_is_fine: bool = False
    watched: bool | None = None


class Response(Record, frozen=True):
    """An instrument, taken. ``response`` is the FHIR QuestionnaireResponse; what it adds up to is never kept."""

    shelf: ClassVar[str] = "response"

    id: str
    at: When
    instrument: str
    response: Fields


class Score(Struct, frozen=True):
    """A score on an instrument at a time, so that care can speak of it without the answers."""

    instrument: str
    at: When
    value: float


class Pause(Struct, frozen=True):
    """A rest from practice: its coded reason, since when, until when, and for whom (``None``: for all)."""

    code: str
    since: When
    until: When | None = None
    person_id: str | None = None


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
)
"""Every kind of record there is, in the order an export lists them."""
