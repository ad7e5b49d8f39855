"""What a form held: for a draft, for the box, and for showing it again when it could not be kept.

The door's and the privacy room's forms hold secrets: nothing of them is ever a draft, boxed or shown again.
"""

import re
from enum import StrEnum
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve

from leanto import records

SECRET_ROOMS = ("door", "privacy")
OURS = ("csrfmiddlewaretoken", "path")
NOT_WORDS = ("id", "revision", "fields")
TICKS = ("picked", "by_name")
VOCABULARY: list[type[StrEnum]] = [
    kind
    for kind in vars(records).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
]
CHOICES = {member.value for kind in VOCABULARY for member in kind} | {"True", "False", "on", "nobody"}
NUMBER = re.compile(r"\d{1,3}(\.\d)?")

Typed = dict[str, tuple[str, ...]]


def typed(request: HttpRequest) -> Typed:
    """Every field of a form as it was sent, empty ones too, because an emptied field is an answer."""
    pages = (request.path, request.POST.get("path", ""))
    if any(match.app_name in SECRET_ROOMS for match in map(matched, pages) if match):
        return {}
    return {
        name: tuple(str(value) for value in values)
        for name, values in request.POST.lists()
        if name not in OURS
    }


def words_of(fields: Typed) -> list[str]:
    """What a person wrote or chose in it, field by field; empty if there is nothing to keep."""
    return ["\n".join(values) for name, values in fields.items() if name not in NOT_WORDS and any(values)]


def written(fields: Typed) -> list[str]:
    """The same without what was only chosen: answers of a closed set, numbers of a scale, what it is tied to."""
    own = {name: said for name, said in fields.items() if not name.endswith("_id") and name not in TICKS}
    return [words for words in words_of(own) if not all(map(_chosen, words.split("\n")))]


def _chosen(words: str) -> bool:
    return words in CHOICES or NUMBER.fullmatch(words) is not None


def matched(address: str) -> ResolverMatch | None:
    """The view of one of our own addresses, or nothing. A form may have sent anything as an address."""
    try:
        return resolve(urlsplit(address).path)
    except (Resolver404, ValueError):
        return None
