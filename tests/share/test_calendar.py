"""A calendar file that another program reads, with nothing personal in it."""

from datetime import UTC, date, datetime, time, timedelta

import vobject
from hypothesis import given
from hypothesis import strategies as st

from leanto.share.calendar import Entry, calendar

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


def test_another_implementation_reads_the_same() -> None:
    raw = calendar(
        [Entry("a", "Errand", date(2026, 3, 7), time(14, 30)), Entry("b", "Call", date(2026, 3, 20))], NOW
    )
    timed, whole = vobject.readOne(raw.decode()).vevent_list
    assert (timed.summary.value, timed.uid.value) == ("Errand", "a")
    assert timed.dtstart.value == datetime(2026, 3, 7, 14, 30)
    assert timed.dtend.value - timed.dtstart.value == timedelta(minutes=30)
    assert timed.valarm.trigger.value == timedelta(minutes=-10)
    assert (whole.summary.value, whole.dtstart.value) == ("Call", date(2026, 3, 20))
    assert not hasattr(whole, "valarm")


def test_the_program_is_not_named() -> None:
    assert b"leanto" not in calendar([Entry("a", "Walk", date(2026, 3, 7))], NOW).lower()


@given(st.text(max_size=300), st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.none() | st.times())
def test_any_title_and_day_comes_back(title: str, day: date, at: time | None) -> None:
    plain = "".join(letter for letter in title if letter.isprintable() and letter != "\\").strip()
    raw = calendar([Entry("a", plain, day, at and at.replace(microsecond=0))], NOW)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    read = vobject.readOne(raw.decode()).vevent
    assert read.summary.value == plain
    assert read.dtstart.value == (datetime.combine(day, at.replace(microsecond=0)) if at else day)
