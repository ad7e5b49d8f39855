"""What every page needs: the rooms, the name at the top, where leaving goes, and the notice of a redirect."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.vault import accounts
from leanto.web import drafts
from leanto.web.notices import NOTICES


class RoomLink(Struct, frozen=True):
    """One room in the list of rooms."""

    label: str | Promise
    icon: str
    url: str
    current: bool


ROOMS = (
    ("today", "page", _("Today")),
    ("name", "moments", _("Name")),
    ("explore", "page", _("Explore")),
    ("practise", "ladder", _("Practise")),
    ("redefine", "rules", _("Redefine")),
    ("circle", "people", _("Circle")),
    ("evidence", "page", _("Evidence")),
    ("privacy", "page", _("Privacy")),
)


def page(request: HttpRequest) -> dict[str, Any]:  # Django's own type for a context
    """The context every template may count on."""
    match = request.resolver_match
    here = match.app_names[0] if match and match.app_names else ""
    preferences = getattr(request, "preferences", None)
    rooms = [
        RoomLink(label, room, reverse(f"{room}:{view}"), current=room == here) for room, view, label in ROOMS
    ]
    return {
        "rooms": rooms,
        "room": next((link for link in rooms if link.current), None),
        "brand": (preferences and preferences.name) or "Leanto",
        "exit_site": (preferences and preferences.exit_site) or settings.LEANTO_EXIT_SITE,
        "open": getattr(request, "book", None) is not None,
        "said": NOTICES.get(request.GET.get("said", "")),
        "perhaps": request.GET.get("said") == "perhaps",
        "address": drafts.address(request.get_full_path()),
        "demo": settings.LEANTO_DEMO,
        "unkept": lambda: not settings.LEANTO_DEMO and accounts.ways_in() == {accounts.SlotType.device},
    }
