"""How much there is to read, counted from the files themselves, for docs/science/content.md.

To renew the document after a change of content: `.venv/bin/python -m tests.house.counted`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from leanto.circle.gate import questions as gate_questions
from leanto.content.asking import asking
from leanto.content.care import care, exercises
from leanto.content.circle import circle
from leanto.content.directories import Listing, ListKind, listings
from leanto.content.finding import finding
from leanto.content.ladder import Starter, starters
from leanto.content.lines import Line, LineKind, Source, countries, lines
from leanto.content.paths import Depth, Path, Prompt, explore
from leanto.content.redefine import redefine
from leanto.name.instruments import Instrument, shelf
from leanto.records import Domain, Kind
from tests.house import tree

DOCUMENT = tree.ROOT / "docs" / "science" / "content.md"
T = TypeVar("T", Line, Listing)
BEGIN, END = "<!-- counted -->\n", "<!-- /counted -->\n"


def renewed(document: str) -> str:
    """The document with its tables counted anew."""
    before, _begin, rest = document.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return f"{before}{BEGIN}\n{''.join(sections())}{END}{after}"


def sections() -> Iterator[str]:
    yield _section("Explore", _explore())
    yield _section("Steps", _steps())
    yield _section("Other words", _words())
    yield _section("Questions to answer", _questionnaires())
    yield _section("Help lines, by country", _lines())
    yield _section("Lists of lines, for many countries", _directories())
    yield _section("Lists of people and places, by country", _listings())
    yield _section("Emergency numbers", _emergency())


def _explore() -> Iterator[str]:
    all = explore()
    yield from _table(
        [
            "path",
            "prompts",
            "gentle",
            "middle",
            "deep",
            "root",
            "exceptions",
            "recognitions",
            "lesson starts",
        ],
        [*([one.title, *_path(one)] for one in all.path), ["together", *_sum(map(_path, all.path))]],
    )
    yield (
        f"Beside the paths: {len(all.grief.prompts)} prompts in “{all.grief.title}”, {len(all.strong_one.prompts)} "
        f"in “{all.strong_one.title}”, {len(all.letter.starts)} beginnings of a letter, {len(all.night.questions)} "
        f"questions about the night after. A sitting has {len(all.sitting.between)} pauses for a keyed-up body, "
        f"{len(all.sitting.shut_down)} for one that is shut down, and {len(all.sitting.endings)} endings."
    )


def _path(one: Path) -> list[int]:
    return [
        len(one.prompts),
        *(_of_depth(one.prompts, depth) for depth in Depth),
        1,
        len(one.exceptions),
        len(one.recognise),
        len(one.lesson_starts),
    ]


def _of_depth(prompts: Sequence[Prompt], depth: Depth) -> int:
    return sum(prompt.depth is depth for prompt in prompts)


def _steps() -> Iterator[str]:
    every = starters()
    by_kind = {kind: _domains(step for step in every if step.kind is kind) for kind in Kind}
    rows = [[kind, *counts] for kind, counts in by_kind.items()]
    yield from _table(["kind", *Domain, "together"], [*rows, ["together", *_sum(by_kind.values())]])
    alone = sum(not step.needs_person for step in every)
    yield f"{alone} of the {len(every)} need no one of one's own."


def _domains(steps: Iterable[Starter]) -> list[int]:
    found = Counter(step.domain for step in steps)
    return [*(found[domain] for domain in Domain), found.total()]


def _words() -> Iterator[str]:
    round_, beginnings, said, found = circle(), redefine(), asking(), finding()
    yield from _table(
        ["where", "what", "how many"],
        [
            ["Care", "grounding exercises", len(exercises())],
            ["Care", "steps in them", sum(len(one.steps) for one in exercises())],
            ["Care", "words ready for telling someone", len(care().tell)],
            ["Care", "times when practice is not for now, each with what to do instead", len(care().not_now)],
            ["Care", "things that leaving a page does not reach", len(care().gap)],
            ["Circle", "questions of the person gate", len(gate_questions())],
            ["Circle", "kinds of people and places", sum(len(one.kind) for one in round_.need.values())],
            ["Circle", "parts of life they are sorted by", len(round_.need)],
            ["Circle", "signs of safe", len(round_.good)],
            ["Circle", "signs of not safe", len(round_.bad)],
            ["Circle", "things one may be asked for", len(round_.lifts)],
            ["Finding help", "kinds of help", len(found.kind)],
            ["Finding help", "first words", len(found.opening)],
            ["Finding help", "questions to ask a therapist", len(found.question)],
            ["Finding help", "signs of a good fit", len(found.good)],
            ["Finding help", "signs to leave", len(found.leave)],
            ["Finding help", "things to ask about what it costs", len(found.cost)],
            ["Finding help", "things to do while waiting", len(found.meanwhile)],
            ["Finding help", "times not to wait", len(found.sooner)],
            ["Finding help", "things to do when the first one is not right", len(found.again)],
            ["Practise", "tones for the same ask", 1 + len(said.tone)],
            ["Practise", "ways to say thank you", sum(map(len, said.thank_you.values()))],
            ["Redefine", "early signs", sum(map(len, beginnings.signs.values()))],
            ["Redefine", "things to do then", len(beginnings.then)],
            ["Redefine", "things that can be good enough", len(beginnings.good_enough)],
        ],
    )


def _questionnaires() -> Iterator[str]:
    yield from _table(
        ["file", "questions", "words", "source"], [_questionnaire(one) for one in shelf().instruments]
    )


def _questionnaire(one: Instrument) -> list[object]:
    source = one.scoring.source if one.scoring else ""
    return [
        f"`{one.id}`",
        len(one.form.questions),
        "ours" if source.startswith("Leanto") else "as published",
        source,
    ]


def _lines() -> Iterator[str]:
    with_lines = _by_country(lines().lines)
    yield from _table(
        ["country", "lines", *LineKind, "what was read, with the page's own date", "checked on"],
        [
            *(
                [
                    name,
                    *_kinds(found),
                    _read(source for line in found for source in line.sources),
                    _checked(found),
                ]
                for name, found in with_lines.items()
            ),
            [f"{len(with_lines)} countries", *_kinds(lines().lines), "", ""],
        ],
    )
    yield (
        "One line can be of several kinds. “No date” means that the page carried none. The addresses stand beside "
        "each line in `leanto/content/lines.json`; what the words mean is in [../host/lines.md](../host/lines.md)."
    )


def _by_country(every: Sequence[T]) -> dict[str, list[T]]:
    theirs = {name: [one for one in every if one.country == code] for code, name in countries().items()}
    return {name: found for name, found in theirs.items() if found}


def _kinds(found: Sequence[Line]) -> list[int]:
    return [len(found), *(sum(kind in line.kinds for line in found) for kind in LineKind)]


def _read(sources: Iterable[Source]) -> str:
    return ", ".join(sorted({f"{source.read} ({source.page or 'no date'})" for source in sources}))


def _checked(theirs: Iterable[Line | Listing]) -> str:
    days = sorted({str(one.checked_on) for one in theirs})
    return days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"


def _directories() -> Iterator[str]:
    yield from _table(
        ["name", "for", "address", "what was read", "checked on"],
        [
            [one.name, ", ".join(one.kinds), one.address, _read(one.sources), one.checked_on]
            for one in lines().directories
        ],
    )


def _listings() -> Iterator[str]:
    with_lists = _by_country(listings())
    yield from _table(
        ["country", "lists", "what they are for", "what was read, with the page's own date", "checked on"],
        [
            *(
                [
                    name,
                    len(found),
                    ", ".join(kind for kind in ListKind if any(kind in one.kinds for one in found)),
                    _read(source for one in found for source in one.sources),
                    _checked(found),
                ]
                for name, found in with_lists.items()
            ),
            [f"{len(with_lists)} countries", len(listings()), "", "", ""],
        ],
    )
    yield "What the words mean is in [../host/lists.md](../host/lists.md)."


def _emergency() -> Iterator[str]:
    own = lines().emergency
    read = Counter(source.read.value for one in own for source in one.sources)
    told = ", ".join(f"{kind} {number}" for kind, number in sorted(read.items()))
    yield (
        f"{len(own)} countries have theirs in the file, with whom each number sends where that could be read "
        f"(sources: {told}). For all others they come from "
        "libphonenumber's data of short numbers."
    )


def _section(title: str, parts: Iterable[str]) -> str:
    return f"## {title}\n\n" + "".join(f"{part}\n\n" for part in parts)


def _table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    body = [head, ["---"] * len(head), *rows]
    yield "\n".join(f"| {' | '.join(str(cell) for cell in row)} |" for row in body)


def _sum(rows: Iterable[Sequence[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


if __name__ == "__main__":
    DOCUMENT.write_text(renewed(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
