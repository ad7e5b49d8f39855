"""Where an ask stands is said in the same words everywhere, by the days of the person's own zone."""

import html
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from msgspec import structs

from leanto.name.instruments import shelf
from leanto.name.responses import respond
from leanto.records import Channel, Domain, Kind, Outcome, Preferences, ReachOut, Response
from leanto.vault.book import Book
from leanto.web.charts import guesses
from leanto.web.forms import new_id
from leanto.web.told import stands, tell

AUCKLAND = ZoneInfo("Pacific/Auckland")
NOW = datetime(2025, 11, 3, 9, tzinfo=AUCKLAND)
DAY = timedelta(days=1)
ONE = ReachOut(id="1" * 32, at=NOW, kind=Kind.ask, domain=Domain.practical, text="a lift")


def utc(at: datetime) -> datetime:
    """The same moment, as it comes back from another computer."""
    return at.astimezone(UTC)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"at": utc(NOW)}, "Planned today."),
        ({"at": utc(NOW.replace(hour=1) - DAY), "channel": Channel.text}, "Planned yesterday, by text."),
        (
            {"asked_at": utc(NOW.replace(hour=2)), "silence_on": utc(NOW.replace(hour=0) + DAY)},
            "Asked today. From tomorrow, silence is an answer.",
        ),
        (
            {"asked_at": utc(NOW - 3 * DAY), "kind": Kind.let_go},
            "Handed over on Friday. From 14 November, silence is an answer.",
        ),
        ({"asked_at": utc(NOW - 20 * DAY)}, "Asked on 14 October. No word since."),
        ({"asked_at": utc(NOW - 365 * DAY)}, "Asked on 3 November 2024. No word since."),
        ({"cancelled_at": utc(NOW.replace(hour=0, minute=5))}, "Called off today."),
        ({"outcome": Outcome.partly, "outcome_at": utc(NOW - DAY)}, "Told yesterday."),
    ],
)
def test_where_it_stands_goes_by_the_persons_own_days(changes: dict[str, object], said: str) -> None:
    assert stands(structs.replace(ONE, **changes), NOW) == said


@pytest.mark.django_db
def test_today_and_practise_say_the_same(ana: Client, book: Book, now: datetime) -> None:
    book.add(Preferences(id=new_id(), zone="Pacific/Auckland"))
    just_after_midnight = now.astimezone(AUCKLAND).replace(hour=0, minute=1)
    asked = utc(min(just_after_midnight, now.astimezone(AUCKLAND)))
    kept = book.add(structs.replace(ONE, at=asked, asked_at=asked, channel=Channel.voice))
    said = stands(kept, now.astimezone(AUCKLAND))
    assert said.startswith("Asked today, by phone or voice. From ")

    for page in ("/", "/practise/asks/", f"/practise/asks/{kept.id}/"):
        seen = html.unescape(re.sub(r"\s+", " ", ana.get(page).content.decode()))
        assert said in seen, page


def test_the_months_of_the_evidence_are_the_persons_own() -> None:
    at = datetime(2025, 10, 31, 20, tzinfo=UTC)
    rows = guesses.draw(tell([structs.replace(ONE, outcome=Outcome.partly, outcome_at=at)], {}))
    with timezone.override(AUCKLAND):
        assert [group.month for group in guesses.by_month(rows)] == ["November 2025"]


@pytest.mark.django_db
def test_a_check_in_is_named_by_the_day_it_was_for_the_person(ana: Client, book: Book, now: datetime) -> None:
    book.add(Preferences(id=new_id(), zone="Pacific/Auckland"))
    form = shelf().find("phq-8")
    assert form
    early = (now.astimezone(AUCKLAND) - 40 * DAY).replace(hour=1)
    answers = {item.link: (item.options[1].key,) for item in form.form.questions}
    _first, last = (
        book.add(Response(new_id(), at, "phq-8", respond(form.form, answers, at))) for at in (utc(early), now)
    )
    day = date_format(early, "j F")
    assert utc(early).date() != early.date()
    assert f"From 8 on {day}" in html.unescape(ana.get("/name/costs/").content.decode())
    assert f"Beside {day}" in html.unescape(ana.get(reverse("name:checkin", args=[last.id])).content.decode())
