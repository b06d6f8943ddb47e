"""目标核定: the office records how a target came out, which ends the deadline that asked for it."""

from datetime import datetime

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused, Stale
from workflow.plans.models import Target
from workflow.review.models import TargetVerdict, TargetVerdictWord


def target_of(session: Session, deadline: Deadline) -> Target | None:
    """The target that a deadline asks about."""
    if deadline.kind != DeadlineKind.TARGET or deadline.target_id is None:
        return None
    return session.get(Target, deadline.target_id)


def record(
    session: Session, deadline: Deadline, *, verdict: TargetVerdictWord, basis: str, by: audit.Actor, at: datetime
) -> TargetVerdict:
    """Record the verdict on a target with its basis. A missed target does not climb for ever: the deadline ends."""
    if not basis.strip():
        raise Refused("target.basis_missing")
    target = target_of(session, deadline)
    if target is None:
        raise Refused("target.not_asked")
    session.refresh(deadline, with_for_update=True)
    if deadline.ended_on is not None:
        raise Stale("target.recorded_already", on=deadline.ended_on)
    missed = verdict == TargetVerdictWord.NOT_ACHIEVED
    deadlines.end(session, deadline, Outcome.NOT_ACHIEVED if missed else Outcome.MET, on=day_of(at))
    recorded = TargetVerdict(deadline_id=deadline.id, target_id=target.id, verdict=verdict, basis=basis.strip())
    recorded.by_id, recorded.by, recorded.at = by.account_id or 0, by.name, at
    session.add(recorded)
    session.flush()
    facts = {"target_id": target.id, "verdict": verdict.value, "basis": recorded.basis}
    audit.record(session, "target.verdict", deadline, by=by, at=at, plan_id=deadline.plan_id, **facts)
    return recorded
