"""What a department handed down, and what came up from there and waits for its word."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people.models import Department
from workflow.reports.models import Report, ReportRevision
from workflow.reports.queries import latest
from workflow.review.queries import WAITING, Rows
from workflow.tasks.models import Assignment, Origin, Task
from workflow.workdays.rules import Calendar

MOST = 500


def waiting(session: Session, department_id: int) -> Rows:
    """Reports of sub-tasks that wait for the department that handed them down, the oldest first."""
    return session.execute(
        select(
            Report.id,
            Report.filed_at,
            Report.period,
            ReportRevision.standing,
            ReportRevision.text,
            Department.label.label("department"),
            Task.id.label("task_id"),
            Task.number,
            Task.heading,
        )
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .join(Department, Department.id == Assignment.department_id)
        .join(ReportRevision, and_(ReportRevision.report_id == Report.id, latest(ReportRevision)))
        .where(Task.handed_by_id == department_id, Task.origin == Origin.SUB_TASK, Report.state.in_(WAITING))
        .order_by(Report.filed_at, Report.id)
        .limit(MOST)
    ).all()


@dataclass(frozen=True)
class Handed:
    """A sub-task as the department above sees it; `late` in working days, of what is owed first."""

    row: Any
    late: int


def _day(which: Any, *conditions: Any) -> Any:
    """A column beside a share: the first or last day due among its deadlines of a sort."""
    found = select(which).where(Deadline.assignment_id == Assignment.id, *conditions)
    return found.correlate(Assignment).scalar_subquery()


ROW: tuple[Any, ...] = (
    Task.id,
    Task.number,
    Task.heading,
    Task.state,
    Task.closed_on,
    Task.handed_by_id,
    Department.label.label("department"),
    Assignment.acknowledged_on,
    _day(func.min(Deadline.due_on), Deadline.ended_on.is_(None)).label("due_on"),
    _day(func.max(Deadline.due_on), Deadline.kind == DeadlineKind.COMPLETION).label("ends_on"),
)


def handed(session: Session, department_id: int, *, today: date, calendar: Calendar) -> list[Handed]:
    """Every sub-task that a department handed down, those not yet acknowledged or late marked."""
    return _read(session, Task.handed_by_id == department_id, today, calendar)


def of_task(session: Session, task_id: int, *, today: date, calendar: Calendar) -> dict[int, list[Handed]]:
    """The sub-tasks of a task, by the department that handed them down."""
    found: dict[int, list[Handed]] = {}
    for one in _read(session, Task.parent_id == task_id, today, calendar):
        found.setdefault(one.row.handed_by_id, []).append(one)
    return found


def _read(session: Session, which: ColumnElement[bool], today: date, calendar: Calendar) -> list[Handed]:
    rows = session.execute(
        select(*ROW)
        .join(Assignment, and_(Assignment.task_id == Task.id, Assignment.to_on.is_(None)))
        .join(Department, Department.id == Assignment.department_id)
        .where(which, Task.origin == Origin.SUB_TASK)
        .order_by(Task.ordinal, Task.id)
        .limit(MOST)
    ).all()
    return [Handed(row, calendar.late(row.due_on, today) if row.due_on else 0) for row in rows]
