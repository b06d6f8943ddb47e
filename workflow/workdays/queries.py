"""The calendar as it stands in the database."""

from datetime import date
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.workdays.models import PublishedYear, SpecialDay
from workflow.workdays.rules import Calendar


def calendar(session: Session, *, around: date) -> Calendar:
    """The working-day calendar, quick for days within about a year of `around`."""
    rows = session.execute(select(SpecialDay.day, SpecialDay.working))
    special = frozenset((row.day, row.working) for row in rows)
    return _laid_out(special, frozenset(session.scalars(select(PublishedYear.year))), around)


@lru_cache(maxsize=8)
def _laid_out(special: frozenset[tuple[date, bool]], published: frozenset[int], around: date) -> Calendar:
    """Kept while nobody changes the days: laying out three years takes longer than reading them."""
    return Calendar(dict(special), published, middle=around)
