"""签收: a department says that a share is its own, or asks to move it (see tasks.models.MoveRequest)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit import service as audit
from workflow.deadlines import following, service
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused
from workflow.tasks.asked import open_request
from workflow.tasks.models import Assignment, MoveRequest, TaskState

OCCASION = "start"


def open_ones(session: Session, assignment: Assignment) -> list[Deadline]:
    """The acknowledgements still owed for a share: of the share itself, of instructions passed on to it."""
    owed = select(Deadline).where(
        Deadline.assignment_id == assignment.id,
        Deadline.kind == DeadlineKind.ACKNOWLEDGE,
        Deadline.ended_on.is_(None),
    )
    return list(session.scalars(owed.order_by(Deadline.id)))


def open_one(session: Session, assignment: Assignment) -> Deadline | None:
    """The first of them, if any is owed."""
    return next(iter(open_ones(session, assignment)), None)


def acknowledge(session: Session, assignment: Assignment, *, by: audit.Actor, at: datetime) -> None:
    """Accept a share and what was passed on to it. The deadlines to acknowledge end on that day."""
    owed = open_ones(session, assignment)
    if not owed:
        raise Refused("acknowledge.done")
    assignment.acknowledged_on = assignment.acknowledged_on or day_of(at)
    for deadline in owed:
        service.end(session, deadline, Outcome.MET, on=day_of(at))
    plan_id = assignment.task.plan_id
    audit.record(session, "assignment.acknowledged", assignment, by=by, at=at, plan_id=plan_id)


def take_back(session: Session, assignment: Assignment, *, by: audit.Actor, at: datetime) -> None:
    """撤回签收, on the same day only: the deadline is owed again."""
    if assignment.acknowledged_on != day_of(at):
        raise Refused("acknowledge.too_late_to_take_back")
    if open_request(session, assignment) is not None:
        raise Refused("move.asked_already")
    deadline = session.scalar(
        select(Deadline)
        .where(Deadline.assignment_id == assignment.id, Deadline.kind == DeadlineKind.ACKNOWLEDGE)
        .order_by(Deadline.id.desc())
    )
    if deadline is None:
        raise Refused("acknowledge.too_late_to_take_back")
    assignment.acknowledged_on = None
    former.keep(session, deadline, on=day_of(at))
    deadline.ended_on = deadline.outcome = None
    session.flush()
    following.catch_up(session, deadline, by=by, at=at)
    audit.record(session, "assignment.acknowledgement_taken_back", assignment, by=by, at=at, plan_id=deadline.plan_id)


def may_not_ask(session: Session, assignment: Assignment) -> str | None:
    """Why a share cannot be asked away now, as the key of a refusal; None: it can."""
    if open_request(session, assignment) is not None:
        return "move.asked_already"
    if assignment.to_on is not None:
        return "move.ended_already"
    return None if assignment.task.state == TaskState.UNDER_WAY else "move.not_under_way"


def ask_to_move(
    session: Session,
    assignment: Assignment,
    *,
    to_department_id: int | None,
    reason: str,
    by: audit.Actor,
    at: datetime,
) -> MoveRequest:
    """Say whose the share should be, and why: before it is acknowledged (which is no longer owed then) or after. The
    office decides; until then the share stays as it is."""
    if not reason.strip():
        raise Refused("move.reason_missing")
    session.refresh(assignment, with_for_update=True)
    if (refused := may_not_ask(session, assignment)) is not None:
        raise Refused(refused)
    for deadline in open_ones(session, assignment):
        service.end(session, deadline, Outcome.MET, on=day_of(at))
    known = select(func.count()).select_from(MoveRequest).where(MoveRequest.assignment_id == assignment.id)
    asked = MoveRequest(
        assignment=assignment,
        occasion=(session.scalar(known) or 0) + 1,
        to_department_id=to_department_id,
        reason=reason.strip(),
        asked_by=by.account_id or 0,
        asked_at=at,
    )
    session.add(asked)
    session.flush()
    plan_id = assignment.task.plan_id
    audit.record(session, "assignment.move_asked", assignment, by=by, at=at, plan_id=plan_id, reason=reason)
    return asked
