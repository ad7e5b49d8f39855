"""A study as one SVG: the engine beside the hierarchy and the oracle, in two figures."""

from collections.abc import Iterator, Sequence
from html import escape

from leanto.lab.summary import Cell, Row
from leanto.lab.table import CAVEAT

DRAWN = {"engine": "#2f6b5e", "hierarchy": "#b0642b", "oracle": "#8a8a8a"}
PANELS = (
    ("mean", "Reach-outs to calibration, mean (at most all weeks)"),
    ("overwhelmed", "Overwhelming steps"),
)
LEFT, WIDTH, GAP, LINE, TOP = 190, 300, 50, 30, 60


def svg(cells: Sequence[Cell]) -> str:
    """The drawing, with a title that says what it is and a sentence that says what it is not."""
    height = TOP + LINE * len(cells) + 50
    width = LEFT + 2 * WIDTH + GAP + 20
    body = "\n".join([*_key(), *_names(cells), *_panels(cells), *_caveat(height)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="sans-serif" font-size="12">\n<title>The engine beside the hierarchy and the oracle</title>\n'
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n{body}\n</svg>\n'
    )


def _key() -> Iterator[str]:
    for place, (policy, colour) in enumerate(DRAWN.items()):
        x = LEFT + 110 * place
        yield f'<circle cx="{x}" cy="16" r="5" fill="{colour}"/><text x="{x + 10}" y="20">{policy}</text>'


def _names(cells: Sequence[Cell]) -> Iterator[str]:
    for place, cell in enumerate(cells):
        name = escape(f"{cell.population}, {cell.world}")
        yield f'<text x="{LEFT - 12}" y="{_y(place) + 4}" text-anchor="end">{name}</text>'


def _panels(cells: Sequence[Cell]) -> Iterator[str]:
    for place, (column, title) in enumerate(PANELS):
        x = LEFT + place * (WIDTH + GAP)
        yield f'<text x="{x}" y="44" font-weight="bold">{escape(title)}</text>'
        drawn = [(line, row) for line, cell in enumerate(cells) for row in cell.rows if row.policy in DRAWN]
        most = max([row.shown[column].high for _, row in drawn] + [1e-9])
        yield f'<text x="{x + WIDTH}" y="{_y(len(cells)) + 4}" text-anchor="end">{most:.1f}</text>'
        yield f'<text x="{x}" y="{_y(len(cells)) + 4}">0</text>'
        for line, row in drawn:
            yield _mark(row, column, x, _y(line), WIDTH / most)


def _mark(row: Row, column: str, x: float, y: float, scale: float) -> str:
    shown, colour = row.shown[column], DRAWN[row.policy]
    y += 7 * (list(DRAWN).index(row.policy) - 1)
    low, value, high = (x + scale * one for one in (shown.low, shown.value, shown.high))
    return (
        f'<path d="M{low:.1f} {y}H{high:.1f}" stroke="{colour}" stroke-width="2"/>'
        f'<circle cx="{value:.1f}" cy="{y}" r="3.5" fill="{colour}"/>'
    )


def _caveat(height: int) -> Iterator[str]:
    yield f'<text x="12" y="{height - 12}" fill="#555">{escape(CAVEAT)}</text>'


def _y(line: int) -> int:
    return TOP + LINE * line + 12
