"""The days of a demonstration's past, counted back from the day on which it is looked at, and what was open then."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.workdays.rules import Calendar, Period, period_of, report_due


@dataclass(frozen=True)
class Past:
    """The days of the demonstration's past, counted back from today."""

    today: date
    calendar: Calendar
    period: Period
    started_on: date

    def day(self, back: int) -> date:
        """The working day `back` working days ago."""
        return self.calendar.add(self.today, -back)


def past_of(today: date, calendar: Calendar) -> Past:
    """The last period whose reports have been due for some days, and a start in the period before it."""
    period = period_of(today).preceding
    if calendar.between(report_due(calendar, period), today) < 8:
        period = period.preceding
    return Past(today, calendar, period, calendar.roll(period.preceding.last - timedelta(weeks=4)))


def still_open(session: Session, kind: DeadlineKind, occasion: str | None = None) -> list[Deadline]:
    """What is owed of a kind (and for an occasion), in the order in which it came to be."""
    wanted = (
        select(Deadline)
        .options(joinedload(Deadline.assignment))
        .where(Deadline.kind == kind, Deadline.ended_on.is_(None))
        .order_by(Deadline.id)
    )
    return list(session.scalars(wanted.where(Deadline.occasion == occasion) if occasion else wanted))
