"""Run every measure, or those named: reading, today, saving, gate, bring, scoring, serving, suggest, hgf, lab,
circle, timeline."""

import os
import sqlite3 as standard  # the system's own: Django, set up below, brings the one that comes with Leanto
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import django

HOME = tempfile.TemporaryDirectory(prefix="leanto-bench-")
for _name in [name for name in os.environ if name.startswith("LEANTO_")]:
    del os.environ[_name]
os.environ |= {"LEANTO_HOME": HOME.name, "DJANGO_SETTINGS_MODULE": "leanto.web.settings"}
django.setup()

from django.core.management import call_command  # noqa: E402 - Django first, here and below
from django.db import connection  # noqa: E402
from django.test import override_settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench import belief, bring, gate, lab, pages, reading, rooms, scoring, serving  # noqa: E402
from bench.measures import Measure, heading, tell  # noqa: E402
from leanto.web import home  # noqa: E402

MEASURES: dict[str, Callable[[Path, datetime], list[Measure]]] = {
    "reading": lambda home, now: reading.all_moments(home, now, standard.connect(home / "plain.sqlite3")),
    "today": pages.today_with_ten_years,
    "saving": pages.saving_a_moment,
    "gate": gate.at_a_save,
    "bring": bring.picking,
    "scoring": lambda _home, _now: scoring.responses_a_second(),
    "serving": serving.requests_a_second,
    "suggest": belief.next_step,
    "hgf": lambda _home, _now: belief.filtering(),
    "lab": lambda _home, _now: lab.steps_a_second(),
    "circle": rooms.the_circle,
    "timeline": rooms.the_timeline,
}


def taken(name: str) -> list[Measure]:
    """One measure in a home of its own."""
    with tempfile.TemporaryDirectory(prefix="leanto-bench-") as folder:
        connection.close()
        connection.settings_dict["NAME"] = str(Path(folder) / "leanto.sqlite3")
        call_command("migrate", verbosity=0)
        with override_settings(LEANTO_HOME=Path(folder)):
            found = MEASURES[name](Path(folder), timezone.now())
        connection.close()
    return found


def main(names: list[str]) -> int:
    """The measures' lines; 1 if a goal was missed."""
    home.prepare()
    heading()
    missed = False
    for name in names or MEASURES:
        for measure in taken(name):
            tell(measure)
            missed |= not measure.met
    return int(missed)


if __name__ == "__main__":
    with HOME:
        sys.exit(main(sys.argv[1:]))
