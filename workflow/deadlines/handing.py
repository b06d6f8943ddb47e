"""Ending a department's share, and handing what it still owed to a successor."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.deadlines import service
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.deadlines.rules import ACKNOWLEDGE_DAYS
from workflow.tasks.models import Assignment
from workflow.workdays.rules import Calendar

STAYS = (DeadlineKind.ACKNOWLEDGE, DeadlineKind.CORRECTION, DeadlineKind.SHARE)  # not owed by a successor


def end_share(session: Session, share: Assignment, *, on: date) -> list[Deadline]:
    """End a share and supersede what it owed; returns that."""
    share.to_on = on
    owed = list(
        session.scalars(select(Deadline).where(Deadline.assignment_id == share.id, Deadline.ended_on.is_(None)))
    )
    for deadline in owed:
        service.end(session, deadline, Outcome.SUPERSEDED, on=on)
    session.flush()
    return owed


def to_acknowledge(session: Session, share: Assignment, occasion: str, *, today: date, calendar: Calendar) -> Deadline:
    """The share is to be acknowledged in three working days."""
    return service.owe(
        session,
        share,
        DeadlineKind.ACKNOWLEDGE,
        occasion=occasion,
        opens_on=today,
        due_on=calendar.add(today, ACKNOWLEDGE_DAYS),
        due_rule="acknowledge",
    )


def take_over(
    session: Session, new: Assignment, owed: list[Deadline], occasion: str, *, today: date, calendar: Calendar
) -> None:
    """The successor acknowledges, and owes what the share before it still did, not before that day."""
    by_then = to_acknowledge(session, new, occasion, today=today, calendar=calendar).due_on
    for deadline in owed:
        if deadline.kind not in STAYS:
            service.owe(
                session,
                new,
                deadline.kind,
                occasion=deadline.occasion,
                opens_on=deadline.opens_on,
                due_on=max(deadline.due_on, by_then),
                due_rule=deadline.due_rule,
                target_id=deadline.target_id,
                milestone_id=deadline.milestone_id,
            )
