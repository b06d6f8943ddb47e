"""Who is responsible changes while a task is under way: what is owed follows, what was said stays with whom it was said
of. Every act has a basis; a task that is not started yet changes by tasks.responsibility."""

from datetime import date, datetime
from typing import NotRequired, TypedDict, Unpack

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import acknowledging, handing
from workflow.deadlines.models import Deadline
from workflow.errors import Refused, Stale
from workflow.people.models import Department
from workflow.tasks import asked, lineage, responsibility
from workflow.tasks.leads import lead_of
from workflow.tasks.models import Assignment, Decision, Origin, Role, Task, TaskState
from workflow.tasks.responsibility import share_of
from workflow.workdays.rules import Calendar


class Decided(TypedDict):
    """On what basis, by whom and when. `seen` is what the form showed (tasks.lineage.seen): Stale, if another decided
    meanwhile."""

    basis: str
    by: audit.Actor
    at: datetime
    calendar: Calendar
    seen: NotRequired[str | None]


def add_share(session: Session, task: Task, department_id: int, **how: Unpack[Decided]) -> Assignment:
    """One more responsible department; it acknowledges in three working days."""
    _hold(session, task, how)
    basis, by, at = how["basis"], how["by"], how["at"]
    _check_body(session, department_id)
    if task.state == TaskState.PROPOSED:
        return responsibility.add_share(session, task, department_id, basis=basis, by=by, at=at)
    if share_of(session, task.id, department_id) is not None:
        raise Refused("lead.shares_already", name=session.get_one(Department, department_id).label)
    earlier = session.scalar(
        select(func.max(Assignment.id)).where(Assignment.task_id == task.id, Assignment.department_id == department_id)
    )
    share = begin(session, task, department_id, Role.CO, basis=basis, on=day_of(at), follows=earlier)
    handing.take_over(session, share, (), acknowledging.OCCASION, today=day_of(at), calendar=how["calendar"])
    record(session, "assignment.added", share, basis=basis.strip(), by=by, at=at)
    return share


def end_share(session: Session, task: Task, department_id: int, **how: Unpack[Decided]) -> Assignment:
    """A department no longer shares: what it still owed is owed by nobody. A lead stays until another leads."""
    _hold(session, task, how)
    basis, by, at = how["basis"], how["by"], how["at"]
    if task.state == TaskState.PROPOSED:
        return responsibility.end_share(session, task, department_id, basis=basis, by=by, at=at)
    share = share_of(session, task.id, department_id)
    if share is None:
        _check_body(session, department_id)
        raise Refused("lead.shares_not", name=session.get_one(Department, department_id).label)
    if share.role == Role.LEAD:
        raise Refused("lead.stays", name=share.department.label)
    asked.settle(session, share, Decision.GRANTED, basis=basis, by=by, at=at)
    handing.end_share(session, share, on=day_of(at))
    record(session, "assignment.ended", share, basis=basis.strip(), by=by, at=at)
    return share


def change_lead(session: Session, task: Task, department_id: int, *, stays: bool, **how: Unpack[Decided]) -> Assignment:
    """Another department leads, one that shares already or a new one. It owes what the old lead still did, not before
    the three working days that it has to acknowledge. The old lead shares on where it `stays`, else its share ends."""
    _hold(session, task, how)
    _check_body(session, department_id)
    old = lead_of(session, task.id)
    if old is not None and old.department_id == department_id:
        raise Refused("lead.leads_already")
    if task.state == TaskState.PROPOSED:
        return _before_the_start(session, task, department_id, old if not stays else None, how)
    return _another_leads(session, task, department_id, old, stays=stays, **how)


def _another_leads(
    session: Session, task: Task, department_id: int, old: Assignment | None, *, stays: bool, **how: Unpack[Decided]
) -> Assignment:
    basis, by, at, today = how["basis"], how["by"], how["at"], day_of(how["at"])
    there = share_of(session, task.id, department_id)
    owed: list[Deadline] = []
    for share, answer in ((old, Decision.GRANTED), (there, Decision.REFUSED)):
        if share is not None:
            asked.settle(session, share, answer, basis=basis, by=by, at=at)
            owed += handing.end_share(session, share, on=today)
    before = old or there
    new = begin(
        session,
        task,
        department_id,
        Role.LEAD,
        basis=basis,
        on=today,
        follows=before.id if before else None,
        like=there,
    )
    new.ordinal = before.ordinal if before else new.ordinal
    handing.take_over(session, new, owed, acknowledging.OCCASION, today=today, calendar=how["calendar"])
    if old is not None and stays:
        _share_on(session, old, basis=basis, today=today, calendar=how["calendar"])
    facts = {"was": old.department.label if old else "", "name": new.department.label, "basis": basis.strip()}
    audit.record(session, "task.lead_changed", task, by=by, at=at, plan_id=task.plan_id, **facts)
    return new


def _before_the_start(
    session: Session, task: Task, department_id: int, goes: Assignment | None, how: Decided
) -> Assignment:
    basis, by, at = how["basis"], how["by"], how["at"]
    new = responsibility.lead_by(session, task, department_id, basis=basis, by=by, at=at)
    if goes is not None:
        responsibility.end_share(session, task, goes.department_id, basis=basis, by=by, at=at)
    return new


def _share_on(session: Session, old: Assignment, *, basis: str, today: date, calendar: Calendar) -> Assignment:
    """Who led shares on; what it had acknowledged it need not acknowledge again."""
    share = begin(session, old.task, old.department_id, Role.CO, basis=basis, on=today, follows=old.id, like=old)
    share.acknowledged_on = old.acknowledged_on
    handing.take_over(session, share, (), acknowledging.OCCASION, today=today, calendar=calendar)
    return share


def begin(
    session: Session,
    task: Task,
    department_id: int,
    role: Role,
    *,
    basis: str,
    on: date,
    follows: int | None,
    like: Assignment | None = None,
) -> Assignment:
    """A share in force from a day, last in order. `like` is the same department's own before it: its section stays."""
    last = session.scalar(select(func.max(Assignment.ordinal)).where(Assignment.task_id == task.id))
    share = Assignment(
        task=task,
        department_id=department_id,
        role=role,
        ordinal=(last or 0) + 1,
        confirmed_on=on,
        basis=basis.strip(),
        from_on=on,
        predecessor_id=follows,
        section=like.section if like else None,
        post_id=like.post_id if like else None,
    )
    session.add(share)
    session.flush()
    return share


def record(session: Session, act: str, share: Assignment, *, by: audit.Actor, at: datetime, **facts: str) -> None:
    label = share.department.label
    audit.record(session, act, share, by=by, at=at, plan_id=share.task.plan_id, label=label, **facts)


def hold(session: Session, task: Task, seen: str | None) -> None:
    """One at a time; who saw another state is told."""
    session.refresh(task, with_for_update=True)
    if seen and seen != lineage.seen(session, task):
        raise Stale("responsibility.changed")
    if task.state == TaskState.CLOSED:
        raise Refused("responsibility.closed")


def _hold(session: Session, task: Task, how: Decided) -> None:
    if not how["basis"].strip():
        raise Refused("lead.basis_missing")
    hold(session, task, how.get("seen"))
    if task.origin == Origin.GOAL:
        raise Refused("responsibility.goal")


def _check_body(session: Session, department_id: int) -> None:
    body = session.get(Department, department_id)
    if body is None or body.abolished_on is not None:
        raise Refused("move.department_missing")
