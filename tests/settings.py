"""Settings for tests: a throwaway home, cheap key derivation, everything else as it is."""

import os
import tempfile
from pathlib import Path

for name in [name for name in os.environ if name.startswith("LEANTO_")]:
    del os.environ[name]
os.environ["LEANTO_HOME"] = tempfile.mkdtemp(prefix="leanto-test-")
os.environ["TZ"] = "Europe/London"
# Playwright leaves a loop running in its process; Django then takes the next test's plain code for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from leanto.vault import keyfiles  # noqa: E402
from leanto.vault.cost import CHEAP  # noqa: E402
from leanto.web.settings import *  # noqa: E402, F403

LEANTO_HOME = Path(os.environ["LEANTO_HOME"])
LEANTO_KEYS = keyfiles.made(LEANTO_HOME)
LEANTO_COST = CHEAP
SECRET_KEY = "only for tests"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
(LEANTO_HOME / "static").mkdir()
