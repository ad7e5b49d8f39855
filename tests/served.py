"""A real Leanto in processes of its own, and a browser without a screen that fills in its forms."""

import fcntl
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Self
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

from msgspec import Struct

ROOT = Path(__file__).parents[1]
Values = list[tuple[str, str]]


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a person's shell would give it, and nothing that belongs to the tests."""
    usual = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LEANTO_", "DJANGO_", "COV"))
    }
    return usual | {"LEANTO_HOME": str(home), "TZ": "Europe/London", **more}


def command(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run ``leanto`` with these words to its end."""
    return subprocess.run(
        [sys.executable, "-m", "leanto.cli", *words],
        cwd=ROOT,
        env=environment(home, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """``leanto serve`` on a home. What it prints goes to ``log``."""

    def __init__(self, home: Path, log: Path) -> None:
        self.home, self.log, self.port = home, log, free_port()
        self.start_address = ""
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start it and wait for its first answer; returns the seconds that took."""
        began = time.monotonic()
        offset = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "leanto.cli", "serve"],
                cwd=ROOT,
                env=environment(self.home, LEANTO_PORT=str(self.port)),
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        while True:
            said = self.log.read_bytes()[offset:].decode()
            if found := re.search(r"http://\S+", said):
                self.start_address = urlsplit(found[0]).path
                if self.answers():
                    return time.monotonic() - began
            if self.process.poll() is not None or time.monotonic() - began > 60:
                self.kill()
                raise RuntimeError(f"It did not start: {said}")
            time.sleep(0.01)

    def answers(self) -> bool:
        with suppress(OSError, http.client.HTTPException):
            return Browser(self.port).get("/help/safety/").status == 200
        return False

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process and self.process.poll() is None:
            self.kill()

    def kill(self) -> None:
        """kill -9 to it and every worker of it, and wait until they are gone."""
        assert self.process
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._until_gone()

    def stop(self) -> None:
        """Stop it as Ctrl+C would."""
        assert self.process
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)
        self._until_gone()

    def _until_gone(self) -> None:
        """Workers outlive the first process by a moment; the home is theirs until then."""
        with (self.home / "running").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)


class Answer(Struct, frozen=True):
    """One answer."""

    status: int
    location: str
    text: str


class Browser:
    """Cookies, forms, links; no scripts."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def get(self, address: str) -> Answer:
        return self._ask("GET", address, None)

    def post(self, address: str, fields: Values) -> Answer:
        return self._ask("POST", address, urlencode(fields))

    def follow(self, answer: Answer) -> Answer:
        """Go where an answer sends, as long as it stays here."""
        for _ in range(5):
            if not answer.location.startswith("/"):
                break
            answer = self.get(answer.location)
        return answer

    def _ask(self, method: str, address: str, body: str | None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://127.0.0.1:{self.port}",
            }
        try:
            connection.request(method, address, body, headers)
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie", []):
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            text = answer.read().decode(errors="replace")
            return Answer(answer.status, answer.headers.get("Location", ""), text)
        finally:
            connection.close()


class Field(Struct):
    """One control: its name, type, value as the page has it, and the values it offers."""

    name: str
    type: str
    value: str = ""
    checked: bool = False
    choices: list[str] = []


class Form(Struct):
    """One form of a page."""

    action: str
    method: str
    fields: list[Field]
    other_actions: list[str] = []

    def values(self, given: Mapping[str, str | Iterable[str]]) -> Values:
        """What the browser would send, with ``given`` in place of what the page had."""
        sent: Values = []
        for field in self.fields:
            if field.type in ("submit", "button", "file") or field.name in given:
                continue
            if field.type not in ("radio", "checkbox") or field.checked:
                sent.append((field.name, field.value))
        for name, value in given.items():
            sent += [(name, one) for one in ([value] if isinstance(value, str) else value)]
        return sent


class Reader(HTMLParser):
    """The forms and links of a page."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._open: Form | None = None
        self._field: Field | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag == "form":
            self._open = Form(found.get("action") or self.address, found.get("method", "get").lower(), [])
            self.forms.append(self._open)
        if self._open is None:
            return
        if tag in ("input", "textarea", "select", "button") and found.get("name"):
            type = found.get("type", "text" if tag == "input" else tag)
            self._field = Field(found["name"], "submit" if tag == "button" else type, found.get("value", ""))
            self._field.checked = "checked" in found
            self._open.fields.append(self._field)
        if found.get("formaction"):
            there = urljoin(self.address, found["formaction"])
            self._open.other_actions.append(urldefrag(there).url)
        if tag == "option" and self._field:
            self._field.choices.append(found.get("value", ""))
            if "selected" in found:
                self._field.value = found.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        if tag in ("textarea", "select", "form"):
            self._field = None

    def handle_data(self, data: str) -> None:
        if self._field and self._field.type == "textarea":
            self._field.value += data
