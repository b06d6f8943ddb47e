"""分工进展: what a co-responsible department adds. 有则报、无则免: it may be said without having been asked."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.errors import Refused
from workflow.reports import queries, rules, service
from workflow.reports.models import Report
from workflow.reports.service import Said
from workflow.tasks.models import Assignment, Role
from workflow.workdays.rules import Period

VOLUNTARY = "voluntary"


def period_for(session: Session, assignment: Assignment, *, today: date) -> Period:
    """The period a share is said for: the lead's oldest open report, else the one that holds today."""
    return rules.share_period(lead_owes=queries.lead_owes(session, assignment.task_id), today=today)


def asked(session: Session, assignment: Assignment, period: Period) -> Deadline | None:
    """The share of this period, if it was asked for or said already."""
    return deadlines.owed(session, assignment, DeadlineKind.SHARE, period.key)


def share(
    session: Session, assignment: Assignment, period: Period, said: Said, *, by: audit.Actor, at: datetime
) -> Report:
    """Say a share for a period. Unasked, its deadline is made now and ends today."""
    if assignment.role != Role.CO or assignment.to_on is not None:
        raise Refused("share.not_shared")
    today = day_of(at)
    deadline = asked(session, assignment, period) or deadlines.owe(
        session,
        assignment,
        DeadlineKind.SHARE,
        occasion=period.key,
        opens_on=today,
        due_on=today,
        due_rule=VOLUNTARY,
    )
    session.refresh(deadline, with_for_update=True)
    return service.put_down(session, deadline, said, by=by, at=at)
