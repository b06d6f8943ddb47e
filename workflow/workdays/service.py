"""Filling the calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from workflow.workdays.models import PublishedYear, SpecialDay


@dataclass(frozen=True)
class Special:
    day: date
    working: bool
    name: str


def publish_year(session: Session, year: int, days: Iterable[Special], *, source: str) -> None:
    """Enter a year's calendar; entering the same again changes nothing."""
    known = session.get(PublishedYear, year)
    if known is None:
        session.add(PublishedYear(year=year, source=source))
    for special in days:
        row = session.get(SpecialDay, special.day)
        if row is None:
            session.add(SpecialDay(day=special.day, working=special.working, name=special.name))
        elif (row.working, row.name) != (special.working, special.name):
            row.working, row.name = special.working, special.name
    session.flush()
