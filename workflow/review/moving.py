"""申请调整责任单位, decided by the office on a basis. What was said and done stays with the share it was said of."""

from datetime import datetime

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import acknowledging, changing, handing
from workflow.errors import Refused, Stale
from workflow.people.models import Department
from workflow.reports import carrying
from workflow.tasks import asked as requests
from workflow.tasks.models import Assignment, Decision, MoveRequest, Role
from workflow.tasks.responsibility import share_of
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
    _check_successor(session, old, successor_id)
    assert successor_id is not None
    there = share_of(session, old.task_id, successor_id)
    new: Assignment | None = None
    if there is not None and old.role == Role.CO:
        owed = handing.end_share(session, old, on=day_of(at))
        handing.pass_on(session, there, owed, today=day_of(at), calendar=calendar)
    else:
        new = _hand_over(session, old, there, successor_id, basis=basis, by=by, at=at, calendar=calendar)
    requests.decide(session, asked, Decision.GRANTED, basis=basis, by=by, at=at)
    carrying.carry(session, old.task_id)
    return new


def refuse(
    session: Session, asked: MoveRequest, *, basis: str, by: audit.Actor, at: datetime, calendar: Calendar
) -> None:
    """The share stays where it is; unless it was acknowledged before, it is to be in three working days."""
    _check(session, asked, basis)
    if asked.assignment.acknowledged_on is None:
        handing.to_acknowledge(session, asked.assignment, f"refused:{asked.id}", today=day_of(at), calendar=calendar)
    requests.decide(session, asked, Decision.REFUSED, basis=basis, by=by, at=at)


def _check(session: Session, asked: MoveRequest, basis: str) -> None:
    if not basis.strip():
        raise Refused("move.basis_missing")
    session.refresh(asked.assignment.task, with_for_update=True)
    session.refresh(asked, with_for_update=True)
    session.refresh(asked.assignment)
    if asked.decision is not None:
        raise Stale("move.decided_already")
    if asked.assignment.to_on is not None:
        raise Refused("move.ended_already")


def _check_successor(session: Session, old: Assignment, successor_id: int | None) -> None:
    successor = session.get(Department, successor_id) if successor_id is not None else None
    if successor is None:
        raise Refused("move.department_missing")
    if successor.abolished_on is not None:
        raise Refused("people.department_abolished", label=successor.label)
    if successor.id == old.department_id:
        raise Refused("move.same_department")


def _hand_over(
    session: Session,
    old: Assignment,
    there: Assignment | None,
    successor_id: int,
    *,
    basis: str,
    by: audit.Actor,
    at: datetime,
    calendar: Calendar,
) -> Assignment:
    """A new share in the place of the old one; a share that the successor had already ends with it."""
    owed = handing.end_share(session, old, on=day_of(at))
    if there is not None:
        requests.settle(session, there, Decision.REFUSED, basis=basis, by=by, at=at)
        owed += handing.end_share(session, there, on=day_of(at))
    new = changing.begin(
        session, old.task, successor_id, old.role, basis=basis, on=day_of(at), follows=old.id, like=there
    )
    new.ordinal = old.ordinal
    session.flush()
    handing.take_over(session, new, owed, acknowledging.OCCASION, today=day_of(at), calendar=calendar)
    return new
