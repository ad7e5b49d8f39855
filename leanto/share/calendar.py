"""A day in one's own calendar for a plan: an iCalendar file (RFC 5545) that tells a glance nothing.

The title is one of a few neutral ones; nothing of the plan, its words or its person is in the file. The file is
written by the icalendar library; this decides only what goes in.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event
from msgspec import Struct

HALF_AN_HOUR = timedelta(minutes=30)
TEN_MINUTES = timedelta(minutes=-10)


class Entry(Struct, frozen=True):
    """One entry: when (no time means the whole day) and its neutral title. ``uid`` is the same for the same entry,
    so that a file brought in twice makes one."""

    uid: str
    title: str
    day: date
    at: time | None = None


def calendar(entries: Iterable[Entry], written: datetime) -> bytes:
    """The file. Times are floating: the hour stays the hour wherever the person is, and no place is told."""
    file = Calendar()
    file.add("prodid", "-//calendar//EN")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    for entry in entries:
        file.add_component(_event(entry, written))
    return bytes(file.to_ical())


def _event(entry: Entry, written: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", written)
    event.add("summary", entry.title)
    event.add("class", "PRIVATE")
    if entry.at is None:
        event.add("dtstart", entry.day)
        event.add("transp", "TRANSPARENT")
        return event
    begins = datetime.combine(entry.day, entry.at)
    event.add("dtstart", begins)
    event.add("dtend", begins + HALF_AN_HOUR)
    event.add_component(_bell(entry.title))
    return event


def _bell(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", TEN_MINUTES)
    return alarm
