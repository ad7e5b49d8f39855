"""The front door: one card at first, then what waits; the body sets the pace; old shelves stay shut."""

import html
import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from leanto.records import (
    Body,
    BodyCheck,
    Channel,
    Did,
    Domain,
    Draft,
    Feared,
    Gate,
    Kind,
    Lesson,
    Moment,
    Outcome,
    Person,
    ReachOut,
    Relation,
)
from leanto.vault.book import Book

DEV = "d" * 32


def text(ana: Client) -> str:
    page = ana.get("/").content.decode().split("<main")[1].split("</main")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def dev(book: Book, now: datetime) -> None:
    book.add(
        Person(
            id=DEV,
            name="Dev",
            relation=Relation.friend,
            gate=Gate.safe,
            gate_at=now,
            safe_for=(Domain.practical,),
            channels=(),
        )
    )


def ask(number: int, now: datetime, days: int, **more: object) -> ReachOut:
    at = now - timedelta(days=days)
    fields: dict[str, object] = {"asked_at": at, "text": "a lift on Thursday", "person_id": DEV, **more}
    return ReachOut(
        id=f"{number:032x}",
        at=at,
        kind=Kind.ask,
        domain=Domain.practical,
        **fields,  # type: ignore[arg-type]
    )


def alone(number: int, at: datetime, choice: int | None = None) -> Moment:
    return Moment(id=f"{number + 10**6:032x}", at=at, did=Did.alone, choice=choice)


def test_a_first_visit_shows_one_card(ana: Client) -> None:
    page = ana.get("/").content.decode().split("<main")[1].split("</main")[0]
    assert page.count("<section") == 1
    assert 'href="/name/new/"' in page


def test_no_answer_about_the_body_is_selected_in_advance(ana: Client, book: Book, now: datetime) -> None:
    book.add(alone(1, now))
    page = ana.get("/").content.decode()
    assert page.count('name="body"') == 3
    assert "checked" not in page


def test_the_body_is_kept_and_sets_the_pace(ana: Client, book: Book, now: datetime) -> None:
    book.add(alone(1, now))
    assert "One small step, if you want it" in text(ana)
    answer = ana.post("/body/", {"id": "a" * 32, "revision": 0, "body": "shut_down"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert [check.body for check in book.all(BodyCheck)] == [Body.shut_down]
    page = text(ana)
    assert "Find the ground" in page
    assert "ladder" not in page


def test_sent_twice_the_body_is_kept_once(ana: Client, book: Book) -> None:
    for _ in range(2):
        ana.post("/body/", {"id": "a" * 32, "revision": 0, "body": "settled"})
    assert len(book.all(BodyCheck)) == 1


def test_no_answer_is_not_an_answer(ana: Client, book: Book, now: datetime) -> None:
    book.add(alone(1, now))
    assert ana.post("/body/", {"id": "a" * 32, "revision": 0}).status_code == 422
    assert book.all(BodyCheck) == []


def test_what_waits_and_what_silence_has_answered(ana: Client, book: Book, now: datetime) -> None:
    dev(book, now)
    book.add(ask(1, now, 1, channel=Channel.voice))
    book.add(ask(2, now, 20, text="look over the lease"))
    book.add(ask(3, now, 2, asked_at=None, text="water the plants"))
    page = text(ana)
    waiting, due = page.split("Waiting to hear")[1].split("Time to say how it went")
    assert "Asked yesterday, by phone or voice. From " in waiting
    assert "water the plants" in waiting
    assert "Planned" in waiting
    assert "look over the lease" in due


def test_a_fear_is_asked_again_after_a_month(ana: Client, book: Book, now: datetime) -> None:
    dev(book, now)
    at = now - timedelta(days=31)
    more = {"outcome": Outcome.came_through, "outcome_at": at, "feared": "he holds it against me"}
    book.add(ask(1, now, 31, **more, feared_came=Feared.did_not, feared_at=at))
    assert "You feared: he holds it against me Did it happen?" in text(ana)


def test_the_last_time_with_what_was_feared(ana: Client, book: Book, now: datetime) -> None:
    dev(book, now)
    more = {
        "outcome": Outcome.came_through,
        "outcome_at": now,
        "feared": "he minds",
        "feared_came": Feared.did_not,
    }
    book.add(ask(1, now, 3, **more, feared_at=now))
    assert "came through" not in text(ana)  # the next guess may be about Dev
    book.add(BodyCheck(id="b" * 32, at=now, body=Body.shut_down))
    page = text(ana)
    assert "Last time Dev came through." in page
    assert "You had feared: he minds That did not happen." in page


def test_choice_or_cage_counts_before_it_draws(ana: Client, book: Book, now: datetime) -> None:
    book.add(alone(1, now, 4))
    book.add(alone(2, now, 0))
    book.add(alone(3, now, 2))
    page = ana.get("/").content.decode()
    assert "Done alone this week: 3 times. You chose 1 of them." in page
    assert page.index("Done alone this week") < page.index('class="was"')


def test_the_latest_lesson_beside_its_newer_rule(ana: Client, book: Book, now: datetime) -> None:
    book.add(
        Lesson(id="1" * 32, at=now, old_rule="Ask for nothing", when="at nine", new_rule="Some can be asked")
    )
    page = text(ana)
    assert "What you learned · at nine “Ask for nothing” Your newer rule: Some can be asked" in page


def test_unfinished_words_lead_back_to_their_page(ana: Client, book: Book, now: datetime) -> None:
    book.add(Draft(id="1" * 32, at=now, path="/circle/new/", fields={"name": ("Ru",)}))
    page = ana.get("/").content.decode()
    assert f'href="/circle/new/?draft={"1" * 32}"' in page.split("Unfinished words")[1]


@pytest.mark.parametrize("path", ["/help/hard-moments/edit/", f"/bring/pages/{'2' * 32}/words/"])
def test_unfinished_words_of_a_page_in_no_room_stand_under_its_title(
    ana: Client, book: Book, now: datetime, path: str
) -> None:
    book.add(Draft(id="1" * 32, at=now, path=path, fields={"wish": ("Ru",)}))
    assert f'href="{path}?draft={"1" * 32}">Help</a>' in ana.get("/").content.decode()


def test_names_and_words_are_shown_and_never_run(ana: Client, book: Book, now: datetime) -> None:
    bad = "<script>alert(1)</script>{name}"
    dev(book, now)
    book.add(ask(1, now, 1, text=bad))
    book.add(ask(2, now, 1, text=bad, feared=bad, outcome=Outcome.partly, outcome_at=now))
    book.add(Lesson(id="1" * 32, at=now, old_rule=bad, when=bad))
    assert b"<script>alert" not in ana.get("/").content


def test_ten_years_open_no_more_than_ten_days(
    ana: Client, book: Book, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    dev(book, now)
    with book.together():
        for number in range(60):
            book.add(ask(number, now, 20))
            more = {"outcome": Outcome.partly, "outcome_at": now, "feared": "he minds"}
            book.add(ask(1000 + number, now, 40, **more))
    with django_assert_max_num_queries(26):
        page = text(ana)
    assert "more are unfinished" in page


def test_a_stranger_gets_nothing(cleo: Client) -> None:
    assert cleo.get("/").status_code != 200
