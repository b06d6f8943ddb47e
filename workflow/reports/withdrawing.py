"""撤回: a department takes its report back, until review begins."""

from datetime import datetime

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit import service as audit
from workflow.deadlines import service as deadlines
from workflow.errors import Refused
from workflow.reports import queries, rules, service
from workflow.reports.models import Report, ReportState
from workflow.reports.moves import MOVES, ReportAct


def withdraw(session: Session, report: Report, *, by: audit.Actor, at: datetime) -> Report:
    """The deadline is owed again (the correction, where this was one); every revision stays.

    A report that waits for the head's signature has ended no deadline: where its matter was superseded meanwhile, it
    stays so. A corrected report taken back from there is not "as returned" again, since its last words never left the
    department."""
    service.take_up(session, report)
    correction, waited = queries.correction_of(session, report), report.state == ReportState.TO_SIGN
    act = ReportAct.WITHDRAW_CORRECTION if correction and not waited else ReportAct.WITHDRAW
    former.keep(session, report, on=day_of(at))
    report.state = MOVES.after(report.state, act)
    answered = correction or report.deadline
    stays = answered.kind in rules.ENDED_BY_VERDICT or answered.due_rule == rules.VOLUNTARY or waited
    if answered.ended_on is not None and not stays:
        if answered.assignment.to_on is not None:
            raise Refused("report.share_moved")
        deadlines.reopen(session, answered, reason="report.withdrawn", by=by, at=at)
    session.flush()
    audit.record(session, "report.withdrawn", report, by=by, at=at, plan_id=answered.plan_id, period=report.period)
    return report
