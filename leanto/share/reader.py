"""Reads a Leanto export without Leanto: everything in it, in plain words, day by day.

    python3 leanto-reader.py leanto-export.json

Needs Python 3.9 or later and nothing else: no network, no other file. It changes nothing.
"""

# Leanto says things with these tables too, in its own export as a page. Nothing of Leanto is imported here.
from __future__ import annotations

import json
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timezone, tzinfo
from typing import Any, NamedTuple

Fields = dict[str, Any]  # a file may hold any JSON under any name, and all of it is to be shown

WORDS_OF = {
    "did": "alone = Did it alone; waved_off = Waved off an offer; asked = Asked; let_in = Let someone help",
    "kind": "ask = Ask; share = Share; accept = Accept; let_go = Let go",
    "domain": "emotional = feelings; practical = everyday things; financial = money; work = work;"
    " health = health; caring = looking after someone; deciding = deciding",
    "channel": "in_person = in person; voice = by phone or voice; text = by text; email = by email",
    "relation": "partner = partner; family = family; friend = friend; colleague = someone from work;"
    " neighbour = neighbour; peer = someone who has been there too; professional = professional;"
    " acquaintance = someone I know a little; group = a group; service = a service",
    "body": "settled = Settled; keyed_up = Keyed up; shut_down = Shut down",
    "gate": "safe = safe enough for some things; unsure = not sure; not_safe = not safe",
    "outcome": "came_through = came through; partly = partly; kind_no = kindly said no;"
    " no_answer = no answer; hurtful = it hurt",
    "feared_came": "did_not = It did not happen; partly = A little of it happened; happened = It happened;"
    " too_soon = Too soon to say",
    "tone": "plain = as most say it; warm = warmer; brief = shorter",
    "sign": "refusing = turning help away; weak_or_guilty = feeling weak or guilty for needing;"
    " trusting = trouble trusting someone with a need; control = holding on to control",
    "could_let": "yes = Yes; unsure = Maybe; no = No",
    "habit": "explaining = explaining at length; apologising = saying sorry more than once; making_small = making"
    " it small, or taking it back; paying_back = paying it back at once; checking = checking on it",
    "speaks_for": "old = the old rule; new = the new rule",
    "rooms": "name = Name; explore = Explore; practise = Practise; redefine = Redefine; circle = Circle",
    "stance": "keep = Keep; loosen = Loosen; let_go = Let go",
    "early": "body = the body; behaviour = what I do; thought = what I think",
    "was": "yes = Yes; partly = Partly; no = No",
    "whose": "mine = Mine; shared = Ours; someone_elses = Someone else's; nobodys = Nobody's, really",
    "fits": "yes = Yes; partly = In part; no = No; not_sure = I am not sure",
    "code": "self_harm = After words about being dead or hurting oneself; worse_twice = Answers had become heavier"
    " twice; ptsd_rising = Steps weighed more each time; overwhelm = Two steps were too much; hurt = It hurt;"
    " own = My own wish",
}
WORDS: Mapping[str, Mapping[str, str]] = {
    field: dict(pair.strip().split(" = ") for pair in pairs.split(";")) for field, pairs in WORDS_OF.items()
}

# Titles with their names in the file; fields in reading order: name | label | how. The first is the heading.
SECTIONS = """
Moments: moments
    did           |                                             | did
    text          |                                             | words
    whisper       | The whisper                                 | words
    domain        | About                                       | domain
    person_id     | With                                        | link
    overwhelmed   | Overwhelmed, 0 to 4
    choice        | Between “I had to” (0) and “I chose to” (4)
    could_let     | Could I have let someone                    | could_let
    body          | Body                                        | body
    signs         | Signs                                       | sign
    lesson_id     | Belongs to the old rule                     | link
Asks and steps: reach_outs
    text          |                                             | words
    person_id     | With                                        | link
    kind          | Kind                                        | kind
    domain        | About                                       | domain
    channel       | How                                         | channel
    step_id       | From the ladder                             | link
    forecast      | My guess beforehand                         | tenths
    outcome       | What happened                               | outcome
    feared        | What I feared                               | words
    feared_chance | My guess that it happens                    | tenths
    feared_came   | Did it happen                               | feared_came
    suds          | How hard it looked, 0 to 100
    suds_felt     | How hard it was, 0 to 100
    surprised     | What surprised me                           | words
    moved         | It moved me
    learned       | What I learned                              | words
    plan          | My if-then plan                             | words
    words         | My words                                    | words
    what_if_not   | If it is a no                               | words
    body          | Body                                        | body
    overwhelmed   | Overwhelmed
    guilt         | Guilt afterwards
    guilt_later   | Guilt still there later
    leave_out     | To leave out this once                      | habit
    left_out      | It was left out
    stayed        | It stayed handed over
    looked_at     | Own record looked at                        | time
    asked_at      | Asked                                       | time
    silence_on    | Silence is an answer from                   | time
    outcome_at    | Answered                                    | time
    feared_at     | The fear was looked at                      | time
    cancelled_at  | Put aside                                   | time
    moment_id     | Came from the moment                        | link
    lesson_id     | Tests the old rule                          | link
Lessons: lessons
    old_rule      |                                             | words
    new_rule      | The new rule                                | words
    where         | Where I learned it                          | words
    when          | When                                        | words
    taught_by     | Taught by                                   | words
    protected     | How it protected me                         | words
    costs         | What it costs                               | words
    exception     | Who has been an exception                   | words
    year          | Year
    change_mind   | What would change my mind                   | words
How true the rules felt: ratings
    lesson_id     |                                             | link
    old           | The old rule, 0 to 10
    new           | The new rule, 0 to 10
    note          |                                             | words
How my body was: body_checks
    body          |                                             | body
People: people
    name          |
    relation      | To me                                       | relation
    gate          | My own verdict                              | gate
    gate_at       | Given on                                    | time
    closed_at     | Set aside on                                | time
    safe_for      | Safe for                                    | domain
    offers        | I may ask for                               | domain
    channels      | Reached                                     | channel
    ring          | Ring, 1 is closest
    power         | Holds power over my living
    phone         | Phone
    email         | Email
    notes         | Notes                                       | words
    shares        | What I share                                | words
    keeps_back    | What I keep to myself                       | words
    helps         | What helps me                               | words
    offered       | What they offered                           | words
    contact_days  | Days between contacts, as I would like it
    contact_paused| Contact is paused
    review_on     | Look at the gate again on                   | time
My ladder: steps
    text          |                                             | words
    kind          | Kind                                        | kind
    domain        | About                                       | domain
    suds          | How hard it looks to me, 0 to 100
    rung          | Its place as written, 0 to 100
    needs_person  | Needs someone
    money         | Asks for money
    load_id       | Lightens                                    | link
    starter       | Stands in for the step
    retired_at    | Taken off the ladder                        | time
Unfinished words: drafts
    path          |
    fields        |                                             | typed
Preferences: preferences
    zone          | Time zone
    country       | Country
    name          | What the pages are called
    exit_site     | Where leaving goes
    text_is_fine  | Only by text is fine
    watched       | Someone else could look at this device
    chosen        | Check-ins turned on                         | listed
    every_days    | Days between check-ins
    not_today     | Steps put aside for one day                 | links
    not_today_at  | The last of them at                         | time
    tone          | The words of an ask begin                   | tone
Check-ins: responses
    instrument    |                                             | words
    response      | Answers                                     | answers
Does this sound like me: recognitions
    fits          |                                             | fits
    words         | In my words                                 | words
    response_id   | About the picture from                      | link
The pile: pile
    text          |                                             | words
    domain        | About                                       | domain
    whose         | Whose it is                                 | whose
    chosen        | Between “I had to” (0) and “I chose to” (4)
    costs         | What it costs, 0 to 4
    if_left       | If it were left                             | words
    person_id     | Could hold a corner                         | link
    place         | Place in the pile
    put_down_at   | Put down                                    | time
Rests: rests
    code          |                                             | code
    until         | Until                                       | time
    ended_at      | Ended                                       | time
    source        | Began with                                  | words
A plan for hard moments: hard_moments
    signs         | My early signs                              | words
    helps         | What helps                                  | words
    people        | People to call                              | words
    places        | Places                                      | words
    lines         | Lines                                       | words
    live_for      | One thing to live for                       | words
    shown_locked  | Shown while locked
What I wrote in Explore: reflections
    text          |                                             | words
    asked         | To the question
    sitting_id    | In the sitting                              | link
    lesson_id     | Became the old rule                         | link
Sittings in Explore: sittings
    path          |
    minutes       | Minutes agreed
    before        | Distress before, 0 to 10
    after         | Distress after, 0 to 10
    body          | Body before                                 | body
    body_after    | Body after                                  | body
    ended_at      | Ended                                       | time
    ended_by      | Ended by
    night         | The night after                             | words
    ticked        | Recognised                                  | listed
On the timeline: timeline
    text          |                                             | words
    year          | Year
    lesson_id     | Belongs to the old rule                     | link
Evidence under a rule: exhibits
    lesson_id     |                                             | link
    speaks_for    | It speaks for                               | speaks_for
    text          | In my words                                 | words
    reach_out_id  | From the step                               | link
    moment_id     | From the moment                             | link
What was praised: praise
    what          |                                             | words
    by_whom       | By whom                                     | words
    good_for      | Who it was good for                         | words
    lesson_id     | Belongs to the old rule                     | link
Keep, loosen, let go: pieces
    text          |                                             | words
    domain        | About                                       | domain
    stance        | What to do with it                          | stance
    load_id       | From the pile                               | link
Signals to reach out: signals
    sign          |                                             | words
    early         | It shows in                                 | early
    then          | Then I                                      | words
What strength means to me: strength
    text          |                                             | words
Times with someone: contacts
    person_id     |                                             | link
    how           | How                                         | channel
    safe          | Was I safe                                  | was
    mutual        | Was it mutual                               | was
    gave          | I gave
    took          | I took
    good          | A good sign                                 | words
    bad           | A sign to be careful                        | words
Pages to bring: briefs
    wish          | What I would like from the hour             | words
    picked        | In other words than they stand here         | reworded
    since         | From                                        | day
    rooms         | From the rooms                              | rooms
    names_out     | Names are written out
    by_name       | Chosen by name                              | links
"""
BESIDE = ("id", "schema", "at", "revision")  # Said elsewhere, or nothing to a reader.
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
MONTHS = "January February March April May June July August September October November December"
END = datetime.max.replace(tzinfo=timezone.utc)  # noqa: UP017 (Python 3.9)
# Control characters could make a terminal do things, and a file from elsewhere may hold them.
HARMLESS = dict.fromkeys((*range(32), *range(127, 160)), " ")


class Field(NamedTuple):
    name: str
    label: str = ""
    how: str = ""


Line = tuple[Field, str]
TITLES: dict[str, str] = {}
FIELDS: dict[str, list[Field]] = {}
for heading, section, rows in re.findall(r"^(\S.*): (\w+)\n((?: .*\n)+)", SECTIONS, re.MULTILINE):
    TITLES[section] = heading
    FIELDS[section] = [Field(*(part.strip() for part in row.split("|"))) for row in rows.splitlines()]


class Reading(NamedTuple):
    """What else saying a value takes: the names of records it may point to, and whose clock to use."""

    names: Mapping[str, str]
    zone: tzinfo | None = None

    def told(self, section: str, body: Any) -> list[Line]:
        """A record as fields and texts: its heading, which has no label, then everything that was not skipped."""
        if not isinstance(body, dict):
            return [(Field(""), _plain(body))]
        heading, *fields = FIELDS.get(section) or [Field("")]
        known = {*BESIDE, heading.name, *(field.name for field in fields)}
        others = [Field(name, name.replace("_", " ")) for name in body if name not in known]
        answered = [field for field in (*fields, *others) if body.get(field.name) not in (None, "", [], {})]
        return [(field, self.said(field.how, body.get(field.name, ""))) for field in (heading, *answered)]

    def said(self, how: str, value: Any) -> str:
        """A value in words; as it stands in the file, where it is not what its name says."""
        try:
            return "" if value is None else str(self._said(how, value))
        except (AttributeError, OverflowError, TypeError, ValueError):
            return _plain(value)

    def _said(self, how: str, value: Any) -> object:
        if how in WORDS:
            every = value if isinstance(value, (list, tuple)) else [value]
            return ", ".join(WORDS[how].get(one, one) for one in every)
        if how in ("link", "links"):
            return ", ".join(self._linked(one) for one in ([value] if how == "link" else value))
        if how == "tenths":
            return f"{value * 10:g} in 10"
        at = when(value, self.zone)
        if at and how in ("day", "time"):
            return day(at) if how == "day" else f"{day(at)}, {at:%H:%M}"
        return SAID[how](value) if how in SAID else _plain(value)

    def _linked(self, id: str) -> str:
        # Steps of the starter ladder are called by their name; every other id has 32 characters.
        return self.names.get(id) or ("no longer kept" if len(id) == 32 else id)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _answered(items: Any) -> Iterator[str]:
    for item in items or []:
        given = [value for one in item.get("answer", []) for key, value in one.items() if key[:5] == "value"]
        said = [one.get("display") or one.get("code", "") if isinstance(one, dict) else one for one in given]
        yield from [f"{item.get('text', item.get('linkId'))}: {', '.join(map(_plain, said))}"] if said else []
        for one in (item, *item.get("answer", [])):
            yield from _answered(one.get("item"))


SAID: Mapping[str, Callable[[Any], str]] = {
    "answers": lambda value: "\n".join(_answered(value.get("item"))),
    "listed": ", ".join,
    "typed": lambda value: "\n".join(f"{name}: {', '.join(words)}" for name, words in value.items()),
    "reworded": lambda value: "\n".join(filter(None, value.values())),
}


def when(text: Any, zone: tzinfo | None = None) -> datetime | None:
    """The time a text gives, by the clock it was written by or in ``zone``; ``None`` if it gives none."""
    try:
        at = datetime.fromisoformat(str(text).replace("Z", "+00:00"))  # noqa: FURB162 (Python 3.9)
        at = at if at.tzinfo else at.replace(tzinfo=timezone.utc)  # noqa: UP017 (Python 3.9)
        return at.astimezone(zone) if zone else at
    except (OverflowError, ValueError):
        return None


def _at(body: Any) -> datetime | None:
    return when(body.get("at")) if isinstance(body, dict) else None


def day(at: datetime) -> str:
    """Tuesday 3 March 2026, whatever language the computer speaks."""
    return f"{DAYS.split()[at.weekday()]} {at.day} {MONTHS.split()[at.month - 1]} {at.year}"


def title(section: str) -> str:
    """What a section is called, one that this reader has not heard of too."""
    return TITLES.get(section) or section.replace("_", " ").capitalize()


def listed(data: Fields) -> Iterator[tuple[str, Any]]:
    """Every record with the name of its section, in reading order."""
    for name in (*TITLES, *(name for name in data if name not in TITLES and name != "leanto")):
        bodies = data.get(name, [])
        yield from ((name, body) for body in (bodies if isinstance(bodies, list) else [bodies]))


def named(bodies: Iterable[Any]) -> dict[str, str]:
    """What each record is called where another points to it."""
    names = {}
    for body in bodies:
        text = isinstance(body, dict) and (body.get("name") or body.get("old_rule") or body.get("text"))
        if isinstance(text, str):
            names[str(body.get("id"))] = textwrap.shorten(text, 80, placeholder=" …")
    return names


def pages(data: Fields) -> Iterator[str]:
    """The whole file as lines of text: first what has a day, oldest first, then the rest."""
    records = list(listed(data))
    reading = Reading(named(body for _, body in records))
    entries = [(_at(body), name, body) for name, body in records]
    last = ""
    for at, name, body in sorted(entries, key=lambda entry: entry[0] or END):
        under = day(at) if at else "Not on one day"
        if under != last:
            yield from (under, "=" * len(under), "")
        clock = f"{at:%H:%M}  " if at else ""
        yield from _printed(f"{clock}{title(name)}", reading.told(name, body))
        last = under


def _printed(heading: str, lines: list[Line]) -> Iterator[str]:
    margin = ""
    for field, text in lines:
        label = field.label if margin else heading
        for part in (f"{label}: {text}" if label else text).splitlines():
            yield from textwrap.wrap(part, 96, initial_indent=margin, subsequent_indent="         ")
        margin = "       "
    yield ""


def opened(path: str) -> Fields:
    """What the file holds. Leaves with one sentence where it is not an export."""
    try:
        with open(path, encoding="utf-8-sig") as file:  # noqa: PTH123
            data = json.load(file)
    except OSError as error:
        sys.exit(f"{path} cannot be opened: {error.strerror}.")
    except (RecursionError, ValueError):
        sys.exit(f"{path} is damaged, or is not a Leanto export.")
    if not isinstance(data, dict) or not isinstance(data.get("leanto"), dict):
        sys.exit(f"{path} is not a Leanto export.")
    return data


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("Say which file to read, like this: python3 leanto-reader.py leanto-export.json")
    for line in pages(opened(sys.argv[1])):
        shown = line.translate(HARMLESS).encode(sys.stdout.encoding or "utf-8", "replace")
        sys.stdout.buffer.write(shown + b"\n")


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        sys.stderr.close()
