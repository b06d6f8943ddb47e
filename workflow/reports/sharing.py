"""分工进展: what a co-responsible department adds. 有则报、无则免: it may be said without having been asked."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import due
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.errors import Refused
from workflow.reports import drafts, rules, service, unasked
from workflow.reports.models import Report, ReportDraft, UnaskedDraft
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
    silent = [one for one in shares if asked(session, one, period) is None]
    if not silent:
        raise Refused("share.asked_already")
    owed = [
        deadlines.owe(
            session, one, DeadlineKind.SHARE, occasion=period.key, opens_on=today, due_on=due_on, due_rule=due.ASKED
        )
        for one in silent
    ]
    for deadline in owed:
        unasked.hand_on(session, deadline, unasked.SHARE)
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
    expected_version: int | None = None,
) -> Report:
    """Say a share for a period. Unasked, its deadline is made now and ends today. `expected_version` is that of the
    draft that the author saw."""
    session.refresh(assignment, with_for_update={"key_share": True})
    _check(assignment)
    today, there = day_of(at), asked(session, assignment, period)
    if there is None:
        unasked.check(session, assignment.id, unasked.SHARE, expected_version)
        unasked.drop(session, assignment.id, unasked.SHARE)
    deadline = there or deadlines.owe(
        session,
        assignment,
        DeadlineKind.SHARE,
        occasion=period.key,
        opens_on=today,
        due_on=today,
        due_rule=rules.VOLUNTARY,
    )
    session.refresh(deadline, with_for_update=True)
    if there is not None:
        drafts.check(session, there, expected_version)
    return service.put_down(session, deadline, said, by=by, at=at, signature=signature)


def typed(session: Session, assignment: Assignment, period: AnyPeriod) -> ReportDraft | UnaskedDraft | None:
    """The draft of a share: of what was asked for, else of one's own accord."""
    there = asked(session, assignment, period)
    if there is not None:
        return session.get(ReportDraft, there.id)
    return unasked.draft(session, assignment.id, unasked.SHARE)


def keep(
    session: Session,
    assignment: Assignment,
    period: AnyPeriod,
    *,
    words: Mapping[str, Any],
    by: audit.Actor,
    at: datetime,
    expected_version: int | None = None,
) -> ReportDraft | UnaskedDraft:
    """Keep what was typed for a share, where `typed` finds it. Raises Stale when somebody else saved meanwhile."""
    session.refresh(assignment, with_for_update=True)
    _check(assignment)
    there = asked(session, assignment, period)
    kept: dict[str, Any] = {"words": words, "by": by, "at": at, "expected_version": expected_version}
    if there is not None:
        return drafts.save(session, there, **kept)
    return unasked.save(session, assignment, unasked.SHARE, **kept)


def _check(assignment: Assignment) -> None:
    if assignment.role != Role.CO or assignment.to_on is not None:
        raise Refused("share.not_shared")
