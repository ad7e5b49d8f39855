"""Two minutes at the moment of choice, and the moment it is kept as. Asking and choosing alone count the same."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from leanto.records import CouldLet, Did, Domain, Fifth, Moment

CHOSE_TO = 4


class MustBeMe(StrEnum):
    """Does it have to be me?"""

    yes = "yes"
    partly = "partly"
    no = "no"


class End(StrEnum):
    """Where the two minutes lead."""

    ask = "ask"
    alone = "alone"


COULD_LET: Mapping[MustBeMe, CouldLet] = {
    MustBeMe.yes: CouldLet.no,
    MustBeMe.partly: CouldLet.unsure,
    MustBeMe.no: CouldLet.yes,
}
"""What it says of a moment done alone: could I have let someone?"""


def moment(
    id: str,
    at: datetime,
    end: End,
    text: str,
    *,
    size: Fifth | None = None,
    must_be_me: MustBeMe | None = None,
    domain: Domain | None = None,
    person_id: str | None = None,
) -> Moment:
    """The moment it is kept as. ``size`` runs 0 (not too much) to 4 (far too much), as on a caught moment.

    Done alone here is chosen, by the words of the person who ended it so: ``choice`` is then the highest.
    """
    if end is End.ask:
        return Moment(
            id=id, at=at, did=Did.asked, text=text, overwhelmed=size, domain=domain, person_id=person_id
        )
    could_let = COULD_LET[must_be_me] if must_be_me else None
    return Moment(
        id=id,
        at=at,
        did=Did.alone,
        text=text,
        overwhelmed=size,
        domain=domain,
        choice=CHOSE_TO,
        could_let=could_let,
    )


def step_id(moment_id: str) -> str:
    """The id of the step made beside the moment, so that a form sent twice makes one."""
    return sha256(f"step {moment_id}".encode()).hexdigest()[:32]
