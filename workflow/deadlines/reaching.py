"""How far what is owed reaches beyond the published calendar."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.workdays.models import PublishedYear

FARTHEST = 50  # years looked through


def years_reached(session: Session) -> list[int]:
    """The years without a published calendar in which something open is due."""
    still = Deadline.ended_on.is_(None)
    first = session.scalar(select(func.min(Deadline.due_on)).where(still))
    last = session.scalar(select(func.max(Deadline.due_on)).where(still))
    if first is None or last is None:
        return []
    published = set(session.scalars(select(PublishedYear.year)))
    years = range(first.year, min(last.year, first.year + FARTHEST) + 1)
    return [year for year in years if year not in published and _owes_in(session, year)]


def _owes_in(session: Session, year: int) -> bool:
    due = select(Deadline.id).where(Deadline.ended_on.is_(None), func.extract("year", Deadline.due_on) == year)
    return session.scalar(due.limit(1)) is not None
