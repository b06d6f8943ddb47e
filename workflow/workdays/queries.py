"""The calendar as it stands in the database."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.workdays.models import PublishedYear, SpecialDay
from workflow.workdays.rules import Calendar


def calendar(session: Session, *, around: date) -> Calendar:
    """The working-day calendar, quick for days within about a year of `around`."""
    special = dict(session.execute(select(SpecialDay.day, SpecialDay.working)).all())
    published = frozenset(session.scalars(select(PublishedYear.year)))
    return Calendar(special, published, middle=around)
