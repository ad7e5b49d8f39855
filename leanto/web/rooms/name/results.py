"""A check-in in words: what was answered, what it adds up to, and whether that differs from the time before.

Never what someone has or is: a published range is named with who published it, a change only where error allows.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from msgspec import Struct

from leanto.name.change import change
from leanto.name.conditions import shown
from leanto.name.instruments import Instrument
from leanto.name.questionnaires import Answers, Item, Type, Value
from leanto.name.responses import read
from leanto.name.scoring import Disagrees, Scored, disagreements, score
from leanto.records import Response
from leanto.web.sums import band, figure, total


class Said(Struct, frozen=True):
    """A question with its answer, or with neither a heading over what follows."""

    question: str
    answer: str = ""


class Sum(Struct, frozen=True):
    """One scale in words."""

    name: str
    value: str
    range: str = ""
    since: str = ""


class Result(Struct, frozen=True):
    """Everything the page says of one response. ``disagrees``: stated totals its answers do not give."""

    said: tuple[Said, ...]
    sums: tuple[Sum, ...] = ()
    strange: int = 0
    disagrees: tuple[str, ...] = ()


def result(instrument: Instrument | None, response: Response, before: Response | None) -> Result:
    """What one response comes to, beside the one before it. Without its form, only the words it carries."""
    if instrument is None:
        return Result(tuple(_carried(response.response.get("item"))))
    reading = read(instrument.form, response.response)
    said = tuple(_said(instrument, reading.answers))
    if instrument.plan is None:
        return Result(said, (), len(reading.strange))
    earlier = scored(instrument, before) if before else {}
    found = score(instrument.plan, reading.answers)
    sums = tuple(
        _sum(one, earlier.get(one.scale.id), before)
        for one in found
        # One answer by itself is among the answers already.
        if len(one.scale.items) > 1
    )
    wrong = tuple(_disagrees(one) for one in disagreements(found, reading.stated))
    return Result(said, sums, len(reading.strange), wrong)


def scored(instrument: Instrument, response: Response) -> Mapping[str, Scored]:
    """Every scale by its name."""
    if instrument.plan is None:
        return {}
    answers = read(instrument.form, response.response).answers
    return {one.scale.id: one for one in score(instrument.plan, answers)}


def _said(instrument: Instrument, answers: Answers) -> Iterator[Said]:
    heading = ""
    for spot in shown(instrument.form, answers):
        if spot.item.type is Type.group:
            heading = spot.item.text
        values = answers.get(spot.place) if spot.item.is_question else None
        if values:
            if heading:
                yield Said(heading)
            heading = ""
            yield Said(spot.item.text, ", ".join(_worded(spot.item, value) for value in values))


def _worded(item: Item, value: Value) -> str:
    if item.type is Type.choice:
        return next((option.text for option in item.options if option.key == value), str(value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return f"{figure(value)} {item.unit}".strip() if isinstance(value, int | float) else value


def _sum(one: Scored, earlier: Scored | None, before: Response | None) -> Sum:
    if one.value is None:
        return Sum(one.scale.name, _("Left open. %(rule)s") % {"rule": one.scale.missing})
    return Sum(
        one.scale.name,
        total(one, one.value),
        band(one),
        _since(one, earlier, before.at) if earlier and before else "",
    )


def _disagrees(one: Disagrees) -> str:
    told = {"stated": figure(one.stated), "value": "" if one.value is None else figure(one.value)}
    if one.value is None:
        return (
            _(
                "It came with a total of %(stated)s, and its answers add up to none. Only the answers count here."
            )
            % told
        )
    return (
        _(
            "It came with a total of %(stated)s, and its answers add up to %(value)s. Only the answers count here."
        )
        % told
    )


def _since(one: Scored, earlier: Scored, at: datetime) -> str:
    moved = change(one.scale, earlier.value, one.value)
    if moved is None:
        return ""
    day = date_format(timezone.localtime(at), "j F")
    told = {"day": day, "by": figure(abs(moved.by)), "source": one.scale.reliable_source}
    if moved.beyond is None:
        return _("Whether it differs from %(day)s is not said: no measurement error was published.") % told
    if not moved.beyond:
        return _("Beside %(day)s: within what this measure can tell apart.") % told
    words = (
        _("%(by)s higher than on %(day)s, which is more than the error of this measure.")
        if moved.by > 0
        else _("%(by)s lower than on %(day)s, which is more than the error of this measure.")
    )
    return " ".join([words % told, f"({told['source']})" if told["source"] else ""]).strip()


def _carried(items: object) -> Iterator[Said]:
    """The words a response brings along itself, where its form is not on the shelf any more."""
    for item in items if isinstance(items, list) else []:
        if not isinstance(item, dict):
            continue
        answers = item.get("answer")
        plain = [_plain(one) for one in answers if isinstance(one, dict)] if isinstance(answers, list) else []
        if any(plain):
            yield Said(str(item.get("text") or item.get("linkId", "")), ", ".join(filter(None, plain)))
        yield from _carried(item.get("item"))


def _plain(answer: Mapping[str, object]) -> str:
    for name, value in answer.items():
        if name.startswith("value"):
            coding = value if isinstance(value, dict) else {}
            return str((coding.get("display") or coding.get("code") or "") if coding else value)
    return ""
