"""A calendar of days as a file that Outlook and telephones read (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event


@dataclass(frozen=True)
class DayEntry:
    """Something that fills a day and no hours. `key` stays the same for the same thing, however it changes."""

    key: str
    day: date
    title: str
    words: str
    link: str
    version: int
    changed_at: datetime


def as_calendar(entries: Iterable[DayEntry], *, name: str, every: timedelta) -> bytes:
    """The file; the same entries give the same bytes. `every`: how often a program should look again."""
    from icalendar import Calendar  # here: it takes a quarter of a second to load, and few installations need it

    calendar = Calendar()
    calendar.add("prodid", "-//Duban//Calendar feed//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", every, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{every // timedelta(hours=1)}H")
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: DayEntry) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", entry.key)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.version)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", entry.words)
    event.add("url", entry.link)
    event.add("transp", "TRANSPARENT")  # a day on which something is due is not a busy day
    return event
