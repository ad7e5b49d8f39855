"""Practise: steps and reach-outs."""

from typing import ClassVar

from leanto.records.record import Record
from leanto.records.vocabulary import Body, Chance, Channel, Domain, Feared, Habit, Kind, Outcome, Suds, When


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
    if it is a no. ``leave_out`` is the habits to be left out this once, and ``left_out`` whether they were;
    ``moved`` whether what came changed anything; ``guilt_later`` whether guilt was still there when asked
    again, and ``stayed`` whether what was handed over stayed handed over. ``looked_at`` is when one's own
    record was looked at: from then on the guesses stand. Planned, waiting, done and cancelled follow from the
    times: see ``practise.outcome``.
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
    leave_out: tuple[Habit, ...] = ()
    left_out: bool | None = None
    moved: bool | None = None
    guilt_later: bool | None = None
    stayed: bool | None = None
    looked_at: When | None = None
