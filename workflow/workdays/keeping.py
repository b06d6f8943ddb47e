"""Changing the calendar: a year as it was published, or a single day. Deadlines follow in deadlines.new_days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workflow.errors import Stale
from workflow.workdays.models import PublishedYear, SpecialDay
from workflow.workdays.rules import Calendar
from workflow.workdays.service import Special

NAME = 60  # characters
SOURCE = 200


def days_of(session: Session, year: int) -> list[Special]:
    """The days of a year that stand in the table, in order."""
    rows = session.scalars(
        select(SpecialDay)
        .where(SpecialDay.day.between(date(year, 1, 1), date(year, 12, 31)))
        .order_by(SpecialDay.day)
        .execution_options(populate_existing=True)
    )
    return [Special(row.day, row.working, row.name) for row in rows]


def source_of(session: Session, year: int) -> str | None:
    """From which paper a year was entered; None: it is not published yet."""
    return session.scalar(select(PublishedYear.source).where(PublishedYear.year == year))


def seen(days: Sequence[Special], source: str | None) -> str:
    """A mark of a year as a form showed it."""
    said = "|".join(f"{one.day}{one.working}{one.name}" for one in days)
    return sha256(f"{source}/{said}".encode()).hexdigest()[:16]


def hold(session: Session, year: int, mark: str) -> None:
    """Who saw another state of the year is told."""
    if mark != seen(days_of(session, year), source_of(session, year)):
        raise Stale("calendar.changed", year=year)


def with_year(calendar: Calendar, year: int, days: Iterable[Special]) -> Calendar:
    """The calendar as it would be with this year."""
    others = {day: working for day, working in calendar.special.items() if day.year != year}
    special = others | {one.day: one.working for one in days}
    return Calendar(special, calendar.published | {year}, middle=calendar.middle)


def with_day(calendar: Calendar, day: date, working: bool | None) -> Calendar:
    """The calendar with one day off or worked; None: as its day of the week has it."""
    special: Mapping[date, bool] = {one: was for one, was in calendar.special.items() if one != day}
    special = special if working is None else {**special, day: working}
    return replace(calendar, special=special, _days=[])


def put_year(session: Session, year: int, days: Iterable[Special], *, source: str) -> None:
    """Exactly these days, and the year as published."""
    session.execute(delete(SpecialDay).where(SpecialDay.day.between(date(year, 1, 1), date(year, 12, 31))))
    session.add_all(SpecialDay(day=one.day, working=one.working, name=one.name) for one in days)
    row = session.get(PublishedYear, year)
    if row is None:
        session.add(PublishedYear(year=year, source=source))
    else:
        row.source = source
    session.flush()


def put_day(session: Session, special: Special) -> None:
    row = session.get(SpecialDay, special.day)
    if row is None:
        session.add(SpecialDay(day=special.day, working=special.working, name=special.name))
    else:
        row.working, row.name = special.working, special.name
    session.flush()


def drop_day(session: Session, day: date) -> None:
    session.execute(delete(SpecialDay).where(SpecialDay.day == day))
