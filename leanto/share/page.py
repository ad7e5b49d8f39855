"""Everything a person keeps as one page that any browser opens and any printer prints, without Leanto.

One file: its style is inside, it asks nobody for anything, and its own policy forbids it to. How a value
is said comes from ``reader``, so that the page and the reader never tell two stories.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from html import escape
from itertools import groupby
from string import Template

from leanto.records import Fields, Preferences
from leanto.share.archive import SECTIONS, Bodies
from leanto.share.reader import BESIDE, FIELDS, Field, Line, Reading, day, named, title, when

EARLIEST = datetime.min.replace(tzinfo=UTC)
GLANCE = (
    Field("text", "What"),
    Field("person_id", "With", "link"),
    Field("forecast", "My guess", "tenths"),
    Field("outcome", "What happened", "outcome"),
    Field("feared_came", "What I feared", "feared_came"),
)
OWN = ' dir="auto"'


def html(bodies: Bodies, now: datetime, zone: tzinfo) -> bytes:
    """The page, in UTF-8. Its times are told by the clock of ``zone``."""
    kept = {name: _oldest_first(bodies[kind]) for name, kind in SECTIONS.items() if bodies.get(kind)}
    reading = Reading(named(body for section in kept.values() for body in section), zone)
    chosen = [str(body["name"]) for body in bodies.get(Preferences, ()) if body.get("name")]
    page = _PAGE.substitute(
        style=_STYLE,
        brand=escape(chosen[0] if chosen else "Leanto"),
        written=f"{day(now.astimezone(zone))}, {now.astimezone(zone):%H:%M}",
        contents="".join(f'<li><a href="#{name}">{title(name)}</a> {len(kept[name])}</li>' for name in kept),
        sections="".join(_section(name, section, reading) for name, section in kept.items()),
    )
    return page.encode()


def _oldest_first(bodies: Iterable[Fields]) -> list[Fields]:
    return sorted(bodies, key=_place)


def _place(body: Fields) -> tuple[datetime, str, str]:
    return (when(body.get("at")) or EARLIEST, str(body.get("name", "")), str(body.get("id")))


def _section(name: str, bodies: Sequence[Fields], reading: Reading) -> str:
    shown = _SHOWN.get(name, _cards)(name, bodies, reading)
    return f'<section id="{name}"><h2>{title(name)}</h2>{shown}</section>'


def _cards(name: str, bodies: Iterable[Fields], reading: Reading) -> str:
    return "".join(_card(reading.told(name, body), when(body.get("at"), reading.zone)) for body in bodies)


def _by_day(name: str, bodies: Iterable[Fields], reading: Reading) -> str:
    days = groupby(bodies, key=lambda body: reading.said("day", body.get("at")))
    return "".join(f"<h3>{escape(on)}</h3>{_cards(name, theirs, reading)}" for on, theirs in days)


def _card(lines: Sequence[Line], at: datetime | None) -> str:
    (_, heading), *rest = lines
    clock = f"<time>{at:%H:%M}</time> " if at else ""
    said = "".join(f"<p{OWN}>{escape(text)}</p>" for field, text in rest if not field.label)
    words = "".join(_words(field.label, text) for field, text in rest if field.label and field.how == "words")
    facts = _facts((field.label, text) for field, text in rest if field.label and field.how != "words")
    listed = f"<dl>{words}</dl>" if words else ""
    return f"<article><h4{OWN}>{clock}{escape(heading)}</h4>{said}{listed}{facts}</article>"


def _words(label: str, text: str) -> str:
    return f"<dt>{escape(label)}</dt><dd{OWN}>{escape(text)}</dd>"


def _facts(lines: Iterable[tuple[str, str]]) -> str:
    facts = "".join(f"<li><b>{escape(label)}</b> <bdi>{escape(text)}</bdi></li>" for label, text in lines)
    return f"<ul>{facts}</ul>" if facts else ""


def _on(body: Fields, reading: Reading) -> str:
    """The day without its weekday."""
    at = when(body.get("at"), reading.zone)
    return day(at).partition(" ")[2] if at else ""


def _listed(name: str, bodies: Iterable[Fields], reading: Reading) -> str:
    return _facts(
        (_on(body, reading), ", ".join(text for _, text in reading.told(name, body))) for body in bodies
    )


def _asks(name: str, bodies: Sequence[Fields], reading: Reading) -> str:
    """Every guess beside what happened, at a glance; then each in full."""
    told = [body for body in bodies if body.get("outcome")]
    return (_table(GLANCE, told, reading) if told else "") + _by_day(name, bodies, reading)


def _by_lesson(name: str, bodies: Sequence[Fields], reading: Reading) -> str:
    _, *fields = FIELDS[name]
    known = {*BESIDE, *(field.name for field in FIELDS[name])}
    others = dict.fromkeys(key for body in bodies for key in body if key not in known)
    columns = [*fields, *(Field(key, key.replace("_", " ")) for key in others)]
    lessons = dict.fromkeys(str(body.get("lesson_id")) for body in bodies)
    return "".join(
        f"<h3{OWN}>{escape(reading.said('link', lesson))}</h3>"
        + _table(columns, [body for body in bodies if str(body.get("lesson_id")) == lesson], reading)
        for lesson in lessons
    )


def _table(columns: Sequence[Field], bodies: Iterable[Fields], reading: Reading) -> str:
    heads = "".join(f"<th>{escape(words)}</th>" for words in ("When", *(field.label for field in columns)))
    rows = "".join(
        f"<tr><td>{_on(body, reading)}</td>{''.join(_cell(field, body, reading) for field in columns)}</tr>"
        for body in bodies
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(field: Field, body: Fields, reading: Reading) -> str:
    value = body.get(field.name)
    text = escape(reading.said(field.how, value))
    mark = {"forecast": _ring, "outcome": _mark}.get(field.name)
    label = f' data-label="{escape(field.label)}"' if text and field.label else ""
    return (
        f"<td{label}{OWN}>{text}</td>"
        if mark is None
        else f'<td{label} class="marked">{mark(value)}{text}</td>'
    )


def _ring(chance: object) -> str:
    """The person's own guess, on a line from "no one comes" to "they come"."""
    if not isinstance(chance, float | int) or not 0 <= chance <= 1:
        return ""
    ring = f'<circle class="guess" cx="{6 + 64 * chance:g}" cy="8" r="5"/>'
    return _drawn(f'<path class="axis" d="M6 8H70"/>{ring}', 76)


def _mark(outcome: object) -> str:
    return _MARKS.get(str(outcome), "")


def _drawn(shapes: str, width: int = 16) -> str:
    return f'<svg width="{width}" height="16" aria-hidden="true">{shapes}</svg> '


_MARKS: Mapping[str, str] = {
    "came_through": _drawn('<circle class="was" cx="8" cy="8" r="6"/>'),
    "partly": _drawn(
        '<circle class="part" cx="8" cy="8" r="5"/><path class="was" d="M8 2a6 6 0 0 0 0 12z"/>'
    ),
    "kind_no": _drawn('<rect class="was" x="3" y="3" width="10" height="10" rx="2"/>'),
    "no_answer": _drawn('<path class="dash" d="M2 8h12"/>'),
    "hurtful": _drawn('<path class="hurt" d="M3 3l10 10M13 3L3 13"/>'),
}

_SHOWN: Mapping[str, Callable[[str, Sequence[Fields], Reading], str]] = {
    "moments": _by_day,
    "reach_outs": _asks,
    "lessons": _by_day,
    "ratings": _by_lesson,
    "body_checks": _listed,
    "drafts": _by_day,
}

_PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>$brand</title>
<style>$style</style>
</head>
<body>
<header>
<p class="brand" dir="auto">$brand</p>
<h1>What I kept</h1>
<p>Everything, as it was on $written. This page is not sealed: whoever opens it can read it.</p>
<nav aria-label="Contents"><ul>$contents</ul></nav>
</header>
<main>$sections</main>
</body>
</html>
""")

_STYLE = """
:root {
  color-scheme: light dark;
  --paper: light-dark(#faf6f0, #121a16);
  --card: light-dark(#fffefb, #1a241f);
  --line: light-dark(#e2dcd1, #34423b);
  --ink: light-dark(#1d2a23, #ece7dd);
  --quiet: light-dark(#526058, #b0b8ae);
  --moss: light-dark(#265c42, #8ecfa8);
  --clay: light-dark(#a8552f, #e3a47c);
  --dusk: light-dark(#4a5f86, #a3b6dc);
  --serif: "Iowan Old Style", Palatino, Georgia, serif;
}
* { box-sizing: border-box; margin: 0; }
body {
  max-inline-size: 54rem; margin-inline: auto; padding: 3rem 1.1rem 5rem;
  background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1, h2, h3, h4 { font-family: var(--serif); font-weight: 500; line-height: 1.2; text-wrap: balance; }
h1 { font-size: 2.4rem; margin-block: .2em .4em; }
h2 {
  margin-block: 3.5rem 1rem; padding-block-start: 1rem;
  border-block-start: 1px solid var(--line); font-size: 1.7rem;
}
h3 { font: 500 1rem system-ui, sans-serif; color: var(--quiet); margin-block: 2rem .6rem; }
h4 { font-size: 1.15rem; white-space: pre-wrap; }
a { color: var(--moss); }
.brand { font: 500 1.3rem var(--serif); color: var(--clay); }
nav ul { margin-block-start: 1.2rem; }
nav li { color: var(--quiet); }
article {
  margin-block: .8rem; padding: 1rem 1.2rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 14px; break-inside: avoid;
}
article p, dd { white-space: pre-wrap; }
article p { margin-block-start: .3rem; }
time { font: 400 .95rem system-ui, sans-serif; color: var(--quiet); }
dl {
  display: grid; grid-template-columns: minmax(7rem, 11rem) 1fr; gap: .2rem 1rem;
  margin-block-start: .5rem;
}
dt, b { color: var(--quiet); font-size: .95rem; font-weight: 400; }
dd { min-inline-size: 0; }
ul { display: flex; flex-wrap: wrap; gap: .1rem 1.3rem; padding: 0; list-style: none; }
article ul { margin-block-start: .5rem; font-size: .95rem; }
table { inline-size: 100%; border-collapse: collapse; font-size: .95rem; }
th, td {
  padding: .4rem .8rem .4rem 0; border-block-end: 1px solid var(--line);
  text-align: start; vertical-align: top;
}
th { color: var(--quiet); font-weight: 500; white-space: nowrap; }
td:first-child, .marked { white-space: nowrap; }
td { overflow-wrap: break-word; }
td:nth-child(2) { inline-size: 30%; overflow-wrap: anywhere; }
tr { break-inside: avoid; }
svg { vertical-align: -.15em; fill: none; }
.axis { stroke: var(--line); }
.guess { stroke: var(--clay); stroke-width: 2.5; }
.was { fill: var(--moss); }
.part { stroke: var(--moss); stroke-width: 2; }
.dash { stroke: var(--quiet); stroke-width: 3; stroke-linecap: round; }
.hurt { stroke: var(--dusk); stroke-width: 3; stroke-linecap: round; }
@media (max-width: 44rem) {
  dl { grid-template-columns: 1fr; }
  dd { margin-block-end: .4rem; }
  thead { display: none; }
  tr { display: block; padding-block: .5rem; border-block-end: 1px solid var(--line); }
  td { display: block; padding: 0; border: 0; }
  td[data-label]::before { content: attr(data-label) " "; color: var(--quiet); }
  td:empty { display: none; }
  td:first-child { color: var(--quiet); }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --card: #fff; }
  body { max-inline-size: none; padding: 0; font-size: 10.5pt; }
  nav { display: none; }
  article { border-radius: 0; border-width: 0 0 1px; padding-inline: 0; }
  section + section h2 { break-before: page; border: 0; }
  h3, h4, thead { break-after: avoid; }
}
"""
