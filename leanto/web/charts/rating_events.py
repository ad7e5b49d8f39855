"""Where events came among the ratings: short strokes on the foot of the drawing of ``ratings``."""

from collections.abc import Iterable
from datetime import datetime

from leanto.web.charts.ratings import BOTTOM, LEFT, RIGHT, Chart

INSET, REACH = 8, 7


def strokes(chart: Chart | None, days: Iterable[datetime]) -> str:
    """One path with a stroke for each time that lies between the first rating and the last, in whole units."""
    if chart is None or chart.last <= chart.first:
        return ""
    inside = sorted({day for day in days if chart.first <= day <= chart.last})
    return "".join(f"M{_x(chart, day)} {BOTTOM - REACH}v{2 * REACH}" for day in inside)


def _x(chart: Chart, day: datetime) -> int:
    share = (day - chart.first) / (chart.last - chart.first)
    return round(LEFT + INSET + share * (RIGHT - LEFT - 2 * INSET))
