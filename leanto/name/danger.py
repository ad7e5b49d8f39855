"""Questions about being better off dead or hurting oneself: which forms ask one, and whether it was answered so."""

from leanto.name.instruments import Instrument
from leanto.name.questionnaires import Answers, Item, Type, Value
from leanto.name.scoring import calls_for_care

BETTER_OFF_DEAD = "44260-8"
"""The LOINC code of the PHQ-9's ninth question, by which a host's own copy is known too."""
NOT_AT_ALL = ("LA6568-5", "0", "Not at all")


def asks_about_danger(one: Instrument) -> bool:
    """Whether a form asks about it: its sidecar says so, or a question carries the code."""
    return bool(one.scoring and one.scoring.safety) or any(map(_coded, one.form.links.values()))


def says_danger(one: Instrument, answers: Answers) -> bool:
    """Whether help comes before anything else is shown (care rule 1). ``False`` is never an all-clear."""
    if one.plan is not None and calls_for_care(one.plan, answers):
        return True
    links = one.form.links
    found = ((links.get(place.partition("@")[0]), values) for place, values in answers.items())
    return any(_positive(item, value) for item, values in found if item and _coded(item) for value in values)


def _coded(item: Item) -> bool:
    return any(code.code == BETTER_OFF_DEAD for code in item.codes)


def _positive(item: Item, value: Value) -> bool:
    """An answer that is not plainly "not at all" counts: showing help costs little."""
    if item.type is not Type.choice:
        return bool(value)
    option = next((option for option in item.options if option.key == value), None)
    if option is not None and option.weight is not None:
        return option.weight > 0
    return value not in NOT_AT_ALL and (option is None or option.text not in NOT_AT_ALL)
