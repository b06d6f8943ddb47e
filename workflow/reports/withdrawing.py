"""撤回: a department takes its report back, until review begins."""

from datetime import datetime

from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.deadlines import service as deadlines
from workflow.reports import queries
from workflow.reports.models import Report
from workflow.reports.moves import MOVES, ReportAct


def withdraw(session: Session, report: Report, *, by: audit.Actor, at: datetime) -> Report:
    """The deadline is owed again (the correction, where this was one); every revision stays."""
    session.refresh(report, with_for_update=True)
    correction = queries.correction_of(session, report)
    act = ReportAct.WITHDRAW_CORRECTION if correction else ReportAct.WITHDRAW
    report.state = MOVES.after(report.state, act)
    answered = correction or report.deadline
    if answered.ended_on is not None:
        deadlines.reopen(session, answered, reason="report.withdrawn", by=by, at=at)
    session.flush()
    audit.record(session, "report.withdrawn", report, by=by, at=at, plan_id=answered.plan_id, period=report.period)
    return report
