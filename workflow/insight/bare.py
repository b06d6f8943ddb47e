"""Claims without evidence: reports that left their department, say a value or that all is done, and cite no file."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, or_, select
from sqlalchemy.orm import Session

from workflow.evidence.models import Evidence
from workflow.people.models import Department
from workflow.reports.models import Report, ReportEvidence, ReportRevision, ReportValue, Standing
from workflow.reports.queries import STANDS, latest
from workflow.tasks.models import Assignment, Task

LIMIT = 50


def is_bare() -> ColumnElement[bool]:
    """Condition on a revision: it claims something that a file could prove, and cites none that stands."""
    said_value = exists().where(ReportValue.revision_id == ReportRevision.id, ReportValue.value.is_not(None))
    cites = exists().where(
        ReportEvidence.revision_id == ReportRevision.id,
        Evidence.id == ReportEvidence.evidence_id,
        Evidence.withdrawn_at.is_(None),
    )
    claims = or_(ReportRevision.standing == Standing.DONE, said_value)
    return claims & ReportRevision.unchanged.is_(False) & ~cites


def bare(
    session: Session, *, departments: frozenset[int] | None, before: int | None = None, most: int = LIMIT + 1
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Of these departments (None: of all), the latest first."""
    rows = (
        select(
            Report.id,
            Report.period,
            Report.state,
            Report.filed_at,
            ReportRevision.id.label("revision_id"),
            ReportRevision.standing,
            Department.label.label("department"),
            Task.id.label("task_id"),
            Task.number,
            Task.heading,
        )
        .select_from(Report)
        .join(ReportRevision, and_(ReportRevision.report_id == Report.id, latest(ReportRevision)))
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .join(Department, Department.id == Assignment.department_id)
        .where(Report.state.in_(STANDS), is_bare())
    )
    if departments is not None:
        rows = rows.where(Assignment.department_id.in_(departments))
    if before is not None:
        rows = rows.where(Report.id < before)
    return session.execute(rows.order_by(Report.id.desc()).limit(most)).all()
