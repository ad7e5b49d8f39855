"""Pages for a therapist, a doctor or a friend: what can go in, and what was picked.

A thing goes in when the person ticks it, and no other way. What is about someone not judged safe, by a link or by
a name in the text, is offered apart and goes in only when ticked there (care rule 3); a gate that closes later
takes out what was ticked before. The pages read the record as it is now, so that what was removed there is gone
here too; only what the person worded anew is kept with the pages.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from msgspec import Struct, structs

from leanto.records import Brief, Room
from leanto.share.initials import Hidden, hidden
from leanto.share.things import Item, Life, things

EARLIEST = datetime.min.replace(tzinfo=UTC)


class Chosen(Struct, frozen=True):
    """A thing that goes in. ``words`` are the person's own for it, empty where it goes as it stands."""

    item: Item
    words: str


def offered(life: Life, brief: Brief) -> tuple[Item, ...]:
    """Everything that could go in, room by room, the oldest first; before that, what stands on no day.

    What stands now (old rules, the pile, signs, what strength means, what helps) is offered whatever the date.
    """
    wary = life.wary
    names, safe = hidden(wary), {one.id for one in life.people} - {one.id for one in wary}
    found = [
        structs.replace(one, wary=names.named_in(one.text) | (frozenset(one.about) - safe))
        for one in things(life, brief.since)
        if not brief.rooms or one.room in brief.rooms
    ]
    return tuple(sorted(found, key=_place))


def pick(brief: Brief, items: Iterable[Item], ticked: Iterable[str], by_name: Iterable[str]) -> Brief:
    """The pages with these things and no others. ``by_name``: keys that were ticked under the name of someone not
    judged safe; such a thing is taken from there alone."""
    plain, named = set(ticked), set(by_name)
    taken = [item for item in items if item.key in (named if item.wary else plain)]
    return structs.replace(
        brief,
        picked={item.key: brief.picked.get(item.key, "") for item in taken},
        by_name=tuple(sorted(frozenset[str]().union(*(item.wary for item in taken)))),
    )


def chosen(brief: Brief, items: Iterable[Item]) -> tuple[Chosen, ...]:
    """What goes in: what was picked, is still there, and is about nobody but those safe or chosen by name."""
    return tuple(
        Chosen(item, brief.picked[item.key])
        for item in items
        if item.key in brief.picked and item.wary.issubset(brief.by_name)
    )


def reword(brief: Brief, standing: Mapping[str, str], words: Mapping[str, str]) -> Brief:
    """The pages in these words. What reads as it does in the record (``standing``) stays with it; empty is out."""
    said = {key: words.get(key, brief.picked.get(key) or was) for key, was in standing.items()}
    picked = {
        key: "" if said[key] == was else said[key] for key, was in standing.items() if said[key].strip()
    }
    return structs.replace(brief, picked=picked)


def names_to_hide(brief: Brief, life: Life) -> Hidden:
    """Whose names become initials: everyone's. If names are written out: those not safe and not chosen by name."""
    if not brief.names_out:
        return hidden(life.people)
    return hidden(one for one in life.wary if one.id not in brief.by_name)


def _place(item: Item) -> tuple[int, datetime]:
    return list(Room).index(item.room), item.at or EARLIEST
