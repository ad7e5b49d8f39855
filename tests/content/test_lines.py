"""The dated file of help lines: nothing without a source that was read, nothing that cannot be dialled."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from phonenumbers import SUPPORTED_REGIONS

from leanto.content import Misprint
from leanto.content import lines as module
from leanto.content.lines import Brings, HostMisprint, Line, LineKind, Medium, Read, countries, lines

OURS = lines()
ENTRIES = [*OURS.lines, *OURS.emergency, *OURS.directories]
BUILT = date(2026, 11, 23)


def test_at_least_twenty_countries_have_a_line_for_a_crisis() -> None:
    assert len({line.country for line in OURS.lines if LineKind.crisis in line.kinds}) >= 20


def test_lines_to_talk_and_lines_about_abuse_stand_beside_crisis_lines() -> None:
    for kind in LineKind:
        assert len({line.country for line in OURS.lines if kind in line.kinds}) >= 3


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: getattr(entry, "id", getattr(entry, "name", "")))
def test_every_entry_names_what_was_read_and_on_which_day(entry: Line) -> None:
    assert all(source.address.startswith(("https://", "http://")) for source in entry.sources)
    assert entry.checked_on <= BUILT
    assert all(source.page <= entry.checked_on.isoformat() for source in entry.sources)


@pytest.mark.parametrize("line", OURS.lines, ids=lambda line: line.id)
def test_a_number_was_read_and_not_only_an_address(line: Line) -> None:
    assert any(source.read is not Read.mention for source in line.sources)


@pytest.mark.parametrize("line", OURS.lines, ids=lambda line: line.id)
def test_a_number_holds_nothing_but_a_number(line: Line) -> None:
    for way in line.ways:
        if way.medium is not Medium.chat:
            assert set(way.at) <= set("0123456789 -()+*#"), way.at


def test_emergency_numbers_begin_with_one_that_sends_help_for_the_body() -> None:
    for emergency in OURS.emergency:
        assert emergency.numbers[0].brings in {Brings.all, Brings.ambulance, Brings.ambulance_fire}


def test_every_country_with_a_line_has_its_emergency_numbers_and_whom_they_send() -> None:
    known = {emergency.country for emergency in OURS.emergency}
    assert {line.country for line in OURS.lines} <= known


def test_every_country_with_telephone_numbers_has_a_name() -> None:
    assert set(countries()) == SUPPORTED_REGIONS
    assert len(set(countries().values())) == len(countries())


def test_a_host_can_lay_a_file_of_the_same_form_beside_the_database(tmp_path: Path) -> None:
    only_one = msgspec.structs.replace(OURS, lines=OURS.lines[:1])
    host = tmp_path / "lines.json"
    assert lines(host) is OURS
    host.write_bytes(msgspec.json.encode(only_one))
    assert lines(host).lines == OURS.lines[:1]


@pytest.mark.parametrize(
    ("slip", "wrong"),
    [
        (b"{", "truncated"),
        (b"\xff", "lines.json"),
        (b'{"about": "", "directories": [], "emergency": [], "lines": [], "extra": 1}', "extra"),
    ],
)
def test_a_file_of_the_host_that_is_not_in_form_is_named(tmp_path: Path, slip: bytes, wrong: str) -> None:
    host = tmp_path / "lines.json"
    host.write_bytes(slip)
    with pytest.raises(HostMisprint, match=wrong) as caught:
        lines(host)
    assert str(host) in str(caught.value)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"country": "QQ"}, "begins with the country"),
        ({"country": "US"}, "begins with the country"),
        ({"sources": []}, "length"),
        ({"kinds": []}, "length"),
        ({"ways": [{"medium": "call", "at": "nobody"}]}, "digits"),
        ({"ways": [{"medium": "chat", "at": "http://example.org"}]}, "https"),
        ({"checked_on": "last week"}, "date"),
    ],
)
def test_a_line_that_cannot_be_right_is_refused(
    tmp_path: Path, change: dict[str, object], wrong: str
) -> None:
    first = next(line for line in OURS.lines if line.country == "GB")
    kept = {"about": "", "directories": [], "emergency": [], "lines": [msgspec.to_builtins(first) | change]}
    host = tmp_path / "lines.json"
    host.write_bytes(msgspec.json.encode(kept))
    with pytest.raises(HostMisprint, match=wrong):
        lines(host)


def test_an_id_that_is_there_twice_and_an_unknown_country_are_refused(tmp_path: Path) -> None:
    host = tmp_path / "lines.json"
    host.write_bytes(msgspec.json.encode(msgspec.structs.replace(OURS, lines=(*OURS.lines, OURS.lines[0]))))
    with pytest.raises(HostMisprint, match="twice"):
        lines(host)
    nowhere = msgspec.structs.replace(OURS.emergency[0], country="QQ")
    host.write_bytes(msgspec.json.encode(msgspec.structs.replace(OURS, emergency=(nowhere,))))
    with pytest.raises(HostMisprint, match="QQ"):
        lines(host)


def test_a_slip_in_our_own_file_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = msgspec.structs.replace(OURS, lines=OURS.lines[:1] * 2)
    monkeypatch.setattr(module, "load", lambda _name, _kind: twice)
    with pytest.raises(Misprint, match="twice"):
        module._ours.__wrapped__()


def test_the_documentation_counts_and_explains_what_the_file_holds() -> None:
    told = (Path(__file__).parents[2] / "docs" / "host" / "lines.md").read_text(encoding="utf-8")
    assert f"{len({line.country for line in OURS.lines})} countries have lines" in told
    for word in (*Read, *LineKind):
        assert word in told
