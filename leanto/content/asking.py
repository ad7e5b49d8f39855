"""What stands around the words of an ask: greetings, the easy no, and words for steps that have none."""

from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from leanto.content import Misprint, load
from leanto.records import Channel, Kind, Outcome, Tone

FILE = "en/asking.toml"


class Sayings(Struct, frozen=True, forbid_unknown_fields=True):
    """What another tone says otherwise."""

    opening: Mapping[Channel, str]
    easy_no: str
    thanks: str


class Asking(Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences by channel and kind. ``{name}`` and ``{by}`` are filled in by ``practise.words``."""

    opening: Mapping[Channel, str]
    nameless: Mapping[Channel, str]
    easy_no: str
    point_on: str
    silence: str
    thanks: str
    blank: Mapping[Kind, str]
    subjects: Mapping[Kind, str]
    tone: Mapping[Tone, Sayings]
    thank_you: Mapping[Outcome, tuple[str, ...]]

    def sayings(self, tone: Tone) -> Sayings:
        """The greeting, the easy no and the thanks of a tone."""
        return self.tone.get(tone) or Sayings(self.opening, self.easy_no, self.thanks)


@cache
def asking() -> Asking:
    """The sentences. Raises ``Misprint`` when a channel or a kind has none."""
    found = load(FILE, Asking)
    for name, table in (("opening", found.opening), ("nameless", found.nameless)):
        _complete(name, table, Channel)
    for tone in found.tone:
        _complete(f"tone.{tone}", found.tone[tone].opening, Channel)
    for name, words in (("blank", found.blank), ("subjects", found.subjects)):
        _complete(name, words, Kind)
    return found


def _complete(
    entry: str, table: Mapping[Channel, str] | Mapping[Kind, str], of: type[Channel] | type[Kind]
) -> None:
    missing = [member.value for member in of if member not in table]
    if missing:
        raise Misprint(FILE, entry, f"nothing for {', '.join(missing)}")
