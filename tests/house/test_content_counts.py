"""docs/science/content.md says how much there is to read, and it is so."""

from tests.house import counted

TOLD = counted.DOCUMENT.read_text(encoding="utf-8")


def test_the_figures_are_those_of_the_content() -> None:
    assert counted.renewed(TOLD) == TOLD, "renew it with: .venv/bin/python -m tests.house.counted"


def test_a_figure_that_is_wrong_is_noticed() -> None:
    assert "| together | 75 |" in TOLD
    assert counted.renewed(TOLD.replace("| together | 75 |", "| together | 76 |")) == TOLD


def test_what_stands_around_the_tables_is_left_as_it_is() -> None:
    before, after = TOLD.split(counted.BEGIN)[0], TOLD.split(counted.END)[1]
    assert counted.renewed(f"{before}{counted.BEGIN}{counted.END}{after}More.") == f"{TOLD}More."
