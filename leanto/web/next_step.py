"""The next step as pages ask for it: what the engine is given, and what is held back from it when asked.

There is one engine. Smaller, someone else and not today are the same question with steps or people left out.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils.http import urlencode
from msgspec import Struct, structs

from leanto.practise import gates
from leanto.practise.ladder import address, key, ladder
from leanto.practise.not_today import put_aside
from leanto.practise.suggest import Offer, Suggestion, suggest
from leanto.records import Body, BodyCheck, Pause, Person, Piece, ReachOut, Step
from leanto.redefine.stance import kept_loads
from leanto.today import body_now
from leanto.web import careful
from leanto.web.requests import LeantoRequest

NOT_THIS_TIME = "not_this_time"
"""The code of a pause for someone left out of one question; it is kept nowhere."""


class Given(Struct, frozen=True):
    """Everything a suggestion is made from. ``aside``: the keys of steps put aside for today."""

    history: tuple[ReachOut, ...]
    circle: tuple[Person, ...]
    ladder: tuple[Step, ...]
    body: Body | None
    rest: careful.Standing
    now: datetime
    aside: tuple[str, ...] = ()

    def offer(
        self, steps: Iterable[Step] | None = None, without: Iterable[Person] = (), limit: int = 3
    ) -> Offer:
        """What the engine offers of these steps (all, unless given), and without these people."""
        among = self.ladder if steps is None else steps
        wanted = {step.id for step in among if key(step) not in self.aside}
        rests = [Pause(one.code, self.now) for one in self.rest.shown]
        away = [Pause(NOT_THIS_TIME, self.now, None, person.id) for person in without]
        return suggest(
            self.history,
            self.circle,
            _only(self.ladder, wanted, self.now),
            body=self.body,
            now=self.now,
            limit=limit,
            pauses=(*rests, *away),
        )

    def of(self, name: str, person_id: str) -> Suggestion | None:
        """The suggestion a page was about, made anew: that step, with that person or with no one."""
        steps = [step for step in self.ladder if address(step) == name]
        others = [one for one in self.circle if one.id != person_id]
        found = structs.replace(self, aside=()).offer(steps, others, limit=1).suggestions
        same = [one for one in found if (one.person.id if one.person else "") == person_id]
        return same[0] if same else None

    def smaller(self, than: Suggestion) -> Suggestion | None:
        """The best of what is easier than this one, with anyone."""
        sizes = gates.sizes(self.ladder, self.ladder)
        easier = [step for step, size in zip(self.ladder, sizes, strict=True) if size < than.suds]
        found = self.offer(easier, limit=1).suggestions
        return found[0] if found else None

    def with_another(self, than: Suggestion) -> Suggestion | None:
        """The same step with someone else; if no one fits, one of its kind."""
        if than.person is None:
            return None
        alike = [step for step in self.ladder if step.kind is than.step.kind and step.needs_person]
        for steps in ([than.step], alike):
            found = self.offer(steps, [than.person], limit=1).suggestions
            if found and found[0].person is not None:
                return found[0]
        return None


def _only(steps: Iterable[Step], wanted: Collection[str], now: datetime) -> tuple[Step, ...]:
    """The whole ladder with the others put aside: their ratings still say how hard steps are."""
    return tuple(
        step if step.id in wanted or step.retired_at is not None else structs.replace(step, retired_at=now)
        for step in steps
    )


def given(
    request: LeantoRequest,
    rest: careful.Standing | None = None,
    body: Body | None = None,
    circle: Iterable[Person] | None = None,
) -> Given:
    """What the engine needs, opened from the book; what a page has already may be passed. The history, which
    may be ten years long, stays shut where nothing is suggested anyway."""
    standing = careful.standing(request) if rest is None else rest
    if body is None:
        said = body_now(request.book.recent(BodyCheck, days=1), request.now)
        body = said.body if said else None
    shut = standing.resting or body is Body.shut_down
    worked_on = _worked_on(request)
    aside = set(put_aside(request.preferences, request.now))
    return Given(
        history=() if shut else tuple(request.book.all(ReachOut)),
        circle=tuple(request.book.all(Person) if circle is None else circle),
        ladder=worked_on,
        body=body,
        rest=standing,
        now=request.now,
        aside=tuple(key(step) for step in worked_on if key(step) in aside and step.retired_at is None),
    )


def _worked_on(request: LeantoRequest) -> tuple[Step, ...]:
    """The ladder without what would lighten a thing that is kept by choice."""
    kept = kept_loads(request.book.all(Piece))
    return tuple(step for step in ladder(request.book.all(Step)) if step.load_id not in kept)


def query(**parts: str) -> str:
    """A query of what is there."""
    return urlencode({name: value for name, value in parts.items() if value})
