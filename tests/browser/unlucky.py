"""``leanto`` on a disk that fails when it is told to: the file ``disk`` in its home says how."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.signals import request_started
from django.db import connection

from leanto import cli

WELL = "PRAGMA max_page_count = 1073741823; PRAGMA query_only = OFF; PRAGMA busy_timeout = 100"
TROUBLE = {"full": "PRAGMA max_page_count = 1", "read-only": "PRAGMA query_only = ON"}


def obey(**_: Any) -> None:
    told = Path(settings.LEANTO_HOME, "disk")
    trouble = TROUBLE.get(told.read_text() if told.exists() else "", "")
    with connection.cursor() as cursor:
        for pragma in f"{WELL}; {trouble}".strip("; ").split("; "):
            cursor.execute(pragma)


if __name__ == "__main__":
    request_started.connect(obey)
    sys.exit(cli.main())
