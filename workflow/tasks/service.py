"""Tasks made from a plan's items, and the shares of departments in them."""

from datetime import datetime

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit import service as audit
from workflow.errors import Refused
from workflow.plans.models import BodyRole, ClauseBody, Item, ItemKind, Plan
from workflow.tasks.models import Assignment, Origin, Role, Task, TaskItem, TaskState


def propose(
    session: Session, plan: Plan, item: Item, *, chapter: str, ordinal: int, bodies: list[ClauseBody], at: datetime
) -> Task:
    """A proposed task for a numbered item. The first body that leads is its lead; the others share, in order."""
    task = Task(
        plan=plan,
        origin=Origin.STANDING if item.kind == ItemKind.STANDING else Origin.MEASURE,
        ordinal=ordinal,
        number=item.number,
        chapter=chapter,
        heading=item.heading,
    )
    session.add(task)
    session.add(TaskItem(task=task, item=item, from_on=day_of(at)))
    seen: set[int] = set()
    known = sorted((b for b in bodies if b.department_id is not None), key=lambda b: (b.clause_id, b.ordinal))
    lead = next((b.department_id for b in known if b.role == BodyRole.LEAD), None)
    for body in known:
        if body.department_id is None or body.department_id in seen:
            continue
        role = Role.LEAD if body.department_id == lead else Role.CO
        seen.add(body.department_id)
        session.add(
            Assignment(task=task, department_id=body.department_id, role=role, ordinal=len(seen), from_on=day_of(at))
        )
    session.flush()
    return task


def confirm_lead(session: Session, assignment: Assignment, *, basis: str, by: audit.Actor, at: datetime) -> None:
    """The office confirms a proposed lead, with the basis for it."""
    if not basis.strip():
        raise Refused("lead.basis_missing")
    if assignment.role != Role.LEAD or assignment.to_on is not None:
        raise Refused("lead.not_lead")
    former.keep(session, assignment, on=day_of(at))
    assignment.confirmed_on = day_of(at)
    assignment.basis = basis.strip()
    session.flush()
    audit.record(
        session, "assignment.lead_confirmed", assignment, by=by, at=at, plan_id=assignment.task.plan_id, basis=basis
    )


def swap_lead(
    session: Session, task: Task, lead: Assignment, successor: Assignment, *, basis: str, by: audit.Actor, at: datetime
) -> None:
    """Before the start: another responsible department leads instead; the one proposed shares in its place."""
    if task.state != TaskState.PROPOSED:
        raise Refused("lead.started")
    if not basis.strip():
        raise Refused("lead.basis_missing")
    for share in (lead, successor):
        former.keep(session, share, on=day_of(at))
    lead.role, lead.confirmed_on = Role.CO, None
    session.flush()
    successor.role, successor.confirmed_on, successor.basis = Role.LEAD, day_of(at), basis.strip()
    lead.ordinal, successor.ordinal = successor.ordinal, lead.ordinal
    session.flush()
    audit.record(session, "task.lead_changed", task, by=by, at=at, plan_id=task.plan_id, basis=basis)
