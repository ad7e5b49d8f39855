"""What belongs to the person rather than to a room."""

from collections.abc import Mapping
from typing import ClassVar

from leanto.records.record import Record
from leanto.records.vocabulary import Body, When


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
    (``None``: whenever they like).
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
