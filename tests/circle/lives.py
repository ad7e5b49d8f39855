"""People, times and asks for the tests of the circle."""

from datetime import UTC, datetime, timedelta

from leanto.circle.people import Member, member
from leanto.records import Channel, Contact, Domain, Gate, Kind, Person, ReachOut, Relation

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def someone(name: str = "Dev", **changes: object) -> Person:
    fields: dict[str, object] = {
        "id": name.lower(),
        "name": name,
        "relation": Relation.friend,
        "gate": Gate.safe,
        "gate_at": NOW - 100 * DAY,
        "safe_for": (Domain.practical,),
        "channels": (Channel.voice,),
    }
    return Person(**(fields | changes))  # type: ignore[arg-type]  # the fields differ in type


def stands(name: str = "Dev", history: tuple[ReachOut, ...] = (), **changes: object) -> Member:
    return member(someone(name, **changes), history)


def time(days_ago: float = 1, name: str = "Dev", **changes: object) -> Contact:
    fields: dict[str, object] = {
        "id": f"{name}{days_ago}",
        "at": NOW - days_ago * DAY,
        "person_id": name.lower(),
    }
    return Contact(**(fields | changes))  # type: ignore[arg-type]  # the fields differ in type


def ask(days_ago: float = 1, name: str = "Dev", **changes: object) -> ReachOut:
    fields: dict[str, object] = {
        "id": f"ask{name}{days_ago}",
        "at": NOW - days_ago * DAY,
        "kind": Kind.ask,
        "domain": Domain.practical,
        "person_id": name.lower(),
        "asked_at": NOW - days_ago * DAY,
    }
    return ReachOut(**(fields | changes))  # type: ignore[arg-type]  # the fields differ in type
