"""What becomes of a comment: the office decides on a basis, and an adopted change is made at once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.errors import Refused, Stale
from workflow.people.models import Department
from workflow.plans.models import PlanState
from workflow.tasks import responsibility
from workflow.tasks.consulting_models import Comment, CommentDecision, CommentKind
from workflow.tasks.consulting_rules import acts


def decide(
    session: Session,
    comment: Comment,
    decision: CommentDecision,
    *,
    basis: str,
    by: audit.Actor,
    at: datetime,
    departments: Sequence[int] = (),
) -> None:
    """Decide a comment once. `departments`: who leads or is added in the end, where that differs from what the
    comment proposed; a partly adopted addition adds only these."""
    if comment.consultation.plan.state != PlanState.DRAFT:
        raise Refused("consult.started")
    if not basis.strip():
        raise Refused("consult.basis_missing")
    session.refresh(comment, with_for_update=True)
    if comment.decision is not None:
        raise Stale("consult.decided_already")
    if acts(comment.kind, decision):
        _change(session, comment, decision, departments, basis=basis.strip(), by=by, at=at)
    comment.decision, comment.basis = decision, basis.strip()
    comment.decided_by, comment.decided_at = by.account_id, at
    session.flush()
    label, plan_id = session.get_one(Department, comment.department_id).label, comment.consultation.plan_id
    facts = {"label": label, "kind": comment.kind.value, "basis": comment.basis}
    audit.record(session, f"comment.{decision.value}", comment, by=by, at=at, plan_id=plan_id, **facts)


def _change(
    session: Session,
    comment: Comment,
    decision: CommentDecision,
    departments: Sequence[int],
    *,
    basis: str,
    by: audit.Actor,
    at: datetime,
) -> None:
    task = comment.task
    if task is None:
        raise Refused("consult.task_missing")
    proposed = [comment.named_id] if comment.named_id and decision == CommentDecision.ADOPTED else []
    bodies = list(dict.fromkeys(departments)) or proposed
    if comment.kind == CommentKind.DROP:
        leaving = comment.named_id or comment.department_id
        responsibility.end_share(session, task, leaving, basis=basis, by=by, at=at)
        return
    if not bodies:
        raise Refused("consult.unit_missing")
    if comment.kind == CommentKind.ADD:
        for body in bodies:
            responsibility.add_share(session, task, body, basis=basis, by=by, at=at)
        return
    if len(bodies) > 1:
        raise Refused("consult.one_unit")
    responsibility.lead_by(session, task, bodies[0], basis=basis, by=by, at=at)
