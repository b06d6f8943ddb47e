"""撤回: a department takes its report back, until review begins."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.errors import Refused
from workflow.reports import queries
from workflow.reports.models import Report, ReportState


def withdraw(session: Session, report: Report, *, by: audit.Actor, at: datetime) -> Report:
    """The deadline is owed again (the correction, where this was one); every revision stays."""
    session.refresh(report, with_for_update=True)
    if report.state != ReportState.FILED:
        raise Refused("report.under_review")
    correction = _answered_correction(session, report)
    report.state = ReportState.RETURNED if correction else ReportState.WITHDRAWN
    answered = correction or report.deadline
    if answered.kind != DeadlineKind.TARGET:
        deadlines.reopen(session, answered, reason="report.withdrawn", by=by, at=at)
    session.flush()
    audit.record(session, "report.withdrawn", report, by=by, at=at, plan_id=answered.plan_id, period=report.period)
    return report


def _answered_correction(session: Session, report: Report) -> Deadline | None:
    """The correction that the current revision answered, if the report had been returned."""
    return session.scalar(
        select(Deadline)
        .where(
            Deadline.assignment_id == report.assignment_id,
            Deadline.kind == DeadlineKind.CORRECTION,
            queries.of_return(report.id),
            Deadline.ended_on.is_not(None),
        )
        .order_by(Deadline.id.desc())
        .limit(1)
    )
