"""A department is followed by another: responsibility, what is owed and what was typed pass on in one act."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import handing, service, succeeding
from workflow.deadlines.models import Deadline
from workflow.deadlines.rules import ACKNOWLEDGE_DAYS
from workflow.deadlines.succeeding import Passed
from workflow.people import bodies
from workflow.people.models import Department, Succession
from workflow.reports import carrying
from workflow.reports.queries import of_deadline
from workflow.tasks.models import Assignment
from workflow.workdays.rules import Calendar


def succeed(
    session: Session,
    department: Department,
    *,
    successor: Department,
    on: date,
    basis: str,
    by: audit.Actor,
    at: datetime,
    calendar: Calendar,
) -> Passed:
    """Abolish the department and let the successor take its place by that day. What was reported stays with the name
    under which it was said; a report that was returned is asked of the successor for the same period."""
    row: Succession = bodies.succeed(session, department, successor=successor, on=on, basis=basis, by=by, at=at)
    passed = succeeding.pass_on(session, row, by=by, at=at, calendar=calendar)
    for asked, share in passed.corrections:
        _ask_anew(session, asked, share, today=day_of(at), calendar=calendar)
    heirs = {department.id: successor.id}
    for task_id in sorted({new.task_id for _, new in passed.shares}):
        carrying.carry(session, task_id, heirs)
    return passed


def _ask_anew(session: Session, asked: Deadline, share: Assignment, *, today: date, calendar: Calendar) -> None:
    report = of_deadline(session, asked)
    if report is None:
        return
    first = report.deadline
    if service.owed(session, share, first.kind, first.occasion) is None:
        made = handing.pass_on(session, share, [first], today=today, calendar=calendar, without=())
        made[0].due_on = made[0].original_due_on = max(asked.due_on, calendar.add(today, ACKNOWLEDGE_DAYS))
        made[0].set_on = asked.due_on
        session.flush()
