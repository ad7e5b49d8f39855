"""A form that is taken page by page, can be stopped with what was answered kept, and gone on with later."""

from collections.abc import Mapping
from typing import Any

from msgspec import structs

from leanto.name.instruments import Instrument, pages
from leanto.name.questionnaires import Item, Type, Value
from leanto.name.responses import read, respond
from leanto.records import Response
from leanto.web import drafts
from leanto.web.questions import QuestionsForm, name_of
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


def keep(request: LeantoRequest, one: Instrument, form: QuestionsForm, *, finished: bool) -> Response | None:
    """Keep it: added, or changed where this form was kept before. Stopped with nothing answered keeps nothing."""
    id, book = form.cleaned_data["id"], request.book
    with book.together():
        kept = book.find(Response, id)
        at = kept.at if kept else request.now
        response = respond(one.form, form.answers, at, finished=finished)
        if kept is None and (finished or form.answers):
            kept = book.add(Response(id=id, at=at, instrument=one.id, response=response))
        elif kept is not None and kept.instrument == one.id and kept.response != response:
            kept = book.revise(structs.replace(kept, response=response))
        drafts.end(request, id)
    return kept


def _typed(item: Item, values: tuple[Value, ...]) -> str | list[str]:
    """Answers as they would have been sent."""
    if item.type is not Type.choice:
        return "\n".join(map(str, values))
    keys = [option.key for option in item.options]
    sent = [str(keys.index(str(value))) for value in values]
    return sent if item.repeats else "".join(sent)
