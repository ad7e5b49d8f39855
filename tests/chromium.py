"""Which Chromium the browser tests drive, and how it is started."""

import os
import shutil
import sys
from typing import Any

from playwright.sync_api import sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "google-chrome")
# It talks to nobody but us, not even to look for its own updates.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)


def system_chromium() -> str | None:
    """A Chromium of the system. One in a snap is passed over: it cannot read the folders the tests use."""
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path and "/snap/" not in os.path.realpath(path)), None)


def launch_args() -> dict[str, Any]:
    """For Playwright's ``launch``. Chromium's own sandbox cannot start as root."""
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    return {"executable_path": system_chromium(), "args": [*QUIET, *sandbox]}


def whole_launch_args() -> dict[str, Any] | None:
    """The same for a whole Chromium with the memory that Back uses, where there is one: the shell has none, and
    Playwright switches it off."""
    found = (shutil.which(name) for name in NAMES[1:])
    path = next((path for path in found if path and "/snap/" not in os.path.realpath(path)), None)
    if path is None:
        return None
    usual = launch_args()
    return {
        "executable_path": path,
        "args": [*usual["args"], "--headless=new"],
        "ignore_default_args": ["--disable-back-forward-cache", "--headless"],
    }


def starts() -> bool:
    """Whether a browser comes up at all, with every library it needs."""
    try:
        with sync_playwright() as driver:
            driver.chromium.launch(**launch_args()).close()
    except Exception:  # noqa: BLE001 - the driver itself may be unable to start, and says so in many ways
        return False
    return True


if __name__ == "__main__":
    sys.exit(not starts())
