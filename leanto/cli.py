"""The command ``leanto``: serve, demo, backup, restore, check, export, lab."""

import argparse
import getpass
import os
import secrets
import signal
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path

from leanto import __version__
from leanto.web import config

DEMO_SEED = 9


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(
        prog="leanto", description="A private companion for people who do everything alone."
    )
    parser.add_argument("--version", action="version", version=f"Leanto {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (run, help) in COMMANDS.items():
        command = commands.add_parser(name, help=help, description=help)
        command.set_defaults(run=run)
        if name in ("backup", "restore", "export"):
            command.add_argument("file", type=Path, nargs="?" if name == "backup" else None)
        if [name] == given[:1] == ["lab"]:  # the lab brings numpy, which no other command waits for
            _lab_options(command)
    asked = parser.parse_args(given)
    try:
        if asked.command == "demo":
            os.environ["LEANTO_HOME"] = str(config.read().home / "demo")
        config.read()
    except config.ConfigRefused as refused:
        print(refused, file=sys.stderr)
        return 1
    _django()
    try:
        return int(asked.run(asked))
    except KeyboardInterrupt:
        return 130
    except _refusals() as refused:
        print(refused, file=sys.stderr)
        return 1


def serve(_: argparse.Namespace) -> int:
    """Open Leanto in this computer's browsers, at the address it prints."""
    from leanto.vault import accounts
    from leanto.vault.accounts import SlotType
    from leanto.web import home

    settings = config.read()
    with home.held(settings.home):
        _refuse_a_taken_port(settings.host, settings.port)
        for line in home.prepare():
            print(line)
        _refuse_cheap_keys()
        home.no_core_dumps()
        token = os.environ["LEANTO_START"] = secrets.token_urlsafe(24)
        # On this computer also where a passphrase opens it: only who has this address can begin again.
        plain = settings.origin and SlotType.passphrase in accounts.ways_in()
        way = f"{settings.address}/" if plain else f"{settings.address}/start/{token}/"
        _gunicorn(settings, f"Leanto is open at {way}  (Ctrl+C closes it)")
    return 0


def demo(asked: argparse.Namespace) -> int:
    """Open six made-up months of a fictional person instead, apart from anything of yours."""
    from django.conf import settings
    from django.db import transaction
    from django.utils import timezone

    from leanto.lab.demo import life
    from leanto.vault import accounts
    from leanto.vault.book import Book
    from leanto.web import home

    settings.LEANTO_DEMO = True
    with home.held(settings.LEANTO_HOME):
        home.prepare()
        if not accounts.exists():
            now = timezone.localtime()
            with transaction.atomic():
                opened = accounts.create(now.date())
                for record in life(DEMO_SEED, now):
                    when = getattr(record, "at", now)
                    opened.account.refresh_from_db()
                    Book(opened.account, opened.key, when).add(record)
    print("This life is made up. Nothing of yours is in it, and nothing you do there changes yours.")
    return serve(asked)


def backup(asked: argparse.Namespace) -> int:
    """Copy the database, sealed as it is, to FILE (or to the backups folder)."""
    from leanto.vault import accounts, backups
    from leanto.vault.accounts import SlotType

    home = config.read().home
    to = asked.file or home / "backups" / f"leanto-{datetime.now(UTC):%Y%m%d-%H%M%S}.sqlite3"
    made = backups.make(home / "leanto.sqlite3", to)
    print(f"Backed up to {made}")
    if SlotType.passphrase in accounts.ways_in():
        print("It opens with your passphrase where the pepper file is, and with your recovery code anywhere.")
    else:
        print("There is no passphrase yet, so it opens only beside the file keys/device of this computer.")
    print(
        f"It does not hold the key files in {home / 'keys'} (pepper-*, device, instance, django). "
        "Keep a copy of them apart."
    )
    return 0


def restore(asked: argparse.Namespace) -> int:
    """Put the backup FILE in the place of the database; what is there now is backed up first."""
    from django.db import connection

    from leanto.vault import accounts, backups, erasure, keyfiles
    from leanto.web import home

    settings = config.read()
    with home.held(settings.home):
        keys = keyfiles.made(settings.home, above=backups.newest_pepper(asked.file), device=False)
        if (settings.home / "leanto.sqlite3").exists():
            erasure.settle()
            connection.close()
        aside = backups.restore(
            asked.file, settings.home / "leanto.sqlite3", datetime.now(UTC), instance_key=keys.instance
        )
        if aside:
            print(f"What was here before is in {aside}")
        for line in home.prepare():
            print(line)
        print(
            "The backup is in place. Every browser is locked."
            if accounts.exists()
            else "The backup is in place. It is empty."
        )
    return 0


def check(_: argparse.Namespace) -> int:
    """Say what is wrong with this installation, one line each."""
    from leanto.web import home

    found = home.problems()
    for line in found:
        print(line)
    if not found:
        print(f"All is well: {config.read().home}")
    return 1 if found else 0


def export(asked: argparse.Namespace) -> int:
    """Write everything, readable and unsealed, to FILE (.json, or .html to read)."""
    from django.utils import timezone

    from leanto.records import KEPT
    from leanto.share import archive, page
    from leanto.vault import accounts, backups
    from leanto.vault.accounts import SlotType
    from leanto.vault.book import Book

    if asked.file.exists():
        print(f"{asked.file} is already there. Nothing was written; choose another name.", file=sys.stderr)
        return 1
    backups.check_live(config.read().home / "leanto.sqlite3")
    if SlotType.passphrase in accounts.ways_in():
        opened = accounts.by_passphrase(getpass.getpass("Your passphrase: "))
    else:
        opened = accounts.by_device()
    now = timezone.localtime()
    book = Book(opened.account, opened.key, now)
    bodies = {kind: book.bodies(kind) for kind in KEPT}
    html = asked.file.suffix == ".html"
    made = (
        page.html(bodies, now, timezone.get_current_timezone())
        if html
        else archive.write(bodies, now, __version__)
    )
    try:
        with os.fdopen(os.open(asked.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(made)
    except OSError as error:
        print(f"{asked.file} could not be written ({error.strerror}).", file=sys.stderr)
        return 1
    print(f"Written to {asked.file}. It is not sealed: whoever has it can read it.")
    return 0


def lab(asked: argparse.Namespace) -> int:
    """Try the engine and its rivals on simulated people."""
    from leanto.lab import commands

    return commands.run(asked)


def _lab_options(command: argparse.ArgumentParser) -> None:
    from leanto.lab import commands

    commands.options(command)


COMMANDS = {
    "serve": (serve, "open Leanto at the address it prints"),
    "demo": (demo, "open six made-up months instead"),
    "backup": (backup, "copy the database, sealed as it is, to FILE"),
    "restore": (restore, "put the backup FILE in the place of the database"),
    "check": (check, "say what is wrong with this installation"),
    "export": (export, "write everything, readable and unsealed, to FILE (.json or .html)"),
    "lab": (lab, "try the engine and its rivals on simulated people"),
}


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leanto.web.settings")
    import django

    django.setup()


def _refusals() -> tuple[type[Exception], ...]:
    from leanto.vault.accounts import SlotRefused
    from leanto.vault.backups import BackupRefused
    from leanto.vault.book import Refused
    from leanto.vault.keyfiles import KeyFileRefused
    from leanto.web.home import HomeRefused

    return (HomeRefused, KeyFileRefused, BackupRefused, SlotRefused, Refused)


def _refuse_a_taken_port(host: str, port: int) -> None:
    from leanto.web.home import HomeRefused

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise HomeRefused(
                f"Port {port} on {host} cannot be used ({error.strerror}). Close what uses it, or choose another: "
                f"LEANTO_PORT={port + 1 if port < 65535 else 8765}"
            ) from None


def _refuse_cheap_keys() -> None:
    from django.conf import settings

    from leanto.vault.cost import STRONG
    from leanto.web.home import HomeRefused

    if settings.LEANTO_COST != STRONG:
        raise HomeRefused("The cheap key derivation is for tests. Leanto does not start with it.")


def _gunicorn(settings: config.Config, address: str) -> None:
    from gunicorn.app.base import BaseApplication

    from leanto.web.wsgi import application

    class Served(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
        def load_config(self) -> None:
            options = {
                "bind": settings.bind,
                "workers": 2,
                "threads": 2,
                "max_requests": 50_000,
                "max_requests_jitter": 5_000,
                "loglevel": "warning",
                "accesslog": None,
                "control_socket_disable": True,
                "preload_app": True,
                "graceful_timeout": 5,
                # Said when it is true: a page opened before would be refused.
                "when_ready": lambda _server: print(address, flush=True),
                # Ctrl+C is the first process's to hear, and it tells the workers. One that heard it twice now and
                # then did not stop, and was killed with an alarming line.
                "post_worker_init": lambda _worker: signal.signal(signal.SIGINT, signal.SIG_IGN),
            }
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> object:
            return application

    from django.db import connections

    connections.close_all()
    Served().run()


if __name__ == "__main__":
    sys.exit(main())
