"""The reader that is handed out with an export: one file, no Leanto, every word of the export in plain sight."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given

from leanto.lab.demo import life
from leanto.records import (
    KEPT,
    Body,
    Channel,
    CouldLet,
    Did,
    Domain,
    Early,
    Feared,
    Fits,
    Gate,
    Habit,
    Kind,
    Outcome,
    Record,
    Relation,
    RestCode,
    Room,
    Rule,
    Sign,
    Stance,
    Tone,
    Was,
    Whose,
)
from leanto.share import archive, reader
from leanto.share.archive import SECTIONS
from tests.share.lives import NOW, bodies, lives, soon

SCRIPT = Path(reader.__file__)
VOCABULARIES = {
    "did": Did,
    "kind": Kind,
    "domain": Domain,
    "channel": Channel,
    "relation": Relation,
    "body": Body,
    "gate": Gate,
    "outcome": Outcome,
    "feared_came": Feared,
    "sign": Sign,
    "could_let": CouldLet,
    "speaks_for": Rule,
    "rooms": Room,
    "stance": Stance,
    "early": Early,
    "was": Was,
    "habit": Habit,
    "tone": Tone,
    "whose": Whose,
    "fits": Fits,
    "code": RestCode,
}


def run(*args: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run alone: no site packages, no folder of ours, no environment but what is given."""
    alone = [sys.executable, "-S", "-P", str(SCRIPT), *args]
    return subprocess.run(alone, cwd=cwd, env=env, capture_output=True, check=False)


def printed(records: list[Record]) -> str:
    return "\n".join(reader.pages(json.loads(archive.write(bodies(records), NOW, "1.0"))))


def test_it_needs_nothing_but_python(tmp_path: Path) -> None:
    (tmp_path / "leanto-export.json").write_bytes(archive.write(bodies(life(26, NOW)), NOW, "1.0"))
    done = run("leanto-export.json", cwd=tmp_path, PYTHONIOENCODING="utf-8", LC_ALL="C.UTF-8")
    assert (done.returncode, done.stderr) == (0, b"")
    said = done.stdout.decode("utf-8")
    assert "Tuesday 3 March 2026\n====================\n" in said
    assert "Moments: Did it alone\n" in said
    assert "My guess beforehand: 3 in 10\n" in said
    assert "My own verdict: not safe\n" in said


def test_it_is_written_for_python_3_9() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 9))
    named = {
        node.module or ""
        for node in ast.walk(ast.parse(SCRIPT.read_text()))
        if isinstance(node, ast.ImportFrom)
    }
    assert not [module for module in named if module.startswith("leanto")]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "export.json is damaged, or is not a Leanto export."),
        (b"\x89PNG", "export.json is damaged, or is not a Leanto export."),
        (b"[" * 100_000, "export.json is damaged, or is not a Leanto export."),
        (b"[]", "export.json is not a Leanto export."),
        (b'{"leanto": 1}', "export.json is not a Leanto export."),
        (None, "export.json cannot be opened: No such file or directory."),
    ],
    ids=["empty", "a picture", "deep", "a list", "other", "missing"],
)
def test_a_file_it_cannot_read_gets_one_sentence(raw: bytes | None, said: str, tmp_path: Path) -> None:
    if raw is not None:
        (tmp_path / "export.json").write_bytes(raw)
    done = run("export.json", cwd=tmp_path)
    assert (done.returncode, done.stderr.decode(), done.stdout) == (1, f"{said}\n", b"")


def test_without_a_file_it_says_how_it_is_used(tmp_path: Path) -> None:
    done = run(cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == b"Say which file to read, like this: python3 leanto-reader.py leanto-export.json\n"


def test_words_a_terminal_cannot_show_do_not_stop_it(tmp_path: Path) -> None:
    (tmp_path / "export.json").write_bytes(archive.write(bodies(life(26, NOW)), NOW, "1.0"))
    done = run("export.json", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")


def test_nothing_in_a_file_can_drive_the_terminal(tmp_path: Path) -> None:
    moment = {"at": "2026-03-03T08:14:00Z", "did": "alone", "text": "\x1b]0;gone\x07 \x9b2J here"}
    (tmp_path / "export.json").write_text(json.dumps({"leanto": {}, "moments": [moment]}))
    done = run("export.json", cwd=tmp_path, PYTHONIOENCODING="utf-8")
    assert b"]0;gone   2J here" in done.stdout
    assert not {chr(code) for code in (*range(32), *range(127, 160))} - {"\n"} & set(done.stdout.decode())


def test_every_section_and_field_has_its_place() -> None:
    assert set(reader.FIELDS) == set(SECTIONS)
    for name, kind in SECTIONS.items():
        told = {field.name for field in reader.FIELDS[name]}
        assert told | {"id", "at", "revision"} >= set(kind.__struct_fields__)
        assert told <= set(kind.__struct_fields__)


def test_every_word_of_the_vocabularies_is_said_in_plain_words() -> None:
    assert {name: set(words) for name, words in reader.WORDS.items()} == {
        name: {member.value for member in members} for name, members in VOCABULARIES.items()
    }


@soon
@given(lives())
def test_any_life_is_printed(records: list[Record]) -> None:
    said = printed(records)
    assert said.count("\n") >= len(records)
    for one in records:
        text = getattr(one, "text", "")
        assert text.split()[:1] == [] or text.split()[0] in said


def test_all_kinds_of_records_are_printed() -> None:
    said = printed(life(26, NOW))
    there = {type(one) for one in life(26, NOW)}
    assert [kind for kind in KEPT if kind not in there and kind.shelf != "draft"] == []
    assert all(f"{title}: " in said for name, title in reader.TITLES.items() if name != "drafts")


def test_a_person_is_called_by_name_and_one_removed_is_not() -> None:
    asked = {"at": "2026-03-03T08:14:00Z", "text": "a lift", "step_id": "ask-practical-lift"}
    people = [{"id": "b" * 32, "name": "Dev"}]
    data = {"leanto": {}, "people": people, "reach_outs": [asked | {"person_id": mark * 32} for mark in "bc"]}
    said = "\n".join(reader.pages(data))
    assert "With: Dev\n" in said
    assert "With: no longer kept\n" in said
    assert "From the ladder: ask-practical-lift\n" in said


def test_an_unfinished_page_is_told_field_by_field() -> None:
    draft = {
        "at": "2026-03-03T08:14:00Z",
        "path": "/name/",
        "fields": {"text": ["half a"], "signs": ["a", "b"]},
    }
    said = "\n".join(reader.pages({"leanto": {}, "drafts": [draft]}))
    assert "Unfinished words: /name/\n       text: half a\n       signs: a, b\n" in said


def test_times_are_told_by_the_clock_they_were_written_by() -> None:
    moment = {"at": "2026-07-01T23:30:00+01:00", "did": "alone"}
    assert "Wednesday 1 July 2026" in list(reader.pages({"leanto": {}, "moments": [moment]}))


@pytest.mark.parametrize("odd", [None, 3, "x", [], [3, None], {"a": 1}, [{"at": 5}], [{"id": []}], [[]]])
def test_whatever_stands_where_records_belong_is_shown_as_it_is(odd: object) -> None:
    assert isinstance(list(reader.pages({"leanto": {}, "moments": odd, "piles": odd})), list)
