"""The sentences that Leanto wrote itself and a plan begins with: nothing is read into them.

Steps of the starter ladder and the draft of an ask are kept with a plan, mostly as they are. Read as the person's
words, more than half of these drafts were answered with a line about being dead.
"""

import re
from functools import cache

from leanto.content.asking import asking
from leanto.practise.ladder import ladder, say
from leanto.records import Tone

ENDS = re.compile(r"(?<=[.?!])\s+|\s*\n\s*")
PLACE = re.compile(r"\{(?:name|by)\}")


def theirs(text: str) -> str:
    """What is left of a text without the whole sentences that stand so in Leanto's own words. What was put where
    a name or a day goes is left, whatever it is."""
    return "\n".join(filter(None, (_left(part) for part in ENDS.split(text.strip()))))


def _left(part: str) -> str:
    found = _ours().fullmatch(part)
    return part if found is None else " ".join(filter(None, found.groups()))


@cache
def _ours() -> re.Pattern[str]:
    """Every sentence, with room for a name or a day where one is filled in."""
    parts = {part.strip() for text in _texts() for part in ENDS.split(text) if part.strip()}
    return re.compile("|".join(_with_room(part) for part in sorted(parts)))


def _with_room(sentence: str) -> str:
    return r"([^.?!]{1,80})".join(re.escape(piece) for piece in PLACE.split(sentence))


def _texts() -> list[str]:
    said, steps = asking(), ladder([])
    around = [said.silence, said.point_on, *said.blank.values(), *said.nameless.values()]
    for tone in Tone:
        sayings = said.sayings(tone)
        around += [sayings.easy_no, sayings.thanks, *sayings.opening.values()]
    return [*(step.text for step in steps), *(say(step) for step in steps), *around]
