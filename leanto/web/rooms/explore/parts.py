"""What the pages of this room share: what was written beside its question, a year, and what the body said."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.content.paths import asked as question
from leanto.content.paths import explore
from leanto.explore.paths import LETTER, Place, path_of, place_of
from leanto.explore.timeline import FIRST_YEAR
from leanto.records import Body, BodyCheck, Reflection
from leanto.today import body_now
from leanto.web.requests import LeantoRequest
from leanto.web.words import Label

NIGHT_WORDS: dict[str, Label] = {
    "usual": _("Much as usual"),
    "worse": _("Worse"),
    "better": _("Better"),
    "yes": _("Yes"),
    "no": _("No"),
    "unsure": _("Not sure"),
    "shorter": _("Shorter"),
    "same": _("The same"),
    "else": _("Something else"),
    "rest": _("Not for now"),
}
"""What was chosen the day after is kept by these words' keys, in its first line."""

LATEST = 2100
NOT_A_YEAR = _("Four digits, such as 1998. Or leave it open.")


class Told(Struct, frozen=True):
    """What was written, beside the question it answers, and the page it belongs to."""

    reflection: Reflection
    question: str
    chosen: Label
    words: str
    home: str
    home_words: str


class Year(forms.IntegerField):
    """A year of a life or of its past, or none."""

    def __init__(self, label: Label, why: Label = "") -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "6"})
        super().__init__(
            label=label, help_text=why, required=False, widget=widget, error_messages={"invalid": NOT_A_YEAR}
        )

    def clean(self, value: Any) -> int | None:
        year: int | None = super().clean(value)
        if year is not None and not FIRST_YEAR <= year <= LATEST:
            raise forms.ValidationError(NOT_A_YEAR)
        return year


def told(reflections: Iterable[Reflection]) -> list[Told]:
    """Each with its question, the latest first."""
    newest = sorted(reflections, key=lambda one: (one.at, one.id), reverse=True)
    return [tell(one) for one in newest]


def tell(one: Reflection) -> Told:
    """One with its question. A question that is no longer asked leaves the words alone on the page."""
    first, _newline, rest = one.text.partition("\n")
    at_night = place_of(one.asked) is Place.night and first in NIGHT_WORDS
    home = home_of(one.asked)
    return Told(
        one,
        question_words(one.asked),
        chosen=NIGHT_WORDS[first] if at_night else "",
        words=rest if at_night else one.text,
        home=home[0],
        home_words=home[1],
    )


def question_words(asked: str) -> str:
    """The question kept under this name, or nothing where it is not asked any more."""
    if asked == LETTER:
        return explore().letter.title
    found = question(asked)
    return found.question if found else ""


def home_of(asked: str) -> tuple[str, str]:
    """The address and the title of the page a question stands on."""
    found = explore()
    match place_of(asked):
        case Place.path:
            path = path_of(asked)
            return (reverse("explore:path", args=[path.id]), path.title) if path else ("", "")
        case Place.grief:
            return reverse("explore:grief"), found.grief.title
        case Place.strong_one:
            return reverse("explore:strong_one"), found.strong_one.title
        case Place.letter:
            return reverse("explore:letter"), found.letter.title
        case Place.night:
            return reverse("explore:sittings"), found.night.title
    return "", ""


def body_today(request: LeantoRequest) -> Body | None:
    """The last thing the body said today."""
    said = body_now(request.book.recent(BodyCheck, days=1), request.now)
    return said.body if said else None


def shut_down(request: LeantoRequest) -> bool:
    """Whether the last thing the body said today was "shut down"."""
    return body_today(request) is Body.shut_down


def past(request: LeantoRequest, address: str) -> str:
    """An address with the grounding passed by, and whatever this page was opened for."""
    given = {
        name: request.GET[name] for name in ("moment", "reflection", "path", "asked") if name in request.GET
    }
    return f"{address}?{urlencode({'past': 1, **given})}"
