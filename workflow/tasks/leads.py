"""Who leads and who shares, before and at the start."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.people.models import Department
from workflow.plans.models import Clause
from workflow.tasks.models import Assignment, Origin, Role, Task, TaskItem


@dataclass(frozen=True)
class Share:
    id: int
    department: str
    confirmed: bool
    basis: str
    department_id: int
    section: str


@dataclass
class Shares:
    """A task with its lead, the others in the order of the paper, and whether the list ends in 等."""

    task_id: int
    number: str
    heading: str
    chapter: str
    leader_post_id: int | None = None
    lead: Share | None = None
    others: list[Share] = field(default_factory=list)
    open_ended: bool = False
    lead_stated: bool = False

    def all(self) -> list[Share]:
        """Every share, the lead first."""
        return [*([self.lead] if self.lead else []), *self.others]

    def of(self, department_id: int) -> Share | None:
        return next((share for share in self.all() if share.department_id == department_id), None)


def leads_to_confirm(session: Session, plan_id: int) -> int:
    """How many proposed leads of a plan nobody has confirmed yet."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Assignment)
            .join(Task)
            .where(
                Task.plan_id == plan_id,
                Assignment.role == Role.LEAD,
                Assignment.to_on.is_(None),
                Assignment.confirmed_on.is_(None),
            )
        )
        or 0
    )


def lead_of(session: Session, task_id: int) -> Assignment | None:
    return session.scalar(
        select(Assignment).where(
            Assignment.task_id == task_id, Assignment.role == Role.LEAD, Assignment.to_on.is_(None)
        )
    )


def shares_of_plan(session: Session, plan_id: int, department_id: int | None = None) -> list[Shares]:
    """Every task of a plan with its departments, in the order of the paper; of one department, those it leads or
    shares in."""
    wanted = (
        select(
            Task.id,
            Task.number,
            Task.heading,
            Task.chapter,
            Task.leader_post_id,
            Assignment.id,
            Assignment.role,
            Assignment.confirmed_on,
            Assignment.basis,
            Assignment.section,
            Department.label,
            Department.id,
        )
        .outerjoin(Assignment, (Assignment.task_id == Task.id) & Assignment.to_on.is_(None))
        .outerjoin(Department, Department.id == Assignment.department_id)
        .where(Task.plan_id == plan_id, Task.origin == Origin.MEASURE)
        .order_by(Task.ordinal, Task.id, Assignment.ordinal, Assignment.id)
    )
    if department_id is not None:
        own = select(Assignment.task_id).where(Assignment.department_id == department_id, Assignment.to_on.is_(None))
        wanted = wanted.where(Task.id.in_(own))
    return list(_gathered(session, session.execute(wanted).all()).values())


def _gathered(session: Session, rows: Sequence[Any]) -> dict[int, Shares]:
    found: dict[int, Shares] = {}
    for task_id, number, heading, chapter, leader, share_id, role, confirmed_on, basis, section, label, body in rows:
        task = found.setdefault(task_id, Shares(task_id, number, heading, chapter, leader))
        if not share_id:
            continue
        share = Share(share_id, label, confirmed_on is not None, basis, body, section or "")
        if role == Role.LEAD:
            task.lead = share
        else:
            task.others.append(share)
    _note_clauses(session, found)
    return found


def _note_clauses(session: Session, found: dict[int, Shares]) -> None:
    rows = session.execute(
        select(TaskItem.task_id, Clause.open_ended, Clause.lead_stated)
        .join(Clause, Clause.item_id == TaskItem.item_id)
        .where(TaskItem.task_id.in_(found), TaskItem.to_on.is_(None))
    )
    for task_id, open_ended, lead_stated in rows:
        task = found[task_id]
        task.open_ended, task.lead_stated = task.open_ended or open_ended, task.lead_stated or lead_stated


@dataclass
class Told:
    """A department that the start concerns."""

    label: str
    leads: int = 0
    shares: int = 0


def told(session: Session, plan_id: int) -> list[Told]:
    """Which departments hear of the start, with how many tasks they lead and share in."""
    rows = session.execute(
        select(Department.label, Assignment.role, func.count())
        .join(Assignment, Assignment.department_id == Department.id)
        .join(Task, Task.id == Assignment.task_id)
        .where(Task.plan_id == plan_id, Assignment.to_on.is_(None))
        .group_by(Department.label, Department.ordinal, Assignment.role)
        .order_by(Department.ordinal, Department.label)
    )
    found: dict[str, Told] = {}
    for label, role, count in rows:
        row = found.setdefault(label, Told(label))
        if role == Role.LEAD:
            row.leads = count
        else:
            row.shares = count
    return list(found.values())
