"""The pages as they stand: what could go in, what does, and in which words."""

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from msgspec import Struct

from leanto.content.instruments import FOLDER
from leanto.name.instruments import shelf
from leanto.records import (
    Brief,
    Lesson,
    Load,
    Moment,
    Person,
    ReachOut,
    Response,
    Room,
    SafetyPlan,
    Signal,
    Strength,
)
from leanto.share.brief import Chosen, chosen, names_to_hide, offered
from leanto.share.initials import Hidden
from leanto.share.sheet import Entry, Section, Sheet, shown
from leanto.share.things import Answered, Item, Life
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.bring.telling import HEADINGS, day, label, told


class Laid(Struct, frozen=True):
    """One brief with the life it is made of."""

    brief: Brief
    life: Life
    items: tuple[Item, ...]
    chosen: tuple[Chosen, ...]
    names: Hidden

    def words(self, item: Item) -> str:
        """A thing as it stands in the record, with the names as they leave."""
        return self.names.initials_in(shown(told(item)))

    def leaving(self, one: Chosen) -> str:
        """A chosen thing in the words in which it leaves."""
        return self.names.initials_in(shown(one.words)) or self.words(one.item)

    @property
    def taken(self) -> list[Answered]:
        """The check-ins that go in."""
        return [one.item for one in self.chosen if isinstance(one.item, Answered)]

    @property
    def gone(self) -> int:
        """How many were picked once and cannot go in now."""
        return len(self.brief.picked) - len(self.chosen)


def lay(request: LeantoRequest, brief: Brief) -> Laid:
    """Everything the steps need of it."""
    life = _life(request)
    items = offered(life, brief)
    return Laid(brief, life, items, chosen(brief, items), names_to_hide(brief, life))


def sheet(laid: Laid, request: LeantoRequest) -> Sheet:
    """The pages, exactly as they would leave."""
    return Sheet(
        title=_("Notes for a conversation"),
        language=get_language() or "en",
        made=_("Made on %(day)s") % {"day": date_format(timezone.localtime(request.now), "j F Y")},
        wish_heading=_("What I would like from this hour"),
        wish=laid.names.initials_in(shown(laid.brief.wish)),
        sections=tuple(filter(None, (_section(laid, room) for room in Room))),
        note=_note(laid),
    )


def _note(laid: Laid) -> str:
    """Who chose the words; and what a range is, where there is one."""
    whose = _("Picked and worded by the person it is about.")
    ranges = _("A range says how others’ answers were grouped. It does not say what anyone is.")
    return f"{whose} {ranges}" if laid.taken else whose


def _section(laid: Laid, room: Room) -> Section | None:
    theirs = [one for one in laid.chosen if one.item.room is room]
    entries = tuple(Entry(label(one.item), day(one.item), laid.leaving(one)) for one in theirs)
    return Section(str(HEADINGS[room]), entries) if entries else None


def _life(request: LeantoRequest) -> Life:
    book = request.book
    return Life(
        people=book.all(Person),
        reach_outs=book.all(ReachOut),
        moments=book.all(Moment),
        loads=book.all(Load),
        responses=book.all(Response),
        lessons=book.all(Lesson),
        signals=book.all(Signal),
        strengths=book.all(Strength),
        plans=book.all(SafetyPlan),
        instruments=shelf(settings.LEANTO_HOME / FOLDER).instruments,
    )
