"""What is held already: reports and shares that say something of these tasks for a time, before it is asked again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import at_hour
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people.models import Department
from workflow.reports.models import Report, ReportEvidence, ReportRevision, ReportState, ReportValue
from workflow.tasks.models import Assignment, Task
from workflow.workdays.rules import DAY

MOST = 50
GIVEN = (ReportState.FILED, ReportState.UNDER_REVIEW, ReportState.ACCEPTED)  # of a share, which is not always reviewed


@dataclass(frozen=True)
class Held:
    """A report or a share, with how many values and pieces of evidence it holds."""

    report_id: int
    task_id: int
    number: str
    department: str
    is_share: bool
    period: str
    filed_at: datetime
    values: int
    evidence: int


def held(
    session: Session, task_ids: Collection[int], *, first: date, last: date, besides: int | None = None
) -> Sequence[Held]:
    """Accepted reports of these tasks, and shares given, that were filed or are due for days from first to last."""
    latest = select(func.max(ReportRevision.id)).where(ReportRevision.report_id == Report.id).scalar_subquery()
    values = select(func.count()).where(ReportValue.revision_id == latest, ReportValue.value.is_not(None))
    evidence = select(func.count()).where(ReportEvidence.revision_id == latest)
    share = Deadline.kind == DeadlineKind.SHARE
    counts = values.scalar_subquery(), evidence.scalar_subquery()
    rows = (
        select(Report.id, Task.id, Task.number, Department.label, share, Report.period, Report.filed_at, *counts)
        .join(Deadline, Deadline.id == Report.deadline_id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .join(Department, Department.id == Deadline.department_id)
        .where(Task.id.in_(task_ids), Report.filed_at >= at_hour(first, 0), Report.filed_at < at_hour(last + DAY, 0))
        .where(or_(Report.state == ReportState.ACCEPTED, and_(share, Report.state.in_(GIVEN))))
        .order_by(Task.ordinal, Task.id, Report.filed_at.desc())
        .limit(MOST)
    )
    if besides is not None:
        rows = rows.where(Report.id != besides)
    return [Held(*row) for row in session.execute(rows)]
