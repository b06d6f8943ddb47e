"""Reading corrections of closed periods: of a report, of a task, those that wait."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.people.models import Department
from workflow.reports.beside_models import ReportCorrection
from workflow.reports.models import Report
from workflow.reports.queries import Rows
from workflow.tasks.models import Assignment, Task


def open_one(session: Session, report: Report) -> ReportCorrection | None:
    """What was asked for this report and not decided yet."""
    wanted = select(ReportCorrection).where(
        ReportCorrection.report_id == report.id, ReportCorrection.decision.is_(None)
    )
    return session.scalar(wanted)


def of_report(session: Session, report_id: int) -> list[ReportCorrection]:
    """Every correction that was asked of a report, latest first."""
    wanted = select(ReportCorrection).where(ReportCorrection.report_id == report_id)
    return list(session.scalars(wanted.order_by(ReportCorrection.id.desc())))


def _listed() -> Select[*tuple[Any, ...]]:
    return (
        select(
            ReportCorrection.id,
            ReportCorrection.report_id,
            ReportCorrection.reason,
            ReportCorrection.asker,
            ReportCorrection.asked_at,
            ReportCorrection.signer,
            ReportCorrection.signed_at,
            ReportCorrection.decision,
            ReportCorrection.decider,
            ReportCorrection.decided_at,
            ReportCorrection.answer,
            Report.period,
            Deadline.kind,
            Deadline.department_id,
            Department.label.label("department"),
            Task.id.label("task_id"),
            Task.number,
            Task.heading,
        )
        .join(Report, Report.id == ReportCorrection.report_id)
        .join(Deadline, Deadline.id == Report.deadline_id)
        .join(Department, Department.id == Deadline.department_id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .order_by(ReportCorrection.id)
    )


def to_sign(session: Session, department_ids: Collection[int], *, limit: int = 100) -> Rows:
    """Requests that wait for the signature of a department's head."""
    rows = _listed().where(ReportCorrection.decision.is_(None), ReportCorrection.signed_at.is_(None))
    return session.execute(rows.where(Deadline.department_id.in_(department_ids)).limit(limit)).all()


def to_decide(session: Session, handed_by: int | None = None, *, limit: int = 1000) -> Rows:
    """Requests that wait for the office, the oldest first; of sub-tasks, for the department that handed them down."""
    rows = _listed().where(ReportCorrection.decision.is_(None), ReportCorrection.signed_at.is_not(None))
    rows = rows.where(Task.handed_by_id.is_not_distinct_from(handed_by))
    return session.execute(rows.limit(limit)).all()


def of_task(session: Session, task_id: int, departments: Collection[int] | None, *, limit: int = 20) -> Rows:
    """The corrections asked for a task's reports, latest first; of some departments only, unless None."""
    rows = _listed().where(Task.id == task_id).order_by(None).order_by(ReportCorrection.id.desc()).limit(limit)
    if departments is not None:
        rows = rows.where(Deadline.department_id.in_(departments))
    return session.execute(rows).all()
