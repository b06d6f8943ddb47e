"""每周小结: what last week brought and what this week asks, for the leading-group office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import at_hour
from workflow.deadlines.models import Deadline, DeadlineMove, LadderKind, MoveKind
from workflow.escalation import counts, ladders
from workflow.escalation.counts import Morning
from workflow.escalation.queries import Sought
from workflow.escalation.rules import late_spans
from workflow.lights.rules import first_unlate
from workflow.people.models import Department
from workflow.reports.models import Report
from workflow.review.models import Review, ReviewVerdict
from workflow.tasks.models import Task
from workflow.workdays.rules import Calendar

WEEK = timedelta(days=7)
TOP = 10  # departments named
ONE = (LadderKind.WORK, LadderKind.REPORTING)  # sub-tasks are the matter of who handed them down


@dataclass(frozen=True)
class DueBody:
    """What one department owes by the end of this week."""

    label: str
    work: int
    forms: int


@dataclass(frozen=True)
class Week:
    """`since` to `until` is last week, Monday to Sunday. Late things and departments stand apart, never added up."""

    since: date
    until: date
    filed: int
    accepted: int
    returned: int
    extended: int
    closed: int
    due: tuple[DueBody, ...]
    now: Morning

    @property
    def due_work(self) -> int:
        return sum(body.work for body in self.due)

    @property
    def due_forms(self) -> int:
        return sum(body.forms for body in self.due)

    @property
    def named(self) -> tuple[DueBody, ...]:
        return self.due[:TOP]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week(session: Session, *, today: date, calendar: Calendar) -> Week:
    """Last week and what stands today: a fixed number of statements."""
    monday = monday_of(today)
    before = monday - WEEK
    spans = late_spans(today=today, calendar=calendar, ladders=ladders.in_force(session))
    unlate = first_unlate(today, calendar)
    brought = session.execute(_brought(before, monday)).one()
    return Week(
        since=before,
        until=monday - timedelta(days=1),
        **brought._mapping,
        due=_due(session, today, monday + timedelta(days=6)),
        now=counts.morning(session, spans, Sought(), unlate=unlate, today=today),
    )


def _brought(since: date, before: date) -> Select[Any]:
    """What happened from one day on and before another."""
    instants = (at_hour(since, 0), at_hour(before, 0))
    reviewed = select(func.count()).select_from(Review).where(*_within(Review.at, *instants))
    moved = select(func.count(func.distinct(DeadlineMove.deadline_id)))
    closed = select(func.count()).select_from(Task).where(Task.closed_on >= since, Task.closed_on < before)
    filed = (
        select(func.count())
        .select_from(Report)
        .join(Deadline, Deadline.id == Report.deadline_id)
        .where(Deadline.ladder.in_(ONE), *_within(Report.filed_at, *instants))
    )
    found = {
        "filed": filed,
        "accepted": reviewed.where(Review.verdict == ReviewVerdict.ACCEPTED),
        "returned": reviewed.where(Review.verdict == ReviewVerdict.RETURNED),
        "extended": moved.where(DeadlineMove.kind == MoveKind.EXTENSION, *_within(DeadlineMove.at, *instants)),
        "closed": closed,
    }
    return select(*(count.scalar_subquery().label(name) for name, count in found.items()))


def _within(instant: Any, since: datetime, before: datetime) -> Sequence[Any]:
    return instant >= since, instant < before


def _due(session: Session, today: date, sunday: date) -> tuple[DueBody, ...]:
    """Departments with something due from today to Sunday, the most first."""
    work = func.sum(case((Deadline.ladder == LadderKind.WORK, 1), else_=0))
    rows = session.execute(
        select(Department.label, work, func.count() - work)
        .join(Deadline, Deadline.department_id == Department.id)
        .where(
            Deadline.ladder.in_(ONE),
            Deadline.ended_on.is_(None),
            Deadline.held_since.is_(None),
            Deadline.opens_on <= today,
            Deadline.due_on.between(today, sunday),
        )
        .group_by(Department.id, Department.label)
        .order_by(func.count().desc(), Department.id)
    )
    return tuple(DueBody(label, int(work), int(forms)) for label, work, forms in rows)
