"""What belongs to the person rather than to a room."""

from collections.abc import Mapping
from typing import ClassVar

from leanto.records.record import Record
from leanto.records.vocabulary import Body, Room, Tone, When


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
    channels; ``watched`` says someone else could look at this device (``None``: not asked). ``chosen`` names
    the instruments that are off until chosen and were; ``every_days`` is how often check-ins are wanted
    (``None``: whenever they like). ``not_today`` holds the keys of steps that were put aside on the
    day of ``not_today_at``, and for no other; ``tone`` is the one the words of the last ask were kept in.
    """

    shelf: ClassVar[str] = "preferences"

    id: str
    zone: str = ""
    country: str = ""
    name: str = ""
    exit_site: str = ""
    text_is_fine: bool = False
    watched: bool | None = None
    chosen: tuple[str, ...] = ()
    every_days: int | None = None
    not_today: tuple[str, ...] = ()
    not_today_at: When | None = None
    tone: Tone | None = None


class Brief(Record, frozen=True):
    """Pages to bring to someone: what was picked from the record, and in which words it goes.

    ``picked`` holds the key of each thing (see ``share.brief``) with its words, empty while they are as they stand
    in the record. It was picked from ``since`` on (``None``: from the beginning) and from ``rooms`` (none: from
    all). ``wish`` is what the person would like from the hour. ``names_out``: names are written out and not
    initials; ``by_name`` holds the ids of those not judged safe who were chosen by name.
    """

    shelf: ClassVar[str] = "brief"

    id: str
    at: When
    since: When | None = None
    rooms: tuple[Room, ...] = ()
    wish: str = ""
    picked: Mapping[str, str] = {}
    names_out: bool = False
    by_name: tuple[str, ...] = ()
