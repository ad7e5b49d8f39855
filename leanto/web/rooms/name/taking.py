"""A form that is taken page by page, can be stopped with what was answered kept, and gone on with later."""

from collections.abc import Mapping
from typing import Any

from msgspec import structs

from leanto.name.instruments import Instrument, pages
from leanto.name.profile import is_stopped
from leanto.name.questionnaires import Answers, Item, Type, Value
from leanto.name.responses import read, respond
from leanto.records import Response
from leanto.web import drafts
from leanto.web.questions import QuestionsForm, name_of, place_of
from leanto.web.requests import LeantoRequest


def gone_on(one: Instrument, response: Response) -> Mapping[str, Any]:
    """What a form starts from to go on with a response: its own id, and the answers as the form names them.

    What was passed by up to the last answer was seen, and does not come first again.
    """
    answers = read(one.form, response.response).answers
    laid = pages(one.form, answers)
    reached = max(
        (page.number for page in laid if any(spot.place in answers for spot in page.spots)), default=0
    )
    spots = [spot for page in laid[:reached] for spot in page.spots if spot.item.is_question]
    named = {name_of(one.form, spot.place): _typed(spot.item, answers.get(spot.place, ())) for spot in spots}
    return {"id": response.id, **named}


def wanted(request: LeantoRequest, form: QuestionsForm) -> int:
    """The page that was asked for, and one past the last to keep it."""
    to, last = request.POST.get("to", ""), len(form.pages)
    if request.POST.get("more"):
        return last
    return int(to) if to in {str(page.number) for page in form.pages} else last + 1


def stopped(request: LeantoRequest, form: QuestionsForm) -> bool:
    """Whether the person stops here, with all that was typed in order."""
    return bool(request.POST.get("stop")) and form.is_valid()


def stop(request: LeantoRequest, one: Instrument, form: QuestionsForm) -> Response | None:
    """Keep it before its end. With nothing answered nothing is kept."""
    if form.answers or request.book.find(Response, form.cleaned_data["id"]):
        return keep(request, one, form, finished=False)
    drafts.end(request, form.cleaned_data["id"])
    return None


def keep(request: LeantoRequest, one: Instrument, form: QuestionsForm, *, finished: bool = True) -> Response:
    """Add it, or change the answers where this form was kept before, and never make a second.

    What another tab answered on pages that this one never saw stays, and what was finished stays so.
    """
    id, book = form.cleaned_data["id"], request.book
    with book.together():
        kept = book.find(Response, id)
        if kept is None:
            response = respond(one.form, form.answers, request.now, finished=finished)
            kept = book.add(Response(id=id, at=request.now, instrument=one.id, response=response))
        elif kept.instrument == one.id:
            answers = {**_unseen(one, kept, form), **form.answers}
            done = finished or not is_stopped(kept)
            response = respond(one.form, answers, kept.at, finished=done)
            if kept.response != response:
                kept = book.revise(structs.replace(kept, response=response))
        drafts.end(request, id)
    return kept


def _unseen(one: Instrument, kept: Response, form: QuestionsForm) -> Answers:
    """The kept answers that the form had no question for."""
    names = form.seen | set(form.names.split())
    seen = {known[1] for name in names if (known := place_of(one.form, name))}
    answers = read(one.form, kept.response).answers
    return {place: values for place, values in answers.items() if place not in seen}


def _typed(item: Item, values: tuple[Value, ...]) -> str | list[str]:
    """Answers as they would have been sent."""
    if item.type is not Type.choice:
        return "\n".join(map(str, values))
    keys = [option.key for option in item.options]
    sent = [str(keys.index(str(value))) for value in values]
    return sent if item.repeats else "".join(sent)
