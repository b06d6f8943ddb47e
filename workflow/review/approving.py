"""From the second time on, another day wants the approval of a leader."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, DeadlineMove, MoveKind
from workflow.errors import Refused
from workflow.evidence.models import Evidence
from workflow.review.models import Extension
from workflow.tasks.leaders import leaders

LONGEST = 100


@dataclass(frozen=True)
class Approval:
    """Which leader approved: proved by the paper, or by the leader's post that was chosen, which names her too."""

    approver: str = ""
    evidence_id: int | None = None
    post_id: int | None = None


def granted_before(session: Session, deadline: Deadline) -> int:
    """How often the day was extended already."""
    moves = select(func.count()).select_from(DeadlineMove)
    moves = moves.where(DeadlineMove.deadline_id == deadline.id, DeadlineMove.kind == MoveKind.EXTENSION)
    return session.scalar(moves) or 0


def approve(session: Session, extension: Extension, approval: Approval | None, *, on: date) -> None:
    """Keep on an extension who approved it, as its ordinal wants. A post names its holder of that day."""
    approval = approval or Approval()
    extension.ordinal = granted_before(session, extension.deadline) + 1
    leader = leaders(session, on=on).get(approval.post_id) if approval.post_id is not None else None
    approver = approval.approver.strip() or (leader.words if leader is not None else "")
    if extension.ordinal > 1:
        if not approver:
            raise Refused("extension.approver_missing", n=extension.ordinal)
        if leader is None and approval.evidence_id is None:
            raise Refused("extension.approval_unproved")
    extension.approver, extension.evidence_id = approver[:LONGEST], approval.evidence_id


def belongs(session: Session, evidence_id: int | None, department_id: int) -> int | None:
    """The file, which must be the department's own and not withdrawn."""
    found = session.get(Evidence, evidence_id) if evidence_id is not None else None
    if evidence_id is not None and (found is None or found.department_id != department_id or found.withdrawn_at):
        raise Refused("report.evidence_not_yours")
    return evidence_id
