"""A plan for hard moments as it is read: its parts under their names, and numbers that can be called."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.care.hard_moments import Part, Run, as_read, filled, known, missing
from leanto.content.lines import Lines
from leanto.records import SafetyPlan
from leanto.vault import left_out
from leanto.web.requests import MaybeOpenRequest
from leanto.web.words import Label

NAMES: Mapping[Part, Label] = {
    Part.signs: _("How I notice it early"),
    Part.helps: _("What helps me by myself"),
    Part.people: _("People I can call"),
    Part.places: _("Places I can go"),
    Part.lines: _("Lines that answer"),
    Part.live_for: _("One thing to live for"),
}


class Read(Struct, frozen=True):
    """One part as it is read."""

    part: str
    name: Label
    lines: tuple[tuple[Run, ...], ...]


def read(plan: SafetyPlan, country: str, lines: Lines) -> tuple[Read, ...]:
    """The parts that are filled, in order."""
    numbers = known(country, lines)
    return tuple(
        Read(part.value, NAMES[part], as_read(getattr(plan, part), numbers)) for part in filled(plan)
    )


def still_empty(plan: SafetyPlan) -> tuple[Label, ...]:
    """The names of the parts that were skipped."""
    return tuple(NAMES[part] for part in missing(plan))


def outside(request: MaybeOpenRequest) -> left_out.Left | None:
    """The plan that this browser may read while locked. Served to the network, a stranger's browser reads none."""
    return left_out.shown(request.COOKIES.get(settings.LEANTO_COOKIE, ""), here=not settings.SECURE)
