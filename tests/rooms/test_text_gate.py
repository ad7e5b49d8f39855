"""Whatever is kept is read once, on this machine; a match opens care and keeps the words as they are."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, get_type_hints

import msgspec
import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from leanto.care.words import is_words, texts
from leanto.content import Misprint
from leanto.records import KEPT, Draft, Moment, Preferences, Record, Response, Rest, SafetyPlan
from leanto.vault.book import Book
from leanto.web import home
from leanto.web.forms import new_id

pytestmark = pytest.mark.django_db
SAID, HARMLESS = "I want to kill myself tonight", "bread"
CARE = "/help/said/"
NOT_WORDS = {"id", "phone", "email", "instrument", "starter", "source"}


def typed(**answers: object) -> dict[str, object]:
    return {"id": new_id(), "revision": 0, "did": "alone", **answers}


def caught(ana: Client, **answers: object) -> str:
    return str(ana.post(reverse("name:new"), typed(**answers))["Location"])


def text_fields() -> Iterator[tuple[type[Record], str]]:
    for kind in KEPT:
        if kind not in (Draft, Preferences, SafetyPlan):
            for name, hint in get_type_hints(kind).items():
                if hint is str and name not in NOT_WORDS | {"shelf"}:
                    yield kind, name


def made(kind: type[Record], **given: str) -> Record:
    """One of a kind, its other fields as short as they may be."""
    fields: dict[str, Any] = {"id": "0" * 32}
    for field in msgspec.structs.fields(kind):
        if field.required and field.name != "id":
            fields[field.name] = _least(field.type, field.name)
    return kind(**{**fields, **given})


def _least(hint: Any, name: str) -> Any:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return next(iter(hint))
    if hint is str:
        return "x"
    at = name == "at" or name.endswith("_at")
    return (
        datetime(2026, 11, 23, tzinfo=UTC)
        if at
        else {}
        if name == "response"
        else ()
        if "tuple" in str(hint)
        else 1
    )


@pytest.mark.parametrize(
    ("kind", "field"), list(text_fields()), ids=lambda one: getattr(one, "__name__", one)
)
def test_every_text_field_of_every_kind_is_read(kind: type[Record], field: str) -> None:
    if field.endswith("_id"):
        assert not is_words(field)
    else:
        assert SAID in texts(made(kind, **{field: SAID}))


def test_the_plan_for_hard_moments_is_where_such_words_belong() -> None:
    assert texts(made(SafetyPlan, signs=SAID, live_for=SAID)) == ()


def test_the_check_says_when_the_data_cannot_be_read(
    settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise FileNotFoundError("gate.json")

    settings.LEANTO_HOME = tmp_path
    assert not [said for said in home.problems() if "no text is read" in said]
    monkeypatch.setattr("leanto.content.safety.model", broken)
    assert [said for said in home.problems() if "no text is read" in said]


def test_an_answer_is_read_and_its_question_is_not() -> None:
    item = {"linkId": "1", "text": "better off dead", "answer": [{"valueString": SAID, "item": []}]}
    kept = Response(id="0" * 32, at=datetime.now(UTC), instrument="x", response={"item": [{"item": [item]}]})
    assert texts(kept) == (SAID,)


@pytest.mark.parametrize("field", ["text", "whisper"])
def test_a_match_opens_care_and_keeps_the_words(ana: Client, book: Book, field: str) -> None:
    on = caught(ana, **{field: SAID})
    assert on.startswith(CARE)
    assert SAID not in on
    assert ana.get(on).status_code == 200
    [kept] = book.all(Moment)
    assert getattr(kept, field) == SAID
    assert len(book.all(Rest)) == 1
    assert SAID not in str(msgspec.to_builtins(book.all(Rest)))


def test_one_touch_dismisses_it_and_practice_does_not_rest(ana: Client, book: Book) -> None:
    caught(ana, text=SAID)
    [rest] = book.all(Rest)
    answer = ana.post(reverse("care:not_so", args=[rest.id]), {"on": "/name/"})
    assert answer["Location"].startswith("/name/")
    assert book.all(Rest) == []
    assert book.all(Moment)[0].text == SAID


def test_what_was_dismissed_is_not_read_again_until_it_changes(ana: Client, book: Book) -> None:
    caught(ana, text=SAID)
    [kept] = book.all(Moment)
    where = reverse("name:moment", args=[kept.id])
    same = typed(id=kept.id, revision=1, text=SAID, choice=2)
    assert not ana.post(where, same)["Location"].startswith(CARE)
    other = typed(id=kept.id, revision=2, text=f"{SAID}, really")
    assert ana.post(where, other)["Location"].startswith(CARE)


def test_a_form_sent_twice_opens_care_both_times(ana: Client, book: Book) -> None:
    sent = typed(text=SAID)
    for _ in range(2):
        assert ana.post(reverse("name:new"), sent)["Location"].startswith(CARE)
    assert (len(book.all(Moment)), len(book.all(Rest))) == (1, 1)


def test_harmless_words_lead_where_they_led(ana: Client, book: Book) -> None:
    assert caught(ana, text=HARMLESS).startswith("/name/")
    assert book.all(Rest) == []


def test_unfinished_words_are_read_only_once_they_are_kept(ana: Client, book: Book) -> None:
    ana.post(reverse("drafts:keep"), {**typed(text=SAID), "path": reverse("name:new")})
    assert book.all(Draft)
    assert book.all(Rest) == []


def test_a_refused_form_leads_nowhere(ana: Client, book: Book) -> None:
    answer = ana.post(reverse("name:new"), {"id": new_id(), "revision": 0, "text": SAID, "did": "nonsense"})
    assert answer.status_code == 422
    assert book.all(Rest) == []


@pytest.mark.parametrize("wrong", [FileNotFoundError("gone"), Misprint("safety/gate.json", "", "broken")])
def test_without_its_data_everything_is_kept_and_the_log_says_so(
    ana: Client,
    book: Book,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    wrong: Exception,
) -> None:
    def broken() -> None:
        raise wrong

    monkeypatch.setattr("leanto.care.words.model", broken)
    with caplog.at_level(logging.WARNING, "leanto.care"):
        assert caught(ana, text=SAID).startswith("/name/")
    assert book.all(Moment)[0].text == SAID
    assert "safety gate" in caplog.text
    assert SAID not in caplog.text
