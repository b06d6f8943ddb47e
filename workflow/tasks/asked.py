"""What a department asked about its share and the office has not answered; and the answer."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.tasks.models import Assignment, Decision, MoveRequest


def open_request(session: Session, share: Assignment) -> MoveRequest | None:
    """The request to move a share that waits for the office."""
    return session.scalar(
        select(MoveRequest).where(MoveRequest.assignment_id == share.id, MoveRequest.decision.is_(None))
    )


def decide(
    session: Session, asked: MoveRequest, decision: Decision, *, basis: str, by: audit.Actor, at: datetime
) -> None:
    asked.decision, asked.basis = decision, basis.strip()
    asked.decided_by, asked.decided_at = by.account_id, at
    session.flush()
    share = asked.assignment
    facts = {"basis": asked.basis, "request": asked.id}
    audit.record(session, f"assignment.move_{decision.value}", share, by=by, at=at, plan_id=share.task.plan_id, **facts)


def settle(
    session: Session, share: Assignment, decision: Decision, *, basis: str, by: audit.Actor, at: datetime
) -> None:
    """The office disposed of a share otherwise while a request was open: that is the answer to it."""
    asked = open_request(session, share)
    if asked is not None:
        decide(session, asked, decision, basis=basis, by=by, at=at)
