"""Whoever hosts it is told of help lines and lists that nobody has looked at for more than a year."""

import json
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from django.conf import LazySettings
from msgspec import structs

from leanto.content.directories import listings
from leanto.web import home

LONG_AGO = date(2020, 1, 1)


def old(folder: Path, settings: LazySettings, of: str) -> list[str]:
    settings.LEANTO_HOME = folder
    return [problem for problem in home.problems() if problem.startswith(of)]


def test_old_lists_of_people_and_places_are_counted_and_one_is_named(
    tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    aged = [structs.replace(one, checked_on=LONG_AGO) for one in listings()[:2]]
    monkeypatch.setattr("leanto.care.directories.listings", lambda: aged)
    [said] = old(tmp_path, settings, "Lists of people and places")
    assert f": 2, {aged[0].name} among them" in said


def test_where_none_is_old_no_list_is_mentioned(
    tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leanto.care.directories.listings", list)
    assert old(tmp_path, settings, "Lists of people and places") == []


def test_an_old_help_line_of_the_host_is_named(tmp_path: Path, settings: LazySettings) -> None:
    ours = json.loads(files("leanto.content").joinpath("lines.json").read_bytes())
    ours["lines"][0]["checked_on"] = LONG_AGO.isoformat()
    (tmp_path / "lines.json").write_text(json.dumps(ours), encoding="utf-8")
    [said] = old(tmp_path, settings, "Help lines")
    assert ours["lines"][0]["name"] in said
