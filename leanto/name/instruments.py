"""The instruments there are: each form with its rules made ready, cut into pages and into short sittings."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import ceil
from pathlib import Path

from msgspec import Struct

from leanto.content import Misprint
from leanto.content.instruments import FOLDER, Scoring, SetAside, Sheet, laid_by, ours
from leanto.name.conditions import Spot, shown
from leanto.name.questionnaire_files import parse
from leanto.name.questionnaires import Answers, Item, Questionnaire, Type
from leanto.name.scoring import Plan, plan

A_PAGE = 10
"""Questions a page holds before the next one starts."""
A_SITTING = 220
"""Seconds: under four minutes."""
SECONDS = {Type.text: 40, Type.string: 15}
A_QUESTION = 6


class Instrument(Struct, frozen=True):
    """Something to take. Without ``scoring`` it can be taken, kept and sent on, and adds up to nothing."""

    id: str
    form: Questionnaire
    scoring: Scoring | None
    plan: Plan | None
    ours: bool

    @property
    def name(self) -> str:
        """The plain name on screen."""
        return self.scoring.name if self.scoring else self.form.title

    @property
    def seconds(self) -> int:
        """About how long it takes: a reading, not a measurement."""
        return sum(SECONDS.get(item.type, A_QUESTION) for item in self.form.questions)


class Shelf(Struct, frozen=True):
    """All that can be taken, and the host's files that were set aside, each with the reason."""

    instruments: tuple[Instrument, ...]
    set_aside: tuple[SetAside, ...]

    def find(self, id: str) -> Instrument | None:
        """The instrument of this name."""
        return next((one for one in self.instruments if one.id == id), None)


class Page(Struct, frozen=True):
    """What stands on one page. ``heading`` is the group it belongs to."""

    number: int
    heading: Item | None
    spots: tuple[Spot, ...]


def shelf(folder: Path | None = None) -> Shelf:
    """Ours, then what a host laid into ``folder``. Raises ``Misprint`` for one of ours, never for theirs."""
    found, aside = list(_ours()), list[SetAside]()
    for one in laid_by(folder):
        try:
            if isinstance(one, SetAside):
                aside.append(one)
            elif any(one.id == other.id for other in found):
                aside.append(SetAside(f"{one.id}.json", "there is an instrument of this name already"))
            else:
                found.append(_instrument(one))
        except ValueError as error:
            aside.append(SetAside(f"{one.id}.json" if isinstance(one, Sheet) else one.file, str(error)))
    return Shelf(tuple(found), tuple(aside))


def pages(form: Questionnaire, answers: Answers, copies: Mapping[str, int] | None = None) -> tuple[Page, ...]:
    """What shows: a page for each outermost group, cut evenly where it would be too full, and for what is loose.

    What lies inside a question stays with it.
    """
    laid = [(heading, page) for heading, spots in _grouped(form, answers, copies) for page in _evenly(spots)]
    return tuple(Page(number, heading, page) for number, (heading, page) in enumerate(laid, 1))


def _grouped(
    form: Questionnaire, answers: Answers, copies: Mapping[str, int] | None
) -> Iterator[tuple[Item | None, list[Spot]]]:
    heading: Item | None = None
    held: list[Spot] = []
    for spot in shown(form, answers, copies):
        group = spot.item if spot.item.type is Type.group else None
        if spot.depth == 0 and (group or heading):
            yield heading, held
            heading, held = group, []
        if spot.depth or not group:
            held.append(spot)
    yield heading, held


def _evenly(spots: list[Spot]) -> Iterator[tuple[Spot, ...]]:
    questions = sum(spot.item.is_question for spot in spots)
    if not questions:
        return
    size = ceil(questions / ceil(questions / A_PAGE))
    page: list[Spot] = []
    for spot in spots:
        full = sum(one.item.is_question for one in page) >= size
        if full and spot.depth <= 1 and spot.item.is_question:
            yield tuple(page)
            page = []
        page.append(spot)
    yield tuple(page)


def sittings(instruments: Iterable[Instrument], most: int = A_SITTING) -> tuple[tuple[Instrument, ...], ...]:
    """Instruments in their order, as many to a sitting as its seconds hold, at least one."""
    found: list[list[Instrument]] = []
    left = 0
    for one in instruments:
        if not found or one.seconds > left:
            found.append([])
            left = most
        found[-1].append(one)
        left -= one.seconds
    return tuple(map(tuple, found))


@cache
def _ours() -> tuple[Instrument, ...]:
    return tuple(_sound())


def _sound() -> Iterator[Instrument]:
    for sheet in ours():
        try:
            yield _instrument(sheet)
        except ValueError as error:
            raise Misprint(f"{FOLDER}/{sheet.id}.json", "", str(error)) from error


def _instrument(sheet: Sheet) -> Instrument:
    form = parse(sheet.form, sheet.id)
    ready = plan(form, sheet.scoring) if sheet.scoring else None
    return Instrument(sheet.id, form, sheet.scoring, ready, sheet.ours)
