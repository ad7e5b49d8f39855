"""Lists by country: enough of them, each read somewhere on a day, and none shown as fresh once it is old."""

from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from leanto.care.directories import listed_in, overdue, with_lists
from leanto.content import Misprint
from leanto.content import directories as module
from leanto.content.directories import Listing, ListKind, listings
from leanto.content.lines import Read, countries

OURS = listings()
BUILT = date(2026, 11, 29)


def test_there_are_thirty_lists_in_fifteen_countries_and_every_kind_is_there() -> None:
    assert len(OURS) >= 30
    assert len({one.country for one in OURS}) >= 15
    assert {kind for one in OURS for kind in one.kinds} == set(ListKind)


@pytest.mark.parametrize("one", OURS, ids=lambda one: one.id)
def test_every_list_names_what_was_read_and_on_which_day(one: Listing) -> None:
    assert one.address.startswith("https://")
    assert one.country in countries()
    assert one.checked_on <= BUILT
    assert all(source.address.startswith(("https://", "http://")) for source in one.sources)
    assert all(source.page <= one.checked_on.isoformat() for source in one.sources)
    assert any(source.read is not Read.mention for source in one.sources)


def test_a_country_has_its_own_lists_and_no_one_elses() -> None:
    here = listed_in("NZ", BUILT)
    assert here
    assert {one.listing.country for one in here} == {"NZ"}
    assert listed_in("AQ", BUILT) == listed_in("", BUILT) == ()
    assert set(with_lists()) == {one.country for one in OURS}


def test_after_a_year_a_list_is_stale_and_overdue() -> None:
    oldest, newest = min(one.checked_on for one in OURS), max(one.checked_on for one in OURS)
    assert not any(one.stale for one in listed_in("GB", oldest.replace(year=oldest.year + 1)))
    assert overdue(oldest.replace(year=oldest.year + 1)) == ()
    later = newest.replace(year=newest.year + 2)
    assert all(one.stale for one in listed_in("GB", later))
    assert len(overdue(later)) == len(OURS)


@pytest.mark.release
def test_a_release_shows_no_list_looked_at_over_a_year_ago() -> None:
    assert [f"{one.country} {one.name}" for one in overdue(datetime.now(UTC).date())] == []


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"country": "QQ"}, "begins with the country"),
        ({"country": "FR"}, "begins with the country"),
        ({"id": OURS[1].id, "country": OURS[1].country}, "twice"),
    ],
)
def test_a_list_that_cannot_be_right_is_refused(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, str], wrong: str
) -> None:
    spoilt = module.Listings("", (*OURS[1:], msgspec.structs.replace(OURS[0], **change)))
    monkeypatch.setattr(module, "load", lambda _name, _kind: spoilt)
    with pytest.raises(Misprint, match=wrong):
        module.listings.__wrapped__()


@pytest.mark.parametrize(
    "change",
    [{"address": "http://example.org/"}, {"sources": []}, {"kinds": []}, {"checked_on": "lately"}, {"x": 1}],
)
def test_a_list_that_is_not_in_form_is_no_list(change: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(msgspec.to_builtins(OURS[0]) | change, Listing)


def test_the_documentation_counts_and_explains_what_the_file_holds() -> None:
    told = (Path(__file__).parents[2] / "docs" / "host" / "lists.md").read_text(encoding="utf-8")
    assert f"{len(OURS)} lists in {len({one.country for one in OURS})} countries" in told
    for kind in ListKind:
        assert f"`{kind}`" in told
