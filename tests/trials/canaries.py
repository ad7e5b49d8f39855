"""Canaries: words that stand nowhere else, put into every field, and looked for in every file."""

import base64
import gzip
import re
import secrets
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from msgspec import Struct, field

from tests.served import Answer, Field, Form, Reader, Values

LETTERS, DIGITS = "bcdfghjkmnpqrstvwxz", "23456789"
NOT_FILLED = ("csrfmiddlewaretoken", "id", "revision", "path", "next")
SHAPES = {"phone": "tel", "email": "email", "exit_site": "url"}
PRESSED = ("submit", "button", "file")
# Doors, and what would change the ways in or erase: passphrase and code are canaries of their own.
LEFT_OUT = re.compile(
    r"/(exit|lock|start|begin|open|recover|fresh|privacy/(lock|passphrase|code|erase|import))\b"
)


class Asking(Protocol):
    """Something that asks for pages: a browser without a screen, or Django's test client."""

    def get(self, address: str) -> Answer:
        """One page."""

    def post(self, address: str, fields: Values) -> Answer:
        """One form."""


def _letters() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(12))


def _digits() -> str:
    return "0" + "".join(secrets.choice(DIGITS) for _ in range(8))


class Flock(Struct):
    """Canaries of one run: each begins alike, so that one search finds them all."""

    letters: str = field(default_factory=_letters)
    digits: str = field(default_factory=_digits)
    count: int = 0
    forms: set[str] = field(default_factory=set)
    answers: dict[int, int] = field(default_factory=dict)

    def word(self, type: str) -> str:
        """A new canary in the shape a field of this type asks for."""
        self.count += 1
        if type == "tel":
            return f"{self.digits}{self.count:05}"
        canary = f"{self.letters}{self.count:06}"
        return {"email": f"{canary}@example.org", "url": f"https://{canary}.example/"}.get(type, canary)


def let_out(asking: Asking, flock: Flock, address: str, *, spoil: bool = False) -> None:
    """Fill in every form of a page and send it. ``spoil`` puts a canary even where only a choice or a number
    is allowed, so that the form is refused and shown again."""
    answer = asking.get(address)
    if answer.status != 200:
        return
    for form in Reader(address, answer.text).forms:
        if form.method != "post" or LEFT_OUT.search(form.action) or "/remove/" in form.action:
            continue
        for action in (*form.other_actions, form.action):
            done = asking.post(action, form.values(dict(_filled(form, flock, spoil=spoil))))
            flock.answers[done.status] = flock.answers.get(done.status, 0) + 1
            flock.forms.add(kind_of(action))


def _filled(form: Form, flock: Flock, *, spoil: bool) -> Iterator[tuple[str, str]]:
    offered: dict[str, list[Field]] = {}
    for control in form.fields:
        offered.setdefault(control.name, []).append(control)
    for name, controls in offered.items():
        first = controls[0]
        if name in NOT_FILLED or "passphrase" in name or first.type in PRESSED:
            continue
        if spoil:
            yield name, flock.word("text")
        elif first.type in ("radio", "checkbox"):
            yield name, secrets.choice(controls).value
        elif first.type == "select":
            yield name, secrets.choice(first.choices or [""])
        elif first.type not in ("hidden", "number", "date", "range"):
            yield name, flock.word(SHAPES.get(name, first.type))


def addresses(asking: Asking, begin: str = "/") -> list[str]:
    """One address for each kind of page that can be walked to."""
    found, waiting = {begin: begin}, [begin]
    while waiting:
        for href in Reader("", asking.get(waiting.pop(0)).text).links:
            kind = kind_of(href)
            if href.startswith("/") and kind not in found and not LEFT_OUT.search(kind):
                found[kind] = href
                waiting.append(href)
    return list(found.values())


def kind_of(address: str) -> str:
    """An address without the ids in it."""
    return re.sub(r"[0-9a-f]{32}", "ID", urlsplit(address).path)


# Looking


def shapes(canary: str) -> set[bytes]:
    """The forms in which what a canary begins with could stand in a file."""
    plain = canary.encode()
    found = {plain, plain.upper(), plain[::-1], plain.hex().encode(), plain.hex().upper().encode()}
    found |= {canary.encode("utf-16-le"), canary.encode("utf-16-be"), canary.encode("utf-32-le")}
    for before in range(3):
        # Only the letters that do not depend on what stands before and after.
        first, last = -(-before * 8 // 6), (before + len(plain)) * 8 // 6
        found.add(base64.b64encode(bytes(before) + plain)[first:last])
        found.add(base64.urlsafe_b64encode(bytes(before) + plain)[first:last])
    return found


def unpacked(content: bytes) -> Iterator[bytes]:
    """Everything in a file that gzip or zlib has packed."""
    for match in re.finditer(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]", content):
        try:
            yield zlib.decompressobj(wbits=47).decompress(content[match.start() :], 1 << 24)
        except zlib.error:
            continue


def hits(files: Iterable[Path], beginnings: Iterable[str]) -> list[str]:
    """Which files hold something that begins like a canary, in any form."""
    looked_for = [shape for beginning in beginnings for shape in shapes(beginning)]
    found = []
    for path in files:
        content = path.read_bytes()
        for part in (content, *unpacked(content)):
            found += [f"{path.name}: {shape!r}" for shape in looked_for if shape in part]
    return found


def every_file(*folders: Path) -> list[Path]:
    """All files under these folders."""
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]


LEAKS: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "hex": lambda text: text.encode().hex().encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64, one on": lambda text: base64.b64encode(b"z" + text.encode() + b"z"),
    "base64, two on": lambda text: base64.b64encode(b"zz" + text.encode() + b"zz"),
    "utf-16": lambda text: text.encode("utf-16"),
    "gzip": lambda text: b"before" + gzip.compress(b"some words " + text.encode()) + b"after",
    "zlib": lambda text: b"before" + zlib.compress(b"some words " + text.encode() * 3),
}
"""For trying the search itself: one canary as it might have leaked."""
