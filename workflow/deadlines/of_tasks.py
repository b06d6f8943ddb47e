"""Deadlines seen from a task: what is owed and was done for it, how days moved, what its lists can be narrowed to."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from workflow.deadlines.models import Deadline, DeadlineMove
from workflow.deadlines.queries import CAP, COLUMNS, Rows, detailed
from workflow.people.models import Department
from workflow.tasks.models import Assignment, Task


def of_task(session: Session, task_id: int, departments: Collection[int] | None) -> Rows:
    """The deadlines of a task, open ones first, nearest first; of some departments only, unless None."""
    rows = (
        select(
            *COLUMNS,
            Deadline.ended_on,
            Deadline.outcome,
            Deadline.held_since,
            Deadline.department_id,
            Deadline.due_rule,
            Department.label.label("department"),
        )
        .select_from(Deadline)
        .join(Department, Department.id == Deadline.department_id)
        .where(Assignment.task_id == task_id)
        .order_by(Deadline.ended_on.is_not(None), Deadline.due_on, Deadline.id)
        .limit(CAP)
    )
    if departments is not None:
        rows = rows.where(Deadline.department_id.in_(departments))
    return session.execute(detailed(rows)).all()


def moves(session: Session, deadline_ids: Collection[int]) -> dict[int, list[DeadlineMove]]:
    """Every move of some deadlines, in order."""
    found: dict[int, list[DeadlineMove]] = {}
    for move in session.scalars(
        select(DeadlineMove).where(DeadlineMove.deadline_id.in_(deadline_ids)).order_by(DeadlineMove.id)
    ):
        found.setdefault(move.deadline_id, []).append(move)
    return found


def next_of_task() -> Any:
    """A column beside a task: the nearest day on which something is due for it."""
    share = aliased(Assignment)
    return (
        select(func.min(Deadline.due_on))
        .join(share, share.id == Deadline.assignment_id)
        .where(
            share.task_id == Task.id, share.to_on.is_(None), Deadline.ended_on.is_(None), Deadline.held_since.is_(None)
        )
        .correlate(Task)
        .scalar_subquery()
    )


def task_owes(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """A condition on tasks: a share in force has an open deadline of this sort (the share is `Assignment` here)."""
    return exists(
        select(Deadline.id)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .where(
            Assignment.task_id == Task.id,
            Assignment.to_on.is_(None),
            Deadline.ended_on.is_(None),
            Deadline.held_since.is_(None),
            *conditions,
        )
        .correlate(Task)
    )
