"""What a host may set, as rows: the settings page, ``leanto check`` and the start all come from them."""

import os
import sys
from collections.abc import Iterable, Mapping
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from msgspec import Struct


class Setting(Struct, frozen=True):
    """One environment variable: its default and what it does."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting(
        "LEANTO_HOME",
        "",
        "The data directory: database, key files, backups. Default: the platform's own place.",
    ),
    Setting("LEANTO_PORT", "8765", "The port to listen on."),
    Setting("LEANTO_HOST", "127.0.0.1", "The address to listen on. Off loopback only with LEANTO_ORIGIN."),
    Setting(
        "LEANTO_ORIGIN",
        "",
        "The https address people use, where a TLS proxy stands in front, such as https://leanto.example.",
    ),
    Setting("LEANTO_EXIT_SITE", "https://www.bbc.co.uk/weather", "Where “Leave this page” goes."),
)
STARTED_BY_US = ("LEANTO_START",)


class ConfigRefused(Exception):
    """A setting that cannot be. The message is a sentence with the mend."""


class Config(Struct, frozen=True):
    """The settings, read and held to be safe together."""

    home: Path
    host: str
    port: int
    origin: str
    exit_site: str

    @property
    def address(self) -> str:
        """Where the pages are."""
        return self.origin or f"http://{self.bind}"

    @property
    def bind(self) -> str:
        """What the server listens on."""
        return f"{self.bracketed}:{self.port}"

    @property
    def bracketed(self) -> str:
        """The host as an address needs it."""
        return f"[{self.host}]" if ":" in self.host else self.host


def read(environ: Mapping[str, str] = os.environ) -> Config:
    """Read the environment. Raises ``ConfigRefused``."""
    known = {setting.name: environ.get(setting.name) or setting.default for setting in SETTINGS}
    _refuse_unknown(environ, known)
    port, host, origin = _port(known["LEANTO_PORT"]), known["LEANTO_HOST"], known["LEANTO_ORIGIN"].rstrip("/")
    if origin and (not _on_the_web(origin, "https") or urlsplit(origin).path):
        raise ConfigRefused(f"LEANTO_ORIGIN is {origin!r}; it needs to begin with https:// and hold no path.")
    if not origin and not on_loopback(host):
        raise ConfigRefused(
            f"LEANTO_HOST is {host}, which other computers can reach, and nothing encrypts the way to it. "
            "Put a TLS proxy in front and name its address in LEANTO_ORIGIN, or leave LEANTO_HOST at 127.0.0.1."
        )
    exit_site = known["LEANTO_EXIT_SITE"]
    if not _on_the_web(exit_site, "http", "https"):
        raise ConfigRefused(f"LEANTO_EXIT_SITE is {exit_site!r}; it needs to be a web address.")
    home = _folder(known["LEANTO_HOME"]) if known["LEANTO_HOME"] else default_home(environ)
    return Config(home=home.absolute(), host=host, port=port, origin=origin, exit_site=exit_site)


def instance_of(home: Path) -> str:
    """A short name that tells one data directory's cookies from another's on the same host."""
    return sha256(str(home).encode()).hexdigest()[:8]


def on_loopback(host: str) -> bool:
    """Whether an address can only be reached from this computer."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def default_home(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the platform keeps a person's data."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Leanto"
    return Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "leanto"


def local_zone() -> str:
    """This computer's time zone by its IANA name, or UTC where it does not say."""
    parts = os.path.realpath("/etc/localtime").split("zoneinfo/")
    for name in (os.environ.get("TZ", ""), parts[-1]):
        if name in available_timezones():
            return name
    return "UTC"


def _on_the_web(address: str, *schemes: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a bracket left open, a port that is no number
        return False


def _folder(name: str) -> Path:
    try:
        return Path(name).expanduser()
    except RuntimeError:
        raise ConfigRefused(
            f"LEANTO_HOME is {name!r}, and there is no such person on this computer."
        ) from None


def _refuse_unknown(environ: Mapping[str, str], known: Iterable[str]) -> None:
    for name in sorted(environ):
        if name.startswith("LEANTO_") and name not in known and name not in STARTED_BY_US:
            raise ConfigRefused(f"{name} is not a setting Leanto knows. It knows {', '.join(known)}.")


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ConfigRefused(f"LEANTO_PORT is {text!r}; it needs to be a number from 1 to 65535.")
    return int(text)
