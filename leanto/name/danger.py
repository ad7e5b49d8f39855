"""Questions about being better off dead or hurting oneself: which forms ask one, and whether it was answered so."""

import re

from leanto.name.instruments import Instrument
from leanto.name.questionnaires import Answers, Item, Type, Value
from leanto.name.scoring import calls_for_care

BETTER_OFF_DEAD = "44260-8"
"""The LOINC code of the PHQ-9's ninth question, by which a host's own copy is known too."""
WORDS = re.compile(
    r"better off dead|(hurt|harm|kill)(ing)? (my|your|one)self|suicid|end(ing)? (my|your) (own )?life"
    r"|(wish|want)(ed|ing)? (to die|to be dead|(I|you) (was|were) dead)",
    re.IGNORECASE,
)
"""What such a question says, in English, where a host's own copy carries no code."""
NOT_AT_ALL = ("LA6568-5", "0", "Not at all", "Never", "No")


def asks_about_danger(one: Instrument) -> bool:
    """Whether a form asks about it: its sidecar says so, or a question's code or words."""
    return bool(one.scoring and one.scoring.safety) or any(map(_asks, one.form.links.values()))


def says_danger(one: Instrument, answers: Answers) -> bool:
    """Whether help comes before anything else is shown (care rule 1). ``False`` is never an all-clear."""
    if one.plan is not None and calls_for_care(one.plan, answers):
        return True
    links = one.form.links
    found = ((links.get(place.partition("@")[0]), values) for place, values in answers.items())
    return any(_positive(item, value) for item, values in found if item and _asks(item) for value in values)


def _asks(item: Item) -> bool:
    coded = any(code.code == BETTER_OFF_DEAD for code in item.codes)
    return coded or (item.is_question and WORDS.search(item.text) is not None)


def _positive(item: Item, value: Value) -> bool:
    """An answer that is not plainly "not at all" counts: showing help costs little."""
    if item.type is not Type.choice:
        return bool(value)
    option = next((option for option in item.options if option.key == value), None)
    if option is not None and option.weight is not None:
        return option.weight > 0
    return value not in NOT_AT_ALL and (option is None or option.text not in NOT_AT_ALL)
