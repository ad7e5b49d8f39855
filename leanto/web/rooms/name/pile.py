"""The pile: everything that is carried, sorted by hand or by cost, put down, taken up, and made lighter."""

from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from msgspec import Struct, structs

from leanto.circle.people import safe_ones
from leanto.name import pile as carrying
from leanto.name.pile import Made, Order, Place
from leanto.records import Load, Person, ReachOut, Step
from leanto.web import removal
from leanto.web.charts import pile as chart
from leanto.web.doors import post_only
from leanto.web.forms import keep, new_id, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.name.moments import PLACED
from leanto.web.rooms.name.pile_forms import COSTS, AddForm, LoadForm
from leanto.web.rooms.name.pile_words import finding
from leanto.web.words import DOMAIN, WHOSE, Label

SHOWN = 40
UP, DOWN = -1, 1
ORDERS: Mapping[Order, Label] = {
    Order.own: _("as you put it"),
    Order.costs: _("what costs most"),
    Order.choice: _("what you chose least"),
}
MARKS: Mapping[Place, str] = {
    Place.had_to: "had_to",
    Place.between: "between",
    Place.chosen: "chose",
    Place.unsaid: "",
}


class Row(Struct, frozen=True):
    """A carried thing as a row of the list."""

    load: Load
    placed: Label
    mark: str
    whose: Label
    costs: Label
    domain: Label
    helper: Person | None
    made: tuple[Made, ...]

    @property
    def came_through(self) -> bool:
        """Whether a step made from it came to something."""
        return any(one.came_through for one in self.made)


class Sorting(Struct, frozen=True):
    """A link that sorts the pile."""

    words: Label
    url: str
    current: bool


def pile(request: LeantoRequest) -> HttpResponse:
    """The pile, and one line to add to it."""
    form = AddForm(request.POST or None, initial={"id": new_id(), "revision": 0})
    if form.is_valid():
        top = carrying.on_top(carrying.carried(request.book.all(Load)))
        load = Load(id=form.cleaned_data["id"], at=request.now, place=top, **form.changes())
        if keep(request, form, load):
            more = "more" in request.POST
            return redirect(reverse("name:load", args=[load.id]) if more else _at(load.id, said="added"))
    order, everything = _order(request), bool(request.GET.get("all"))
    loads, safe = request.book.all(Load), safe_people(request)
    own = carrying.carried(loads)
    shown = carrying.ordered(own, order)
    rows = _rows(request, shown if everything else shown[:SHOWN], safe)
    return page(
        request,
        "name/pile.html",
        form,
        rows=rows,
        rest=len(shown) - len(rows),
        everything=everything,
        by_hand=order is Order.own,
        by=request.GET.get("by", "") if order is not Order.own else "",
        sortings=_sortings(order),
        chart=chart.draw(shown, safe),
        finding=finding(carrying.count(own, safe)),
        down=carrying.put_down(loads),
    )


def load(request: LeantoRequest, id: str) -> HttpResponse:
    """One thing: what can be said of it, and what it can become."""
    kept = request.book.get(Load, id)
    safe = safe_people(request)
    form = LoadForm(request.POST or None, initial=started(request, kept), safe=safe.values())
    if form.is_valid() and keep(request, form, structs.replace(kept, **form.changes())):
        return redirect(_at(kept.id, said="changed"))
    [row] = _rows(request, [kept], safe)
    return page(request, "name/load.html", form, load=kept, row=row)


@post_only("name:pile")
def move(request: LeantoRequest) -> HttpResponse:
    """One up or one down. The page comes back where that thing stands now."""
    up, down = request.POST.get("up", ""), request.POST.get("down", "")
    with request.book.together():
        for one in carrying.moved(request.book.all(Load), up or down, UP if up else DOWN):
            request.book.revise(one)
    return redirect(_at(up or down, all=request.POST.get("all", "")))


@post_only("name:pile")
def put_down(request: LeantoRequest) -> HttpResponse:
    with request.book.together():
        kept = request.book.get(Load, request.POST.get("id", ""))
        if kept.put_down_at is None:
            request.book.revise(structs.replace(kept, put_down_at=request.now))
    return redirect(reverse("name:pile", query={"said": "put-down"}))


@post_only("name:pile")
def take_up(request: LeantoRequest) -> HttpResponse:
    """Carried again, and on top, where it is seen."""
    with request.book.together():
        loads = request.book.all(Load)
        kept = request.book.get(Load, request.POST.get("id", ""))
        if kept.put_down_at is not None:
            top = carrying.on_top(carrying.carried(loads))
            request.book.revise(structs.replace(kept, put_down_at=None, place=top))
    return redirect(_at(kept.id, said="carried-again"))


@post_only("name:pile")
def remove(request: LeantoRequest) -> HttpResponse:
    kept = request.book.get(Load, request.POST.get("id", ""))
    return removal.removed(
        request, kept, words=kept.text, put_back=reverse("name:load_put_back"), back=reverse("name:pile")
    )


@post_only("name:pile")
def put_back(request: LeantoRequest) -> HttpResponse:
    kept = removal.put_back(request, Load)
    return redirect(_at(kept.id, said="put-back"))


def safe_people(request: LeantoRequest) -> Mapping[str, Person]:
    """Those who may be named as someone who could hold a corner, by id. A gate that closed leaves them out."""
    return {one.id: one for one in safe_ones(request.book.all(Person), request.book.all(ReachOut))}


def _at(id: str, **query: str) -> str:
    """The pile, opened where one thing stands."""
    anchor = id if len(id) == 32 and id.isalnum() else ""
    given = {name: value for name, value in query.items() if value and value.replace("-", "").isalnum()}
    return reverse("name:pile", query=given) + (f"#load-{anchor}" if anchor else "")


def _rows(request: LeantoRequest, loads: Sequence[Load], safe: Mapping[str, Person]) -> list[Row]:
    made = carrying.made(request.book.all(Step), request.book.all(ReachOut))
    return [
        Row(
            one,
            placed="" if one.chosen is None else PLACED[one.chosen],
            mark=MARKS[carrying.placed(one)],
            whose=WHOSE[one.whose] if one.whose else "",
            costs=COSTS[one.costs] if one.costs is not None else "",
            domain=DOMAIN[one.domain] if one.domain else "",
            helper=carrying.helper(one, safe),
            made=made.get(one.id, ()),
        )
        for one in loads
    ]


def _order(request: LeantoRequest) -> Order:
    """By its place in the list, so that an address says little."""
    given = request.GET.get("by")
    return next((order for at, order in enumerate(Order) if str(at) == given), Order.own)


def _sortings(now: Order) -> list[Sorting]:
    return [
        Sorting(
            words,
            reverse(
                "name:pile", query={"by": str(list(Order).index(order))} if order is not Order.own else {}
            ),
            order is now,
        )
        for order, words in ORDERS.items()
    ]
