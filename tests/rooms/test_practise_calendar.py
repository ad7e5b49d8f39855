"""A plan goes into a calendar under a neutral title, and not a word of it is in the file."""

from datetime import datetime, time, timedelta

import pytest
import vobject
from django.test import Client

from leanto.records import Outcome, Preferences
from leanto.vault.book import Book
from tests.rooms.practise_life import page, person, planned, text_of


def test_the_file_holds_when_and_a_plain_title(ana: Client, book: Book, now: datetime) -> None:
    dev = person(book, "Devonshire")
    ends = now + timedelta(days=9)
    kept = planned(
        book, person_id=dev.id, plan="If it is noon, then I ring", silence_on=ends, feared="He laughs"
    )
    day = (now + timedelta(days=2)).date()
    answer = ana.post(
        page("calendar", kept.id), {"day": day.isoformat(), "at": "14:30", "title": "errand", "silence": "on"}
    )
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    raw = answer.content.decode()
    events = vobject.readOne(raw).vevent_list
    assert [event.summary.value for event in events] == ["Errand", "Errand"]
    assert events[0].dtstart.value == datetime.combine(day, time(14, 30))
    for secret in ("Devonshire", "lift", "noon", "laughs", kept.id, "eanto"):
        assert secret not in raw
    again = ana.post(page("calendar", kept.id), {"day": day.isoformat(), "title": "walk"}).content.decode()
    assert vobject.readOne(again).vevent.uid.value == events[0].uid.value


@pytest.mark.parametrize(
    "sent",
    [
        {"title": "errand"},
        {"day": "soon", "title": "errand"},
        {"day": "2001-01-01", "title": "errand"},
        {"day": "9999-12-31", "title": "errand"},
        {"day": "2026-13-45", "at": "25:99", "title": "Ask Dev"},
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(ana: Client, book: Book, sent: dict[str, str]) -> None:
    answer = ana.post(page("calendar", planned(book).id), sent)
    assert answer.status_code == 422
    assert 'class="wrong"' in answer.content.decode()


@pytest.mark.parametrize(("watched", "warned"), [(None, True), (True, True), (False, False)])
def test_a_watched_device_is_warned_first(
    ana: Client, book: Book, watched: bool | None, warned: bool
) -> None:
    book.add(Preferences(id="e" * 32, watched=watched))
    assert ("downloads folder" in text_of(ana, page("calendar", planned(book).id))) is warned


def test_what_is_over_has_no_day_ahead(ana: Client, book: Book, now: datetime) -> None:
    kept = planned(book, outcome=Outcome.came_through, outcome_at=now)
    assert ana.get(page("calendar", kept.id))["Location"] == f"{page('reach_out', kept.id)}?said=meanwhile"
    assert page("calendar", kept.id) not in text_of(ana, page("reach_out", kept.id))
