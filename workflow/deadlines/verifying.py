"""目标核定 owed: the outcome of a target is to be verified by the office's day, as often as it takes."""

from datetime import date

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import Session

from workflow.deadlines import service
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.plans.models import Target
from workflow.tasks.models import Assignment, Origin, Role, Task, TaskItem

RULE = "target.office"  # the day was set by a person


def verifications(session: Session, target_id: int, *, share: int | None = None) -> list[Deadline]:
    """The deadlines that ask for the outcome of a target (of one share, unless None), the first one first."""
    asked = select(Deadline).where(Deadline.kind == DeadlineKind.TARGET, Deadline.target_id == target_id)
    if share is not None:
        asked = asked.where(Deadline.assignment_id == share)
    return list(session.scalars(asked.order_by(Deadline.id)))


def open_one(session: Session, target_id: int) -> Deadline | None:
    """What still asks for the outcome of a target."""
    return next((one for one in verifications(session, target_id) if one.ended_on is None), None)


def answers() -> ColumnElement[bool]:
    """Condition on Task, Assignment and Target: this share answers for the target."""
    return case(
        (Task.origin == Origin.GOAL, Assignment.department_id == Target.answers_id), else_=Assignment.role == Role.LEAD
    )


def lead_for(session: Session, target_id: int) -> Assignment | None:
    """Who answers for a target: the lead of the task that stands on its item; of a headline target who was named."""
    return session.scalar(
        select(Assignment)
        .join(Task, Task.id == Assignment.task_id)
        .join(TaskItem, TaskItem.task_id == Task.id)
        .join(Target, Target.item_id == TaskItem.item_id)
        .where(
            Target.id == target_id,
            TaskItem.to_on.is_(None),
            answers(),
            Assignment.to_on.is_(None),
        )
        .limit(1)
    )


def owe(
    session: Session,
    lead: Assignment,
    target_id: int,
    *,
    opens_on: date,
    due_on: date,
    rule: str = RULE,
    made_on: date | None = None,
) -> Deadline:
    """The verification owed: target:17 the first time, target:17:2 when it is owed anew."""
    return service.owe(
        session,
        lead,
        DeadlineKind.TARGET,
        occasion=_occasion(session, target_id),
        opens_on=opens_on,
        made_on=made_on or opens_on,
        due_on=due_on,
        due_rule=rule,
        target_id=target_id,
    )


def _occasion(session: Session, target_id: int) -> str:
    """A successor of a share takes its occasions over: the same one twice counts once."""
    known = {one.occasion for one in verifications(session, target_id)}
    return f"target:{target_id}:{len(known) + 1}" if known else f"target:{target_id}"
