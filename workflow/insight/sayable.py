"""What a department can say of its own accord, and for which period. In statements given `here`, `on`, `quarter`."""

from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Integer, Select, String, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.tasks.models import Assignment, Role, Task, TaskState

CAP = 1000
HERE: BindParameter[int] = bindparam("here", type_=Integer)
ON: BindParameter[date] = bindparam("on", type_=Date)
QUARTER: BindParameter[str] = bindparam("quarter", type_=String)
PERIODIC = (DeadlineKind.REPORT, DeadlineKind.SHARE)


def count(rows: Select[*tuple[Any, ...]], *conditions: ColumnElement[bool]) -> Any:
    """How many rows of the department, up to a thousand."""
    capped = rows.where(*(conditions or (Deadline.department_id == HERE,))).limit(CAP).subquery()
    return select(func.count()).select_from(capped).scalar_subquery()


def period() -> Any:
    """For which period something can be said now: the nearest that it owes, or who leads it, else this quarter."""
    owed = (
        select(Deadline.occasion)
        .where(
            Deadline.department_id == HERE,
            Deadline.ended_on.is_(None),
            Deadline.held_since.is_(None),
            Deadline.kind.in_(PERIODIC),
        )
        .order_by(Deadline.opens_on > ON, Deadline.due_on, Deadline.occasion)
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(owed, _of_leads(), QUARTER)


def _of_leads() -> Any:
    """Who owes nothing of its own: the oldest period that a lead of its shares has still to report."""
    own, lead, theirs = aliased(Assignment), aliased(Assignment), aliased(Deadline)
    return (
        select(theirs.occasion)
        .join(lead, lead.id == theirs.assignment_id)
        .join(own, own.task_id == lead.task_id)
        .where(own.department_id == HERE, own.role == Role.CO, own.to_on.is_(None))
        .where(lead.role == Role.LEAD, lead.to_on.is_(None))
        .where(theirs.kind == DeadlineKind.REPORT, theirs.ended_on.is_(None), theirs.opens_on <= ON)
        .order_by(theirs.due_on)
        .limit(1)
        .scalar_subquery()
    )


def addable() -> Any:
    """有则报、无则免: the shares of that period that nobody asked for and that were not said."""
    lead, theirs, said = aliased(Assignment), aliased(Deadline), aliased(Deadline)
    lead_owes = (
        select(theirs.occasion)
        .join(lead, lead.id == theirs.assignment_id)
        .where(lead.task_id == Assignment.task_id, lead.role == Role.LEAD, lead.to_on.is_(None))
        .where(theirs.kind == DeadlineKind.REPORT, theirs.ended_on.is_(None))
        .order_by(theirs.due_on)
        .limit(1)
        .correlate(Assignment)
        .scalar_subquery()
    )
    now = select(period().label("key")).subquery()
    asked = exists().where(
        said.assignment_id == Assignment.id, said.kind == DeadlineKind.SHARE, said.occasion == now.c.key
    )
    shares = select(Assignment.id).join(Task, Task.id == Assignment.task_id).join(now, now.c.key.is_not(None))
    return count(
        shares.where(Assignment.role == Role.CO, Assignment.to_on.is_(None), Task.state == TaskState.UNDER_WAY),
        Assignment.department_id == HERE,
        ~asked.correlate(Assignment, now),
        func.coalesce(lead_owes, QUARTER) == now.c.key,
    )
