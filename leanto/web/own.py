"""What the person set for themself, changed by a page that is not the one for it."""

from collections.abc import Callable

from leanto.records import Preferences
from leanto.web.forms import new_id
from leanto.web.requests import LeantoRequest


def change(request: LeantoRequest, changed: Callable[[Preferences], Preferences]) -> None:
    """Change the preferences there are, or begin them. They are read anew, so that two tabs lose nothing."""
    with request.book.together():
        kept = next(iter(request.book.all(Preferences)), None)
        wanted = changed(kept or Preferences(id=new_id()))
        if kept is None:
            request.book.add(wanted)
        elif wanted != kept:
            request.book.revise(wanted)
