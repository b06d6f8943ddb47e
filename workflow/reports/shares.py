"""Shares beside the lead's report: who said what for a period, who was asked, and for which period one speaks."""

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session, aliased

from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people.models import Department
from workflow.reports import rules
from workflow.reports.models import Report, ReportRevision
from workflow.reports.queries import STANDS, Rows, latest
from workflow.tasks.models import Assignment, Role


def of_period(session: Session, task_id: int, period: str) -> Rows:
    """Each co-responsible department with what it said for a period, or with nothing; `asked`: the office asked it."""
    said = aliased(Report)
    asked = exists().where(
        Deadline.assignment_id == Assignment.id,
        Deadline.kind == DeadlineKind.SHARE,
        Deadline.occasion == period,
        Deadline.due_rule != rules.VOLUNTARY,
    )
    return session.execute(
        select(
            Department.label.label("department"),
            said.id.label("report_id"),
            said.demo,
            said.filed_at,
            ReportRevision.standing,
            ReportRevision.text,
            ReportRevision.id.label("revision_id"),
            asked.label("asked"),
        )
        .select_from(Assignment)
        .join(Department, Department.id == Assignment.department_id)
        .outerjoin(said, and_(said.assignment_id == Assignment.id, said.period == period, said.state.in_(STANDS)))
        .outerjoin(ReportRevision, and_(ReportRevision.report_id == said.id, latest(ReportRevision)))
        .where(Assignment.task_id == task_id, Assignment.role == Role.CO, Assignment.to_on.is_(None))
        .order_by(Assignment.ordinal, Assignment.id)
    ).all()


def lead_owes(session: Session, task_id: int) -> str | None:
    """The period of the lead's oldest open report."""
    return session.scalar(
        select(Deadline.occasion)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .where(
            Assignment.task_id == task_id,
            Assignment.role == Role.LEAD,
            Assignment.to_on.is_(None),
            Deadline.kind == DeadlineKind.REPORT,
            Deadline.due_rule != rules.VOLUNTARY,
            Deadline.ended_on.is_(None),
        )
        .order_by(Deadline.due_on)
        .limit(1)
    )
