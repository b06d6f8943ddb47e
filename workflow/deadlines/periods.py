"""The period reports that leads owe: opened ahead of their window, once each."""

from datetime import date

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.deadlines.rules import ladder_of
from workflow.plans.models import Plan, PlanState
from workflow.tasks.models import Assignment, Role, Task, TaskState
from workflow.workdays.rules import Calendar, Period, period_of, report_due


def open_reports(session: Session, *, today: date, calendar: Calendar) -> int:
    """Give every lead in force its report deadlines up to the period that holds `today`. Safe to repeat.

    A plan's first period is the one in which it was started, a later task's the one in which it was added. Returns
    how many were added.
    """
    added = 0
    plans = session.execute(select(Plan.id, Plan.started_on).where(Plan.state == PlanState.IN_FORCE)).all()
    for plan_id, started_on in plans:
        if started_on is None or started_on > today:
            continue
        period = max((period_of(today).preceding, period_of(started_on)), key=lambda p: p.first)
        while period.first <= today:
            added += _open(session, plan_id, period, calendar)
            period = period.following
    return added


def _open(session: Session, plan_id: int, period: Period, calendar: Calendar) -> int:
    known = select(Deadline.assignment_id).where(
        Deadline.kind == DeadlineKind.REPORT, Deadline.occasion == period.key, Deadline.plan_id == plan_id
    )
    leads = (
        select(Assignment.id, Assignment.department_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(Task.plan_id == plan_id, Task.state == TaskState.UNDER_WAY)
        .where(Assignment.role == Role.LEAD, Assignment.to_on.is_(None), Assignment.id.not_in(known))
        .where(or_(Assignment.from_on.is_(None), Assignment.from_on <= period.last))
    )
    due_on = report_due(calendar, period)
    same = {
        "plan_id": plan_id,
        "ladder": ladder_of(DeadlineKind.REPORT),
        "kind": DeadlineKind.REPORT,
        "occasion": period.key,
        "opens_on": period.last,
        "due_on": due_on,
        "original_due_on": due_on,
        "due_rule": "report.quarterly",
        "version": 1,
    }
    rows = [{"assignment_id": share, "department_id": body, **same} for share, body in session.execute(leads)]
    if rows:
        session.execute(insert(Deadline), rows)
    return len(rows)
