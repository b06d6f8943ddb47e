"""分工进展: what a co-responsible department adds. 有则报、无则免: it may be said without having been asked."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import due
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.errors import Refused
from workflow.reports import rules, service
from workflow.reports.models import Report
from workflow.reports.rules import Said, Signature
from workflow.reports.shares import lead_owes
from workflow.tasks.models import Assignment, Role, Task
from workflow.workdays.rules import AnyPeriod, Calendar


def period_for(session: Session, task_id: int, *, today: date) -> AnyPeriod:
    """The period a share is said for: the lead's oldest open report, else the one that holds today."""
    return rules.share_period(lead_owes=lead_owes(session, task_id), today=today)


def asked(session: Session, assignment: Assignment, period: AnyPeriod) -> Deadline | None:
    """The share of this period, if it was asked for or said already."""
    return deadlines.owed(session, assignment, DeadlineKind.SHARE, period.key)


def ask(
    session: Session, task: Task, period: AnyPeriod, *, by: audit.Actor, at: datetime, calendar: Calendar
) -> list[Deadline]:
    """The office asks every co-responsible department of a task for its share of a period.

    Due five working days before the lead's report, and never sooner than three working days from now. Whoever said
    something or was asked already is passed over; a missing share never makes the lead late.
    """
    today = day_of(at)
    due_on = due.share_asked(calendar, period, on=today)
    shares = session.scalars(
        select(Assignment)
        .where(Assignment.task_id == task.id, Assignment.role == Role.CO, Assignment.to_on.is_(None))
        .order_by(Assignment.ordinal)
    ).all()
    unasked = [one for one in shares if asked(session, one, period) is None]
    if not unasked:
        raise Refused("share.asked_already")
    owed = [
        deadlines.owe(
            session, one, DeadlineKind.SHARE, occasion=period.key, opens_on=today, due_on=due_on, due_rule=due.ASKED
        )
        for one in unasked
    ]
    audit.record(session, "share.asked", task, by=by, at=at, plan_id=task.plan_id, period=period.key, count=len(owed))
    return owed


def share(
    session: Session,
    assignment: Assignment,
    period: AnyPeriod,
    said: Said,
    *,
    by: audit.Actor,
    at: datetime,
    signature: Signature | None = None,
) -> Report:
    """Say a share for a period. Unasked, its deadline is made now and ends today."""
    session.refresh(assignment, with_for_update={"key_share": True})
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
        due_rule=rules.VOLUNTARY,
    )
    session.refresh(deadline, with_for_update=True)
    return service.put_down(session, deadline, said, by=by, at=at, signature=signature)
