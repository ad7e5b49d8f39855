"""R1, R15: the whole of Leanto killed again and again under load; one form sent twenty times at once."""

import http.client
import json
import random
import threading
import time
from uuid import uuid4

import pytest

from tests.served import Browser, Form, Reader, Served
from tests.trials.conftest import Told, many
from tests.trials.test_canaries import opened_again

pytestmark = pytest.mark.trials


class Writer(threading.Thread):
    """Someone who keeps catching moments; what was acknowledged is noted here, as a client would."""

    def __init__(self, served: Served, cookies: dict[str, str], form: Form) -> None:
        super().__init__(daemon=True)
        self.browser, self.form = Browser(served.port), form
        self.browser.cookies = dict(cookies)
        self.sent: list[str] = []
        self.kept: list[str] = []
        self.refused: list[int] = []
        self.stopping = False

    def run(self) -> None:
        while not self.stopping:
            id = uuid4().hex
            self.sent.append(id)
            values = self.form.values({"id": id, "did": "alone", "text": f"written {id}"})
            try:
                status = self.browser.post(self.form.action, values).status
            except (OSError, http.client.HTTPException):
                continue
            if status == 302:
                self.kept.append(id)
            else:
                self.refused.append(status)


def catching(browser: Browser) -> Form:
    """The form that catches a moment."""
    page = Reader("/name/new/", browser.get("/name/new/").text)
    return next(form for form in page.forms if form.action == "/name/new/")


def begun_without_passphrase(served: Served) -> Browser:
    """Someone whom nobody watches, inside."""
    browser = Browser(served.port)
    form = next(form for form in Reader("/welcome/", browser.get("/welcome/").text).forms if form.fields)
    assert browser.post(form.action, form.values({"watched": "no"})).status == 302
    return browser


def test_r1_killed_under_load(served: Served, told: Told) -> None:
    cycles = many("TRIAL_KILLS", 500)
    browser = begun_without_passphrase(served)
    form, sent, kept, refused, starts = catching(browser), set[str](), set[str](), list[int](), list[float]()
    for _ in range(cycles):
        writers = [Writer(served, browser.cookies, form) for _ in range(3)]
        for writer in writers:
            writer.start()
        time.sleep(random.uniform(0.02, 0.4))
        served.kill()
        for writer in writers:
            writer.stopping = True
            writer.join()
            sent |= set(writer.sent)
            kept |= set(writer.kept)
            refused += writer.refused
        starts.append(served.start())
        browser.get("/")
    served.stop()
    found = json.loads(opened_again(served.home))
    ids = [body["id"] for body in found["records"]["moment"]]
    lost, never_sent = kept - set(ids), set(ids) - sent
    told(
        "R1 kill -9 of every process",
        f"{len(lost)} of {len(kept):,} acknowledged lost, {len(ids) - len(set(ids))} doubled, {cycles} kills",
        "0 lost, 0 doubled",
    )
    told("R1 after the last kill", f"integrity {found['integrity']}, altered {found['altered']}", "ok, False")
    told(
        "R1 start after a kill",
        f"{sorted(starts)[cycles // 2]:.2f} s middle, {max(starts):.2f} s at most",
        "under 5 s",
    )
    assert not lost
    assert not never_sent
    assert len(ids) == len(set(ids))
    assert found["integrity"] == "ok"
    assert not found["altered"]
    assert refused == []
    assert len(kept) > cycles


def test_r15_one_form_twenty_times_at_once(served: Served, told: Told) -> None:
    browser = begun_without_passphrase(served)
    form, rounds, statuses = catching(browser), many("TRIAL_DOUBLES", 10), list[int]()
    for _ in range(rounds):
        values = form.values({"id": uuid4().hex, "did": "alone", "text": "sent twenty times"})
        together = threading.Barrier(20)

        def send(values: list[tuple[str, str]] = values, together: threading.Barrier = together) -> None:
            one = Browser(served.port)
            one.cookies = dict(browser.cookies)
            together.wait()
            statuses.append(one.post(form.action, values).status)

        senders = [threading.Thread(target=send) for _ in range(20)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
    served.stop()
    found = json.loads(opened_again(served.home))
    told(
        "R15 one form sent 20 times in parallel",
        f"{len(found['records']['moment'])} records of {rounds} forms, {statuses.count(302)} said kept",
        "one each",
    )
    assert len(found["records"]["moment"]) == rounds
    assert set(statuses) == {302}
    assert not found["altered"]
