"""Closed sets of answers, and the ranges of numbers."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

When = Annotated[datetime, Meta(tz=True)]
Chance = Annotated[float, Meta(ge=0, le=1)]
Suds = Annotated[float, Meta(ge=0, le=100)]
Fifth = Annotated[int, Meta(ge=0, le=4)]
Tenth = Annotated[int, Meta(ge=0, le=10)]
Ring = Annotated[int, Meta(ge=1, le=3)]
Days = Annotated[int, Meta(ge=1, le=366)]
Minutes = Annotated[int, Meta(ge=0, le=1440)]
Year = Annotated[int, Meta(ge=1800, le=2200)]


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


class Whose(StrEnum):
    """Whose a carried thing really is."""

    mine = "mine"
    shared = "shared"
    someone_elses = "someone_elses"
    nobodys = "nobodys"


class Fits(StrEnum):
    """Does this sound like you?"""

    yes = "yes"
    partly = "partly"
    no = "no"
    not_sure = "not_sure"


class RestCode(StrEnum):
    """Why practice rests: the codes of a ``Pause``, whether it is derived from the record or kept as a ``Rest``."""

    self_harm = "self_harm"
    worse_twice = "worse_twice"
    ptsd_rising = "ptsd_rising"
    overwhelm = "overwhelm"
    hurt = "hurt"
    own = "own"


class Tone(StrEnum):
    """How one speaks: as most people do, warmly, or in few words."""

    plain = "plain"
    warm = "warm"
    brief = "brief"


class Habit(StrEnum):
    """What keeps a fear alive while one asks: each takes the credit that the other person's yes had earned."""

    explaining = "explaining"
    apologising = "apologising"
    making_small = "making_small"
    paying_back = "paying_back"
    checking = "checking"


class Room(StrEnum):
    """The room a thing comes from."""

    name = "name"
    explore = "explore"
    practise = "practise"
    redefine = "redefine"
    circle = "circle"


class Stance(StrEnum):
    """What to do with one piece of one's independence."""

    keep = "keep"
    loosen = "loosen"
    let_go = "let_go"


class Rule(StrEnum):
    """Which of a lesson's two rules."""

    old = "old"
    new = "new"


class Early(StrEnum):
    """Where an early sign shows."""

    body = "body"
    behaviour = "behaviour"
    thought = "thought"


class Was(StrEnum):
    """How a time with someone was: safe? mutual?"""

    yes = "yes"
    partly = "partly"
    no = "no"
