"""The key files beside the database: each 32 random bytes, mode 0400, in ``<home>/keys``.

They are kept out of the database and out of its backups on purpose: a stolen copy of either is then not
even guessable. What each is for, and what losing it means, stands in ``docs/host/keys.md``.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

PEPPER = re.compile(r"pepper-([1-9][0-9]{0,3})\Z")


class KeyFileRefused(Exception):
    """A key file is not as it must be; the message names it and the mend."""


class KeyFiles(Struct, frozen=True):
    """What an instance holds outside its database. ``device`` opens an account that has no passphrase yet; it is
    empty where the file is lost and was not made again.
    """

    peppers: Mapping[int, bytes]
    instance: bytes
    device: bytes
    django: bytes

    def __repr__(self) -> str:
        """Never a key."""
        return "<KeyFiles>"


def made(home: Path, *, above: int = 0, device: bool = True) -> KeyFiles:
    """Load the key files of a home, making those that are missing.

    A lost pepper is never made again under its old number: passphrases wrapped with it would fail as if
    mistyped. ``above`` is the highest number any slot names; a new pepper gets the next. ``device`` is false
    while an account opens with the device's file: another one in its place would hide that it was lost.
    """
    folder = home / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _peppers(folder):
        _write(folder / f"pepper-{above + 1}")
    for name in ("instance", "django", *(("device",) if device else ())):
        if not (folder / name).exists():
            _write(folder / name)
    return loaded(home, device=device)


def loaded(home: Path, *, device: bool = True) -> KeyFiles:
    """The key files of a home, or ``KeyFileRefused``. Where ``device`` is false its file may be missing."""
    folder = home / "keys"
    return KeyFiles(
        peppers={number: _read(path) for number, path in _peppers(folder).items()},
        instance=_read(folder / "instance"),
        django=_read(folder / "django"),
        device=_read(folder / "device") if device or (folder / "device").exists() else b"",
    )


def problems(home: Path) -> list[str]:
    """One line for each key file that is missing or not private."""
    folder = home / "keys"
    found = []
    for path in [*_peppers(folder).values(), *(folder / name for name in ("instance", "device", "django"))]:
        try:
            _read(path)
        except KeyFileRefused as refused:
            found.append(str(refused))
    return (
        found
        if _peppers(folder)
        else [*found, f"No pepper file in {folder}: passphrases cannot open anything."]
    )


def _peppers(folder: Path) -> dict[int, Path]:
    found = ((PEPPER.match(path.name), path) for path in sorted(folder.glob("pepper-*")))
    return {int(match[1]): path for match, path in found if match}


def _write(path: Path) -> None:
    """Under another name first, so that no crash leaves an empty key file under this one."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as file:
        file.write(os.urandom(32))
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_mode & 0o077:
            raise KeyFileRefused(
                f"{path} can be read by others on this computer. Mend it with: chmod 0400 {path}"
            )
        key = path.read_bytes()
    except OSError as error:
        raise KeyFileRefused(
            f"{path} cannot be read ({error.strerror}). Put it back from where you keep it."
        ) from None
    if len(key) != 32:
        raise KeyFileRefused(
            f"{path} is not a key: it has {len(key)} bytes, not 32. Put the right file back."
        )
    return key
