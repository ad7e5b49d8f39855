"""A change is named only beyond the measure's own error, and felt only where people were asked."""

from math import sqrt

import pytest

from leanto.content.instruments import Scale
from leanto.name.change import Direction, beyond_error, change, measurement_error
from tests.name.forms import SHELF, instrument


def scale(id: str) -> Scale:
    one = instrument(id)
    assert one.scoring is not None
    return one.scoring.scales[0]


@pytest.mark.parametrize(
    ("id", "before", "after", "beyond"),
    [
        ("phq-9", 10, 16, True),
        ("phq-9", 10, 15, False),
        ("phq-8", 16, 10, True),
        ("gad-7", 10, 14, True),
        ("gad-7", 10, 13, False),
    ],
)
def test_the_published_reliable_change_counts_from_its_own_number_on(
    id: str, before: float, after: float, beyond: bool
) -> None:
    found = change(scale(id), before, after)
    assert found is not None
    assert found.beyond is beyond
    assert found.direction is (Direction.up if after > before else Direction.down)
    assert found.lighter is (after < before)


def test_felt_is_for_changes_to_the_better_alone() -> None:
    better, worse, little = (change(scale("phq-9"), 12, after) for after in (10, 14, 11))
    assert better is not None
    assert worse is not None
    assert little is not None
    assert (better.felt, better.beyond) == (True, False)
    assert worse.felt is None
    assert little.felt is False


def test_without_a_published_error_no_change_is_named() -> None:
    found = change(scale("cbi-personal"), 20, 90)
    assert found is not None
    assert (found.by, found.beyond, found.felt) == (70, None, None)


def test_from_nothing_or_to_nothing_there_is_no_change() -> None:
    assert change(scale("phq-9"), None, 4) is None
    assert change(scale("phq-9"), 4, None) is None


def test_the_same_is_the_same() -> None:
    found = change(scale("gad-7"), 7, 7)
    assert found is not None
    assert (found.direction, found.lighter, found.beyond) == (Direction.same, None, False)


def test_where_reliability_and_spread_are_published_the_error_follows() -> None:
    kind = scale("scs-sf")
    assert measurement_error(kind) == pytest.approx(0.61 * sqrt(0.14))
    assert beyond_error(kind) == pytest.approx(0.633, abs=0.001)


def test_a_way_that_is_neither_better_nor_worse_is_not_called_lighter() -> None:
    found = change(scale("careful-with-trust"), 2, 4)
    assert found is not None
    assert found.lighter is None


def test_every_error_and_every_band_names_its_source() -> None:
    for one in SHELF.instruments:
        for kind in one.scoring.scales if one.scoring else ():
            assert not kind.bands or kind.bands_source
            assert beyond_error(kind) is None or kind.reliable_source
            assert kind.felt is None or kind.felt_source
            assert kind.reliability is None or kind.reliability_source
