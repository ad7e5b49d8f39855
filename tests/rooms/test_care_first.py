"""What was said comes before what it adds up to: help first, practice rests, people do not, each rest ends."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from msgspec import structs

from leanto.content.instruments import ours
from leanto.name.instruments import shelf
from leanto.name.responses import respond
from leanto.practise import ladder
from leanto.records import Outcome, Preferences, ReachOut, Response, Rest, RestCode
from leanto.vault.book import Book
from leanto.web.careful import ITEM, WORDS
from leanto.web.forms import new_id
from tests.rooms.test_name_checkins import taken
from tests.rooms.test_today_page import ask

pytestmark = pytest.mark.django_db

PLAN, STEP = reverse("practise:plan"), ladder.ladder([])[0]
PLANNED = f"{PLAN}?step={ladder.address(STEP)}"
ENDING = reverse("care:rest_end")


@pytest.fixture
def laid() -> Iterator[Path]:
    """The host's own folder, emptied again."""
    folder: Path = settings.LEANTO_HOME / "instruments"
    folder.mkdir(parents=True, exist_ok=True)
    yield folder
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def turned_on(client: Client, id: str) -> Any:
    return client.post(reverse("name:choose"), {"instrument": id, "on": "1"})


def harm(book: Book, now: datetime, *, hours: float = 0, source: str = ITEM) -> Rest:
    rest = Rest(id=new_id(), at=now - timedelta(hours=hours), code=RestCode.self_harm, source=source)
    return book.add(rest)


def answered(book: Book, now: datetime, instrument: str, *levels: tuple[int, int]) -> list[Response]:
    """Check-ins ``(level, days ago)``, every question answered at that level."""
    form = shelf().find(instrument)
    assert form
    found = []
    for level, days in levels:
        at = now - timedelta(days=days)
        answers = {item.link: (item.options[level].key,) for item in form.form.questions}
        response = respond(form.form, answers, at)
        found.append(book.add(Response(id=new_id(), at=at, instrument=instrument, response=response)))
    return found


def asks_guess(client: Client) -> bool:
    return 'name="forecast"' in seen(client, PLANNED)


def test_the_ninth_question_shows_care_before_the_result(ana: Client, book: Book) -> None:
    assert turned_on(ana, "phq-9").status_code == 302
    answer = taken(ana, "phq-9", "1")
    [rest], [kept] = book.all(Rest), book.all(Response)
    assert (rest.code, rest.source) == (RestCode.self_harm, ITEM)
    assert answer["Location"].startswith(reverse("care:panel", args=[rest.id]))
    page = seen(ana, answer["Location"])
    for words in (
        "Thank you for saying it",
        "Is someone with you?",
        "Make some distance",
        "Police may come too",
    ):
        assert words in page
    assert "Tell one person now" in page
    assert "Nobody was contacted" in page
    assert "where 0 is the lowest" not in page
    assert f'href="{reverse("name:checkin", args=[kept.id])}"' in page
    assert "That is not what I meant" not in page


@pytest.mark.parametrize("answers", ["0", ""])
def test_not_at_all_is_no_all_clear(ana: Client, book: Book, answers: str) -> None:
    turned_on(ana, "phq-9")
    answer = taken(ana, "phq-9", answers)
    assert book.all(Rest) == []
    assert "never an all-clear" in seen(ana, answer["Location"])


@pytest.mark.parametrize("scored", [True, False])
def test_a_hosts_own_copy_is_known_by_its_code(ana: Client, book: Book, laid: Path, scored: bool) -> None:
    sheet = next(one for one in ours() if one.id == "phq-9")
    (laid / "low-days.json").write_text(json.dumps(sheet.form))
    if scored:
        beside = Path("leanto/content/instruments/phq-8.scoring.toml").read_text()
        (laid / "low-days.scoring.toml").write_text(beside)
    assert ana.get(reverse("name:take", args=["low-days"])).status_code == 404
    turned_on(ana, "low-days")
    answer = taken(ana, "low-days", "2")
    [rest] = book.all(Rest)
    assert answer["Location"].startswith(reverse("care:panel", args=[rest.id]))


def test_practice_rests_says_why_and_leaves_people_open(ana: Client, book: Book, now: datetime) -> None:
    assert asks_guess(ana)
    harm(book, now, hours=1)
    for address in (reverse("practise:ladder"), reverse("today:page")):
        page = seen(ana, address)
        assert "Practising rests" in page
        assert "You said that you think about being dead" in page
        assert "It lasts until" in page
        assert f"{reverse('care:help')}#tell" in page
        assert "I want them back" not in page
    ladder_page = seen(ana, reverse("practise:ladder"))
    assert STEP.text not in ladder_page
    assert reverse("practise:new_step") in ladder_page
    assert not asks_guess(ana)
    for address in ("circle:people", "name:new", "care:grounding", "explore:lessons", "care:help"):
        seen(ana, reverse(address))


def test_contact_is_planned_all_the_same(ana: Client, book: Book, now: datetime) -> None:
    harm(book, now)
    form = {"id": new_id(), "revision": 0, "step_id": ladder.key(STEP), "text": "Ring Dev tonight"}
    assert ana.post(PLAN, form).status_code == 302
    [plan] = book.all(ReachOut)
    assert (plan.text, plan.forecast) == ("Ring Dev tonight", None)


def test_words_typed_before_the_rest_are_kept(ana: Client, book: Book, now: datetime) -> None:
    harm(book, now)
    form = {"id": new_id(), "revision": 0, "step_id": ladder.key(STEP), "feared": "he laughs"}
    ana.post(PLAN, form)
    assert [one.feared for one in book.all(ReachOut)] == ["he laughs"]


def test_one_day_on_it_ends_when_they_want_it_back(ana: Client, book: Book, now: datetime) -> None:
    rest = harm(book, now, hours=2)
    ana.post(ENDING, {"code": "self_harm"})
    assert book.get(Rest, rest.id).ended_at is None
    kept = book.get(Rest, rest.id)
    book.revise(structs.replace(kept, at=now - timedelta(hours=25)))
    assert "I want them back" in seen(ana, reverse("practise:ladder"))
    assert not asks_guess(ana)
    assert ana.post(ENDING, {"code": "self_harm"})["Location"].endswith("said=rest-ended")
    assert asks_guess(ana)
    assert STEP.text in seen(ana, reverse("practise:ladder"))


def test_a_match_taken_back_pauses_nothing(ana: Client, book: Book, now: datetime) -> None:
    rest = harm(book, now, source=WORDS)
    page = seen(ana, reverse("care:panel", args=[rest.id], query={"on": "/name/"}))
    assert "That is not what I meant" in page
    answer = ana.post(reverse("care:not_so", args=[rest.id]), {"on": "/name/"})
    assert answer["Location"] == "/name/?said=not-so"
    assert book.all(Rest) == []
    assert asks_guess(ana)
    assert "That is not what I meant" not in seen(ana, reverse("care:panel", args=[rest.id]))


def test_an_answer_is_not_taken_back_as_words_are(ana: Client, book: Book, now: datetime) -> None:
    rest = harm(book, now)
    ana.post(reverse("care:not_so", args=[rest.id]), {})
    assert book.all(Rest) == [rest]


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/name/", "/privacy/", "javascript:1"]
)
def test_the_panel_leads_nowhere_else(ana: Client, book: Book, now: datetime, elsewhere: str) -> None:
    rest = harm(book, now, source=WORDS)
    page = seen(ana, reverse("care:panel", args=[rest.id], query={"on": elsewhere}))
    assert "example.org" not in re.sub(r"<form[^>]*country.*?</form>", "", page)
    answer = ana.post(reverse("care:not_so", args=[rest.id]), {"on": elsewhere})
    assert answer["Location"] in ("/?said=not-so", "/name/?said=not-so")


def test_a_stranger_sees_no_panel(cleo: Client, book: Book, now: datetime) -> None:
    rest = harm(book, now)
    assert cleo.get(reverse("care:panel", args=[rest.id])).status_code == 302


@pytest.mark.parametrize(
    ("said", "rests"), [("yes", True), ("partly", True), ("no", False), ("not_sure", False)]
)
def test_our_own_question(ana: Client, book: Book, said: str, rests: bool) -> None:
    assert reverse("care:asking") in seen(ana, reverse("care:help"))
    answer = ana.post(reverse("care:asking"), {"said": said, "on": "/name/"})
    assert [one.source for one in book.all(Rest)] == (["asked"] if rests else [])
    assert answer.status_code == (302 if rests else 200)
    if not rests:
        assert reverse("care:help") in answer.content.decode()


def test_said_twice_it_is_one_rest(ana: Client, book: Book) -> None:
    for _ in range(2):
        ana.post(reverse("care:asking"), {"said": "yes"})
    assert len(book.all(Rest)) == 1


def test_unanswered_it_asks_again(ana: Client) -> None:
    assert ana.post(reverse("care:asking"), {"said": "so so"}).status_code == 422


@pytest.mark.parametrize("length", ["day", "week", "open"])
def test_ones_own_rest_of_any_length(ana: Client, book: Book, length: str) -> None:
    assert reverse("care:rest") in seen(ana, reverse("practise:ladder"))
    for _ in range(2):
        ana.post(reverse("care:rest_begin"), {"length": length})
    [rest] = book.all(Rest)
    assert (rest.until is None) is (length == "open")
    assert not asks_guess(ana)
    assert "You wanted a rest" in seen(ana, reverse("today:page"))
    assert "End my rest" in seen(ana, reverse("care:rest"))
    ana.post(ENDING, {"code": "own"})
    assert asks_guess(ana)


def test_a_length_nobody_offered_begins_nothing(ana: Client, book: Book) -> None:
    ana.post(reverse("care:rest_begin"), {"length": "forever"})
    assert book.all(Rest) == []


def test_a_first_rise_asks_how_things_are_and_keeps_steps_small(
    ana: Client, book: Book, now: datetime
) -> None:
    _, last = answered(book, now, "gad-7", (0, 30), (1, 0))
    page = seen(ana, reverse("name:checkin", args=[last.id]))
    assert "How are things?" in page
    assert "only small steps" in page
    ladder_page = seen(ana, reverse("practise:ladder"))
    assert "Only small steps for now" in ladder_page
    assert "In the middle" not in ladder_page
    assert asks_guess(ana)


def test_a_week_after_a_first_rise_its_page_speaks_of_no_week(ana: Client, book: Book, now: datetime) -> None:
    last = answered(book, now, "phq-8", (0, 40), (2, 9))[-1]
    assert "For a week only small steps" not in seen(ana, reverse("name:checkin", args=[last.id]))


def test_worse_twice_rests_and_ends_with_a_talk(ana: Client, book: Book, now: datetime) -> None:
    *_, last = answered(book, now, "phq-8", (0, 60), (1, 30), (1, 0))
    assert "second time in a row" in seen(ana, reverse("name:checkin", args=[last.id]))
    assert not asks_guess(ana)
    assert "I have talked with someone" in seen(ana, reverse("practise:ladder"))
    ana.post(ENDING, {"code": "worse_twice"})
    ana.post(ENDING, {"code": "worse_twice"})
    assert [one.code for one in book.all(Rest)] == [RestCode.worse_twice]
    assert asks_guess(ana)


def test_worse_twice_ends_with_lighter_answers(ana: Client, book: Book, now: datetime) -> None:
    answered(book, now, "phq-8", (0, 90), (1, 60), (2, 30), (0, 0))
    assert asks_guess(ana)


def test_two_steps_that_were_too_much_keep_steps_small(ana: Client, book: Book, now: datetime) -> None:
    for number in (1, 2):
        more = {"outcome": Outcome.partly, "outcome_at": now - timedelta(days=number), "overwhelmed": True}
        book.add(ask(number, now, 9, person_id=None, **more))
    for address in (reverse("practise:ladder"), reverse("today:page")):
        assert "Two steps in a row were too much." in seen(ana, address)


def test_what_is_off_is_turned_on_and_off(ana: Client, book: Book) -> None:
    page = seen(ana, reverse("name:checkins"))
    assert "off until you choose them" in page
    assert "better off dead" in page
    for id in ("phq-9", "pc-ptsd-5", "phq-9"):
        turned_on(ana, id)
    [preferences] = book.all(Preferences)
    assert preferences.chosen == ("pc-ptsd-5", "phq-9")
    assert reverse("name:take", args=["pc-ptsd-5"]) in seen(ana, reverse("name:checkins"))
    ana.post(reverse("name:choose"), {"instrument": "phq-9"})
    assert ana.get(reverse("name:take", args=["phq-9"])).status_code == 404
    assert ana.post(reverse("name:choose"), {"instrument": "phq-8", "on": "1"}).status_code == 404
