"""申请调整责任单位, decided by the office on a basis. What was said and done stays with the share it was said of."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import acknowledging, handing
from workflow.errors import Refused, Stale
from workflow.tasks.models import Assignment, Decision, MoveRequest, Role
from workflow.workdays.rules import Calendar


def grant(
    session: Session,
    asked: MoveRequest,
    *,
    to_department_id: int | None,
    basis: str,
    by: audit.Actor,
    at: datetime,
    calendar: Calendar,
) -> Assignment | None:
    """Move a share to another department, which is to acknowledge it in three working days.

    The old share ends; what it still owed is superseded and owed by the successor, not before that day. None when
    the share only ends, because its successor is responsible for the task already.
    """
    successor_id = to_department_id or asked.to_department_id
    _check(session, asked, basis)
    old = asked.assignment
    if successor_id is None:
        raise Refused("move.department_missing")
    if successor_id == old.department_id:
        raise Refused("move.same_department")
    there = _share_of(session, old.task_id, successor_id)
    new: Assignment | None = None
    if there is not None and old.role == Role.CO:
        handing.end_share(session, old, on=day_of(at))
    else:
        if there is not None:
            handing.end_share(session, there, on=day_of(at))
        new = _hand_over(session, old, successor_id, basis=basis.strip(), on=day_of(at), calendar=calendar)
    _decide(session, asked, Decision.GRANTED, basis=basis, by=by, at=at)
    return new


def refuse(
    session: Session, asked: MoveRequest, *, basis: str, by: audit.Actor, at: datetime, calendar: Calendar
) -> None:
    """The share stays where it is; it is to be acknowledged in three working days."""
    _check(session, asked, basis)
    handing.to_acknowledge(session, asked.assignment, f"refused:{asked.id}", today=day_of(at), calendar=calendar)
    _decide(session, asked, Decision.REFUSED, basis=basis, by=by, at=at)


def _check(session: Session, asked: MoveRequest, basis: str) -> None:
    if not basis.strip():
        raise Refused("move.basis_missing")
    session.refresh(asked, with_for_update=True)
    if asked.decision is not None:
        raise Stale("move.decided_already")
    if asked.assignment.to_on is not None:
        raise Refused("move.ended_already")


def _share_of(session: Session, task_id: int, department_id: int) -> Assignment | None:
    return session.scalar(
        select(Assignment).where(
            Assignment.task_id == task_id, Assignment.department_id == department_id, Assignment.to_on.is_(None)
        )
    )


def _hand_over(
    session: Session, old: Assignment, successor_id: int, *, basis: str, on: date, calendar: Calendar
) -> Assignment:
    owed = handing.end_share(session, old, on=on)
    new = Assignment(
        task=old.task,
        department_id=successor_id,
        role=old.role,
        ordinal=old.ordinal,
        confirmed_on=on,
        basis=basis,
        from_on=on,
        predecessor_id=old.id,
    )
    session.add(new)
    session.flush()
    handing.take_over(session, new, owed, acknowledging.OCCASION, today=on, calendar=calendar)
    return new


def _decide(
    session: Session, asked: MoveRequest, decision: Decision, *, basis: str, by: audit.Actor, at: datetime
) -> None:
    asked.decision, asked.basis = decision, basis.strip()
    asked.decided_by, asked.decided_at = by.account_id, at
    session.flush()
    audit.record(
        session,
        f"assignment.move_{decision.value}",
        asked.assignment,
        by=by,
        at=at,
        plan_id=asked.assignment.task.plan_id,
        basis=asked.basis,
        request=asked.id,
    )
