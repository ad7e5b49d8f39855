"""Name the pattern: moments, the pile, check-ins."""

from typing import ClassVar

from leanto.records.record import Fields, Record
from leanto.records.vocabulary import Body, CouldLet, Did, Domain, Fifth, Fits, Sign, When, Whose


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


class Load(Record, frozen=True):
    """One thing in the pile of what is carried.

    ``chosen`` runs 0 ("I had to") to 4 ("I chose to"), ``costs`` 0 (nothing) to 4 (all I have). ``if_left``
    is what would happen if nobody did it, ``person_id`` who could hold a corner. ``place`` is its place in
    the pile, the top first; ``put_down_at`` is when it stopped being carried.
    """

    shelf: ClassVar[str] = "load"

    id: str
    at: When
    text: str
    domain: Domain | None = None
    whose: Whose | None = None
    chosen: Fifth | None = None
    costs: Fifth | None = None
    if_left: str = ""
    person_id: str | None = None
    place: int = 0
    put_down_at: When | None = None


class Response(Record, frozen=True):
    """An instrument, taken. ``response`` is the FHIR QuestionnaireResponse; what it adds up to is never kept."""

    shelf: ClassVar[str] = "response"

    id: str
    at: When
    instrument: str
    response: Fields


class Recognition(Record, frozen=True):
    """What someone said of their own picture, the one drawn from the response ``response_id``."""

    shelf: ClassVar[str] = "recognition"

    id: str
    at: When
    fits: Fits
    words: str = ""
    response_id: str | None = None
