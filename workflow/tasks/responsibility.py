"""Before the start: who leads, who shares; at any time: under which leader, by which section. Shares end; none is
deleted. What changes while a task is under way is in deadlines.changing, for what is owed follows."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit import service as audit
from workflow.errors import Refused
from workflow.people.models import Department, Post, PostKind
from workflow.tasks import service
from workflow.tasks.leads import lead_of
from workflow.tasks.models import Assignment, Origin, Role, Task, TaskState

SECTION = 120  # characters


def share_of(session: Session, task_id: int, department_id: int) -> Assignment | None:
    """A department's share of a task in force."""
    return session.scalar(
        select(Assignment).where(
            Assignment.task_id == task_id, Assignment.department_id == department_id, Assignment.to_on.is_(None)
        )
    )


def lead_by(
    session: Session, task: Task, department_id: int, *, basis: str, by: audit.Actor, at: datetime
) -> Assignment:
    """A department leads, also one that did not share yet: its share then follows the lead's. Who led shares on."""
    _check(task, basis)
    lead = lead_of(session, task.id)
    if lead is not None and lead.department_id == department_id:
        raise Refused("lead.leads_already")
    there = share_of(session, task.id, department_id) or _new_share(
        session, task, department_id, basis=basis, at=at, follows=lead
    )
    if lead is not None:
        service.swap_lead(session, task, lead, there, basis=basis, by=by, at=at)
        return there
    former.keep(session, there, on=day_of(at))
    there.role, there.confirmed_on, there.basis = Role.LEAD, day_of(at), basis.strip()
    session.flush()
    audit.record(session, "task.lead_changed", task, by=by, at=at, plan_id=task.plan_id, basis=basis)
    return there


def add_share(
    session: Session, task: Task, department_id: int, *, basis: str, by: audit.Actor, at: datetime
) -> Assignment:
    """One more responsible department."""
    _check(task, basis)
    if share_of(session, task.id, department_id) is not None:
        raise Refused("lead.shares_already", name=_label(session, department_id))
    share = _new_share(session, task, department_id, basis=basis, at=at, follows=None)
    _record(session, "assignment.added", share, basis=basis, by=by, at=at)
    return share


def end_share(
    session: Session, task: Task, department_id: int, *, basis: str, by: audit.Actor, at: datetime
) -> Assignment:
    """A department no longer shares. A lead stays until another leads."""
    _check(task, basis)
    share = share_of(session, task.id, department_id)
    if share is None:
        raise Refused("lead.shares_not", name=_label(session, department_id))
    if share.role == Role.LEAD:
        raise Refused("lead.stays", name=share.department.label)
    former.keep(session, share, on=day_of(at))
    share.to_on = day_of(at)
    session.flush()
    _record(session, "assignment.ended", share, basis=basis, by=by, at=at)
    return share


def set_section(
    session: Session, share: Assignment, section: str, *, by: audit.Actor, at: datetime, basis: str = ""
) -> bool:
    """责任科室: which part of the department does it; after the start with a basis. False when that stands already."""
    section = section.strip()
    if len(section) > SECTION:
        raise Refused("lead.section_long", limit=SECTION)
    if (share.section or "") == section:
        return False
    _with_basis(share.task, basis)
    former.keep(session, share, on=day_of(at))
    was, share.section = share.section or "", section or None
    session.flush()
    _record(session, "assignment.section_set", share, by=by, at=at, was=was, name=section, basis=basis.strip())
    return True


def put_under(
    session: Session, task: Task, post_id: int | None, *, by: audit.Actor, at: datetime, basis: str = ""
) -> bool:
    """分管市领导: a post of a city's leader (None: nobody yet); after the start with a basis. False when that stands
    already."""
    if task.leader_post_id == post_id:
        return False
    _with_basis(task, basis)
    post = session.get(Post, post_id) if post_id else None
    if post_id and (post is None or post.kind != PostKind.LEADER or post.ended_on is not None):
        raise Refused("lead.no_leader")
    former.keep(session, task, on=day_of(at))
    task.leader_post_id = post_id
    session.flush()
    facts = {"post_id": post_id, "basis": basis.strip()}
    audit.record(session, "task.leader_set", task, by=by, at=at, plan_id=task.plan_id, **facts)
    return True


def _check(task: Task, basis: str) -> None:
    _before_the_start(task)
    if not basis.strip():
        raise Refused("lead.basis_missing")


def _before_the_start(task: Task) -> None:
    if task.state != TaskState.PROPOSED:
        raise Refused("lead.started")
    if task.origin == Origin.GOAL:
        raise Refused("responsibility.goal")


def _with_basis(task: Task, basis: str) -> None:
    """Once the task is started, a decision of the office needs a basis; what is closed stays."""
    if task.state == TaskState.CLOSED:
        raise Refused("responsibility.closed")
    if task.state != TaskState.PROPOSED and not basis.strip():
        raise Refused("lead.basis_missing")


def _new_share(
    session: Session, task: Task, department_id: int, *, basis: str, at: datetime, follows: Assignment | None
) -> Assignment:
    """A share in force from today, last in order. It follows the share given, else its own earlier one."""
    rows = session.scalars(select(Assignment).where(Assignment.task_id == task.id).order_by(Assignment.id)).all()
    earlier = [row for row in rows if row.department_id == department_id]
    before = follows or (earlier[-1] if earlier else None)
    share = Assignment(
        task=task,
        department_id=department_id,
        role=Role.CO,
        ordinal=max((row.ordinal for row in rows), default=0) + 1,
        confirmed_on=day_of(at),
        basis=basis.strip(),
        from_on=day_of(at),
        predecessor_id=before.id if before else None,
    )
    session.add(share)
    session.flush()
    return share


def _label(session: Session, department_id: int) -> str:
    body = session.get(Department, department_id)
    if body is None:
        raise Refused("move.department_missing")
    return body.label


def _record(session: Session, act: str, share: Assignment, *, by: audit.Actor, at: datetime, **facts: str) -> None:
    label = share.department.label
    audit.record(session, act, share, by=by, at=at, plan_id=share.task.plan_id, label=label, **facts)
